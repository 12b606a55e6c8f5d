"""What is collected while a request is read: losses and notes.

Here lives the collection. Never: a decision about what is worth a remark.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .loss import Loss, LossKind
from .message import JsonValue
from .scrubbing import shown


@dataclass(slots=True)
class Remarks:
    """Losses and notes of one request, in the order in which they were found."""

    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lose(
        self, kind: LossKind, member: str, asked: JsonValue, reason: str, sent: str | None = None
    ) -> None:
        """A wish that is not met."""
        self.losses.append(Loss(kind=kind, field=member, asked=shown(asked), sent=sent, reason=reason))
        self.notes.append(f"{member}: {reason}")

    def note(self, text: str) -> None:
        """A tolerated spelling."""
        self.notes.append(text)
