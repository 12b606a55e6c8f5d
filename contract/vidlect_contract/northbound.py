"""A client's request as a case describes it, as bytes.

Here lives the step from `northboundRequest` of case.schema.json to a body. Never: an address, a key.
"""

from __future__ import annotations

import base64

import orjson

from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.message import JsonObject, JsonValue

from .case import as_list, as_object


def body_of(request: JsonObject) -> tuple[bytes, str]:
    """The body, and its Content-Type where there is one: `form`, or `body` as JSON, or `text` or `base64` as they are."""
    if "form" in request:
        call = form_call("POST", "/", tuple(_part(as_object(one)) for one in as_list(request["form"])))
        return call.body, call.header("Content-Type") or ""
    body = b""
    if isinstance(request.get("text"), str):
        body = str(request["text"]).encode("utf-8", "surrogatepass")
    elif isinstance(request.get("base64"), str):
        body = base64.b64decode(str(request["base64"]))
    elif "body" in request:
        body = orjson.dumps(request["body"])
    return body, "application/json" if body else ""


def model_of(request: JsonObject) -> str | None:
    """The name of the model that a request says."""
    body = request.get("body")
    said: JsonValue = body.get("model") if isinstance(body, dict) else None
    for part in as_list(request.get("form")):
        if as_object(part).get("name") == "model":
            said = as_object(part).get("text")
    return said if isinstance(said, str) else None


def with_model(request: JsonObject, model: str) -> None:
    """Put another name of the model where `model_of` found one."""
    body = request.get("body")
    if isinstance(body, dict):
        body["model"] = model
    for part in as_list(request.get("form")):
        if isinstance(part, dict) and part.get("name") == "model":
            part["text"] = model


def _part(part: JsonObject) -> Part:
    if "text" in part:
        return Part(name=str(part["name"]), content=str(part["text"]).encode())
    media_type = part.get("media_type")
    return Part(
        name=str(part["name"]),
        content=base64.b64decode(str(part.get("base64", ""))),
        file_name=str(part.get("file_name", "file")),
        media_type=media_type if isinstance(media_type, str) else "application/octet-stream",
    )
