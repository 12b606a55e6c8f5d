"""What a gateway does between two sockets: surface → canonical → vendor, and back.

Here live decisions over values: which call to send next, what to remember, what to answer. Never: a
socket, a clock, a key, a retry loop (whoever owns the sockets sends what stands here and hands in what
came back), a word of any dialect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from .canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    VendorRoute,
    VideoRequest,
    VideoTask,
)
from .elsewhere import expressible_elsewhere
from .errors import Inexpressible, MalformedReply, MalformedRequest, TranslationError, UnknownWord
from .failure import ErrorKind, VendorFailure
from .file_sizes import check, largest_file
from .interface import ChoosesFile, NamesTasksByProfile, RefusesContentApart, SurfaceAdapter, VendorAdapter
from .loss import Loss, Translation
from .message import HttpCall, HttpReply
from .profile import Profile, choose
from .record import TaskRecord
from .routing import Route, Routing, routing_of

TRANSIENT_KINDS = frozenset(
    {
        ErrorKind.RATE_LIMITED,
        ErrorKind.CONCURRENCY_LIMITED,
        ErrorKind.VENDOR_ERROR,
        ErrorKind.VENDOR_UNAVAILABLE,
        ErrorKind.VENDOR_TIMEOUT,
        ErrorKind.INTERNAL,
    }
)
"""Refusals of a poll that say nothing about its task: the next poll may succeed (RB-40).

Every other kind ends the task with its reason, lest a lost task be polled for ever (RB-39)."""

MOST_REFUSED_POLLS = 8
"""So many refusals of a poll in a row, by the vendor itself and not for throttling, end the task.

Eight is our choice: well over the three that a healthy task must survive (RB-40), and an end at all for
a vendor that answers every question with an internal error (RB-39). A proxy's page, a broken connection
and throttling are no word of the vendor about the task and are never counted."""


class NotReady(MalformedRequest):
    """The film was asked for before it was there, or of a task that has none."""

    status = 409
    code = "not_ready"


class NoSuchRoute(MalformedRequest):
    """A path that the surface does not have."""

    status = 404
    code = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """A film's submit, ready to be authorised and sent once.

    `request.model` is the vendor's model, `model_name` the model as the client wrote it. `callback_url` is the
    client's: the gateway announces the end there itself, in the surface's words; no vendor hears of it.
    """

    vendor: str
    request: VideoRequest
    model_name: str
    call: HttpCall
    callback_url: str | None = None
    losses: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What to remember after a poll.

    `transient`: the poll itself went wrong and told nothing; `record` is as before, but for the count of
    such refusals. `retry_after` in seconds where the vendor named a pause. `notes` are remarks for a log.
    """

    record: TaskRecord
    transient: bool = False
    retry_after: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A film that can be fetched: from a link, byte for byte, or by a call that `vendor` authorises."""

    vendor: str
    location: Link | VendorRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One surface in front of some vendors. Build it with `relay_of`. A value: it remembers nothing."""

    surface: SurfaceAdapter
    vendors: Mapping[str, VendorAdapter]
    routing: Routing
    profiles: Mapping[str, Profile]

    @property
    def profile(self) -> Profile:
        """The surface's profile."""
        return self.profiles[self.surface.NAME]

    def vendor(self, name: str) -> tuple[VendorAdapter, Profile]:
        """A vendor's adapter and profile. Raises LookupError."""
        if name not in self.vendors:
            known = ", ".join(self.vendors) or "none"
            raise LookupError(f"there is no adapter for vendor {name!r}; there are: {known}")
        return self.vendors[name], self.profiles[name]

    def refusal(self, error: VendorFailure | TranslationError, *, of_content: bool = False) -> HttpReply:
        """Any refusal in the surface's words. A refusal of the gateway's own key keeps its details here."""
        if isinstance(error, VendorFailure) and error.kind is ErrorKind.VENDOR_CREDENTIALS:
            error = VendorFailure(
                kind=error.kind,
                vendor_code=error.kind.word,
                message="the vendor refused the credentials that this gateway is configured with",
            )
        if of_content and isinstance(self.surface, RefusesContentApart):
            return self.surface.encode_content_refusal(error, self.profile)
        return self.surface.encode_error(error, self.profile)

    def refuse(self, kind: ErrorKind, message: str, *, of_content: bool = False) -> HttpReply:
        """A refusal of the gateway's own: no key, no such task, a vendor out of reach."""
        failure = VendorFailure(kind=kind, vendor_code=kind.word, message=message)
        return self.refusal(failure, of_content=of_content)

    def largest_file(self, model: str | None) -> int:
        """Bytes of the largest file that a create for a model may bring; None: the model is not known yet."""
        return largest_file(model, self.routing, self.vendors)

    def new_id(self, number: int) -> str:
        """A task's id in the surface's shape, from a number below 2**128."""
        if isinstance(self.surface, NamesTasksByProfile):
            return self.surface.new_id_in(number, self.profile)
        return self.surface.new_id(number)

    def begin_create(self, call: HttpCall) -> Outbound | HttpReply:
        """What to send for a client's create, or the refusal to answer with."""
        try:
            decoded = self.surface.decode_create(call, self.profile)
            route = self.routing.route(decoded.request.model, self.surface.NAME, decoded.model_name)
            vendor, profile = self.vendor(route.vendor)
            request = replace(decoded.request, model=route.model, callback_url=None)
            translation = self._submit(vendor, request, profile)
        except TranslationError as error:
            return self.refusal(error)
        return Outbound(
            vendor=route.vendor,
            request=request,
            model_name=decoded.model_name,
            call=translation.call,
            callback_url=decoded.request.callback_url,
            losses=decoded.losses + translation.losses,
            notes=decoded.notes,
        )

    def _submit(self, vendor: VendorAdapter, request: VideoRequest, profile: Profile) -> Translation:
        """The vendor's call. Raises Inexpressible, which says besides which other vendors could make this film."""
        try:
            check(request, vendor)
            return vendor.encode_submit(request, profile)
        except Inexpressible as error:
            others = {name: self.vendor(name) for name in self.vendors if name != vendor.NAME}
            could = ", ".join(f"{name} ({model})" for name, model in expressible_elsewhere(request, others))
            error.message += f"; it could be asked of {could}" if could else "; no other vendor here could"
            raise

    def submitted(
        self, outbound: Outbound, reply: HttpReply, *, new_id: str, owner: str, now: int
    ) -> tuple[TaskRecord | None, HttpReply]:
        """What to remember after a submit (None: nothing was accepted), and what to answer.

        Args:
            outbound: what was sent.
            reply: what the vendor answered.
            new_id: the task's id for the client, from `surface.new_id`.
            owner: names the client key without being it.
            now: Unix seconds.
        """
        vendor, profile = self.vendor(outbound.vendor)
        try:
            answer = vendor.decode_submitted(outbound.request, reply, profile)
        except TranslationError as error:
            return None, self.refusal(error)
        if isinstance(answer, VendorFailure):
            return None, self.refusal(answer)
        record = TaskRecord(
            id=new_id,
            owner=owner,
            surface=self.surface.NAME,
            vendor=outbound.vendor,
            model_name=outbound.model_name,
            ref=answer,
            request=outbound.request,
            created_at=now,
            last=InProgress(ref=answer, state=RunState.QUEUED),
            callback_url=outbound.callback_url,
        )
        return record, self.surface.encode_created(record, self.profile)

    def poll(self, record: TaskRecord) -> HttpCall | None:
        """What to send to learn how a task is; None when it has ended (nothing more to learn, RB-46)."""
        if not isinstance(record.last, InProgress):
            return None
        vendor, profile = self.vendor(record.vendor)
        return vendor.encode_poll(record.ref, profile)

    def polled(self, record: TaskRecord, reply: HttpReply, *, now: int | None = None) -> Polled:
        """What to remember after a poll. An ended task stays as it is, whatever a late reply says.

        `now` in Unix seconds: when a task that ends here is remembered to have ended.
        """
        if not isinstance(record.last, InProgress):
            return Polled(record=record)
        vendor, profile = self.vendor(record.vendor)
        notes: tuple[str, ...] = ()
        try:
            answer = vendor.decode_polled(record.ref, reply, profile)
        except UnknownWord as error:
            # A word that the documents lack is no news of a failure: the task goes on (RB-35).
            answer, notes = InProgress(ref=record.ref, state=RunState.RUNNING), (str(error),)
        except TranslationError as error:
            return Polled(record=record, transient=True, notes=(str(error),))
        if isinstance(answer, VendorFailure):
            # The vendor's own refusals carry its request id; a page of some proxy does not.
            counts = answer.request_id is not None and not answer.kind.throttling
            refused = record.polls_refused + counts
            if answer.kind in TRANSIENT_KINDS and refused < MOST_REFUSED_POLLS:
                note = f"the poll was refused: {answer.kind.word} ({answer.vendor_code})"
                return Polled(
                    record=replace(record, polls_refused=refused),
                    transient=True,
                    retry_after=answer.retry_after,
                    notes=(note,),
                )
            answer = Failed(ref=record.ref, failure=answer)
        return Polled(record=_advanced(record, record.last, answer, now), notes=notes)

    def query_reply(self, record: TaskRecord) -> HttpReply:
        """What to answer to a client that asks how its task is."""
        return self.surface.encode_task(record, self.profile)

    def content(self, record: TaskRecord, call: HttpCall | None = None) -> Ready | HttpReply:
        """Where the film is, or the refusal to answer with: too early, failed, not a place to fetch from.

        `call` is the client's: on some surfaces it can ask for another file of the task.
        """
        kind = FileKind.VIDEO
        if call is not None and isinstance(self.surface, ChoosesFile):
            try:
                kind = self.surface.decode_content(call, self.profile)
            except TranslationError as error:
                return self.refusal(error, of_content=True)
        last = record.last
        if isinstance(last, InProgress):
            early = NotReady(self.surface.NAME, "the film is not ready; ask for the task's status")
            return self.refusal(early, of_content=True)
        if isinstance(last, Failed):
            text = f"the task failed and has no film: {last.failure.message}"
            return self.refusal(NotReady(self.surface.NAME, text), of_content=True)
        files = {FileKind.VIDEO: last.video, **{one.kind: one for one in reversed(last.files)}}
        if kind not in files:
            text = f"the vendor of this task gives a video and no {kind.value}"
            return self.refuse(ErrorKind.NOT_FOUND, text, of_content=True)
        location = files[kind].location
        if isinstance(location, Link) and not _fetchable(location.url):
            text = "the vendor gave a result link that is not a plain http(s) address"
            return self.refusal(MalformedReply(record.vendor, text), of_content=True)
        return Ready(vendor=record.vendor, location=location)

    def refresh(self, record: TaskRecord) -> HttpCall | None:
        """What to send for a new link to a film whose link has run out (RB-68); None if it has no film."""
        if not isinstance(record.last, Succeeded):
            return None
        vendor, profile = self.vendor(record.vendor)
        return vendor.encode_poll(record.ref, profile)

    def refreshed(self, record: TaskRecord, reply: HttpReply) -> TaskRecord | HttpReply:
        """The same success with its new links; or the refusal to answer with. The state never changes."""
        vendor, profile = self.vendor(record.vendor)
        try:
            answer = vendor.decode_polled(record.ref, reply, profile)
        except TranslationError as error:
            return self.refusal(error, of_content=True)
        if isinstance(answer, Succeeded):
            return replace(record, last=answer)
        if isinstance(answer, VendorFailure) and answer.kind in TRANSIENT_KINDS:
            return self.refusal(answer, of_content=True)
        text = "the film's link has expired and the vendor gives no new one"
        return self.refuse(ErrorKind.EXPIRED, text, of_content=True)


def relay_of(
    surface: SurfaceAdapter,
    vendors: Mapping[str, VendorAdapter],
    profiles: Mapping[str, Profile] | None = None,
    overrides: Mapping[str, Route] | None = None,
) -> Relay:
    """A surface in front of vendors.

    Args:
        surface: the clients' dialect.
        vendors: vendor name → adapter, as in `registry.VENDORS`.
        profiles: dialect name → profile; a dialect that is not named gets its default.
        overrides: routes of one's own, see `routing.routing_of`.
    """
    chosen = {
        dialect.NAME: choose(dialect.NAME, dialect.SWITCHES, dialect.PROFILES)
        for dialect in (surface, *vendors.values())
    }
    return Relay(
        surface=surface,
        vendors=vendors,
        routing=routing_of(vendors, overrides),
        profiles={**chosen, **(profiles or {})},
    )


def _fetchable(url: str) -> bool:
    """Whether a result link is a plain web address: no other scheme, no user name (RB-67)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _advanced(record: TaskRecord, before: InProgress, answer: VideoTask, now: int | None) -> TaskRecord:
    """The record after news of its task: a state never goes back, progress never falls.

    100 per cent stand for a film that is there and nothing else.
    """
    if isinstance(answer, Succeeded):
        return replace(record, last=answer, progress_shown=100, ended_at=now)
    if isinstance(answer, Failed):
        return replace(record, last=answer, ended_at=now)
    shown = max(record.progress_shown, min(answer.progress or 0, 99))
    state = RunState.RUNNING if before.state is RunState.RUNNING else answer.state
    return replace(record, last=replace(answer, state=state), progress_shown=shown, polls_refused=0)
