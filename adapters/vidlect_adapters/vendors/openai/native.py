"""Operations that are not "make a video from this request": remix, edit, extend, characters, webhook endpoints.

Here lives the table of them and how their calls are written. Never: what a body must hold (the vendor says that).
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from vidlect_adapters import forms
from vidlect_adapters.forms import Part
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.segment import segment

from . import wire
from .wire import inexpressible


class _Route(NamedTuple):
    """`named`: the member of the body that is said in the path (`{}`) instead; `form`: sent as a form."""

    method: str
    path: str
    named: str | None = None
    form: bool = False


_ENDPOINT: Final = wire.WEBHOOKS + "/{}"
_ROUTES: Final[Mapping[str, _Route]] = MappingProxyType(
    {
        "remixVideo": _Route("POST", wire.VIDEOS + "/{}/remix", "video_id"),
        "editVideo": _Route("POST", wire.VIDEOS + "/edits"),
        "extendVideo": _Route("POST", wire.VIDEOS + "/extensions"),
        "createCharacter": _Route("POST", wire.CHARACTERS, form=True),
        "retrieveCharacter": _Route("GET", wire.CHARACTERS + "/{}", "character_id"),
        "createWebhookEndpoint": _Route("POST", wire.WEBHOOKS),
        "listWebhookEndpoints": _Route("GET", wire.WEBHOOKS),
        "retrieveWebhookEndpoint": _Route("GET", _ENDPOINT, "webhook_endpoint_id"),
        "updateWebhookEndpoint": _Route("POST", _ENDPOINT, "webhook_endpoint_id"),
        "deleteWebhookEndpoint": _Route("DELETE", _ENDPOINT, "webhook_endpoint_id"),
        "rotateWebhookSecret": _Route("POST", _ENDPOINT + "/rotate_secret", "webhook_endpoint_id"),
        "listWebhookEventTypes": _Route("GET", "/v1/webhook_event_types"),
    }
)
"""Facts 2, 5."""

NATIVE_OPERATIONS: Final[tuple[str, ...]] = tuple(_ROUTES)


def encode_native(operation: str, body: JsonObject, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call, its body as given; remixes, edits and extensions are polled as any job.

    An id that the path says (`video_id`, `character_id`, `webhook_endpoint_id`) is a member of `body` here; a file
    of a form is `{"base64": …, "media_type": …, "file_name": …}`; members of a GET go to the query.

    Raises:
        Inexpressible: no such operation; an id that is missing; a file that is none.
    """
    route = _ROUTES.get(operation)
    if route is None:
        inexpressible(f"no such operation; there are {', '.join(_ROUTES)}", "/operation", operation)
    rest, path = dict(body), route.path
    if route.named is not None:
        named = rest.pop(route.named, None)
        if not isinstance(named, str) or not named:
            inexpressible("expected an id, which stands in the path", f"/{route.named}", None)
        path = path.format(segment(named, wire.NAME))
    if route.form:
        return forms.form_call(route.method, path, tuple(_part(name, value) for name, value in rest.items()))
    if route.method == "GET":
        return wire.bare_call("GET", path, tuple((name, str(value)) for name, value in rest.items()))
    return wire.bare_call("DELETE", path) if route.method == "DELETE" else wire.json_call("POST", path, rest)


def _part(name: str, value: JsonValue) -> Part:
    at = f"/{name}"
    if not name.isidentifier():
        inexpressible("expected a plain name", at, None)
    if isinstance(value, str):
        return Part(name=name, content=wire.utf8(value, at))
    if not isinstance(value, dict) or not isinstance(value.get("base64"), str):
        inexpressible("expected a text, or a file with base64", at, None)
    try:
        content = b64decode(str(value["base64"]), validate=True)
    except ValueError:
        inexpressible("expected base64 (RFC 4648, padded)", f"{at}/base64", None)
    file_name = str(value.get("file_name") or f"{name}.mp4")
    if not file_name.isprintable() or '"' in file_name:
        inexpressible("expected a file name without quotes or control characters", f"{at}/file_name", None)
    media_type = str(value.get("media_type") or "video/mp4")
    if not (media_type.isascii() and media_type.isprintable()):
        inexpressible("expected a media type", f"{at}/media_type", None)
    return Part(name=name, content=content, file_name=file_name, media_type=media_type)
