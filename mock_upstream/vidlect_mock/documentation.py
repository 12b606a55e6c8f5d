"""A document as JSON and as a page to read, both with the network off.

Here lives the FastAPI app behind `/openapi.json` and `/docs`. Never: a route of a vendor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .message import JsonObject

if TYPE_CHECKING:
    from fastapi import FastAPI

ASSETS = "/__docs__"
"""Where the page's scripts and styles are; they come from the installed package fastapi-offline."""

PAGES = frozenset({b"/docs", b"/docs/oauth2-redirect", b"/openapi.json"})


def documents(path: bytes) -> bool:
    """Whether a path is one of those that `documentation` serves."""
    return path in PAGES or path.startswith(b"/__docs__/")


def documentation(document: JsonObject) -> FastAPI:
    """An app that shows a document. What its page tries out goes to this server, never to the vendor."""
    from fastapi_offline import FastAPIOffline  # noqa: PLC0415 # FastAPI costs 0.4 s, and few look at pages

    information = cast("dict[str, Any]", document["info"])
    app = FastAPIOffline(
        docs_url="/docs",
        redoc_url=None,
        title=str(information["title"]),
        static_url=ASSETS,
        # Swagger UI would otherwise show a badge from a server in the Internet
        swagger_ui_parameters={"validatorUrl": None},
    )
    shown: dict[str, Any] = {**document, "servers": [{"url": "/", "description": "this mock"}]}
    app.openapi = lambda: shown  # type: ignore[method-assign] # FastAPI's documented way to serve one's own
    return app
