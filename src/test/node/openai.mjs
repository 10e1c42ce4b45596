// The npm package openai against the server at ARG 1, and at ARG 2, which wants the token in ARG 3.
import assert from "node:assert/strict";
import OpenAI, {toFile} from "openai";
import sharp from "sharp";

const [open, closed, token] = process.argv.slice(2);
const client = new OpenAI({baseURL: open + "/v1", apiKey: "none", maxRetries: 0});

const models = await client.models.list();
assert.deepEqual(models.data.map(model => model.id), ["tiny"]);
assert.equal((await client.models.retrieve("tiny")).owned_by, "gen");

const two = await client.images.generate({
  model: "tiny", prompt: "a red cat", n: 2, size: "64x64", response_format: "b64_json",
  seed: 7, steps: 2, sampler: "euler",
});
assert.equal(two.data.length, 2);
const first = Buffer.from(two.data[0].b64_json, "base64");
assert.deepEqual(await sharp(first).metadata().then(({width, height}) => [width, height]), [64, 64]);
assert.notEqual(two.data[0].b64_json, two.data[1].b64_json);

const linked = await client.images.generate({model: "tiny", prompt: "a red cat", seed: 7, steps: 2, sampler: "euler"});
assert.deepEqual(await pixels(Buffer.from(await (await fetch(linked.data[0].url)).arrayBuffer())), await pixels(first));

// The left half of the mask is transparent and painted anew; the right half stays.
const right = {width: 32, height: 64, channels: 4, background: "white"};
const mask = await sharp({create: right}).extend({left: 32, background: {r: 0, g: 0, b: 0, alpha: 0}}).png().toBuffer();
const edited = await Promise.all(["a blue dog", "one more tree"].map(async prompt => client.images.edit({
  model: "tiny", image: await file(first), mask: await file(mask), prompt, size: "64x64",
  response_format: "b64_json", seed: 9, steps: 4, strength: 1,
}).then(reply => pixels(Buffer.from(reply.data[0].b64_json, "base64")))));
const differs = edited[0].map((value, i) => value !== edited[1][i]);
const column = i => Math.floor(i / 3) % 64;
assert.ok(differs.some((differs, i) => differs && column(i) < 24), "nothing was painted anew");
assert.ok(!differs.some((differs, i) => differs && column(i) >= 40), "what the mask keeps was changed");

function file(bytes) { return toFile(bytes, "picture.png", {type: "image/png"}); }

async function pixels(png) { return [...await sharp(png).removeAlpha().raw().toBuffer()]; }

await assert.rejects(client.images.generate({model: "dall-e-3", prompt: "a"}), error =>
  error instanceof OpenAI.NotFoundError && error.code === "model_not_found" && error.param === "model");
await assert.rejects(client.images.generate({model: "tiny", prompt: "a", size: "4096x4096"}), error =>
  error instanceof OpenAI.BadRequestError && error.param === "size" && error.code === "limit");

const strangers = new OpenAI({baseURL: closed + "/v1", apiKey: "wrong", maxRetries: 0});
await assert.rejects(strangers.models.list(), OpenAI.AuthenticationError);
const friends = new OpenAI({baseURL: closed + "/v1", apiKey: token, maxRetries: 0});
assert.equal((await friends.models.list()).data.length, 1);
