"""Dialects for judging without a file: the real adapters and a document small enough to read."""

from __future__ import annotations

import pytest

from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.judge.dialects import Dialects, SurfaceDocument

ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type"],
            "properties": {"message": {"type": "string"}, "type": {"type": "string"}},
        }
    },
}
VIDEO = {
    "type": "object",
    "required": ["id", "object", "status"],
    "properties": {
        "id": {"type": "string"},
        "object": {"const": "video"},
        "status": {"type": "string"},
        "created_at": {"type": "integer"},
    },
}


def _json(schema: dict[str, object]) -> dict[str, object]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


DOCUMENT = {
    "openapi": "3.1.0",
    "paths": {
        "/v1/videos": {
            "post": {
                "operationId": "create",
                "requestBody": _json(
                    {
                        "type": "object",
                        "required": ["model"],
                        "properties": {"model": {"type": "string"}, "frames": {"enum": [121, 241]}},
                    }
                ),
                "responses": {"200": _json(VIDEO), "default": _json(ERROR)},
            }
        },
        "/v1/videos/{id}": {
            "get": {"operationId": "query", "responses": {"200": _json(VIDEO), "default": _json(ERROR)}}
        },
        "/v1/videos/{id}/content": {
            "get": {"operationId": "content", "responses": {"default": _json(ERROR)}}
        },
    },
}


@pytest.fixture(scope="session")
def dialects() -> Dialects:
    surface, vendor = SURFACES["tokenops"], VENDORS["volcengine_visual"]
    return Dialects(
        surface=surface,
        surface_profile=choose(surface.NAME, surface.SWITCHES, surface.PROFILES),
        vendor=vendor,
        vendor_profile=choose(vendor.NAME, vendor.SWITCHES, vendor.PROFILES),
        document=SurfaceDocument(DOCUMENT),
        secrets=("top-secret-key",),
    )
