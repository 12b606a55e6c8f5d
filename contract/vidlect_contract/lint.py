"""Checks cases for sense, beyond their schema.

Here live the rules of a good case. Never: the form (case.schema.json has it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vidlect_adapters.canonical_json import request_from_json
from vidlect_adapters.message import JsonObject, JsonValue

from .case import BINDING_CONFIDENCE, Case, Kind, Level, as_list, as_object
from .comparing import BrokenExpectation, check_expectation

FAULT_NEEDS: Mapping[str, frozenset[str]] = {
    "status": frozenset({"status"}),
    "vendor_error": frozenset({"code"}),
    "unknown_status": frozenset({"word"}),
    "stall": frozenset({"seconds"}),
    "missing_field": frozenset({"pointer"}),
    "extra_field": frozenset({"pointer", "value"}),
    "reply": frozenset({"status"}),
}
"""Members that a kind of fault cannot do without."""

CARRIES_MARKER = frozenset({Kind.CREATE, Kind.JOURNEY})


class Problem(NamedTuple):
    """What is wrong with a case."""

    case_id: str
    text: str


def lint(cases: Iterable[Case], foreign_sentences: Iterable[str] = ()) -> list[Problem]:
    """Every problem. `foreign_sentences` are texts of others that must not stand in our cases."""
    known = tuple(cases)
    found = [
        Problem(case_id, "the id is used more than once")
        for case_id, times in Counter(case.id for case in known).items()
        if times > 1
    ]
    foreign = tuple(foreign_sentences)
    for case in known:
        found.extend(Problem(case.id, text) for text in _problems(case, foreign))
    return found


def _problems(case: Case, foreign: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    if case.level is Level.MUST and case.confidence not in BINDING_CONFIDENCE:
        found.append(f"a MUST is documented or observed, not {case.confidence}")
    said = _texts(case.given)
    if case.kind in CARRIES_MARKER and not any("{marker" in text or "{media}" in text for text in said):
        found.append(
            "nothing carries the marker: put {marker} at the front of the prompt, or {media} in a URL"
        )
    if any(
        "{marker}" in text and not text.startswith("{marker}")
        for text in said
        if not text.lstrip().startswith('{"')
    ):
        found.append("{marker} stands at the front of its text")
    found.extend(
        f"holds another's sentence: {one[:40]}" for one in foreign if any(one in text for text in said)
    )
    for index, fault in enumerate(as_list(case.given_object("scenario").get("faults"))):
        obj = as_object(fault)
        missing = FAULT_NEEDS.get(str(obj.get("kind")), frozenset()) - obj.keys()
        found.extend(f"fault {index} ({obj.get('kind')}) needs {name}" for name in sorted(missing))
    for request in _canonical(case):
        try:
            request_from_json(request)
        except (ValueError, TypeError) as error:
            found.append(f"its canonical request cannot be built: {error}")
    try:
        check_expectation({name: value for name, value in case.expect.items() if name != "request"})
    except BrokenExpectation as error:
        found.append(str(error))
    return found


def _canonical(case: Case) -> list[JsonObject]:
    found = (
        [case.expect_object("request")] if case.kind in CARRIES_MARKER and "request" in case.expect else []
    )
    return found + ([case.given_object("request")] if case.kind is Kind.SUBMIT else [])


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []
