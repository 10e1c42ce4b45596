"use strict";
const $ = id => document.getElementById(id);
const SHOWN = "gen-shown";

/** Makes an element with properties, and texts or elements inside. */
function make(name, properties, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

function say(text) { $("status").textContent = text; }

function complain(text) {
  $("problem").textContent = text;
  $("problem").hidden = !text;
}

function headers() {
  const token = $("token").value;
  return token ? {authorization: "Bearer " + token} : {};
}

/** Reads JSON; whole numbers that are too long for a script's numbers, such as seeds, stay texts. */
function parsed(text) {
  return JSON.parse(text.replace(/("seed"\s*:\s*)(\d{16,})/g, '$1"$2"'));
}

async function ask(method, path, body) {
  const reply = await fetch(path, {
    method,
    headers: {"content-type": "application/json", ...headers()},
    body: body && JSON.stringify(body),
  });
  const json = parsed(await reply.text());
  if (!reply.ok) {
    if (reply.status === 401) {
      $("options").open = true;
      $("token").focus();
    }
    throw new Error(json.detail || (json.error && json.error.message) || reply.statusText);
  }
  return json;
}

// What there is to choose from.

async function begin() {
  try {
    const {usual, models} = await ask("GET", "/models");
    $("model").replaceChildren(...models.map(name => new Option(name, name, false, name === usual)));
    const samplers = await ask("GET", "/sdapi/v1/samplers");
    $("sampler").replaceChildren($("sampler").options[0],
      ...samplers.map(sampler => new Option(sampler.name, sampler.aliases[0])));
    complain("");
    await about($("model").value);
  } catch (e) {
    complain(e.message);
  }
}

/** Shows what a model takes where nothing is said, and its words. */
async function about(name) {
  const {defaults, words} = await ask("GET", "/models/" + encodeURIComponent(name));
  for (const [field, value] of Object.entries(defaults)) {
    const input = $("form").elements[field];
    if (input && input.tagName === "INPUT" && field !== "seed") { input.placeholder = value; }
  }
  $("knower").textContent = name;
  const kinds = Object.entries(words).filter(([, phrases]) => phrases.length > 0);
  $("words").hidden = $("surprise").hidden = kinds.length === 0;
  $("kinds").replaceChildren(...kinds.map(([kind, phrases]) => toolbar(kind, phrases)));
  $("surprise").onclick = () => {
    const any = kind => (words[kind] || [""])[Math.floor(Math.random() * (words[kind] || [""]).length)];
    const color = any("colors");
    const article = /^[aeiou]/.test(color || any("subjects")) ? "an" : "a";
    $("prompt").value = [article, color, any("subjects"), any("places")].filter(word => word).join(" ");
    draw(job());
  };
}

/** One stop for the tabulator; the arrows go from word to word. */
function toolbar(kind, phrases) {
  const row = make("div", {role: "toolbar"});
  row.setAttribute("aria-label", kind);
  row.append(...phrases.map((phrase, i) => make("button",
    {type: "button", tabIndex: i ? -1 : 0, onclick: () => put(kind, phrase)}, phrase)));
  row.addEventListener("keydown", event => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (step) {
      event.preventDefault();
      const all = [...row.children];
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      all.forEach(one => { one.tabIndex = one === next ? 0 : -1; });
      next.focus();
    }
  });
  return make("div", {className: "kind"}, make("span", {}, kind), row);
}

/** Puts a word into the prompt: a style in front, anything else where the caret is. */
function put(kind, phrase) {
  const field = $("prompt");
  const at = kind === "styles" ? 0 : field.selectionEnd;
  const before = field.value.slice(0, at).trimEnd();
  const after = field.value.slice(at).trimStart();
  field.value = [before, phrase, after].filter(text => text).join(" ");
  const caret = kind === "styles" ? field.value.length : [before, phrase].filter(text => text).join(" ").length;
  field.setSelectionRange(caret, caret);
  say(field.value);
}

// Drawing.

function job() {
  return Object.fromEntries([...new FormData($("form"))].filter(([, value]) => value !== ""));
}

async function draw(fields) {
  complain("");
  try {
    const ticket = await ask("POST", "/jobs", fields);
    await follow(ticket, waitingCard(ticket));
  } catch (e) {
    complain(e.message);
  }
}

/** A place in the gallery for a job that is on its way. */
function waitingCard(ticket) {
  const image = make("img", {width: ticket.job.width, height: ticket.job.height, alt: ""});
  const bar = make("progress", {max: 1, value: 0, ariaLabel: "Progress of " + ticket.job.prompt});
  const words = make("p", {}, ticket.job.prompt);
  const at = make("small", {}, ticket.before ? ticket.before + " before it" : "waiting");
  const stop = make("button",
    {type: "button", onclick: () => ask("DELETE", "/jobs/" + ticket.id).catch(e => complain(e.message))},
    "Stop");
  const card = make("li", {className: "card"}, image,
    make("div", {className: "body"}, bar, words, stop, " ", at));
  $("gallery").prepend(card);
  $("none").hidden = true;
  card.scrollIntoView({block: "nearest", behavior: "smooth"});
  return {card, image, bar, words, at, count: ticket.job.count};
}

async function follow(ticket, place) {
  say("waiting");
  try {
    const reply = await fetch(ticket.events, {headers: headers()});
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (text + part.value).split("\n\n");
      text = blocks.pop();
      for (const block of blocks) {
        const event = /^event: (.*)\ndata: (.*)$/.exec(block);
        if (event) { await happened(event[1], parsed(event[2]), ticket, place); }
      }
    }
  } finally {
    place.card.remove();
    $("none").hidden = $("gallery").children.length > 0;
  }
}

async function happened(name, data, ticket, place) {
  if (name === "started") {
    say("drawing");
    place.at.textContent = "drawing";
  } else if (name === "completed") {
    place.words.textContent = data.words;
  } else if (name === "step") {
    place.bar.value = (data.picture + data.step / data.steps) / place.count;
    place.at.textContent = "step " + data.step + " of " + data.steps
      + (place.count > 1 ? ", picture " + (data.picture + 1) + " of " + place.count : "");
  } else if (name === "preview") {
    place.image.src = "data:image/png;base64," + data.png;
    place.image.className = "soon";
    place.image.alt = "the picture so far";
  } else if (name === "written") {
    const told = await ask("GET", "/jobs/" + ticket.id);
    const url = data.url;
    place.card.after(pictureCard(told.pictures.find(one => one.url === url)));
    remember(ticket.id);
  } else if (name === "failed" || name === "warned") {
    complain(data.message);
  } else if (name === "done" || name === "cancelled") {
    say(name);
  }
}

function pictureCard(picture) {
  const made = picture.job;
  const words = made.drawn_prompt || made.prompt;
  const varied = {...made};
  delete varied.seed;
  delete varied.drawn_prompt;
  const act = (text, fields) =>
    make("button", {type: "button", ariaLabel: text + ": " + words, onclick: () => draw(fields)}, text);
  return make("li", {className: "card"},
    make("a", {href: picture.url},
      make("img", {src: picture.url, alt: words, width: made.width, height: made.height})),
    make("div", {className: "body"},
      make("p", {}, words),
      act("Again", made), " ", act("Vary", varied), " ",
      make("small", {}, "seed " + made.seed),
      make("details", {}, make("summary", {}, "Record"), table(made))));
}

function table(fields) {
  const rows = Object.entries(fields).flatMap(([name, value]) => [
    make("dt", {}, name.replace(/_/g, " ")),
    make("dd", {}, typeof value === "object" ? JSON.stringify(value) : String(value)),
  ]);
  return make("dl", {}, ...rows);
}

// What was drawn before in this tab.

function remembered() { return JSON.parse(sessionStorage.getItem(SHOWN) || "[]"); }

function remember(id) {
  const others = remembered().filter(other => other !== id);
  sessionStorage.setItem(SHOWN, JSON.stringify([...others, id].slice(-50)));
}

async function recall() {
  for (const id of remembered()) {
    const told = await ask("GET", "/jobs/" + id).catch(() => ({pictures: []}));
    told.pictures.forEach(picture => $("gallery").prepend(pictureCard(picture)));
  }
  $("none").hidden = $("gallery").children.length > 0;
}

// Reading what made a picture.

async function read(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  }
  try {
    const {parameters} = await ask("POST", "/sdapi/v1/png-info", {image: btoa(text)});
    const {job, program, ...others} = parameters;
    const shown = job || others;
    const again = job ? [make("button", {type: "button", onclick: () => draw(job)}, "Draw it again")] : [];
    $("told").replaceChildren(
      Object.keys(shown).length > 0 ? table({program, ...shown}) : "It says nothing.", ...again);
    say("read " + file.name);
  } catch (e) {
    $("told").replaceChildren(e.message);
  }
}

$("form").addEventListener("submit", event => { event.preventDefault(); draw(job()); });
$("prompt").addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("form").requestSubmit();
  }
});
$("model").addEventListener("change", () => about($("model").value).catch(e => complain(e.message)));
$("token").addEventListener("change", begin);
$("file").addEventListener("change", () => $("file").files[0] && read($("file").files[0]));
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, event => {
    event.preventDefault();
    $("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files[0]) { read(event.dataTransfer.files[0]); }
  });
}
begin().then(recall);
