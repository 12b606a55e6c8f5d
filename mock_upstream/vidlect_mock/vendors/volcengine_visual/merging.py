"""The OpenAPI document for strangers: one `POST /` with Action and Version in the query.

Here lives the merge. Never: a fact; everything comes from the document with one path item an action.
"""

from __future__ import annotations

from typing import cast

from vidlect_mock.message import JsonObject, JsonValue

_JSON = "application/json"


def _of(value: JsonValue, *keys: str) -> JsonObject:
    for key in keys:
        value = cast("JsonObject", value)[key]
    return cast("JsonObject", value)


def _either(schemas: list[JsonValue]) -> JsonObject:
    return {"anyOf": [schema for at, schema in enumerate(schemas) if schema not in schemas[:at]]}


def merged_document(document: JsonObject) -> JsonObject:
    """The same API as one operation, as it goes over the wire.

    Bodies and replies of all actions stand beside each other (`anyOf`): which one belongs to which action
    is said in `x-actions`. Links are left out, for they name operations that no longer exist.
    """
    bodies: list[JsonValue] = []
    examples: JsonObject = {}
    replies: dict[str, list[JsonValue]] = {}
    said: dict[str, list[str]] = {}
    actions: JsonObject = {}
    for path, item in _of(document, "paths").items():
        action, version = path.removeprefix("/").split("/")
        operation = _of(item, "post")
        media = _of(operation, "requestBody", "content", _JSON)
        bodies.append(media["schema"])
        for name, example in _of(media, "examples").items():
            examples[f"{action}-{name}"] = example
        answered: JsonObject = {}
        for status, reference in _of(operation, "responses").items():
            name = str(_of(reference)["$ref"]).rpartition("/")[2]
            reply = _of(document, "components", "responses", name)
            schema = _of(reply, "content", _JSON)["schema"]
            replies.setdefault(status, []).append(schema)
            said.setdefault(status, []).append(str(reply["description"]))
            answered[status] = schema
        actions[action] = {"version": version, "body": media["schema"], "replies": answered}
    versions = sorted({str(_of(row)["version"]) for row in actions.values()})
    merged: JsonObject = {
        "operationId": "call",
        "summary": "一个 Action · one action",
        "parameters": [_query("Action", list(actions)), _query("Version", versions)],
        "requestBody": {"required": True, "content": _content(_either(bodies), {"examples": examples})},
        "responses": {
            status: {
                "description": "；".join(dict.fromkeys(said[status])),
                "content": _content(_either(replies[status]), {}),
            }
            for status in sorted(replies)
        },
        "x-actions": actions,
    }
    components: JsonObject = {key: _of(document, "components")[key] for key in ("securitySchemes", "schemas")}
    entry: JsonObject = {"post": merged}
    replaced: JsonObject = {"paths": {"/": entry}, "components": components}
    return {key: value for key, value in document.items() if key != "tags"} | replaced


def _content(schema: JsonObject, more: JsonObject) -> JsonObject:
    return {_JSON: {"schema": schema, **more}}


def _query(name: str, choices: list[str]) -> JsonObject:
    schema: JsonObject = {"type": "string", "enum": cast("list[JsonValue]", choices)}
    return {"name": name, "in": "query", "required": True, "schema": schema}
