"""The control API under `/__mock__/`: what tests and the judge ask of a running mock, and set.

Here lives HTTP for the control port. Never: what an answer means (`views`), or a vendor's route.
It is described by `openapi/control.yaml`, written by hand.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from vidlect_mock.documentation import documentation
from vidlect_mock.documents import load
from vidlect_mock.engine import Engine
from vidlect_mock.reading import Misshapen

from .requests import Refused, error
from .routes import PREFIX, Desk, Handler, VendorUrls

__all__ = ["control_app"]


def control_app(
    engine: Engine,
    *,
    vendor_urls: VendorUrls,
    token: str | None,
) -> FastAPI:
    """The control API of an engine. With a token, every route under `/__mock__/` asks for it as bearer."""
    app = documentation(load("control", "control"))
    desk = Desk(engine, vendor_urls)
    by_path: dict[str, dict[str, Handler]] = {}
    for method, path, handler in desk.routes():
        by_path.setdefault(path, {})[method] = _guarded(handler, token)
    for path, handlers in by_path.items():
        # one route a path, so that the Allow of a 405 names all its methods
        app.add_route(PREFIX + path, _by_method(handlers), methods=list(handlers))
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_anything)
    app.add_exception_handler(Exception, _on_anything)
    return app


def _by_method(handlers: Mapping[str, Handler]) -> Handler:
    """The handler of a request's method; HEAD is a GET whose body the server leaves out."""

    async def chosen(request: Request) -> Response:
        return await handlers["GET" if request.method == "HEAD" else request.method](request)

    return chosen


def _guarded(handler: Handler, token: str | None) -> Handler:
    """The handler behind the token, its refusals in the control API's own shape."""

    async def guarded(request: Request) -> Response:
        if token is not None and not _authorized(request, token):
            return error(
                401,
                "the control API asks for Authorization: Bearer TOKEN, with the token the mock was started with",
                headers={"WWW-Authenticate": "Bearer"},
            )
        try:
            return await handler(request)
        except Refused as refused:
            return error(refused.status, refused.message, refused.field)
        except Misshapen as misshapen:
            return error(400, str(misshapen), misshapen.pointer)

    return guarded


def _authorized(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


async def _on_http(request: Request, raised: Exception) -> Response:
    http = cast("HTTPException", raised)
    path = request.scope["path"]  # `request.url` takes the query for UTF-8, whatever it is
    words = {
        404: f"there is nothing at {path}; the control API is under {PREFIX}/",
        405: f"{request.method} is not done at {path}",
    }
    return error(http.status_code, words.get(http.status_code, http.detail), headers=http.headers)


async def _on_anything(request: Request, raised: Exception) -> Response:
    """The mock's own fault: its log has the traceback, the client has not."""
    del request, raised
    return error(500, "the mock failed; its log says where")
