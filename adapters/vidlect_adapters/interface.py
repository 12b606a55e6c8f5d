"""What a vendor package and a surface package must offer, as Protocols that modules satisfy.

Here live signatures. Never: an implementation, a base class.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, runtime_checkable

from .canonical import SubjectFindings, SubjectInspection, TaskRef, VideoRequest, VideoTask
from .credentials import Credentials
from .errors import TranslationError
from .failure import VendorFailure
from .loss import Decoded, DecodedInspection, Translation
from .message import HttpCall, HttpReply
from .profile import Profile, Switch
from .record import TaskRecord


class Dialect(Protocol):
    """What every dialect says of itself."""

    NAME: str
    SWITCHES: tuple[Switch, ...]
    PROFILES: Mapping[str, Mapping[str, str]]


class VendorAdapter(Dialect, Protocol):
    """One vendor dialect. `profile` is always one chosen from SWITCHES and PROFILES.

    The HTTP calls have a path from the vendor's root and no `Host`; whoever sends adds `Host` before
    `authorize`, which is last.
    """

    def models(self) -> tuple[str, ...]:
        """The names that `VideoRequest.model` may have here, aliases included."""
        ...

    def encode_submit(self, request: VideoRequest, profile: Profile) -> Translation:
        """The call that asks for this film. Raises Inexpressible."""
        ...

    def decode_submit(self, call: HttpCall, profile: Profile) -> Decoded:
        """What a submit call (of any gateway) asks for. Raises MalformedRequest."""
        ...

    def decode_submitted(
        self, request: VideoRequest, reply: HttpReply, profile: Profile
    ) -> TaskRef | VendorFailure:
        """The reply to a submit. Raises UnknownWord, MalformedReply."""
        ...

    def encode_poll(self, ref: TaskRef, profile: Profile) -> HttpCall:
        """The call that asks how a task is."""
        ...

    def decode_polled(self, ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
        """The reply to a poll: a task, or a refusal of the poll itself that says nothing about the task.

        Envelope first, status word second, files last. Raises UnknownWord, MalformedReply.
        """
        ...

    def authorize(self, call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:
        """The same call with credentials, as of `at` (UTC). Raises InvalidCredentials."""
        ...


@runtime_checkable
class Cancels(Protocol):
    """A vendor whose tasks can be cancelled."""

    def encode_cancel(self, ref: TaskRef, profile: Profile) -> HttpCall:
        """The call that cancels a task."""
        ...

    def decode_cancelled(self, reply: HttpReply, profile: Profile) -> VendorFailure | None:
        """None when cancelled, or why not. Raises UnknownWord, MalformedReply."""
        ...


@runtime_checkable
class InspectsSubject(Protocol):
    """A vendor that can look at the subject of a picture: by one call, or by submit and poll."""

    def encode_inspection(self, inspection: SubjectInspection, profile: Profile) -> Translation:
        """The call that asks. Raises Inexpressible."""
        ...

    def decode_inspected(
        self, inspection: SubjectInspection, reply: HttpReply, profile: Profile
    ) -> SubjectFindings | TaskRef | VendorFailure:
        """The findings; or a task to poll with `encode_poll`; or a refusal."""
        ...

    def decode_inspection_polled(
        self, ref: TaskRef, reply: HttpReply, profile: Profile
    ) -> SubjectFindings | VideoTask | VendorFailure:
        """The reply to such a poll: findings when done; InProgress or Failed as for films."""
        ...


class SurfaceAdapter(Dialect, Protocol):
    """One gateway dialect, both directions: what a gateway does, and what its client (and the judge) does."""

    def new_id(self, number: int) -> str:
        """A task id in the surface's shape, from a number below 2**128 that the caller draws."""
        ...

    def decode_create(self, call: HttpCall, profile: Profile) -> Decoded:
        """What a client asks for. Raises MalformedRequest, Inexpressible."""
        ...

    def encode_create(self, request: VideoRequest, model_name: str, profile: Profile) -> HttpCall:
        """The call by which a client asks for this film. Raises Inexpressible."""
        ...

    def encode_created(self, record: TaskRecord, profile: Profile) -> HttpReply:
        """The reply to a create."""
        ...

    def encode_query(self, task_id: str, profile: Profile) -> HttpCall:
        """The call by which a client asks how its task is."""
        ...

    def encode_task(self, record: TaskRecord, profile: Profile) -> HttpReply:
        """The reply to a query."""
        ...

    def encode_content(self, task_id: str, profile: Profile) -> HttpCall:
        """The call by which a client fetches the film."""
        ...

    def encode_error(self, error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
        """Any refusal, in the surface's envelope; a vendor's message survives."""
        ...

    def decode_created(self, reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:
        """What a client reads from the reply to a create. Raises UnknownWord, MalformedReply."""
        ...

    def decode_task(self, ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
        """What a client reads from the reply to a query. Raises UnknownWord, MalformedReply."""
        ...

    def decode_error(self, reply: HttpReply, profile: Profile) -> VendorFailure:
        """What a client reads from a refusal. Raises MalformedReply."""
        ...


@runtime_checkable
class InspectsSubjectSurface(Protocol):
    """A surface through which a client can ask about the subject of a picture."""

    def decode_inspection(self, call: HttpCall, profile: Profile) -> DecodedInspection:
        """What a client asks. Raises MalformedRequest."""
        ...

    def encode_inspection(self, inspection: SubjectInspection, model_name: str, profile: Profile) -> HttpCall:
        """The call by which a client asks."""
        ...

    def encode_findings(
        self, findings: SubjectFindings, inspection: SubjectInspection, profile: Profile
    ) -> HttpReply:
        """The reply."""
        ...

    def decode_findings(
        self, inspection: SubjectInspection, reply: HttpReply, profile: Profile
    ) -> SubjectFindings | VendorFailure:
        """What a client reads from the reply. Raises MalformedReply."""
        ...
