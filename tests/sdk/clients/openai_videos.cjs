// Drives npm `openai`'s OpenAI, unmodified, in its own environment.
//
// stdin: {"url", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned or raised.

const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const installed = createRequire(join(process.cwd(), "package.json"));
const { OpenAI, toFile } = installed("openai");

const PROMPT = "纸船顺着雨后的水沟漂向远方";

async function untilFinished(client, id) {
  const videos = [];
  do {
    videos.push(await client.videos.retrieve(id));
  } while (["queued", "in_progress"].includes(videos.at(-1).status) && videos.length < 50);
  return videos;
}

async function raisedBy(call) {
  try {
    await call();
  } catch (raised) {
    if (!(raised instanceof OpenAI.APIError)) throw raised;
    return {
      class: raised.constructor.name,
      status: raised.status ?? null,
      code: raised.code,
      param: raised.param,
      type: raised.type,
      request_id: raised.requestID,
    };
  }
  return null;
}

async function film(client, settings) {
  const form = { prompt: PROMPT, ...settings.form };
  if (settings.picture) {
    const bytes = Buffer.from(settings.picture, "base64");
    form.input_reference = await toFile(bytes, "first.png", { type: "image/png" });
  }
  const created = await client.videos.create(form);
  const polled = await untilFinished(client, created.id);
  const content = await client.videos.downloadContent(created.id);
  const file = Buffer.from(await content.arrayBuffer());
  return { created, polled, type: content.headers.get("content-type"), file: file.toString("base64") };
}

async function listed(client) {
  const ids = [];
  for (let count = 0; count < 3; count++) ids.push((await client.videos.create({ prompt: PROMPT })).id);
  const found = [];
  for await (const video of client.videos.list({ limit: 1 })) found.push(video.id);
  await untilFinished(client, ids[0]);
  return { ids, found, deleted: await client.videos.delete(ids[0]) };
}

// By id and by file: its forms have the fields `video[id]` and `video`.
async function derived(client, settings) {
  const { created } = await film(client, { form: { seconds: "8" } });
  const video = { id: created.id };
  const upload = await toFile(Buffer.from(settings.video, "base64"), "walk.mp4", { type: "video/mp4" });
  return {
    source: created.id,
    remix: await client.videos.remix(created.id, { prompt: "黄昏时分" }),
    edit: await client.videos.edit({ prompt: "下起小雪", video }),
    extension: await client.videos.extend({ prompt: "下起小雪", seconds: "4", video }),
    character: await client.videos.createCharacter({ name: "moss", video: upload }),
  };
}

async function refused(client, settings) {
  const all = [];
  for (const form of settings.forms) {
    all.push(await raisedBy(() => client.videos.create({ prompt: PROMPT, ...form })));
  }
  return all;
}

async function unwrapped(client, settings) {
  const event = await client.webhooks.unwrap(settings.body, settings.headers, settings.secret);
  try {
    await client.webhooks.unwrap(settings.body, settings.headers, "whsec_" + "QUFB".repeat(8));
  } catch (raised) {
    return { event, stranger: raised.constructor.name };
  }
  return { event, stranger: null };
}

const flows = { film, listed, derived, refused, unwrapped };
const settings = JSON.parse(readFileSync(0, "utf8"));
const client = new OpenAI({
  baseURL: `${settings.url}/v1`,
  apiKey: settings.api_key,
  maxRetries: settings.max_retries,
  timeout: settings.timeout && settings.timeout * 1000,
});
flows[process.argv[2]](client, settings).then((report) => console.log(JSON.stringify(report)));
