"""What a mocked vendor's package must offer, as a Protocol that modules satisfy.

Here live signatures and the small values that cross them. Never: behaviour.

One request goes: `admit` (recognise, authenticate) → `intake` (parse, validate, what is asked of the
engine) → the engine (tasks, scenarios, faults) → `render` (the vendor's own words). Each step may end
in a `Refusal`. All four are pure: time, secrets and switches come in through the `Desk`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, Protocol

from .lifecycle import State
from .marker import MEDIA_HOST, Marker
from .message import Answer, JsonObject, JsonValue, Received
from .profile import Profile, Switch


class Effect(Enum):
    """What an operation does to the mock's tasks."""

    SUBMIT = "submit"
    POLL = "poll"
    CANCEL = "cancel"
    INSTANT = "instant"
    """Answered at once, without a task."""

    # members are singletons; Enum's own hash is Python code, 0.3 µs for every look-up in a table (measured)
    __hash__ = object.__hash__


class Operation(NamedTuple):
    """One thing a vendor can be asked to do; the key of `OPERATIONS` is its name in the OpenAPI document."""

    name: str
    effect: Effect


def unlinked(name: str) -> str:
    """A link that leads nowhere: what a desk has when no server stands behind it."""
    return f"https://{MEDIA_HOST}/{name}"


class Desk(NamedTuple):  # not a frozen dataclass: one is made for every request, and that costs 1 µs more
    """What a vendor may know besides the request.

    `wall`: Unix seconds that credentials are judged by. `secret_of`: the secret that belongs to an access
    key (or None: unknown key). `session_of`: the session that an access key or API key names.
    `violations`: checks a JSON body against an operation of the vendor's OpenAPI document and yields
    (JSON pointer, message) pairs. `request_id` draws a fresh id in the vendor's form from `number`.
    """

    wall: float
    profile: Profile
    secret_of: Callable[[str], str | None]
    session_of: Callable[[str], str | None]
    violations: Callable[[str, JsonValue], list[tuple[str, str]]]
    number: int
    """A number unlike that of any other request of this server: seeds request ids and elapsed times."""
    link: Callable[[str], str] = unlinked
    """File name (`mask-1.png`) → absolute URL with an expiry, for answers that belong to no task."""


class Admitted(NamedTuple):
    """A request that was recognised and whose credentials hold."""

    operation: Operation
    session: str
    echo: Mapping[str, str]
    """What the vendor's replies repeat: request id, action, version … (the vendor's own keys)."""
    remarks: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A request that the vendor refuses, and (for the journal and `explain`) why.

    For refused credentials, `stage` names the first step that differs (`credential`, `time`, `token`,
    `canonical_request`, `body_hash`, `signature` …) and `expected` / `received` are both versions of it.
    They never contain a secret or a full signature that would verify.
    """

    answer: Answer
    stage: str
    code: str
    expected: str | None = None
    received: str | None = None
    hint: str | None = None
    operation: str | None = None
    session: str | None = None


class Film(NamedTuple):  # likewise, 2 µs with its hash
    """The picture that a successful task shows. Pixels, seconds, frames per second."""

    width: int
    height: int
    seconds: float
    fps: int
    sound: bool
    label: str


class Intake(NamedTuple):  # likewise, 2 µs
    """What an admitted request asks of the engine.

    `body` is the parsed body. For SUBMIT: `film`, `prompt` (marker cut) and the `marker` found in prompt
    or media URLs. For POLL and CANCEL: `task_id` and, where the vendor checks it, the model key.
    `remarks` go to the journal: what the vendor is not known to refuse, but a careful client would not send.
    """

    body: JsonObject
    model: str = ""
    prompt: str = ""
    marker: Marker | None = None
    film: Film | None = None
    task_id: str | None = None
    remarks: tuple[str, ...] = ()
    callback_url: str | None = None


class TaskView(NamedTuple):  # likewise, 2 µs
    """A task as of now, for rendering.

    `failure` is the outcome's failure code in the vendor's words when FAILED. `links` maps a file name
    (`video.mp4`) to its absolute URL. `age` and the times are seconds by the task's own clock.
    """

    task_id: str
    state: State
    model: str
    prompt: str
    body: JsonObject
    created_at: float
    ended_at: float | None
    age: float
    polls: int
    failure: str | None
    film: Film | None
    links: Mapping[str, str] = MappingProxyType({})


class CredentialKind(NamedTuple):
    """One kind of key that a vendor takes, as `vidlect credentials` prints it."""

    values: Mapping[str, str]
    """JSON name → value: `access_key`, `secret_key`, `api_key`."""
    env: Mapping[str, str]
    """The official SDK's variable name → value."""


class MockVendor(Protocol):
    """One mocked vendor: a package."""

    NAME: str
    SWITCHES: tuple[Switch, ...]
    PROFILES: Mapping[str, Mapping[str, str]]
    OPERATIONS: Mapping[str, Operation]
    RETENTION: Mapping[str, float]
    """Seconds: `expires` (a finished or abandoned task lapses), `forgotten` (then unknown), `link` (media)."""

    def admit(self, received: Received, desk: Desk) -> Admitted | Refusal:
        """Recognise and authenticate, in the vendor's order."""
        ...

    def intake(self, admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
        """Parse and validate the body, in the vendor's words."""
        ...

    def task_id(self, number: int) -> str:
        """The id of the number-th task, in the vendor's form; different for different numbers."""
        ...

    def render(self, admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
        """The answer. `task` is None for INSTANT, and for POLL or CANCEL of an unknown task."""
        ...

    def fail(self, code: str, admitted: Admitted | None, desk: Desk) -> Answer:
        """The answer that carries a vendor error by its own code (scripted faults, quota, concurrency).

        Raises:
            KeyError: the vendor has no such code.
        """
        ...

    def failure_code(self, kind: str) -> str:
        """The vendor's code for a neutral outcome word (`invalid_input`, `input_rejected`, `internal` …).

        A vendor code is returned as it is. Raises KeyError for anything else.
        """
        ...

    def respell_status(self, answer: Answer, word: str) -> Answer:
        """The same poll answer with another status word (fault `unknown status`)."""
        ...

    def credentials(self, session: str) -> tuple[CredentialKind, ...]:
        """Keys that name this session, in the vendor's shape; derived, never stored."""
        ...

    def session_of(self, key: str) -> str | None:
        """The session that an access key or API key names; None for a key that is not ours."""
        ...

    def secret_of(self, key: str) -> str | None:
        """The secret of an access key, by the published rule; None for unknown keys or keys without one."""
        ...
