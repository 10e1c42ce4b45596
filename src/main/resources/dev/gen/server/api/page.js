"use strict";
const $ = id => document.getElementById(id);
const say = text => { $("status").textContent = text; };
let current = null;

function headers() {
  const token = $("token").value;
  const all = {"content-type": "application/json"};
  if (token) { all.authorization = "Bearer " + token; }
  return all;
}

async function ask(method, path, body) {
  const reply = await fetch(path, {method, headers: headers(), body: body && JSON.stringify(body)});
  const json = await reply.json();
  if (!reply.ok) {
    const error = json.error;
    throw new Error(json.detail || (error && error.message) || reply.statusText);
  }
  return json;
}

async function lists() {
  try {
    for (const model of (await ask("GET", "/v1/models")).data) {
      $("model").add(new Option(model.id, model.id));
    }
    for (const sampler of await ask("GET", "/sdapi/v1/samplers")) {
      $("sampler").add(new Option(sampler.name, sampler.aliases[0]));
    }
  } catch (e) {
    say(e.message);
  }
}

function job() {
  const fields = {};
  for (const [name, value] of new FormData($("form"))) {
    if (value !== "") { fields[name] = value; }
  }
  return fields;
}

async function draw(fields) {
  $("draw").disabled = true;
  try {
    const ticket = await ask("POST", "/jobs", fields);
    current = ticket.id;
    $("stop").disabled = false;
    await follow(ticket);
  } catch (e) {
    say(e.message);
  } finally {
    current = null;
    $("draw").disabled = false;
    $("stop").disabled = true;
    $("progress").hidden = true;
    $("preview").hidden = true;
  }
}

async function follow(ticket) {
  say("waiting");
  const reply = await fetch(ticket.events, {headers: headers()});
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const event = /^event: (.*)\ndata: (.*)$/.exec(block);
      if (event) { await happened(event[1], JSON.parse(event[2]), ticket.id); }
    }
  }
}

async function happened(name, data, id) {
  if (name === "started") {
    say("drawing");
  } else if (name === "step") {
    $("progress").hidden = false;
    $("progress").value = data.step / data.steps;
    say("step " + data.step + " of " + data.steps);
  } else if (name === "preview") {
    $("preview").hidden = false;
    $("preview").src = "data:image/png;base64," + data.png;
  } else if (name === "written") {
    const told = await ask("GET", "/jobs/" + id);
    show(told.pictures.find(one => one.url === data.url));
  } else if (name === "failed") {
    say(data.message);
  } else if (name === "done" || name === "cancelled") {
    say(name);
  } else if (name === "warned") {
    say(data.message);
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function show(picture) {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.src = picture.url;
  image.alt = picture.job.prompt;
  const link = document.createElement("a");
  link.href = picture.url;
  link.append(image);
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "Record";
  const record = document.createElement("pre");
  record.textContent = JSON.stringify(picture.job, null, 1);
  details.append(summary, record);
  const varied = {...picture.job};
  delete varied.seed;
  item.append(link, button("Again", () => draw(picture.job)), " ",
    button("Vary", () => draw(varied)), details);
  $("gallery").prepend(item);
}

async function read(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  }
  $("record").hidden = false;
  try {
    const told = await ask("POST", "/sdapi/v1/png-info", {image: btoa(text)});
    $("record").textContent = JSON.stringify(told.parameters, null, 1);
  } catch (e) {
    $("record").textContent = e.message;
  }
}

$("form").addEventListener("submit", event => { event.preventDefault(); draw(job()); });
$("stop").addEventListener("click", () => current && ask("DELETE", "/jobs/" + current));
$("token").addEventListener("change", lists);
$("file").addEventListener("change", () => $("file").files[0] && read($("file").files[0]));
for (const name of ["dragover", "dragleave", "drop"]) {
  $("drop").addEventListener(name, event => {
    event.preventDefault();
    $("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files[0]) { read(event.dataTransfer.files[0]); }
  });
}
lists();
