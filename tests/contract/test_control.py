"""The mock's control API answers as `openapi/control.yaml` says, token and all."""

from running import listed, run

from vidlect_mock.control import control_app
from vidlect_mock.documents import load
from vidlect_mock.engine import Engine
from vidlect_mock.vendors import volcengine_visual as visual

TOKEN = "only-for-this-test"
URLS = {visual.NAME: "http://127.0.0.1:18081"}


def mend(case):
    """What the descriptions say and a schema cannot: names of what there is, done after running."""
    if case.operation.label == "PUT /__mock__/scenarios/{name}" and isinstance(case.body, dict):
        case.body["name"] = case.path_parameters["name"]
    if case.operation.label == "PUT /__mock__/sessions/{session}" and isinstance(case.body, dict):
        if case.body.get("profiles"):
            case.body["profiles"] = {visual.NAME: {"name": "strict", "switches": {"aliases": "all"}}}
        if isinstance(case.body.get("scenario"), str):
            case.body["scenario"] = "two-503s"
    _in_order(case.body)


def _in_order(value):
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _in_order(member)
    if isinstance(value, dict) and {"running_after", "done_after"} <= set(value):
        value["running_after"], value["done_after"] = sorted((value["running_after"], value["done_after"]))


def test_the_control_api_meets_its_document():
    app = control_app(Engine({visual.NAME: visual}), vendor_urls=URLS, token=TOKEN)

    result = run(load("control", "control"), app, "control", mend=mend)

    assert listed(result) == ""
    paths = load("control", "control")["paths"]
    labels = {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method in item
        if method != "parameters"
    }
    # there is no task, and no time that is drawn lies ahead
    never = {"GET /__mock__/tasks/{vendor}/{session}/{task_id}", "PUT /__mock__/clock"}
    assert {label for label in labels if not result.counted(label, 200, 299)} == never
