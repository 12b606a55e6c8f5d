"""One wish that may stand in several places: as a member, and in `metadata` under a vendor's names.

Here lives the rule for places that agree or differ (D-2). Never: what a wish means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import eq
from typing import Generic, NamedTuple, TypeVar

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import LossKind
from vidlect_adapters.message import JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A wish as it was found: what it means, where, and what stood there."""

    value: T
    pointer: str
    asked: JsonValue

    @property
    def name(self) -> str:
        """Where, as people write it."""
        return self.pointer.strip("/").replace("/", ".")


def in_one_voice(
    found: Sequence[Found[T]], remarks: Remarks, same: Callable[[T, T], bool] = eq
) -> Found[T] | None:
    """What several options say together. Raises MalformedRequest where they differ: neither is the better."""
    if not found:
        return None
    first, *others = found
    for other in others:
        if not same(first.value, other.value):
            raise differs(other, first)
        remarks.note(f"{other.name}: the same as {first.name}")
    return first


def settled(
    member: Found[T] | None,
    option: Found[T] | None,
    profile: Profile,
    remarks: Remarks,
    same: Callable[[T, T], bool] = eq,
) -> T | None:
    """What a member and an option say together. Raises MalformedRequest where they differ, as the profile has it."""
    if member is None or option is None:
        found = member or option
        return None if found is None else found.value
    if same(member.value, option.value):
        remarks.note(f"{option.name}: the same as {member.name}")
    elif profile["metadata-against-members"] == "refuse":
        raise differs(option, member)
    else:
        remarks.lose(
            LossKind.MERGED, member.name, member.asked, "metadata comes before the members", option.name
        )
    return option.value


def differs(one: Found[T], other: Found[T]) -> MalformedRequest:
    """The refusal of what stands in two places and differs."""
    return wire.wrong(one.pointer, f"left out, or the same as {other.name}", one.asked)
