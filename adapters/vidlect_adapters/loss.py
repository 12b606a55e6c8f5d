"""What a translation could not keep, said aloud.

Here live losses and the values that carry them. Never: a decision about which loss is acceptable.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .canonical import SubjectInspection, VideoRequest
from .message import HttpCall


class LossKind(Enum):
    """How a wish was not met."""

    UNSUPPORTED = "unsupported"
    """The dialect has no such knob; the wish was left out."""
    ADJUSTED = "adjusted"
    """Replaced by the nearest thing that the dialect has."""
    CLIPPED = "clipped"
    """Cut to a limit."""
    DEFAULTED = "defaulted"
    """Nothing was said; the dialect wants a value and got its documented default."""
    MERGED = "merged"
    """Two wishes became one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One wish that was not met: the canonical (or surface) field, what was asked and what was sent."""

    kind: LossKind
    field: str
    asked: str
    sent: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A call ready to be authorised, and what it does not say."""

    call: HttpCall
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedInspection:
    """A question about a picture's subject read from a dialect; the members mean what they mean in `Decoded`."""

    inspection: SubjectInspection
    model_name: str
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A request read from a dialect.

    `model_name` is the model in the dialect's words (what a reply must repeat); `request.model` is what
    routing starts from. `notes` are remarks for a report: tolerated spellings, unknown fields.
    """

    request: VideoRequest
    model_name: str
    losses: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = ()
