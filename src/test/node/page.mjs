// The page at ARG 1, and at ARG 2, which wants the token in ARG 3, in the Chromium at ARG 4.
import assert from "node:assert/strict";
import {chromium} from "playwright-core";
import sharp from "sharp";

const [open, closed, token, executablePath] = process.argv.slice(2);
const browser = await chromium.launch({executablePath, args: ["--no-sandbox"]});
const complaints = [];

async function visit(url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("pageerror", error => complaints.push(error.message));
  page.on("console", message => message.type() === "error" && complaints.push(message.text()));
  page.on("request", request => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) { complaints.push("asked " + request.url()); }
  });
  await page.goto(url);
  return page;
}

const page = await visit(open, {viewport: {width: 1100, height: 800}});
const pictures = page.locator(".card a img");
await page.locator("#words").waitFor();

// By keyboard alone: the prompt, a word from the model's list, and a picture.
const press = async (...keys) => { for (const key of keys) { await page.keyboard.press(key); } };
await press("Tab");
await page.keyboard.type("a");
await press("Tab", "Tab", "Tab", "Enter", "Tab", "ArrowRight", "Enter");
assert.equal(await page.inputValue("#prompt"), "a dog");
await press("Tab", "Tab", "Enter");
await page.locator("#options").getByLabel("Seed").waitFor();
await page.getByLabel("Seed").fill("7");
await page.getByLabel("Steps").fill("2");
await page.getByRole("spinbutton", {name: "Pictures"}).fill("2");
await page.focus("#prompt");
await press("Enter");
await pictures.nth(1).waitFor();
await page.locator("progress").waitFor({state: "detached"});
assert.equal(await page.locator("#status").textContent(), "done");
const words = await pictures.first().getAttribute("alt");
assert.match(words, /^a (red|blue) dog/);
assert.deepEqual(await page.locator(".card small").allTextContents(), ["seed 8", "seed 7"]);

// Each picture tells its record, and can be drawn again and varied.
await page.locator(".card summary").first().click();
assert.match(await page.locator(".card dl").first().innerText(), /seed\s+8\s/);
const bytes = async i => (await page.request.get(open + await page.locator(".card a").nth(i).getAttribute("href"))).body();
const pixels = png => sharp(png).raw().toBuffer();
const first = await bytes(0);
await page.getByRole("button", {name: "Again: " + words}).first().click();
await pictures.nth(2).waitFor();
assert.deepEqual(await pixels(await bytes(0)), await pixels(first));
await page.getByRole("button", {name: "Vary: "}).first().click();
await pictures.nth(3).waitFor();
assert.notEqual(await page.locator(".card small").first().textContent(), "seed 8");

// A long job shows how far it is and what it looks like, and can be stopped.
await page.getByLabel("Width").fill("512");
await page.getByLabel("Height").fill("512");
await page.getByLabel("Steps").fill("1000");
await page.getByRole("spinbutton", {name: "Pictures"}).fill("4");
await page.getByRole("button", {name: "Draw"}).click();
await page.locator(".card img.soon").waitFor();
assert.match(await page.locator(".card small").first().textContent(), /^step \d+ of 1000/);
assert.ok(await page.locator("progress").evaluate(bar => bar.value) > 0);
await page.getByRole("button", {name: "Stop"}).click();
await page.locator("progress").waitFor({state: "detached"});
assert.equal(await page.locator("#status").textContent(), "cancelled");
assert.ok(await pictures.count() < 4 + 4);

// A picture says how it was made, chosen or dropped.
await page.setInputFiles("#file", {name: "a.png", mimeType: "image/png", buffer: first});
await page.locator("#told dl").waitFor();
assert.match(await page.locator("#told").innerText(), /seed\s+8\s/);
await page.evaluate(() => {
  const data = new DataTransfer();
  data.items.add(new File(["no picture"], "b.png"));
  document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
});
await page.getByText("image is no PNG, JPEG or WebP").waitFor();

// What is wrong is said, and said aloud.
await page.getByLabel("Width").fill("4096");
await page.getByLabel("Height").fill("4096");
await page.getByRole("button", {name: "Draw"}).click();
await page.getByRole("alert").getByText("expected at most").waitFor();
complaints.length = 0; // The browser logs the two refusals.

// Everything has a name, and what was drawn is there after a reload.
assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("input, select, textarea")]
  .filter(field => field.labels.length === 0 || !field.labels[0].textContent.trim()).map(field => field.outerHTML)), []);
await page.reload();
await pictures.nth(3).waitFor();

// On a phone nothing is wider than the screen.
const phone = await visit(open, {viewport: {width: 360, height: 700}, isMobile: true, hasTouch: true});
await phone.locator("#words summary").tap();
await phone.locator("#options summary").tap();
await phone.getByRole("button", {name: "Surprise me"}).tap();
await phone.locator(".card a img").waitFor();
assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 360);

// A token is asked for where it is needed.
const stranger = await visit(closed, {});
await stranger.getByRole("alert").getByText("a token is needed").waitFor();
await stranger.getByLabel("Token").fill(token);
await stranger.getByLabel("Token").press("Tab");
await stranger.locator("#words").waitFor();
assert.deepEqual(complaints.filter(text => !text.includes("401")), []);
await browser.close();
