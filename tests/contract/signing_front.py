"""A front that lets a tool which cannot sign speak to the mock of Volcengine Visual, in process.

A request to `/{Action}/{Version}` with the placeholder as its Authorization becomes the vendor's own
`POST /?Action=…&Version=…`, signed last of all; any other Authorization goes through as it is.
"""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote

from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import volcengine_visual as adapter
from vidlect_mock.vendors import volcengine_visual as mocked

PLACEHOLDER = "to-be-signed"
HOST = "visual.volcengineapi.com"


class SigningFront:
    """An ASGI app in front of a vendor's app; signs with the keys of one session."""

    def __init__(self, app, session):
        self._app = app
        values = mocked.credentials(session)[0].values
        self._keys = KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        path, query = _wire_target(scope)
        call = HttpCall(
            method=scope["method"],
            path=path,
            query=tuple(parse_qsl(query.decode("latin-1"), keep_blank_values=True)),
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in scope["headers"]
                if name != b"host"
            ),
            body=body,
        )
        if call.header("Authorization") == PLACEHOLDER:
            headers = tuple(pair for pair in call.headers if pair[0].lower() != "authorization")
            signed = replace(call, headers=(("Host", HOST), *headers))
            call = adapter.authorize(signed, self._keys, datetime.now(UTC))
        wire = {
            **scope,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "headers": [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in call.headers
            ],
        }
        sent = False

        async def replay():
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(wire, replay, send)


def _wire_target(scope):
    """Path and query on the wire; what is no action's path goes on as it is."""
    asked = unquote((scope.get("raw_path") or scope["path"].encode()).decode("latin-1"))
    try:
        path, query = mocked.wire_target(asked)
    except ValueError:
        return scope["path"], scope["query_string"]
    more = scope["query_string"]
    return path, query.encode() + (b"&" + more if more else b"")


async def _body(receive):
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)
