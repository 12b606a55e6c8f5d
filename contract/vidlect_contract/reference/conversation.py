"""What a client says to a vendor and makes of the answers, without a socket.

Here live the conversations, written once for the sync and the async client: generators that yield what to
do next (send a call, wait) and receive what came of it. Never: a socket, a sleep.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol, TypeAlias, TypeVar, runtime_checkable

from vidlect_adapters.canonical import (
    Failed,
    Inline,
    InProgress,
    Link,
    MediaInput,
    Medium,
    Role,
    Seconds,
    Shape,
    Succeeded,
    TaskRef,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.interface import VendorAdapter
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import Profile
from vidlect_adapters.relay import TRANSIENT_KINDS

from .sending import Fault, Repeat

POLL_SECONDS: Final = 2.0
"""Between two polls; seed 001 waits 10 s, a film takes minutes."""
_NO_SUCH_TASK: Final = "1"
"""An id that no vendor gives: asking for it proves the keys and costs nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Send this call; the answer comes back."""

    call: HttpCall
    repeat: Repeat


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds; nothing comes back."""

    seconds: float


Step: TypeAlias = Ask | Pause
Outcome: TypeAlias = HttpReply | Fault | None
_Result = TypeVar("_Result")
Conversation: TypeAlias = Generator[Step, Outcome, _Result]


@runtime_checkable
class Priced(Protocol):
    """A vendor whose prices are known."""

    def cost(self, model: str, seconds: int | Decimal | Fraction) -> Decimal | None:
        """What a film of this length costs in the vendor's currency; None where that is not known."""
        ...


class VideoClientError(Exception):
    """Whatever kept the client from doing what it was asked; the text says what, without a secret."""


class VendorRefused(VideoClientError):
    """The vendor refused, or could not be reached; `failure` says how."""

    def __init__(self, failure: VendorFailure) -> None:
        super().__init__(f"{failure.message} ({failure.kind.word}, {failure.vendor_code})")
        self.failure = failure


class NotUnderstood(VideoClientError):
    """The vendor's answer breaks its own protocol, or the request cannot be expressed; the cause says where."""


class StillRunning(VideoClientError, TimeoutError):
    """The task had not ended when the time was up; it goes on, and can be waited for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoResult:
    """A task as of the last answer. `video_url` is set when it succeeded, `failure` when it failed."""

    ref: TaskRef
    status: str
    video_url: str | None = None
    failure: VendorFailure | None = None

    @property
    def task_id(self) -> str:
        """The vendor's id of the task."""
        return self.ref.task_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Whether the vendor was reached and took the keys; true or false as it stands."""

    works: bool
    detail: str

    def __bool__(self) -> bool:
        return self.works


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One vendor as a client speaks to it.

    `locator` is the name under which its polls want the model besides the task's id. `refs` remembers
    the tasks submitted here, so that an id alone is enough to wait for one.
    """

    vendor: VendorAdapter
    profile: Profile
    locator: str
    refs: dict[str, TaskRef] = field(default_factory=dict[str, TaskRef])

    def ref_of(self, task: str | TaskRef, model: str | None) -> TaskRef:
        """The reference of a task: given, or submitted here, or made from its id and model. Raises ValueError."""
        if isinstance(task, TaskRef):
            return task
        known = self.refs.get(task)
        if known is not None:
            return known
        if model is None:
            raise ValueError(
                f"task {task!r} was not submitted by this client: say its model, or give a TaskRef"
            )
        return TaskRef(task_id=task, locator=((self.locator, model),))

    def submit(self, request: VideoRequest) -> Conversation[VideoResult]:
        """Ask for a film. Raises VendorRefused, NotUnderstood."""
        try:
            call = self.vendor.encode_submit(request, self.profile).call
            reply = _reply((yield Ask(call, Repeat.UNSENT)))
            answer = self.vendor.decode_submitted(request, reply, self.profile)
        except TranslationError as error:
            raise NotUnderstood(str(error)) from error
        if isinstance(answer, VendorFailure):
            raise VendorRefused(answer)
        self.refs[answer.task_id] = answer
        return VideoResult(ref=answer, status="queued")

    def wait(
        self, ref: TaskRef, timeout: float, clock: Callable[[], float], interval: float
    ) -> Conversation[VideoResult]:
        """Poll until the task has ended. Raises StillRunning, VendorRefused, and NotUnderstood for a useless reference."""
        deadline = clock() + timeout
        while True:
            news = yield from self._poll(ref)
            if isinstance(news, VideoResult) and (news.video_url or news.failure):
                self.refs.pop(ref.task_id, None)
                return news
            left = deadline - clock()
            if left <= 0:
                trouble = f"; the last poll told nothing: {news}" if isinstance(news, str) else ""
                raise StillRunning(f"task {ref.task_id} had not ended after {timeout:g} s{trouble}")
            yield Pause(min(interval, left))

    def _poll(self, ref: TaskRef) -> Conversation[VideoResult | str]:
        """Ask once how a task is; a text says why the poll told nothing about it."""
        try:
            call = self.vendor.encode_poll(ref, self.profile)
        except TranslationError as error:
            raise NotUnderstood(str(error)) from error
        outcome = yield Ask(call, Repeat.READS)
        if not isinstance(outcome, HttpReply):
            return outcome.failure.message if outcome else "no answer"
        try:
            answer = self.vendor.decode_polled(ref, outcome, self.profile)
        except TranslationError as error:
            # an unknown word or a broken answer is no end of a task: the next poll may be better
            return str(error)
        if not isinstance(answer, VendorFailure):
            return _result(answer)
        if answer.kind in TRANSIENT_KINDS:
            return answer.message
        raise VendorRefused(answer)

    def test(self) -> Conversation[Connection]:
        """Ask for a task that does not exist: whoever says so knows us."""
        ref = TaskRef(task_id=_NO_SUCH_TASK, locator=((self.locator, self.vendor.models()[0]),))
        try:
            reply = _reply((yield Ask(self.vendor.encode_poll(ref, self.profile), Repeat.READS)))
            answer = self.vendor.decode_polled(ref, reply, self.profile)
        except (TranslationError, VideoClientError) as error:
            return Connection(works=False, detail=str(error))
        if isinstance(answer, VendorFailure) and answer.kind is not ErrorKind.NOT_FOUND:
            return Connection(works=False, detail=f"{answer.message} ({answer.kind.word})")
        return Connection(works=True, detail="the vendor answers and takes the keys")

    def models(self) -> Sequence[dict[str, str]]:
        """The vendor's models: `{locator: …, "name": …}`, as seed 001 lists them."""
        return [{self.locator: model, "name": model} for model in self.vendor.models()]

    def cost(self, model: str, duration: int | Decimal | Fraction) -> Decimal | None:
        """What a film costs, or None where that is not known. Raises ValueError: no such model."""
        if model not in self.vendor.models():
            raise ValueError(f"there is no model {model!r}; there are {', '.join(self.vendor.models())}")
        return self.vendor.cost(model, duration) if isinstance(self.vendor, Priced) else None


def request_of(  # noqa: PLR0913 # the arguments of seed 001
    *,
    model: str,
    prompt: str,
    duration: int | None,
    aspect_ratio: str | None,
    seed: int | None,
    first_frame: str | None = None,
) -> VideoRequest:
    """A request from the arguments of seed 001. A first frame is a URL, or `data:image/…;base64,…`."""
    return VideoRequest(
        model=model,
        prompt=prompt,
        inputs=() if first_frame is None else (_picture(first_frame),),
        length=None if duration is None else Seconds(Fraction(duration)),
        frame=None if aspect_ratio is None else Shape(aspect=aspect_ratio),
        # -1 is how vendors and seed 001 write "any"
        seed=None if seed == -1 else seed,
    )


def _picture(source: str) -> MediaInput:
    head, comma, payload = source.partition(",")
    inline = head.startswith("data:") and comma
    media_type = head.removeprefix("data:").partition(";")[0] or None
    return MediaInput(
        role=Role.FIRST_FRAME,
        medium=Medium.IMAGE,
        source=Inline(base64=payload, media_type=media_type) if inline else Link(url=source),
    )


def _reply(outcome: Outcome) -> HttpReply:
    if isinstance(outcome, Fault):
        raise VendorRefused(outcome.failure)
    if outcome is None:
        raise TypeError("a call was asked for and no answer came back")
    return outcome


def _result(task: VideoTask) -> VideoResult:
    match task:
        case Succeeded():
            place = task.video.location
            url = place.url if isinstance(place, Link) else None
            return VideoResult(ref=task.ref, status="succeeded", video_url=url)
        case Failed():
            return VideoResult(ref=task.ref, status="failed", failure=task.failure)
        case InProgress():
            return VideoResult(ref=task.ref, status=task.state.value)
