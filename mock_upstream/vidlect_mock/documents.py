"""The OpenAPI documents, and bodies checked against them.

Here lives where documents are found and how a body is held against one. Never: a fact of any vendor.

A wheel carries the documents as JSON (`hatch_build.py`). A checkout has them as YAML, which takes a
hundred times as long to read, so the JSON is kept in the user's cache folder under the YAML's hash.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, cast

import orjson

from .message import JsonObject, JsonValue

Kind = Literal["vendors", "surfaces", "profiles", "control"]

PACKAGED = Path(__file__).parent / "_documents"
CHECKOUT = Path(__file__).parents[2] / "openapi"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
DEEPEST = 250
"""Levels of nesting, rounded: jsonschema-rs 0.x stops at 255."""
MOST_VIOLATIONS = 20
"""A body of ten thousand wrong elements is wrong enough after so many."""


def load(kind: Kind, name: str) -> JsonObject:
    """The document of a vendor, of a surface, of a profile that surfaces share, or (`"control", "control"`) of the control API.

    Raises:
        LookupError: there is no such document.
    """
    relative = Path("control") if kind == "control" else Path(kind) / name
    packaged = (PACKAGED / relative).with_suffix(".json")
    if packaged.is_file():
        return cast("JsonObject", orjson.loads(packaged.read_bytes()))
    source = (CHECKOUT / relative).with_suffix(".yaml")
    if source.is_file():
        return _compiled(source.read_bytes(), "-".join(relative.parts))
    raise LookupError(f"there is no OpenAPI document {relative.as_posix()}")


def _compiled(text: bytes, label: str) -> JsonObject:
    """The YAML's content, by way of the cache."""
    import platformdirs  # noqa: PLC0415 # a wheel never comes here

    folder = Path(platformdirs.user_cache_path("vidlect")) / "documents"
    cached = folder / f"{label}-{hashlib.sha256(text).hexdigest()}.json"
    with contextlib.suppress(OSError, orjson.JSONDecodeError):
        return cast("JsonObject", orjson.loads(cached.read_bytes()))
    import yaml  # noqa: PLC0415 # 30 ms, needed once per change of a document

    content: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 # both are safe loaders
    compiled = orjson.dumps(content)
    # A home that cannot be written costs time, nothing else.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob(f"{label}-{'?' * 64}.json"):
            stale.unlink(missing_ok=True)
        unfinished = cached.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(compiled)
        unfinished.replace(cached)
    # what a wheel would hold: YAML's own types (a date) are text in JSON
    return cast("JsonObject", orjson.loads(compiled))


def pointed(document: JsonValue, reference: str) -> JsonValue:
    """What a local reference (`#/components/…`) points to.

    Raises:
        LookupError: it points to nothing here.
    """
    start, _, pointer = reference.partition("#")
    if start:
        raise LookupError(f"{reference} is not in this document")
    value = document
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict) or key not in value:
            raise LookupError(f"{reference} points to nothing")
        value = value[key]
    return value


def operations(document: JsonObject) -> Iterator[tuple[str, str, str, JsonObject]]:
    """(operationId, METHOD, path, operation) of every operation, in the document's order."""
    paths = cast("dict[str, dict[str, JsonObject]]", document.get("paths") or {})
    for path, item in paths.items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                yield str(operation["operationId"]), method.upper(), path, operation


def _media_type(carrier: JsonValue) -> JsonObject | None:
    """The JSON media type object of a request body or response."""
    content = carrier.get("content") if isinstance(carrier, dict) else None
    if not isinstance(content, dict):
        return None
    return next(
        (
            cast("JsonObject", media)
            for name, media in content.items()
            if name.partition(";")[0].strip().endswith("json")
        ),
        None,
    )


class Validators:
    """A document's schemas, each compiled when first asked for: one costs 0.1–2 ms, most are never asked.

    Violations are (JSON pointer of the offending value, what was expected); values themselves are left
    out of the text, for they may be long or secret.
    """

    def __init__(self, document: JsonObject) -> None:
        self._document = document
        self._operations: Mapping[str, JsonObject] = {
            name: operation for name, _, _, operation in operations(document)
        }
        self._compiled: dict[tuple[str, str], Any] = {}

    def violations(self, operation: str, body: JsonValue) -> list[tuple[str, str]]:
        """What is wrong with a request body; nothing where the operation describes none.

        Raises:
            KeyError: the document has no such operation.
        """
        validator = self._compiled.get((operation, ""))
        if validator is None:
            carrier = self._operations[operation].get("requestBody")
            validator = self._compile((operation, ""), carrier)
        try:
            return [] if validator.is_valid(body) else _listed(validator, body)
        except ValueError:
            # jsonschema-rs looks into no value deeper than this; what we read from bytes fails in no other way
            return [("", f"a body that is nested at most {DEEPEST} deep")]

    def reply_violations(self, operation: str, status: int, body: JsonValue) -> list[tuple[str, str]]:
        """What is wrong with a reply; an undescribed status is wrong at the root.

        Raises:
            KeyError: the document has no such operation.
        """
        replies = cast("JsonObject", self._operations[operation].get("responses") or {})
        described = next(
            (key for key in (str(status), f"{status // 100}XX", "default") if key in replies), None
        )
        if described is None:
            return [("", f"status {status} is not described; {', '.join(replies)} are")]
        key = (operation, described)
        validator = self._compiled.get(key) or self._compile(key, replies[described])
        return _listed(validator, body)

    def _compile(self, key: tuple[str, str], carrier: JsonValue) -> Any:
        import jsonschema_rs  # noqa: PLC0415 # 10 ms, for the first body

        while isinstance(carrier, dict) and isinstance(carrier.get("$ref"), str):
            carrier = pointed(self._document, str(carrier["$ref"]))
        media = _media_type(carrier)
        described = None if media is None else media.get("schema")
        schema: dict[str, Any] = described if isinstance(described, dict) else {}
        self._compiled[key] = validator = jsonschema_rs.validator_for(
            {**schema, "components": self._document.get("components", {})}, mask="the value", offline=True
        )
        return validator


def _listed(validator: Any, body: JsonValue) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for error in validator.iter_errors(body):
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error.instance_path)
        found.append(("".join(f"/{step}" for step in steps), str(error.message)))
        if len(found) == MOST_VIOLATIONS:
            break
    return found
