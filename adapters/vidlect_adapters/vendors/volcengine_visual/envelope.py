"""The envelope of every reply: accepted, refused by the vendor, refused by the gateway, or no envelope.

Here lives what is the same for all actions. Never: what an accepted reply holds (`replies`,
`inspection`), what a code means (`codes`).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, NoReturn

import orjson

from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import by_status, human, retry_after, text_or_none

from . import codes, wire
from .codes import About, Code
from .vocabulary import SEED_001

_DIGITS: Final = re.compile(r"[0-9]{1,9}")
"""A number that no reader can choke on; codes have five or six digits."""
_ERROR: Final = "/ResponseMetadata/Error"


class Accepted(NamedTuple):
    """A reply that is no refusal; `root` is the JSON pointer of the flat object, `whole` that object."""

    whole: JsonObject
    root: str
    request_id: str | None

    def data(self) -> JsonObject:
        """The object `data`. Raises MalformedReply."""
        data = self.whole.get("data")
        if not isinstance(data, dict):
            malformed("an accepted call is answered with an object", f"{self.root}/data", data)
        return data

    def text(self, name: str) -> str:
        """A text of `data` that says something. Raises MalformedReply."""
        value = self.data().get(name)
        if not isinstance(value, str) or not value.strip():
            malformed("expected a text that is not empty", f"{self.root}/data/{name}", value)
        return value


class Refused(NamedTuple):
    """A refusal, and whether it says that the task has ended."""

    failure: VendorFailure
    about: About


class _Said(NamedTuple):
    """A code and what stands around it."""

    code: JsonValue
    message: JsonValue
    request_id: str | None
    pointer: str


def opened(reply: HttpReply, profile: Profile) -> Accepted | Refused:
    """The envelope of any reply. Raises UnknownWord, MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        return _wordless(reply, "the body is not JSON")
    if not isinstance(body, dict):
        return _wordless(reply, "the body is not a JSON object")
    if "ResponseMetadata" in body:
        return _with_metadata(reply, body, profile)
    return _flat(reply, body, "", text_or_none(body.get("request_id")), profile)


def _with_metadata(reply: HttpReply, body: JsonObject, profile: Profile) -> Accepted | Refused:
    metadata = body["ResponseMetadata"]
    if not isinstance(metadata, dict):
        malformed("expected an object", "/ResponseMetadata", metadata)
    request_id = text_or_none(metadata.get("RequestId"))
    if "Error" in metadata:
        return _gateway_refusal(reply, metadata["Error"], request_id, profile)
    inner = body.get("Result")
    if isinstance(inner, dict):
        return _flat(reply, inner, "/Result", text_or_none(inner.get("request_id")) or request_id, profile)
    return _flat(reply, body, "", request_id, profile)


def _flat(
    reply: HttpReply, body: JsonObject, root: str, request_id: str | None, profile: Profile
) -> Accepted | Refused:
    code = body.get("code")
    if type(code) is int and code == wire.ACCEPTED:
        if reply.status >= 400:
            malformed(f"code {code} under HTTP {reply.status}", f"{root}/code", code)
        return Accepted(body, root, request_id)
    if code is None:
        if profile["envelope"] == SEED_001 and reply.status < 400 and isinstance(body.get("data"), dict):
            return Accepted(body, root, request_id)
        return _wordless(reply, "the reply has no code")
    said = _Said(code, body.get("message"), request_id, f"{root}/code")
    return _business_refusal(reply, said, profile)


def _business_refusal(reply: HttpReply, said: _Said, profile: Profile) -> Refused:
    known: Code | None
    code = said.code
    if type(code) is int:
        known = codes.BUSINESS.get(code)
    elif isinstance(code, str):
        known = codes.SEED_001_WORDS.get(code) if profile["error-words"] == SEED_001 else None
    else:
        malformed("a code is a whole number", said.pointer, code)
    if known is None:
        raise UnknownWord(wire.NAME, f"unknown code {code}", pointer=said.pointer, value=code)
    failure = VendorFailure(
        kind=known.kind,
        vendor_code=str(code),
        message=human(said.message, known.message),
        request_id=said.request_id,
        retry_after=retry_after(reply),
    )
    return Refused(failure, known.about)


def _gateway_refusal(reply: HttpReply, error: JsonValue, request_id: str | None, profile: Profile) -> Refused:
    if not isinstance(error, dict):
        malformed("expected an object", _ERROR, error)
    word, number, message = error.get("Code"), error.get("CodeN"), error.get("Message")
    known = None
    if isinstance(word, str):
        if _DIGITS.fullmatch(word):  # a business refusal of the newer family (facts 5.3)
            return _business_refusal(reply, _Said(int(word), message, request_id, f"{_ERROR}/Code"), profile)
        if word in codes.SEED_001_WORDS and profile["error-words"] == SEED_001:
            return _business_refusal(reply, _Said(word, message, request_id, f"{_ERROR}/Code"), profile)
        known = codes.GATEWAY_BY_WORD.get(word)
    if known is None and isinstance(number, int):
        known = codes.GATEWAY_BY_NUMBER.get(number)
    if known is None:
        raise UnknownWord(
            wire.NAME, f"unknown gateway code {word!r} ({number!r})", pointer=f"{_ERROR}/Code", value=word
        )
    vendor_code = word if isinstance(word, str) and word else str(known.number)
    failure = VendorFailure(
        kind=known.kind,
        vendor_code=vendor_code,
        message=human(message, f"the vendor's gateway refused the call ({vendor_code})"),
        request_id=request_id,
        retry_after=retry_after(reply),
    )
    return Refused(failure, About.CALL)


def _wordless(reply: HttpReply, reason: str) -> Refused:
    """An error page is a refusal by its HTTP status; a success must speak the vendor's protocol."""
    if reply.status < 400:
        malformed(f"HTTP {reply.status}, but {reason}", "", None)
    return Refused(by_status(reply), About.CALL)


def malformed(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedReply of this vendor."""
    raise MalformedReply(wire.NAME, message, pointer=pointer, value=value)
