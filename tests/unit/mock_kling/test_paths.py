"""Which paths there are, and what answers for those that are not."""

import re

import pytest
from kling_bodies import CREATED

from vidlect_mock import documents
from vidlect_mock.interface import Effect
from vidlect_mock.vendors.kling.fields import FIELDS, REQUIRED
from vidlect_mock.vendors.kling.models import MODELS, NEW_MODELS
from vidlect_mock.vendors.kling.operations import ENDPOINTS, KINDS, NEW_KINDS, OPERATIONS, find

DOCUMENT = documents.load("vendors", "kling")
OPERATIONS_THERE = {name: (method, path, said) for name, method, path, said in documents.operations(DOCUMENT)}


def concrete(path):
    return path.replace("*", "kling-3.0")


def schema(name):
    """The body's schema of an operation of the document."""
    body = OPERATIONS_THERE[name][2]["requestBody"]["content"]["application/json"]["schema"]
    return documents.pointed(DOCUMENT, body["$ref"])


def test_the_document_has_the_same_operations():
    assert {
        name: (method, re.sub(r"\{\w+\}\Z", "*", path))
        for name, (method, path, _) in OPERATIONS_THERE.items()
    } == {name: (row.method, row.path) for name, row in ENDPOINTS.items()}
    assert set(OPERATIONS) == set(ENDPOINTS)


@pytest.mark.parametrize(
    "name",
    [
        row.name
        for row in ENDPOINTS.values()
        if row.kind in FIELDS and row.method == "POST" and row.path.startswith("/v1")
    ],
)
def test_the_document_has_the_same_fields(name):
    said = schema(name)
    assert set(said["properties"]) == FIELDS[ENDPOINTS[name].kind]
    assert sorted(said.get("required", [])) == sorted(REQUIRED.get(ENDPOINTS[name].kind, ()))


def test_the_document_has_the_same_models():
    for kind in ("text2video", "image2video", "omni-video", "motion-control"):
        said = schema(f"create{KINDS[kind]}")["properties"]["model_name"]["enum"]
        assert sorted(said) == sorted(name for name, row in MODELS.items() if kind in row.kinds)
    for kind, name in NEW_KINDS.items():
        (parameter,) = OPERATIONS_THERE[name][2]["parameters"]
        assert sorted(parameter["schema"]["enum"]) == sorted(
            model for model, row in NEW_MODELS.items() if kind in row.kinds
        )


@pytest.mark.parametrize("row", ENDPOINTS.values(), ids=lambda row: row.name)
def test_a_path_leads_to_its_operation(row):
    place = find(concrete(row.path).encode())
    assert place.by_method[row.method] is row
    assert place.api is row.api
    assert place.last == ("kling-3.0" if row.path.endswith("*") else "")


@pytest.mark.parametrize("path", sorted({row.path for row in ENDPOINTS.values()}))
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_another_method_is_404_with_1202(counter, path, method):
    asked = counter.ask(method, concrete(path))
    assert asked.refused[:2] == (404, 1202)
    assert asked.entry.session == "default"


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/v1/videos", "/v1/videos/", "/v1/videos/text3video", "/v1/videos/text2video/", "/tasks/1", "/v1/tasks",
     "/v1/videos/text2video/1/2", "/v1/images/generations", "/kling/v1/videos/text2video", "/omni-video", "/omni-video/",
     "/account", "/v1/account/costs", "//tasks"],
)  # fmt: skip
def test_a_path_that_does_not_exist_is_404_to_everybody(counter, counter_with, path):
    assert counter.ask("GET", path).refused[:2] == (404, 1203)
    assert counter.ask("GET", path, authorization="").refused[:2] == (404, 1203)
    html = counter_with(unknown_path="html").ask("GET", path)
    assert (html.status, html.headers[b"content-type"]) == (404, b"text/html")


@pytest.mark.parametrize(
    ("spelt", "name"),
    [("/v1/videos/Identify-face", "identifyFace"), ("/v1/videos/multi-elements", "createMultiElements")],
)
def test_other_spellings_lead_there_too(spelt, name):
    assert find(spelt.encode()).by_method["POST"].name == name


def test_an_id_may_hold_anything():
    assert find(b"/v1/videos/text2video/%E8%AE%A2%E5%8D%95%201%2F2").last == "订单 1/2"
    assert find(b"/v1/videos/text2video/%FF").last == "�"
    assert find(b"/v1/videos/text2video/*").last == "*"
    assert find(b"/v1/videos/multi-elements/").by_method["GET"].effect is Effect.LIST
    assert all(find(path.encode()) for path in CREATED.values())
