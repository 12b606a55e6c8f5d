"""What a submit must hold, what a careless one is forgiven, and what makes its task fail.

Here live the order of these checks. Never: the shape of a body (that is the OpenAPI document, by `desk.violations`),
which media belong together (`combinations`), nor reading bytes.

What the vendor is known to refuse is refused; what it accepts and then fails is kept with the task (`FLAW`); the rest
is remarked in the journal. With the switch `strict` on a remark is a refusal. Advice never is. [facts 8]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal
from vidlect_mock.marker import Marker, cut, in_url
from vidlect_mock.message import JsonObject, JsonValue, Received

from .combinations import Missing, combination, missing
from .errors import refuse
from .films import PRODUCTS, SIZED, film_of
from .media import NEWER, OLDER, OSS, addresses, is_address, is_bare, oss_flaw, picture_flaw, picture_of
from .models import MODELS, Kind, Sound
from .vocabulary import LONGEST_RUN

FLAW = "vidlect:flaw"
"""The key of a kept body under which stands the text with which its task fails. No field of the vendor has it."""

RESOLVE = b"x-dashscope-ossresourceresolve"
_SDK_HABITS = frozenset({"extend_prompt", "function"})
"""The classic SDK adds them to every input [facts 3.1]."""
_PICTURE_PARAMETERS = frozenset({"size", "resolution"})
_UNKNOWN_MODEL = {
    "400-InvalidParameter": ("InvalidParameter", 400, "Model not exist."),
    "404-ModelNotFound": ("ModelNotFound", 404, None),
    "404-InvalidParameter": ("InvalidParameter", 404, "Model not exist."),
    "403-AccessDenied": ("AccessDenied", 403, None),
}


class Trouble(NamedTuple):
    """Why a submit is refused: the error's key, for the journal what was expected, and what differs from the table."""

    code: str
    expected: str
    received: str | None = None
    message: str | None = None
    status: int | None = None


class _Submission:
    """A submit on its way through the checks: a copy of the body from which what is forgiven is gone."""

    __slots__ = (
        "admitted",
        "advice",
        "asked",
        "body",
        "desk",
        "flaw",
        "given",
        "model",
        "received",
        "remarks",
    )

    def __init__(self, body: JsonObject, received: Received, admitted: Admitted, desk: Desk) -> None:
        self.body = body
        self.received = received
        self.admitted = admitted
        self.desk = desk
        self.model = MODELS["wan2.6-t2v"]  # until it is known
        self.given: JsonObject = {}
        self.asked: JsonObject = {}
        self.remarks: list[str] = []
        self.advice: list[str] = []
        self.flaw: tuple[str, str | None] | None = None

    def by(self, switch: str, trouble: Trouble) -> Iterator[Trouble]:
        """Refuse, let the task fail, or remark, as a switch says."""
        match self.desk.profile.switches[switch]:
            case "refused":
                yield trouble
            case "failed-task":
                if self.flaw is None:
                    self.flaw = (trouble.code, trouble.message)
                self.advice.append(f"the task will fail: expected {trouble.expected}")
            case _:
                self.remarks.append(f"expected {trouble.expected}; ignored")


def submitted(body: JsonObject, received: Received, admitted: Admitted, desk: Desk) -> Intake | Refusal:
    """The task that is asked for, or the refusal."""
    one = _Submission(dict(body), received, admitted, desk)
    prompt, marker = _prompt_and_marker(one.body)
    for trouble in _troubles(one, prompt):
        return refuse(
            trouble.code,
            admitted,
            desk,
            expected=trouble.expected,
            received=trouble.received,
            message=trouble.message,
            status=trouble.status,
        )
    kept = dict(one.body)
    if one.flaw is not None and one.flaw[1] is not None:
        kept[FLAW] = one.flaw[1]
    return Intake(
        body=kept,
        model=one.model.name,
        prompt=prompt,
        marker=marker,
        film=film_of(one.model, one.body, _first_picture(one)),
        remarks=(*one.remarks, *one.advice),
        expires_after=LONGEST_RUN,
        fails=None if one.flaw is None else one.flaw[0],
    )


def _prompt_and_marker(body: JsonObject) -> tuple[str, Marker | None]:
    """The prompt without its marker (in the body too), and the marker of prompt or media."""
    given = body.get("input")
    if not isinstance(given, dict):
        return "", None
    body["input"] = given = dict(given)
    prompt, marker = given.get("prompt"), None
    if isinstance(prompt, str):
        prompt, marker = cut(prompt)
        given["prompt"] = prompt
    found = (in_url(url) for _, url in addresses(given) if isinstance(url, str))
    return prompt if isinstance(prompt, str) else "", marker or next(filter(None, found), None)


def _troubles(one: _Submission, prompt: str) -> Iterator[Trouble]:
    """Why it is refused, in the order in which the front end and then the model look; the first counts."""
    yield from _of_the_envelope(one)
    yield from _of_the_model(one)
    _forgive(one)
    required = missing(one.model, one.given)
    if required is not None:
        yield _field_required(required)
    if one.model.longest < len(prompt):
        one.advice.append(f"prompt: {len(prompt)} characters, cut after {one.model.longest}")
    yield from _of_the_picture_size(one)
    yield from _of_addresses(one)
    yield from _of_types(one)
    wrong = combination(one.model, one.given, one.asked)
    if wrong is not None and wrong.refused:
        yield Trouble("InvalidParameter", wrong.expected, message=wrong.message)
    elif wrong is not None:
        yield from one.by("bad-input", Trouble("InvalidParameter", wrong.expected, message=wrong.message))
    if one.remarks and one.desk.profile.is_set("strict", "on"):
        yield Trouble("InvalidParameter", "nothing to remark (switch strict)", "; ".join(one.remarks))


def _of_the_envelope(one: _Submission) -> Iterator[Trouble]:
    kind = one.received.header(b"content-type") or b""
    if not kind.lower().startswith(b"application/json"):
        said = kind.decode("latin-1") or "none"
        if one.desk.profile.is_set("content-type", "required"):
            text = "Required body invalid, please check the request body format."
            yield Trouble("InvalidParameter", "Content-Type: application/json", said, text)
        one.advice.append(f"content-type: {said}, application/json is documented")
    body = one.body
    if not body.get("model"):
        yield Trouble("BadRequest.EmptyModel", "/model: the name of a model", "none")
    if not body.get("input"):
        yield Trouble("BadRequest.EmptyInput", "/input: an object", "none")
    given, asked = body["input"], body.get("parameters")
    if not isinstance(given, dict):
        yield Trouble("BadRequest.IllegalInput", "/input: an object", f"JSON {type(given).__name__}")
    elif asked is not None and not isinstance(asked, dict):
        yield Trouble("InvalidParameter", "/parameters: an object", f"JSON {type(asked).__name__}")
    else:
        if asked is None and "parameters" in body:
            one.remarks.append("parameters: null, taken as absent")
        one.given = given
        one.asked = dict(asked or {})
        body["parameters"] = one.asked
        one.remarks.extend(
            f"{name}: no member of a submit, ignored"
            for name in body
            if name not in {"model", "input", "parameters"}
        )


def _of_the_model(one: _Submission) -> Iterator[Trouble]:
    name = one.body["model"]
    model = MODELS.get(name) if isinstance(name, str) else None
    if model is None:
        code, status, text = _UNKNOWN_MODEL[one.desk.profile.switches["unknown-model"]]
        yield Trouble(code, "/model: one of " + ", ".join(MODELS), _shortened(name), text, status)
    else:
        one.model = model
        yield from _of_the_path(one)


def _of_the_path(one: _Submission) -> Iterator[Trouble]:
    model, here = one.model, one.admitted.operation.name
    if model.operation == here:
        return
    if model.kind is Kind.FRAMES and one.desk.profile.is_set("kf2v-path", "both"):
        one.advice.append(f"{model.name} is documented for the path image2video/video-synthesis")
    else:
        text = "url error, please check url!"
        yield Trouble("InvalidParameter", f"{model.name} at {model.operation}", here, text)


def _forgive(one: _Submission) -> None:
    """Leave out null and unknown fields. The SDKs send `prompt: null` and fields of their own."""
    for members, known, where in (
        (one.given, one.model.inputs, "input"),
        (one.asked, one.model.parameters | _PICTURE_PARAMETERS, "parameters"),
    ):
        for field, value in list(members.items()):
            if value is None:
                (one.advice if field == "prompt" else one.remarks).append(
                    f"{where}.{field}: null, taken as absent"
                )
                del members[field]
            elif field not in known:
                if where != "input" or field not in _SDK_HABITS:
                    one.remarks.append(f"{where}.{field}: not a field of {one.model.name}, ignored")
                del members[field]
            elif value in ("", []):
                one.remarks.append(f"{where}.{field}: empty, taken as absent")
                del members[field]


def _field_required(field: Missing) -> Trouble:
    return Trouble("InvalidParameter", f"/input/{field}", "none", f"Field required: input.{field}")


def _of_the_picture_size(one: _Submission) -> Iterator[Trouble]:
    own, other = ("size", "resolution") if one.model.kind in SIZED else ("resolution", "size")
    if other in one.asked:
        said = _shortened(one.asked.pop(other))
        yield from one.by(
            "other-picture-parameter",
            Trouble("InvalidParameter", f"/parameters/{own}; {one.model.name} has no {other}", said),
        )
    asked = one.asked.get(own)
    if own == "resolution":
        if isinstance(asked, str) and one.desk.profile.is_set("tier-case", "any"):
            one.asked[own] = asked.upper()
        return
    if isinstance(asked, str):
        known = PRODUCTS.get(asked)
        if known is None or known[0] not in one.model.tiers:
            del one.asked[own]
            allowed = ", ".join(text for text, (tier, _) in PRODUCTS.items() if tier in one.model.tiers)
            text = f"The size is not match {asked[:40]}"
            yield from one.by(
                "bad-size",
                Trouble("InvalidParameter", f"/parameters/size: one of {allowed}", _shortened(asked), text),
            )


def _of_addresses(one: _Submission) -> Iterator[Trouble]:
    said = one.received.header(RESOLVE)
    resolves = said is not None and said.strip().lower() == b"enable"
    for pointer, url in addresses(one.given):
        if not isinstance(url, str):
            continue  # the document says what is wrong with it
        bare = one.desk.profile.is_set("bare-base64", "accept")
        if not is_address(url, bare=bare):
            yield Trouble("InvalidURL", f"{pointer}: an http(s), oss:// or data: address", _shortened(url))
        if url.startswith(OSS):
            switch = "unknown-file"
            flaw = oss_flaw(url, one.model.name, one.admitted.session, one.desk, resolves=resolves)
        else:
            switch = "bad-input"
            picture = picture_of(url)
            limits = OLDER if one.model.sound is Sound.NONE else NEWER
            flaw = None if picture is None else picture_flaw(picture, limits)
            if picture is not None and is_bare(url):
                one.advice.append(f"{pointer}: base64 without data:, as the AI SDK sends it")
        if flaw is not None:
            expected = f"{pointer}: {flaw.why}"
            yield from one.by(switch, Trouble(flaw.code, expected, _shortened(url), flaw.message))


def _of_types(one: _Submission) -> Iterator[Trouble]:
    found = one.desk.violations(one.model.operation, one.body)
    wan26 = one.model.name in {"wan2.6-t2v", "wan2.6-i2v", "wan2.6-i2v-flash"}
    if wan26 and one.desk.profile.is_set("wan26-duration", "5-10-15"):
        duration = one.asked.get("duration", 5)
        if duration not in (5, 10, 15):
            found = [*found, ("/parameters/duration", "5, 10 or 15")]
    for pointer, expected in found[:1]:
        text = (
            f"{pointer.removeprefix('/').replace('/', '.')} is invalid, please check the request parameters."
        )
        yield from one.by(
            "bad-parameter", Trouble("InvalidParameter", f"{pointer or 'body'}: {expected}", message=text)
        )


def _first_picture(one: _Submission) -> tuple[int, int] | None:
    """The pixels of the first frame, where it stands in the body: the film has its shape [facts 4.2]."""
    url: JsonValue = one.given.get("img_url") or one.given.get("first_frame_url")
    media = one.given.get("media")
    for item in media if isinstance(media, list) else ():
        if isinstance(item, dict) and item.get("type") == "first_frame":
            url = item.get("url")
    picture = picture_of(url)
    return None if picture is None else picture.size


def _shortened(value: JsonValue) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"
