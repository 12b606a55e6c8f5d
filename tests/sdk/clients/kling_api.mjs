// Drives npm `kling-api`'s KlingAPI, unmodified, in its own environment.
//
// stdin: {"url", "access_key", "secret_key", …}; argv: the flow; stdout: one JSON document of what was
// returned or raised.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const installed = join(process.cwd(), "node_modules/kling-api/dist/api.js");
const { KlingAPI, KlingAPIError } = await import(pathToFileURL(installed));

const PROMPT = "沙丘上的风把脚印一点点抹平";
const QUICK = { interval: 20, timeout: 20000, showSpinner: false };

async function raisedBy(call) {
  try {
    await call();
  } catch (raised) {
    if (!(raised instanceof KlingAPIError)) throw raised;
    return {
      class: raised.name,
      code: raised.code,
      status: raised.httpStatus,
      message: raised.message,
      request_id: raised.requestId,
    };
  }
  return null;
}

async function film(api, settings) {
  const submitted = await api.textToVideo({ prompt: PROMPT, ...settings.form });
  const query = api.queryTextToVideoTask.bind(api);
  return { submitted, done: await api.waitForVideoResult(submitted.data.task_id, query, QUICK) };
}

// Each of `kinds`: [method, method that queries, parameters].
async function everyKind(api, settings) {
  const films = [];
  for (const [create, query, form] of settings.kinds) {
    const submitted = await api[create](form);
    films.push(await api.waitForVideoResult(submitted.data.task_id, api[query].bind(api), QUICK));
  }
  return films;
}

async function extended(api) {
  const { done } = await film(api, { form: { model_name: "kling-v1-6" } });
  const form = { video_id: done.data.task_result.videos[0].id, prompt: PROMPT };
  const [longer] = await everyKind(api, { kinds: [["extendVideo", "queryExtendVideoTask", form]] });
  return { done, longer };
}

// What waiting for the film of each of `forms` raises.
async function refused(api, settings) {
  const all = [];
  for (const form of settings.forms) all.push(await raisedBy(() => film(api, { form })));
  return all;
}

async function account(api) {
  const now = Date.now();
  return {
    healthy: await api.healthCheck(),
    account: await api.getAccountInfo(now - 3600000, now),
    unknown: await raisedBy(() => api.queryTextToVideoTask("831922345719271433")),
    token: JSON.parse(Buffer.from(api.getToken().split(".")[1], "base64url")),
  };
}

const flows = { film, everyKind, extended, refused, account };
const settings = JSON.parse(readFileSync(0, "utf8"));
const api = new KlingAPI({
  accessKey: settings.access_key,
  secretKey: settings.secret_key,
  baseUrl: settings.url,
});
console.log(JSON.stringify(await flows[process.argv[2]](api, settings)));
