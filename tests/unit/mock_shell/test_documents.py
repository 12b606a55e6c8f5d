"""Documents found, cached, and bodies held against them."""

import json
from pathlib import Path

import orjson
import platformdirs
import pytest
import yaml

from vidlect_mock import documents
from vidlect_mock.documents import Validators, load, operations, pointed

YAML = "openapi: 3.1.0\ninfo: {title: T, version: 2026-01-01}\npaths: {}\n"

DOCUMENT = json.loads("""
{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
 "paths": {"/film/{id}": {
   "parameters": [],
   "post": {"operationId": "Make", "requestBody": {"$ref": "#/components/requestBodies/Film"},
     "responses": {
       "200": {"description": "", "content": {"application/json; charset=utf-8": {
         "schema": {"$ref": "#/components/schemas/Made"}}}},
       "4XX": {"$ref": "#/components/responses/Refused"}}},
   "get": {"operationId": "Show", "responses": {"default": {"description": ""}}},
   "put": {"operationId": "Send", "requestBody": {"content": {"text/plain": {}}}}}},
 "components": {
   "requestBodies": {"Film": {"content": {"application/json": {"schema": {
     "type": "object", "required": ["prompt"],
     "properties": {"prompt": {"$ref": "#/components/schemas/Prompt"}, "a/b~c": {"type": "array", "items": {"type": "integer"}}}}}}}},
   "responses": {"Refused": {"description": "", "content": {"application/problem+json": {"schema": {"required": ["code"]}}}}},
   "schemas": {"Prompt": {"type": "string", "maxLength": 3}, "Made": {"type": "object", "required": ["id"]}}}}
""")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one document, and a home of its own."""
    folder = tmp_path / "openapi"
    (folder / "vendors").mkdir(parents=True)
    (folder / "vendors" / "one.yaml").write_text(YAML, encoding="utf-8")
    monkeypatch.setattr(documents, "CHECKOUT", folder)
    monkeypatch.setattr(documents, "PACKAGED", tmp_path / "packaged")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path / "home")
    return tmp_path


def cached(checkout: Path) -> list[Path]:
    return sorted((checkout / "home" / "documents").iterdir())


def test_a_document_of_a_checkout_is_read_as_a_wheel_would_hold_it(checkout):
    assert load("vendors", "one")["info"] == {"title": "T", "version": "2026-01-01"}
    assert [path.suffix for path in cached(checkout)] == [".json"]


@pytest.mark.usefixtures("checkout")
def test_an_unchanged_document_is_not_parsed_again(monkeypatch):
    first = load("vendors", "one")
    monkeypatch.setattr(yaml, "load", None)
    assert load("vendors", "one") == first


def test_a_changed_document_is_parsed_again_and_its_old_form_forgotten(checkout):
    load("vendors", "one")
    before = cached(checkout)
    source = checkout / "openapi" / "vendors" / "one.yaml"
    source.write_text(YAML.replace("title: T", "title: U"), encoding="utf-8")
    assert load("vendors", "one")["info"]["title"] == "U"
    assert len(cached(checkout)) == 1
    assert cached(checkout) != before


def test_a_damaged_cache_is_made_anew(checkout):
    first = load("vendors", "one")
    cached(checkout)[0].write_bytes(b'{"openapi')
    assert load("vendors", "one") == first
    assert orjson.loads(cached(checkout)[0].read_bytes()) == first


def test_a_home_that_cannot_be_written_costs_nothing_but_time(checkout):
    (checkout / "home").write_text("a file where the folder should be", encoding="utf-8")
    assert load("vendors", "one")["openapi"] == "3.1.0"


def test_what_is_packaged_goes_first(checkout):
    packaged = checkout / "packaged" / "vendors" / "one.json"
    packaged.parent.mkdir(parents=True)
    packaged.write_bytes(b'{"packaged": true}')
    assert load("vendors", "one") == {"packaged": True}


def test_the_control_document_has_no_folder_of_its_own(checkout):
    (checkout / "openapi" / "control.yaml").write_text("openapi: 3.1.1\n", encoding="utf-8")
    assert load("control", "control") == {"openapi": "3.1.1"}


@pytest.mark.usefixtures("checkout")
def test_a_document_that_is_not_there_is_named():
    with pytest.raises(LookupError, match="vendors/two"):
        load("vendors", "two")


def test_operations_come_with_method_and_path():
    found = [(name, method, path) for name, method, path, _ in operations(DOCUMENT)]
    assert found == [
        ("Show", "GET", "/film/{id}"),
        ("Send", "PUT", "/film/{id}"),
        ("Make", "POST", "/film/{id}"),
    ]
    assert list(operations({})) == []


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"prompt": "abc"}, []),
        ({"prompt": "abc", "unknown": 1}, []),
        ({}, [""]),
        ([], [""]),
        (None, [""]),
        ({"prompt": "abcd"}, ["/prompt"]),
        ({"prompt": 5, "a/b~c": [1, "2", 3, None]}, ["/a~1b~0c/1", "/a~1b~0c/3", "/prompt"]),
    ],
)
def test_each_violation_is_found_where_it_is(body, pointers):
    assert sorted(pointer for pointer, _ in Validators(DOCUMENT).violations("Make", body)) == pointers


def test_a_violation_does_not_repeat_the_value():
    ((_, message),) = Validators(DOCUMENT).violations("Make", {"prompt": "secret"})
    assert message == "the value is longer than 3 characters"


def test_endless_violations_end():
    found = Validators(DOCUMENT).violations("Make", {"prompt": "", "a/b~c": ["x"] * 1000})
    assert len(found) == documents.MOST_VIOLATIONS


@pytest.mark.parametrize("operation", ["Show", "Send"])
def test_an_operation_without_a_json_body_takes_any(operation):
    assert Validators(DOCUMENT).violations(operation, {"any": "thing"}) == []


@pytest.mark.parametrize(
    ("operation", "status", "body", "pointers"),
    [
        ("Make", 200, {"id": 1}, []),
        ("Make", 200, {}, [""]),
        ("Make", 429, {"code": 1}, []),
        ("Make", 404, {}, [""]),
        ("Make", 500, {}, [""]),
        ("Show", 500, {}, []),
        ("Send", 200, {}, [""]),
    ],
)
def test_replies_are_held_against_their_status(operation, status, body, pointers):
    validators = Validators(DOCUMENT)
    for _ in "twice":
        found = validators.reply_violations(operation, status, body)
        assert [pointer for pointer, _ in found] == pointers


def test_an_unknown_operation_is_a_key_error():
    with pytest.raises(KeyError):
        Validators(DOCUMENT).violations("Unmake", {})
    with pytest.raises(KeyError):
        Validators(DOCUMENT).reply_violations("Unmake", 200, {})


@pytest.mark.parametrize("reference", ["#/components/nothing", "other.yaml#/a", "#/openapi/3"])
def test_a_reference_to_nothing_is_named(reference):
    with pytest.raises(LookupError, match=reference):
        pointed(DOCUMENT, reference)


def test_a_reference_may_hold_slashes_and_tildes():
    assert pointed({"a/b": {"c~d": 1}}, "#/a~1b/c~0d") == 1
