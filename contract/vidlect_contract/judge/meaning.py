"""Judges what reached the vendor: how often, and whether it means what the client asked.

Here live comparisons of meaning, by the vendor's own table. Never: a comparison of bytes, save where a
case says that the form matters.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from vidlect_adapters.canonical import Pixels, Seconds, VideoRequest
from vidlect_adapters.canonical_json import request_from_json, to_json
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_contract.case import Case, as_list, as_object
from vidlect_contract.comparing import ABSENT, Mismatch, Seen, compare, show
from vidlect_contract.observation import Entry, Observation, read_body
from vidlect_contract.verdict import Code, Finding

from .dialects import Dialects
from .replies import finding, mismatches

CODES: Mapping[str, Code] = {
    "model": Code.MODEL_DIFFERS,
    "prompt": Code.PROMPT_DIFFERS,
    "inputs": Code.INPUT_DIFFERS,
    "length": Code.LENGTH_DIFFERS,
    "frame": Code.FRAME_DIFFERS,
    "seed": Code.SEED_DIFFERS,
    "vendor_options": Code.OPTION_DIFFERS,
}
"""Member of a request → what it is called when it differs; the others are MEANING_DIFFERS."""


def submits(wanted: JsonValue, observation: Observation) -> list[Finding]:
    """How often the vendor was asked for the film."""
    count = len(observation.entries("submit"))
    different = compare(wanted, count)
    if not different:
        return []
    code = Code.DOUBLE_CREATE if count > 1 else Code.SOUTHBOUND_COUNT
    return [finding(code, f"{different[0].expected} submits", str(count), "southbound submit")]


def refusals(observation: Observation) -> list[Finding]:
    """Calls of the gateway that the mocked vendor refused."""
    return [
        finding(
            Code.SOUTHBOUND_REFUSED,
            f"a call that the vendor takes (expected {entry.refusal.get('expected')})",
            f"{entry.refusal.get('code')} at {entry.refusal.get('stage')}: {entry.refusal.get('received')}"
            f" {entry.refusal.get('hint') or ''}".rstrip(),
            f"southbound {entry.operation}",
        )
        for entry in observation.southbound
        if entry.refusal is not None and entry.fault is None
    ]


def same_meaning(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """Every submit means what the case expects, whether the vendor took it or not."""
    wanted = case.expect_object("request")
    if not wanted:
        return []
    found: list[Finding] = []
    for entry in observation.entries("submit"):
        try:
            decoded = dialects.vendor.decode_submit(entry.call, dialects.vendor_profile)
        except TranslationError as error:
            found.append(
                finding(
                    Code.SOUTHBOUND_MALFORMED,
                    "a call of the vendor's dialect",
                    f"{error.field or 'body'}: {error.message}",
                    f"southbound {entry.operation}",
                )
            )
            continue
        found += differences(wanted, case.expect_object("alternatives"), decoded.request, dialects)
    return found


def differences(
    wanted: JsonObject, alternatives: JsonObject, request: VideoRequest, dialects: Dialects
) -> list[Finding]:
    """Members of a request that mean something else than is wanted."""
    seen = _plain(request)
    first = request_from_json(wanted)
    found: list[Finding] = []
    for name in sorted(seen.keys() | _plain(first).keys()):
        acceptable = _spellings(first, name, dialects)
        for other in as_list(alternatives.get(name)):
            changed = {key: value for key, value in wanted.items() if key != name}
            if other is not None:
                changed[name] = other
            acceptable += _spellings(request_from_json(changed), name, dialects)
        if seen.get(name) not in acceptable:
            found.append(
                finding(
                    CODES.get(name, Code.MEANING_DIFFERS),
                    " or ".join(_said(value) for value in acceptable),
                    _said(seen.get(name)),
                    f"southbound request /{name}",
                )
            )
    return found


def _spellings(request: VideoRequest, name: str, dialects: Dialects) -> list[JsonValue]:
    """A member as it stands, and where the vendor has another spelling of a length or size, in that.

    The vendor's table decides that 5 seconds are 121 frames. It is asked for nothing else: what an adapter
    loses or changes by mistake must not change what is expected.
    """
    found = [_plain(request).get(name)]
    other_form = (name == "length" and isinstance(request.length, Seconds)) or (
        name == "frame" and isinstance(request.frame, Pixels)
    )
    if other_form:
        vendor, profile = dialects.vendor, dialects.vendor_profile
        with contextlib.suppress(TranslationError):
            spelled = vendor.decode_submit(vendor.encode_submit(request, profile).call, profile).request
            found.append(_plain(spelled).get(name))
    return found


def _said(value: JsonValue) -> str:
    return "nothing" if value is None else show(value)


def _plain(request: VideoRequest) -> JsonObject:
    """As JSON, without what no vendor is told: the media type of plain base64, the age of a link."""
    obj = to_json(request)
    inputs = [as_object(one) for one in as_list(obj.get("inputs"))]
    if inputs:
        hidden = ("media_type", "expires_at")
        obj["inputs"] = [{name: value for name, value in one.items() if name not in hidden} for one in inputs]
    return obj


def wire(case: Case, observation: Observation) -> list[Finding]:
    """The submits' form, and the other calls that a case expects."""
    found: list[Finding] = []
    if "wire" in case.expect:
        for entry in observation.entries("submit"):
            found += mismatches(Code.WIRE_DIFFERS, _compare(case.expect["wire"], entry), "southbound submit")
    for expected in as_list(case.expect.get("southbound")):
        call = as_object(expected)
        operation = str(call.get("operation"))
        entries = [one for one in observation.southbound if one.operation == operation]
        found += mismatches(
            Code.SOUTHBOUND_COUNT,
            compare(call.get("count", 1), len(entries)),
            f"southbound {operation} calls",
        )
        if "body" in call:
            for entry in entries:
                found += mismatches(
                    Code.WIRE_DIFFERS, _compare(call["body"], entry), f"southbound {operation}"
                )
    return found


def _compare(expected: JsonValue, entry: Entry) -> list[Mismatch]:
    try:
        body: Seen = read_body(entry.call)
    except ValueError:
        body = ABSENT
    return compare(expected, body)
