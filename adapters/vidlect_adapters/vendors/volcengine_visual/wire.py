"""The vendor's HTTP: its actions, versions and field names, and calls made of them.

Here live words that stand on the wire around a body. Never: what a model accepts (`catalog`), what a
status or a code means (`vocabulary`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NoReturn

from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Pairs

NAME: str = "volcengine_visual"

CLASSIC_VERSION: Final = "2022-08-31"
NEWER_VERSION: Final = "2024-06-06"
ACCEPTED: Final = 10000
"""The `code` of every reply that is no refusal (facts 3.1)."""

ACTION: Final = "Action"
VERSION: Final = "Version"

PICTURE_LINKS: Final = "image_urls"
PICTURE_BYTES: Final = "binary_data_base64"
"""Plain base64, without a `data:` prefix; used instead of `image_urls`, never beside it."""


_JSON: Final[Pairs] = (("Content-Type", "application/json"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The two actions by which one family of models is used, and their version."""

    submit: str
    poll: str
    version: str


SYNC2ASYNC: Final = "sync2async"
CVSUBMIT: Final = "cvsubmit"
PER_MODEL: Final = "per-model"

CLASSIC: Final[Mapping[str, Actions]] = MappingProxyType(
    {
        SYNC2ASYNC: Actions(
            submit="CVSync2AsyncSubmitTask", poll="CVSync2AsyncGetResult", version=CLASSIC_VERSION
        ),
        CVSUBMIT: Actions(submit="CVSubmitTask", poll="CVGetResult", version=CLASSIC_VERSION),
    }
)
"""The families whose body names the model (facts 1)."""

PROCESS_ACTION: Final = "CVProcess"
CANCEL_ACTION: Final = "CVCancelTask"


def actions_of_model(stem: str) -> Actions:
    """The actions of the newer family, which has two for each model (facts 5.3)."""
    return Actions(submit=stem + "SubmitTask", poll=stem + "GetResult", version=NEWER_VERSION)


def call(action: str, version: str, body: JsonObject) -> HttpCall:
    """One call: the action in the query (the vendor reads it nowhere else), the body as UTF-8 JSON.

    Raises Inexpressible for a text that UTF-8 does not have (half of a surrogate pair).
    """
    return HttpCall(
        method="POST",
        path="/",
        query=((ACTION, action), (VERSION, version)),
        headers=_JSON,
        body=write_object(body, NAME),
    )


def span(least: int, most: int) -> str:
    """A number of things, for people: `1`, `0 to 5`."""
    return str(least) if least == most else f"{least} to {most}"


def inexpressible(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise Inexpressible of this vendor."""
    raise Inexpressible(NAME, message, pointer=pointer, value=value)
