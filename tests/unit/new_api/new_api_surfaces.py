"""A surface in the profile new-api: its switches, its document, a create."""

from __future__ import annotations

from typing import Any

import orjson

from vidlect_adapters.message import HttpCall
from vidlect_adapters.new_api import NEW_API
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.registry import SURFACES
from vidlect_contract.judge.dialects import SurfaceDocument
from vidlect_contract.surface_documents import document_of


def profile(name: str, chosen: str = NEW_API, **switches: str) -> Profile:
    surface = SURFACES[name]
    return choose(name, surface.SWITCHES, surface.PROFILES, chosen, switches)


def document(name: str, chosen: str = NEW_API, **switches: str) -> SurfaceDocument:
    return SurfaceDocument(document_of(profile(name, chosen, **switches)))


def create(name: str, members: dict[str, Any]) -> HttpCall:
    path = SURFACES[name].encode_query("x", profile(name)).path.removesuffix("/x")
    headers = (("Content-Type", "application/json"),)
    return HttpCall(method="POST", path=path, headers=headers, body=orjson.dumps(members))
