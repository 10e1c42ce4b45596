// Another public client of Automatic1111's interface against the server at ARG 1.
const assert = require("node:assert/strict");
const {default: sdwebui, SamplingMethod} = require("node-sd-webui");

async function main() {
  const client = sdwebui({apiUrl: process.argv[2]});
  const {images, info} = await client.txt2img({
    prompt: "a red cat", negativePrompt: "dark", samplingMethod: SamplingMethod.DPMPlusPlus_2M_Karras,
    steps: 3, width: 64, height: 64, batchSize: 2, seed: 11,
  });
  assert.equal(images.length, 2);
  assert.match(JSON.parse(info).infotexts[1], /Sampler: DPM\+\+ 2M, Schedule type: [Kk]arras, .*Seed: 12/);

  const changed = await client.img2img({imageData: [images[0]], prompt: "a blue dog", samplingMethod: SamplingMethod.DDIM, steps: 4, seed: 3});
  const read = await client.pngInfo({imageData: "data:image/png;base64," + changed.images[0]});
  assert.deepEqual([read.prompt, read.steps, read.samplingMethod, read.seed, read.width], ["a blue dog", 4, "DDIM", 3, 64]);

  await assert.rejects(client.txt2img({prompt: ""}), /Bad Request|Unprocessable/);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
