// Drives npm `@volcengine/openapi`'s Service, unmodified, in its own environment.
//
// stdin: {"url", "access_key", "secret_key", …}; argv: the flow; stdout: one JSON document of what was
// returned. This SDK raises nothing for HTTP 400: it returns the body.

const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const installed = createRequire(join(process.cwd(), "package.json"));
const { Service } = installed("@volcengine/openapi");

const FILM = {
  req_key: "jimeng_t2v_v30",
  prompt: "一只白鹤飞过清晨的湖面，镜头慢慢推近",
  frames: 121,
  aspect_ratio: "16:9",
  seed: -1,
};

function serviceOf(settings) {
  const address = new URL(settings.url);
  const service = new Service({
    host: address.host,
    protocol: address.protocol,
    region: "cn-north-1",
    serviceName: "cv",
    defaultVersion: "2022-08-31",
  });
  service.setAccessKeyId(settings.access_key);
  service.setSecretKey(settings.secret_key);
  return service;
}

async function film(service) {
  const submitted = await service.createJSONAPI("CVSync2AsyncSubmitTask")(FILM);
  const query = service.createJSONAPI("CVSync2AsyncGetResult");
  const polled = [];
  do {
    polled.push(await query({ req_key: FILM.req_key, task_id: submitted.data.task_id }));
  } while (polled.at(-1).data.status !== "done" && polled.length < 50);
  return { submitted, polled };
}

async function temporary(service) {
  const keys = service.signSts2();
  service.setAccessKeyId(keys.AccessKeyId);
  service.setSecretKey(keys.SecretAccessKey);
  service.setSessionToken(keys.SessionToken);
  return { keys: Object.keys(keys), ...(await film(service)) };
}

async function refused(service) {
  return { returned: await service.createJSONAPI("CVSync2AsyncSubmitTask")({ ...FILM, frames: 122 }) };
}

const flows = { film, temporary, refused };
const settings = JSON.parse(readFileSync(0, "utf8"));
flows[process.argv[2]](serviceOf(settings)).then((report) => console.log(JSON.stringify(report)));
