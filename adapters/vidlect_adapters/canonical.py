"""The neutral request and task that every dialect is translated to and from.

Here live values that cannot be built wrong. Never: a word of any dialect, a default of any vendor.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from .failure import VendorFailure
from .message import HttpCall, JsonValue


class Role(Enum):
    """What a medium is for."""

    FIRST_FRAME = "first_frame"
    LAST_FRAME = "last_frame"
    REFERENCE = "reference"
    """Shows what the film is about: a picture of a subject, a style."""
    SOURCE = "source"
    """Drives the film: the speech of a digital human, the video whose motion is taken over."""
    MASK = "mask"


class Medium(Enum):
    """What kind of file a medium is."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A URL, byte for byte as received; `expires_at` in Unix seconds where known."""

    url: str
    expires_at: int | None = None

    def __post_init__(self) -> None:
        if not self.url:
            raise ValueError("a Link needs a url")


@dataclass(frozen=True, slots=True, init=False, eq=False, repr=False)
class Inline:
    """A file inside the request: plain base64 without a `data:` prefix; media type where it was said.

    One that is built of bytes keeps these very bytes and writes its base64 whenever it is asked for: a film's
    pictures have up to 50 MB each, and the text is a third longer.
    """

    _held: str | bytes = field(init=False)
    media_type: str | None = None

    def __init__(self, *, base64: str = "", content: bytes = b"", media_type: str | None = None) -> None:
        if bool(base64) == bool(content):
            raise ValueError("an Inline needs base64 text, or the bytes themselves")
        if base64.startswith("data:"):
            raise ValueError("an Inline holds plain base64, without a data: prefix")
        object.__setattr__(self, "_held", base64 or content)
        object.__setattr__(self, "media_type", media_type)

    @property
    def base64(self) -> str:
        """The file as base64, as it was given."""
        return self._held if isinstance(self._held, str) else b64encode(self._held).decode("ascii")

    @property
    def size(self) -> int:
        """How many bytes the file has, told from the length of its text; nothing is decoded."""
        if isinstance(self._held, str):
            return len(self._held) * 3 // 4 - self._held[-2:].count("=")
        return len(self._held)

    def content(self) -> bytes:
        """The file itself. Raises ValueError: the text is not base64."""
        return b64decode(self._held, validate=True) if isinstance(self._held, str) else self._held

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Inline):
            return NotImplemented
        return (self.base64, self.media_type) == (other.base64, other.media_type)

    def __hash__(self) -> int:
        return hash((self.base64, self.media_type))

    def __repr__(self) -> str:
        return f"Inline(base64={self.base64!r}, media_type={self.media_type!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """A file that the vendor already has: `oss://…`, `asset://…`, a video id, a file id."""

    kind: str
    value: str


MediaSource: TypeAlias = Link | Inline | Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInput:
    """One picture, video or audio of a request, and its role."""

    role: Role
    medium: Medium
    source: MediaSource

    def __post_init__(self) -> None:
        frames = (Role.FIRST_FRAME, Role.LAST_FRAME, Role.MASK)
        if self.role in frames and self.medium is not Medium.IMAGE:
            raise ValueError(f"a {self.role.value} is an image, not {self.medium.value}")

    def undescribed(self) -> MediaInput:
        """The same medium without what only describes its file: a media type, an expiry."""
        match self.source:
            case Link(url=url):
                return replace(self, source=Link(url=url))
            case Inline(base64=base64):
                return replace(self, source=Inline(base64=base64))
            case _:
                return self


@dataclass(frozen=True, slots=True)
class Seconds:
    """A length in seconds, exact."""

    value: Fraction

    def __post_init__(self) -> None:
        if self.value <= 0:
            raise ValueError("a length is positive")

    def __str__(self) -> str:
        return f"{float(self.value):g} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """A length in frames at a frame rate."""

    count: int
    fps: int

    def __post_init__(self) -> None:
        if self.count <= 0 or self.fps <= 0:
            raise ValueError("frames and frames per second are positive")

    def __str__(self) -> str:
        return f"{self.count} frames at {self.fps} a second"


@dataclass(frozen=True, slots=True)
class Automatic:
    """The model chooses the length."""

    def __str__(self) -> str:
        return "an automatic length"


Length: TypeAlias = Seconds | Frames | Automatic


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A picture size in pixels."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0:
            raise ValueError("width and height are positive")

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A picture size by tier (`720p`, `1080p`) and aspect (`16:9`), either of which may be open."""

    resolution: str | None = None
    aspect: str | None = None

    def __post_init__(self) -> None:
        if self.resolution is None and self.aspect is None:
            raise ValueError("a Shape says its resolution or its aspect")

    def __str__(self) -> str:
        return " ".join(part for part in (self.resolution, self.aspect) if part)


FrameSize: TypeAlias = Pixels | Shape


class Kind(Enum):
    """What a request asks for, as far as its media tell."""

    TEXT = "text"
    FIRST_FRAME = "first_frame"
    FIRST_AND_LAST_FRAME = "first_and_last_frame"
    REFERENCE = "reference"
    DRIVEN = "driven"
    """A subject moved by speech or by another video (digital humans)."""


_NO_OPTIONS: Mapping[str, JsonValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRequest:
    """One film that is asked for.

    `model` is the vendor's model (after routing). `seed` None means random. `vendor_options` are
    options that only this vendor has, under the vendor's own names; they never override a modelled field.
    """

    model: str
    prompt: str = ""
    negative_prompt: str | None = None
    inputs: tuple[MediaInput, ...] = ()
    length: Length | None = None
    frame: FrameSize | None = None
    fps: int | None = None
    seed: int | None = None
    count: int = 1
    watermark: bool | None = None
    with_audio: bool | None = None
    camera_fixed: bool | None = None
    callback_url: str | None = None
    vendor_options: Mapping[str, JsonValue] = field(default_factory=lambda: _NO_OPTIONS)

    def __post_init__(self) -> None:
        if not self.model:
            raise ValueError("a VideoRequest needs a model")
        if self.count < 1:
            raise ValueError("count is at least 1")
        if len(self.inputs) > 1:
            self._check_frames()

    def _check_frames(self) -> None:
        for role in (Role.FIRST_FRAME, Role.LAST_FRAME):
            if sum(one.role is role for one in self.inputs) > 1:
                raise ValueError(f"at most one {role.value}")

    def _only(self, role: Role) -> MediaInput | None:
        return next((one for one in self.inputs if one.role is role), None)

    @property
    def first_frame(self) -> MediaInput | None:
        """The picture that the film starts with."""
        return self._only(Role.FIRST_FRAME)

    @property
    def last_frame(self) -> MediaInput | None:
        """The picture that the film ends with."""
        return self._only(Role.LAST_FRAME)

    @property
    def references(self) -> tuple[MediaInput, ...]:
        """The reference media, in order."""
        return tuple(one for one in self.inputs if one.role is Role.REFERENCE)

    @property
    def kind(self) -> Kind:
        """What is asked for, told from the media."""
        roles = {one.role for one in self.inputs}
        if Role.SOURCE in roles:
            return Kind.DRIVEN
        if Role.LAST_FRAME in roles:
            return Kind.FIRST_AND_LAST_FRAME
        if Role.FIRST_FRAME in roles:
            return Kind.FIRST_FRAME
        return Kind.REFERENCE if Role.REFERENCE in roles else Kind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRef:
    """A vendor's task id and whatever a later poll needs besides it (Visual: `req_key`). Serialisable."""

    task_id: str
    locator: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.task_id.strip():
            raise ValueError("a TaskRef needs a task id")

    def located(self, name: str) -> str | None:
        """One value of the locator."""
        return dict(self.locator).get(name)


class FileKind(Enum):
    """What a result file is."""

    VIDEO = "video"
    LAST_FRAME = "last_frame"
    COVER = "cover"
    THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True)
class VendorRoute:
    """A result that is fetched by a call to the vendor, still to be authorised."""

    call: HttpCall


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFile:
    """One result file and where it is."""

    kind: FileKind
    location: Link | VendorRoute


class RunState(Enum):
    """How far an unfinished task is."""

    QUEUED = "queued"
    RUNNING = "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class InProgress:
    """A task that has not ended; `progress` in percent where the vendor says."""

    ref: TaskRef
    state: RunState
    progress: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Succeeded:
    """A task that ended with at least one file."""

    ref: TaskRef
    files: tuple[VideoFile, ...]

    def __post_init__(self) -> None:
        if not self.files:
            raise ValueError("a success has a file")

    @property
    def video(self) -> VideoFile:
        """The film itself (the first file where none is marked as the film)."""
        return next((one for one in self.files if one.kind is FileKind.VIDEO), self.files[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A task that ended without a film, and why."""

    ref: TaskRef
    failure: VendorFailure


VideoTask: TypeAlias = InProgress | Succeeded | Failed


class InspectionKind(Enum):
    """What is asked about a picture's subject."""

    DETECTION = "detection"
    """Where are the subjects? Answered with masks, at once."""
    RECOGNITION = "recognition"
    """Is there a usable subject at all?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectInspection:
    """A question about the subject of a picture, before a digital human is made of it."""

    kind: InspectionKind
    model: str
    picture: MediaInput


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFindings:
    """The answer: is there a subject, its masks (largest first), and the ids under which it was asked."""

    contains_subject: bool
    masks: tuple[Link, ...] = ()
    task_id: str | None = None
    request_id: str | None = None
