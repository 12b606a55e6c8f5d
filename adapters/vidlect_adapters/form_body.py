"""The body of a create, JSON or form, as one set of members and at most one file.

Here lives the step from bytes to members, and from a file's part to a picture and back. Never: what a member means,
a dialect's word for a mistake (`Form` brings it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from . import forms
from .canonical import Inline
from .errors import Inexpressible, MalformedRequest
from .forms import Part
from .json_body import read_object
from .members import pointer_to
from .message import HttpCall, JsonObject, JsonValue
from .remarks import Remarks

JSON: Final = "application/json"

_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"RIFF", "image/webp"),
)
"""First bytes → media type, for a file part that says none."""
_UNSAID_TYPES: Final = frozenset({None, "", "application/octet-stream"})
"""What a part says of a file of which its sender knows nothing."""
_ENDINGS: Final[Mapping[str, str]] = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Refuses(Protocol):
    """A dialect's refusal of a value that is not the expected one."""

    def __call__(self, pointer: str, expected: str, value: JsonValue, /) -> MalformedRequest:
        """The error to raise; `pointer` is the JSON pointer of the member."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is a dialect's own about its forms.

    `file`: the one member that is a file; `json_members` may come as a file of JSON, as browsers send a Blob;
    `lists` may come several times. `wrong` refuses a value, `wrong_type` a text for a file or the reverse.
    """

    dialect: str
    file: str
    wrong: Refuses
    wrong_type: Refuses
    json_members: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


class Body(NamedTuple):
    """What a client said; `file` is the picture of a form."""

    members: JsonObject
    file: Part | None = None
    is_form: bool = False


def read_body(call: HttpCall, form: Form, remarks: Remarks) -> Body:
    """The members of a body. Raises MalformedRequest: no JSON object, no form, a name twice."""
    said = call.header("Content-Type") or ""
    if forms.is_form(said):
        return _members(forms.parts_of(call, form.dialect), form)
    kind = said.partition(";")[0].strip().lower()
    if kind not in {JSON, ""}:
        remarks.note(f"Content-Type {kind[:60]}: the body is read as JSON")
    return Body(read_object(call.body, form.dialect))


def _members(parts: tuple[Part, ...], form: Form) -> Body:
    members: JsonObject = {}
    lists: dict[str, list[JsonValue]] = {}
    file: Part | None = None
    for part in parts:
        if part.file_name is not None and not (part.name in form.json_members and part.media_type == JSON):
            if part.name != form.file:
                raise form.wrong_type(pointer_to(part.name), "a text, not a file", None)
            if file is not None or form.file in members:
                raise _twice(form.file, form)
            file = part
            continue
        name, value = _member(part, form)
        if name in form.lists:
            lists.setdefault(name, []).append(value)
            continue
        if name in members or (name == form.file and file is not None):
            raise _twice(name, form)
        members[name] = value
    return Body({**members, **lists}, file, is_form=True)


def _member(part: Part, form: Form) -> tuple[str, JsonValue]:
    """A text part; `input_reference[image_url]` is how the Node SDK writes an object."""
    try:
        text = part.content.decode()
    except UnicodeDecodeError:
        raise form.wrong(pointer_to(part.name), "UTF-8", None) from None
    if "\x00" in text:
        raise form.wrong(pointer_to(part.name), "a text without NUL characters", None)
    if part.name.startswith(f"{form.file}[") and part.name.endswith("]"):
        return form.file, {part.name[len(form.file) + 1 : -1]: text}
    return part.name, text


def _twice(name: str, form: Form) -> Exception:
    return form.wrong(pointer_to(name), "given once", None)


def picture_of(file: Part, form: Form, remarks: Remarks, taken: tuple[str, ...] = ()) -> Inline:
    """A file as a picture: its very bytes. Raises MalformedRequest.

    `taken`: the media types that there are; empty: any picture.
    """
    at = f"/{form.file}"
    if not file.content:
        raise form.wrong(at, "a file that is not empty", None)
    media_type = file.media_type
    if media_type in _UNSAID_TYPES:
        media_type = next((kind for begin, kind in _BEGINNINGS if file.content.startswith(begin)), media_type)
        remarks.note(f"{form.file}: the file looks like {media_type}")
    check_type(media_type, at, form, taken)
    return Inline(content=file.content, media_type=media_type)


def check_type(media_type: str | None, pointer: str, form: Form, taken: tuple[str, ...] = ()) -> None:
    """Refuse what is no picture, by its media type."""
    if taken and media_type not in taken:
        raise form.wrong(pointer, f"a picture of type {', '.join(taken)}", media_type)
    if not (media_type or "").startswith("image/"):
        raise form.wrong(pointer, "a picture, by its media type", media_type)


def part_of(source: Inline, name: str, dialect: str) -> Part:
    """The file part of a form. Raises Inexpressible."""
    if source.media_type is None:
        raise Inexpressible(dialect, "a picture in a form has a media type", pointer="/inputs")
    try:
        content = source.content()
    except ValueError:
        raise Inexpressible(dialect, "an inline picture is base64", pointer="/inputs") from None
    ending = _ENDINGS.get(source.media_type, source.media_type.partition("/")[2])
    return Part(name=name, content=content, file_name=f"{name}.{ending}", media_type=source.media_type)
