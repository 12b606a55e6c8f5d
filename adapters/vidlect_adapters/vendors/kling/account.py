"""What is left on an account: its resource packs.

Here lives one call and the reading of its reply. Never: a price.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.extras import Balance
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import human

from . import wire
from .envelope import opened
from .wire import malformed_reply

_SINCE: Final = "1704067200000"
_UNTIL: Final = "4102444800000"
"""2024 to 2100, in milliseconds. Both ends are required (facts 9) and there is no clock here, so all that ever was."""

_PACKS: Final = "/data/resource_pack_subscribe_infos"
_USABLE: Final[Mapping[str, bool]] = MappingProxyType(
    {"online": True, "runOut": True, "toBeOnline": False, "expired": False}
)
"""Status of a pack → whether something is, or was, left in it to use now (facts 9)."""
_TYPES: Final = ("decreasing_total", "constant_period")


def encode_balance(profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks for all resource packs. The vendor allows one a second."""
    return wire.get(wire.COSTS, ("start_time", _SINCE), ("end_time", _UNTIL))


def decode_balance(reply: HttpReply, profile: Profile) -> tuple[Balance, ...] | VendorFailure:  # noqa: ARG001 # part of the interface
    """What is left, one entry a pack that is in use or used up; a pack of later or earlier is none.

    The unit is the kind of pack: `decreasing_total` or `constant_period`. Raises UnknownWord, MalformedReply.
    """
    answer = opened(reply)
    if isinstance(answer, VendorFailure):
        return answer
    data = answer.object()
    inner = data.get("code")
    if inner != wire.SUCCESS:
        if type(inner) is not int:
            malformed_reply("a code is a whole number", "/data/code", inner)
        message = human(data.get("msg"), "the vendor does not say what is left")
        return VendorFailure(
            kind=ErrorKind.VENDOR_ERROR,
            vendor_code=str(inner),
            message=message,
            request_id=answer.request_id,
        )
    packs = data.get("resource_pack_subscribe_infos", [])  # absent where there are none
    if not isinstance(packs, list):
        malformed_reply("expected an array", _PACKS, packs)
    read = [_pack(one, f"{_PACKS}/{index}") for index, one in enumerate(packs)]
    return tuple(one for one in read if one is not None)


def _pack(pack: JsonValue, at: str) -> Balance | None:
    if not isinstance(pack, dict):
        malformed_reply("expected an object", at, pack)
    status = _word(pack, "status", tuple(_USABLE), at)
    unit = _word(pack, "resource_pack_type", _TYPES, at)
    name = pack.get("resource_pack_name")
    if not isinstance(name, str):
        malformed_reply("expected a text", f"{at}/resource_pack_name", name)
    left, total = (_quantity(pack, f"{which}_quantity", at) for which in ("remaining", "total"))
    return Balance(name=name, left=left, unit=unit, total=total) if _USABLE[status] else None


def _word(pack: JsonObject, name: str, known: tuple[str, ...], at: str) -> str:
    word = pack.get(name)
    if not isinstance(word, str):
        malformed_reply("expected a text", f"{at}/{name}", word)
    if word not in known:
        raise UnknownWord(
            wire.NAME,
            f"unknown {name} {word!r}; known are {', '.join(known)}",
            pointer=f"{at}/{name}",
            value=word,
        )
    return word


def _quantity(pack: JsonObject, name: str, at: str) -> Decimal:
    value = pack.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        malformed_reply("expected a number", f"{at}/{name}", value)
    return Decimal(str(value))
