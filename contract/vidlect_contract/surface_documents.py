"""The OpenAPI document that describes a surface in a profile.

Here lives how the profile `new-api`, which several surfaces share, takes the place of a surface's own descriptions.
Never: a description itself (those are in `openapi/`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from vidlect_adapters.message import JsonObject
from vidlect_adapters.new_api import NEW_API
from vidlect_adapters.profile import Profile
from vidlect_mock import documents

_PARTS = ("requests", "replies", "errors")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_SUCCESS = "2"


def document_of(profile: Profile) -> JsonObject:
    """The document of a surface (`profile.dialect`): its own, with new-api's parts where the profile chooses them.

    Raises:
        LookupError: there is no document of this dialect.
    """
    document = documents.load("surfaces", profile.dialect)
    chosen = frozenset(name for name in _PARTS if profile.switches.get(name) == NEW_API)
    return _mixed(document, documents.load("profiles", "new_api"), chosen) if chosen else document


def _mixed(own: JsonObject, theirs: JsonObject, chosen: frozenset[str]) -> JsonObject:
    """`own` with request bodies, replies to what went well, and refusals of `theirs`, as far as they are chosen."""
    known = {
        (method, _PLACEHOLDER.sub("{}", path)): operation
        for _, method, path, operation in documents.operations(theirs)
    }
    for _, method, path, operation in documents.operations(own):
        other = known.get((method, _PLACEHOLDER.sub("{}", path)))
        if other is None:
            continue
        if "requests" in chosen and "requestBody" in other:
            operation["requestBody"] = other["requestBody"]
        replies = {True: "replies" in chosen, False: "errors" in chosen}
        operation["responses"] = {
            status: reply
            for source, is_theirs in ((operation, False), (other, True))
            for status, reply in cast("JsonObject", source["responses"]).items()
            if replies[str(status).startswith(_SUCCESS)] is is_theirs
        }
    components = cast("Mapping[str, JsonObject]", own["components"])
    added = cast("Mapping[str, JsonObject]", theirs["components"])
    merged: JsonObject = {name: {**components.get(name, {}), **added.get(name, {})} for name in components}
    return {**own, "components": merged}
