"""The table of actions, and the document that describes them."""

import re

import pytest

from vidlect_mock import documents
from vidlect_mock.interface import Effect, MockVendor
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.models import HOMES, MODELS
from vidlect_mock.vendors.volcengine_visual.operations import Family

DOCUMENT = documents.load("vendors", "volcengine_visual")
DESCRIBED = list(documents.operations(DOCUMENT))
SCHEMAS = DOCUMENT["components"]["schemas"]
# req_key → the schema that describes its fields
SCHEMA_OF = {
    "jimeng_t2i_v31": "TextToPicture",
    "jimeng_realman_avatar_object_detection": "Detection",
}
for body in ("Sync2AsyncSubmit", "AsyncSubmit"):
    for row in SCHEMAS[body]["allOf"]:
        wanted = row["if"]["properties"]["req_key"]
        for key in wanted.get("enum") or [wanted["const"]]:
            SCHEMA_OF[key] = row["then"]["$ref"].rpartition("/")[2]


def fields_of(name):
    schema = SCHEMAS[name]
    fields = set(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        fields |= fields_of(part["$ref"].rpartition("/")[2])
    return fields


def test_the_package_is_a_mock_vendor():
    _: MockVendor = visual
    for name in (*MockVendor.__annotations__, *(n for n in vars(MockVendor) if not n.startswith("_"))):
        assert hasattr(visual, name), name


def test_every_action_is_described_once_under_its_name():
    assert [name for name, *_ in DESCRIBED] == [path.split("/")[1] for _, _, path, _ in DESCRIBED]
    assert {name for name, *_ in DESCRIBED} == set(visual.OPERATIONS)
    assert {(name, path) for name, _, path, _ in DESCRIBED} == {
        (name, f"/{name}/{action.version}") for name, action in visual.ACTIONS.items()
    }
    assert {method for _, method, _, _ in DESCRIBED} == {"POST"}


@pytest.mark.parametrize("name", visual.ACTIONS)
def test_an_action_is_found_by_its_name_and_version_only(name):
    action = visual.ACTIONS[name]
    assert visual.find(name, action.version) == visual.OPERATIONS[name]
    assert visual.OPERATIONS[name].effect is action.effect
    assert visual.find(name, "2020-01-01") is None
    assert visual.find(name.lower(), action.version) is None


@pytest.mark.parametrize("path", [path for _, _, path, _ in DESCRIBED])
def test_a_described_path_goes_over_the_wire_as_a_query(path):
    _, action, version = path.split("/")
    assert visual.wire_target(path) == ("/", f"Action={action}&Version={version}")


@pytest.mark.parametrize("path", ["", "/", "/CVProcess", "/CVProcess/2024-06-06", "/Nothing/2022-08-31"])
def test_another_path_is_no_action(path):
    with pytest.raises(ValueError, match="Action/Version"):
        visual.wire_target(path)


@pytest.mark.parametrize("action", visual.ACTIONS.values(), ids=lambda action: action.name)
def test_the_document_and_the_table_name_the_same_req_keys(action):
    (operation,) = [operation for name, _, _, operation in DESCRIBED if name == action.name]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    schema = documents.pointed(DOCUMENT, body["$ref"])
    described = schema.get("properties", {}).get("req_key")
    if action.family is Family.PER_MODEL:
        assert described is None
        return
    parts = described.get("anyOf", [described])
    keys = []
    for part in parts:
        keys += part["enum"] if "enum" in part else SCHEMAS[part["$ref"].rpartition("/")[2]]["enum"]
    assert sorted(keys) == sorted(action.req_keys)


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.req_key)
def test_the_document_and_the_table_name_the_same_fields(model):
    described = fields_of(SCHEMA_OF[model.req_key])
    if model.fields is None:
        assert described <= {"prompt"}
        return
    if model.pictures == (0, 0):
        described -= {"image_urls", "binary_data_base64"}  # described as arrays that stay empty
    assert described == model.fields


def test_every_model_has_a_home_that_submits_or_answers_at_once():
    assert set(HOMES) == set(MODELS)
    assert {visual.ACTIONS[name].effect for name in HOMES.values()} == {Effect.SUBMIT, Effect.INSTANT}


def test_every_reference_of_the_document_points_to_something():
    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                assert documents.pointed(DOCUMENT, value["$ref"]) is not None
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(DOCUMENT)


def test_a_link_leads_from_every_submit_to_its_query():
    for name, _, _, operation in DESCRIBED:
        if visual.ACTIONS[name].effect is not Effect.SUBMIT:
            continue
        reply = documents.pointed(DOCUMENT, operation["responses"]["200"]["$ref"])
        link = documents.pointed(DOCUMENT, reply["links"]["query"]["$ref"])
        assert link["operationId"] == re.sub("SubmitTask$", "GetResult", name)


def test_the_merged_document_says_the_same_as_one_operation():
    merged = visual.merged_document(DOCUMENT)
    (operation,) = [item["post"] for item in merged["paths"].values()]
    assert list(merged["paths"]) == ["/"]
    actions, versions = (parameter["schema"]["enum"] for parameter in operation["parameters"])
    assert set(actions) == set(visual.ACTIONS)
    assert versions == sorted({action.version for action in visual.ACTIONS.values()})
    bodies = operation["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    wanted = []
    replies = {}
    for name, _, _, described in DESCRIBED:
        row = operation["x-actions"][name]
        assert row["version"] == visual.ACTIONS[name].version
        body = described["requestBody"]["content"]["application/json"]["schema"]
        assert row["body"] == body
        wanted.append(body)
        assert set(row["replies"]) == set(described["responses"])
        for status, reference in described["responses"].items():
            reply = documents.pointed(DOCUMENT, reference["$ref"])
            schema = reply["content"]["application/json"]["schema"]
            assert row["replies"][status] == schema
            replies.setdefault(status, []).append(schema)
    assert all(body in wanted for body in bodies)
    assert all(body in bodies for body in wanted)
    assert set(operation["responses"]) == set(replies)
    for status, schemas in replies.items():
        merged_schemas = operation["responses"][status]["content"]["application/json"]["schema"]["anyOf"]
        assert all(schema in merged_schemas for schema in schemas)
        assert all(schema in schemas for schema in merged_schemas)
    assert merged["components"]["schemas"] == SCHEMAS
    validators = documents.Validators(merged)
    for example in operation["requestBody"]["content"]["application/json"]["examples"].values():
        assert validators.violations("call", example["value"]) == []
