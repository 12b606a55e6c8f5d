"""Drives PyPI `volcengine-python-sdk`'s UniversalApi, unmodified, in its own environment.

stdin: {"url", "access_key", "secret_key", …}; argv: the flow; stdout: one JSON document.
"""

import json
import sys
import time

from volcenginesdkcore import ApiClient, Configuration, UniversalApi, UniversalInfo
from volcenginesdkcore.rest import ApiException

MODEL = "JimengT2VV30"
PROMPT = "两只小船在雾里靠岸，远处传来钟声"


def make_api(settings):
    configuration = Configuration()
    configuration.host = settings["url"]
    configuration.ak = settings["access_key"]
    configuration.sk = settings["secret_key"]
    configuration.session_token = settings.get("session_token")
    configuration.region = settings.get("region", "cn-beijing")
    configuration.client_side_validation = True
    return UniversalApi(ApiClient(configuration))


def call(api, action, body, version="2024-06-06"):
    info = UniversalInfo(
        method="POST", service="cv", version=version, action=action, content_type="application/json"
    )
    return api.do_call(info, body)


def film(api, settings):
    submitted = call(api, f"{MODEL}SubmitTask", {"prompt": PROMPT, "frames": 121, **settings.get("form", {})})
    polled = []
    for _ in range(50):
        polled.append(call(api, f"{MODEL}GetResult", {"task_id": submitted["data"]["task_id"]}))
        if polled[-1]["data"]["status"] == "done":
            break
        time.sleep(0.02)
    return {"submitted": submitted, "polled": polled}


def error(api, settings):
    try:
        if "action" in settings:
            return {"returned": call(api, settings["action"], settings["body"], settings["version"])}
        return film(api, settings)
    except ApiException as raised:
        return {"status": raised.status, "reason": raised.reason, "body": raised.body}


FLOWS = {flow.__name__: flow for flow in (film, error)}


def main():
    settings = json.load(sys.stdin)
    json.dump(FLOWS[sys.argv[1]](make_api(settings), settings), sys.stdout, default=str)


if __name__ == "__main__":
    main()
