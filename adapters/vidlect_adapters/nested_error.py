"""The error envelope that OpenAI made common, `{"error": {"message", "type", "param", "code"}}`, written and read.

Here lives what the surfaces with this envelope have in common. Never: a dialect's statuses, types and codes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import orjson

from .errors import MalformedReply, TranslationError
from .failure import VendorFailure
from .message import HttpReply, JsonObject, JsonValue, Pairs, json_reply
from .scrubbing import scrub, shown

_VENDOR_CODE = re.compile(r"(?<=\S) \(vendor code ([^()\s]+)\)$")

_VENDOR_OPTION = "/vendor_options/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an error says: its `code` ("" where it has none), its words, the vendor's own code in them."""

    word: str
    message: str
    vendor_code: str | None


def envelope(
    status: int, words: tuple[str, str | None], message: str, param: str | None, headers: Pairs = ()
) -> HttpReply:
    """A refusal; `words` are its type and code."""
    type_, code = words
    error: JsonObject = {"message": message, "type": type_, "param": param, "code": code}
    return json_reply(status, {"error": error}, *headers)


def sentence(failure: VendorFailure) -> str:
    """The vendor's words, and its code where it has one of its own."""
    words = scrub(failure.message) or failure.kind.word
    code = scrub(failure.vendor_code)
    return words if code == failure.kind.word else f"{words} (vendor code {code})"


def explanation(error: TranslationError) -> str:
    """What is wrong and, where it is the caller's mistake, what came."""
    text = error.message
    if error.value is not None and error.status < 500:
        text += f"; got {shown(error.value)}"
    return scrub(text)


def pause_of(failure: VendorFailure) -> Pairs:
    """The header that names the pause of a failure."""
    return () if failure.retry_after is None else (("Retry-After", str(failure.retry_after)),)


def param_of(
    error: TranslationError, dialect: str, member_of_field: Mapping[str, str], members: Collection[str]
) -> str | None:
    """The client's name of the member at fault.

    `member_of_field`: canonical field → member, for what a vendor cannot express: the client knows its own
    names only.
    """
    if error.dialect == dialect:
        return error.field or None
    for part in reversed(error.pointer.split("/")):
        if part in member_of_field:
            return member_of_field[part]
        if part in members:
            return part
    return None


def option_of(error: TranslationError, dialect: str, holder: str) -> str | None:
    """The client's name of a vendor's option at fault; `holder` is the member in which options stand."""
    if error.dialect == dialect or not error.pointer.startswith(_VENDOR_OPTION):
        return None
    return f"{holder}.{error.pointer.removeprefix(_VENDOR_OPTION).partition('/')[0]}"


def read_error(body: JsonObject, dialect: str) -> Told:
    """What stands under `error`. Raises MalformedReply when it says nothing (RB-42)."""
    error = body.get("error")
    if not isinstance(error, dict):
        raise MalformedReply(dialect, "error must be an object", pointer="/error", value=error)
    return read_told(error, dialect, "/error")


def read_told(error: JsonObject, dialect: str, at: str = "") -> Told:
    """What an object with a message (and a code) says; `at` is its pointer. Raises MalformedReply."""
    message = error.get("message")
    if not isinstance(message, str) or not message.strip():
        pointer = f"{at}/message"
        text = f"{pointer.strip('/').replace('/', '.')} must be a string that is not empty"
        raise MalformedReply(dialect, text, pointer=pointer, value=message)
    code = error.get("code")
    word = str(code) if isinstance(code, str | int) and not isinstance(code, bool) and code != "" else ""
    named = _VENDOR_CODE.search(message)
    return Told(
        word=word,
        message=message[: named.start()] if named else message,
        vendor_code=named[1] if named else None,
    )


def read_reply(reply: HttpReply, dialect: str) -> JsonObject:
    """The JSON object of a reply. Raises MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise MalformedReply(dialect, f"the body of the reply (HTTP {reply.status}) is not a JSON object")
    return body
