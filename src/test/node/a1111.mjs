// Two public clients of Automatic1111's interface against the server at ARG 1; the first one also
// against the server at ARG 2, which wants the token in ARG 3.
import assert from "node:assert/strict";
import {StableDiffusionApi} from "a1111-webui-api";
import sharp from "sharp";

const [open, closed, token] = process.argv.slice(2);

const api = new StableDiffusionApi({baseUrl: open, defaultSampler: "Euler a", defaultStepCount: 2});
const drawn = await api.txt2img({prompt: "a red cat", negative_prompt: "dark", seed: 5, width: 64, height: 64, batch_size: 2});
assert.equal(drawn.images.length, 2);
const {width, height} = await drawn.image.metadata();
assert.deepEqual([width, height], [64, 64]);
const info = JSON.parse(drawn.info);
assert.deepEqual(info.all_seeds, [5, 6]);
assert.equal(info.sampler_name, "Euler a");
assert.equal(info.steps, 2);
const warning = drawn.response.headers["x-gen-warning"];
assert.ok(!warning, "its own defaults are without effect: " + warning);

// White in the mask is painted anew: the left half.
const left = {width: 32, height: 64, channels: 3, background: "white"};
const mask = sharp(await sharp({create: left}).extend({right: 32, background: "black"}).png().toBuffer());
const edited = [];
for (const prompt of ["a blue dog", "one more tree"]) {
  const result = await api.img2img({
    prompt, mask_image: mask, init_images: [drawn.image], seed: 5, steps: 4, width: 64, height: 64,
    denoising_strength: 1, inpainting_fill: 1,
  });
  edited.push([...await result.image.removeAlpha().raw().toBuffer()]);
}
const differs = edited[0].map((value, i) => value !== edited[1][i]);
const column = i => Math.floor(i / 3) % 64;
assert.ok(differs.some((differs, i) => differs && column(i) < 24), "nothing was painted anew");
assert.ok(!differs.some((differs, i) => differs && column(i) >= 40), "what the mask keeps was changed");

assert.deepEqual((await api.getSdModels()).map(model => model.model_name), ["tiny"]);
await api.refreshCheckpoints();
await api.setModel("tiny");
assert.equal(await api.getCurrentModel(), "tiny");
assert.ok((await api.getSamplers()).some(sampler => sampler.name === "DPM++ 2M"));
assert.ok(await api.waitForReady(0.05));
await assert.rejects(api.txt2img({prompt: "a", width: 4096, height: 4096}), error => error.response.status === 400);

const long = api.txt2img({prompt: "a red cat", steps: 1000, width: 64, height: 64});
let progress = await api.getProgress();
while (progress.progress === 0) { progress = await api.getProgress(); }
assert.equal(progress.state.sampling_steps, 1000);
assert.equal(progress.state.job_count, 1);
await fetch(open + "/sdapi/v1/interrupt", {method: "POST"});
assert.equal((await long).images.length, 0);

const stranger = new StableDiffusionApi({baseUrl: closed});
await assert.rejects(stranger.getSdModels(), error => error.response.status === 401);
stranger.setAuth("anybody", token);
assert.equal((await stranger.getSdModels()).length, 1);
