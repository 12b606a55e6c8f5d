// Drives npm `ai`'s experimental_generateVideo with `@ai-sdk/bytedance` (Ark) and `@ai-sdk/alibaba`
// (DashScope), unmodified, in their own environment.
//
// stdin: {"url", "provider", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned
// or raised. `ai` refuses to download from this machine unless it is given a function of one's own.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const installed = createRequire(join(process.cwd(), "package.json"));
const { APICallError, RetryError, experimental_generateVideo: generateVideo } = installed("ai");
const { createAlibaba } = installed("@ai-sdk/alibaba");
const { createByteDance } = installed("@ai-sdk/bytedance");

const PROMPT = "石桥下的水流过，柳絮落在水面";
const providers = {
  bytedance: ({ url, api_key }) => createByteDance({ baseURL: `${url}/api/v3`, apiKey: api_key }),
  alibaba: ({ url, api_key }) => createAlibaba({ videoBaseURL: url, apiKey: api_key }),
};

async function download({ url }) {
  const reply = await fetch(url);
  return { data: new Uint8Array(await reply.arrayBuffer()), mediaType: reply.headers.get("content-type") };
}

async function film({ provider, model, form, options, ...settings }) {
  const { video, warnings, providerMetadata } = await generateVideo({
    model: providers[provider](settings).video(model),
    prompt: PROMPT,
    download,
    ...form,
    providerOptions: { [provider]: { pollIntervalMs: 20, pollTimeoutMs: 20000, ...options } },
  });
  return { type: video.mediaType, file: video.base64, warnings, providerMetadata };
}

// What each of `prompts` raises.
async function refused({ prompts, retries, ...settings }) {
  const all = [];
  for (const prompt of prompts) {
    try {
      await film({ ...settings, form: { prompt, maxRetries: retries ?? 0 } });
      all.push(null);
    } catch (raised) {
      const last = RetryError.isInstance(raised) ? raised.lastError : raised;
      all.push({
        class: last.name,
        status: APICallError.isInstance(last) ? last.statusCode : null,
        message: last.message,
        retried: RetryError.isInstance(raised),
      });
    }
  }
  return all;
}

const flows = { film, refused };
const settings = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(await flows[process.argv[2]](settings)));
