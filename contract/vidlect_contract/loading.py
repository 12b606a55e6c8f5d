"""Reads case files and refuses what the schema refuses.

Here lives the way from the packaged JSON to cases. Never: a rule about a case's sense (that is lint).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import jsonschema_rs
import orjson

from vidlect_adapters.message import JsonObject

from .case import Case, as_list, as_object, case_from_json

OTHER_FORMS = frozenset({"signing-vectors.json"})
"""Files beside the cases that have a form of their own (read by the tests of signing)."""


class UnreadableCases(Exception):
    """A case file that is no JSON or breaks the schema; the text names file and place."""


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    schema = orjson.loads(files("vidlect_contract").joinpath("case.schema.json").read_bytes())
    return jsonschema_rs.Draft202012Validator(schema)


def load_cases(root: Traversable | None = None) -> tuple[Case, ...]:
    """All cases below `root` (default: those in the package), in order of their ids.

    Raises:
        UnreadableCases: names the file and the JSON pointer.
    """
    folder = root if root is not None else files("vidlect_contract").joinpath("cases")
    found: list[Case] = []
    for dialect in sorted(folder.iterdir(), key=lambda one: one.name):
        if not dialect.is_dir():
            continue
        for file in sorted(dialect.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".json") and file.name not in OTHER_FORMS:
                found.extend(read_file(file.read_bytes(), dialect.name, file.name))
    return tuple(sorted(found, key=lambda case: case.id))


def read_file(content: bytes, folder: str, name: str) -> list[Case]:
    """The cases of one file.

    Raises:
        UnreadableCases: not JSON, not by the schema, or an id that does not match folder and file.
    """
    where = f"cases/{folder}/{name}"
    try:
        document: JsonObject = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UnreadableCases(f"{where}: not JSON: {error}") from error
    problems = [
        f"{where} at /{'/'.join(str(part) for part in error.instance_path)}: {error.message}"
        for error in _validator().iter_errors(document)
    ]
    if problems:
        raise UnreadableCases("\n".join(problems))
    topic = name.removesuffix(".json")
    if (document["dialect"], document["topic"]) != (folder, topic):
        raise UnreadableCases(
            f"{where}: says {document['dialect']}/{document['topic']}, lies in {folder}/{topic}"
        )
    surface, vendor = document.get("surface"), document.get("vendor")
    usual = as_object(document.get("request"))
    cases = [
        case_from_json(
            _completed(as_object(one), usual),
            surface=None if surface is None else str(surface),
            vendor=None if vendor is None else str(vendor),
        )
        for one in as_list(document["cases"])
    ]
    for case in cases:
        if not case.id.startswith(f"{folder}/{topic}/"):
            raise UnreadableCases(f"{where}: id {case.id} does not start with {folder}/{topic}/")
    return cases


def _completed(case: JsonObject, usual: JsonObject) -> JsonObject:
    """The case with the file's usual method and path where its client's request does not say its own."""
    given = as_object(case["given"])
    if case["kind"] not in _NORTHBOUND or "request" not in given:
        return case
    return {**case, "given": {**given, "request": {**usual, **as_object(given["request"])}}}


_NORTHBOUND = frozenset({"create", "refuse", "journey"})
"""Kinds whose `given.request` is the client's."""
