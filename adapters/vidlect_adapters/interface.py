"""What a vendor package and a surface package must offer, as Protocols that modules satisfy.

Here live signatures. Never: an implementation, a base class.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, runtime_checkable

from .canonical import (
    FileKind,
    Handle,
    Inline,
    SubjectFindings,
    SubjectInspection,
    TaskRef,
    VideoRequest,
    VideoTask,
)
from .credentials import Credentials
from .errors import TranslationError
from .extras import Balance, TaskFilter, TaskPage, UploadPermit
from .failure import VendorFailure
from .loss import Decoded, DecodedInspection, Translation
from .message import HttpCall, HttpReply, JsonObject
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

    def largest_picture(self, model: str) -> int:
        """Bytes of the largest picture that a model (one of `models`) takes as a file, as documented."""
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
class Deletes(Protocol):
    """A vendor that forgets a finished task when told to."""

    def encode_delete(self, ref: TaskRef, profile: Profile) -> HttpCall:
        """The call that deletes a task."""
        ...

    def decode_deleted(self, reply: HttpReply, profile: Profile) -> VendorFailure | None:
        """None when deleted, or why not. Raises UnknownWord, MalformedReply."""
        ...


@runtime_checkable
class Lists(Protocol):
    """A vendor that lists an account's tasks."""

    def encode_list(self, wanted: TaskFilter, profile: Profile) -> HttpCall:
        """The call that asks for a page. Raises Inexpressible: a filter that the vendor lacks."""
        ...

    def decode_listed(self, reply: HttpReply, profile: Profile) -> TaskPage | VendorFailure:
        """The page. Raises UnknownWord, MalformedReply."""
        ...


@runtime_checkable
class Uploads(Protocol):
    """A vendor that takes files before the request that uses them: ask for a permit, then upload."""

    def encode_permit(self, model: str, profile: Profile) -> HttpCall:
        """The call that asks where to upload a file for a model."""
        ...

    def decode_permit(self, reply: HttpReply, profile: Profile) -> UploadPermit | VendorFailure:
        """Where, and with what form fields. Raises MalformedReply."""
        ...

    def encode_upload(self, permit: UploadPermit, file_name: str, content: Inline) -> HttpCall:
        """The upload, sent without `authorize` to `permit.base_url`; its path is below that address."""
        ...

    def decode_uploaded(
        self, permit: UploadPermit, file_name: str, reply: HttpReply
    ) -> Handle | VendorFailure:
        """The handle by which a request names the file."""
        ...


@runtime_checkable
class FetchesContent(Protocol):
    """A vendor whose results are fetched by a call to it, with its credentials."""

    def encode_content(self, ref: TaskRef, kind: FileKind, profile: Profile) -> HttpCall:
        """The call that fetches a file of a finished task. Raises Inexpressible: it has no such file."""
        ...


@runtime_checkable
class ReportsBalance(Protocol):
    """A vendor that says what is left on the account."""

    def encode_balance(self, profile: Profile) -> HttpCall:
        """The call that asks."""
        ...

    def decode_balance(self, reply: HttpReply, profile: Profile) -> tuple[Balance, ...] | VendorFailure:
        """What is left, one entry a resource pack or purse. Raises MalformedReply."""
        ...


@runtime_checkable
class ReadsCallbacks(Protocol):
    """A vendor that posts news of a task to the client's address."""

    def read_callback(self, call: HttpCall, secret: str | None, at: datetime, profile: Profile) -> VideoTask:
        """What a callback says: verified in constant time first, then decoded.

        `secret` None: the receiver expects unsigned callbacks. `at`: now, in UTC, for the signature's age.
        Raises InvalidSignature, UnknownWord, MalformedReply.
        """
        ...


@runtime_checkable
class EncodesNative(Protocol):
    """A vendor with operations that are not "make a video from this request" (lip-sync, templates)."""

    NATIVE_OPERATIONS: tuple[str, ...]
    """Their names, as the vendor's OpenAPI document has them in `operationId`."""

    def encode_native(self, operation: str, body: JsonObject, profile: Profile) -> HttpCall:
        """The call, its body as given; polls and results are those of a video task where it makes one.

        Raises:
            Inexpressible: no such operation.
        """
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
class ChoosesFile(Protocol):
    """A surface whose content route gives more than the film."""

    def decode_content(self, call: HttpCall, profile: Profile) -> FileKind:
        """Which file of the task a client fetches. Raises MalformedRequest."""
        ...


@runtime_checkable
class NamesModels(Protocol):
    """A surface with names of its own for some vendors' models."""

    def model_name(self, model: str) -> str:
        """What a client calls a vendor's model; the same name where the surface has none of its own."""
        ...


@runtime_checkable
class NamesTasksByProfile(Protocol):
    """A surface whose task ids have another shape in some of its profiles."""

    def new_id_in(self, number: int, profile: Profile) -> str:
        """A task id as `new_id` gives it, in the profile's shape."""
        ...


@runtime_checkable
class WrapsTasks(Protocol):
    """A surface whose replies may hold the task in an envelope."""

    def task_in(self, body: JsonObject, profile: Profile) -> JsonObject:
        """The very object (no copy) in the body of a reply that has the task's members; the body, where that is it."""
        ...


@runtime_checkable
class RefusesContentApart(Protocol):
    """A surface whose content route has an error shape of its own."""

    def encode_content_refusal(self, error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
        """Any refusal of the content route."""
        ...


@runtime_checkable
class TakesCallback(Protocol):
    """A surface whose client can name an address to which the end of its task is posted."""

    CALLBACK_POINTER: str
    """JSON pointer of that address in a create."""


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
