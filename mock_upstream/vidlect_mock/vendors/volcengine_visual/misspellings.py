"""Canonical requests as wrong signers make them.

Here live the usual misspellings, one change each. Never: whether one of them explains a signature (`mistakes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple, TypeAlias
from urllib.parse import quote_from_bytes

from .claim import Claim, Pair, encoded
from .hints import other_json
from .signature import EMPTY_HASH, Signed, hashed

# Hosts that a client may sign while it talks to another address. [facts 1]
_VENDOR_HOSTS = (b"visual.volcengineapi.com", b"open.volcengineapi.com")
_SCHEMES = (b"https://", b"http://")
_CHARSETS = (b"; charset=utf-8", b";charset=utf-8", b"; charset=UTF-8", b";charset=UTF-8")
_LARGEST_BODY = 65_536  # bytes that are tried as part of a canonical request


class Parts(NamedTuple):
    """The six parts of a canonical request; `glue` stands between headers and names."""

    method: bytes
    path: bytes
    query: bytes
    headers: tuple[Pair, ...]
    names: bytes
    body_hash: bytes
    glue: bytes = b"\n\n"

    def text(self) -> bytes:
        """The canonical request."""
        lines = b"\n".join([b"%b:%b" % pair for pair in self.headers])
        return b"%b\n%b\n%b\n%b%b%b\n%b" % (
            self.method,
            self.path,
            self.query,
            lines,
            self.glue,
            self.names,
            self.body_hash,
        )


_Respelled: TypeAlias = Iterator[tuple[str, Parts]]


def misspelt(signed: Signed, claim: Claim, body: bytes) -> Iterator[tuple[str, bytes]]:
    """(mistake, canonical request). Every signed header must be there."""
    names = claim.credential.names
    presigned = claim.listed is not None
    pairs = tuple(
        pair
        for pair in signed.query.pairs
        if pair[0] != b"X-Signature" and (claim.listed is None or pair[0] in claim.listed)
    )
    right = Parts(
        signed.method.encode(),
        signed.path or b"/",
        encoded(sorted(pairs, key=lambda pair: pair[0])),
        tuple((name, signed.headers[name].strip()) for name in names),
        b";".join(names),
        EMPTY_HASH if presigned else signed.body_hash,
    )
    for what, parts in chain(
        _other_queries(right, signed, pairs),
        _other_hosts(right, signed),
        _other_content_types(right),
        _other_names(right, claim),
        _other_paths(right),
        _other_bodies(right, body, presigned=presigned),
        _other_layouts(right),
    ):
        yield what, parts.text()


def _other_queries(right: Parts, signed: Signed, pairs: tuple[Pair, ...]) -> _Respelled:
    ordered = sorted(pairs, key=lambda pair: pair[0])

    def spelled(encode: Callable[[bytes], str], chosen: list[Pair]) -> Parts:
        text = "&".join(f"{encode(name)}={encode(value)}" for name, value in chosen)
        return right._replace(query=text.encode())

    def strict(text: bytes) -> str:
        return quote_from_bytes(text, safe="-_.~")

    def lower(text: bytes) -> str:
        return "".join(chr(byte) if strict(bytes((byte,)))[0] != "%" else f"%{byte:02x}" for byte in text)

    yield (
        "a blank in the query was signed as +; it is %20",
        spelled(lambda text: strict(text).replace("%20", "+"), ordered),
    )
    yield (
        "a slash in the query was signed as it is; it is %2F",
        spelled(lambda text: quote_from_bytes(text, safe="/-_.~"), ordered),
    )
    yield "the percent-encoding of the query is lower-case hex; it is upper-case", spelled(lower, ordered)
    yield (
        "the query was signed without percent-encoding",
        spelled(lambda text: text.decode("utf-8", "replace"), ordered),
    )
    yield (
        "! ' ( ) * in the query were signed bare, as JavaScript encodes; they are percent-encoded",
        spelled(lambda text: quote_from_bytes(text, safe="-_.~!'()*"), ordered),
    )
    yield (
        "~ in the query was signed as %7E; it stays bare",
        spelled(lambda text: strict(text).replace("~", "%7E"), ordered),
    )
    yield (
        "a + in the query was taken for itself: on the wire it is a blank, a plus is %2B",
        spelled(lambda text: strict(text.replace(b" ", b"+")), ordered),
    )
    yield (
        "the query was signed as it stands on the wire; it is decoded, sorted and encoded again",
        right._replace(query=signed.query.raw),
    )
    yield "the parameters were not sorted by name", spelled(strict, list(pairs))
    yield (
        "the parameters were sorted without regard to letter case",
        spelled(strict, sorted(pairs, key=lambda pair: pair[0].lower())),
    )
    yield (
        "parameters with an empty value were left out of the signature",
        spelled(strict, [pair for pair in ordered if pair[1]]),
    )
    yield "the query was left out of the signature", right._replace(query=b"")
    yield "the query was signed with its question mark", right._replace(query=b"?" + right.query)
    for query in (signed.query.raw, right.query):
        yield (
            "the query was signed as part of the path; it has a line of its own",
            right._replace(path=right.path + b"?" + query, query=b""),
        )


def _with_value(right: Parts, name: bytes, value: bytes) -> Parts:
    headers = tuple((key, value if key == name else old) for key, old in right.headers)
    return right._replace(headers=headers)


def _other_hosts(right: Parts, signed: Signed) -> _Respelled:
    host = dict(right.headers).get(b"host")
    if host is None:
        return
    bare = host.rpartition(b":")[0] if b":" in host else host
    if bare != host:
        yield (
            "the host was signed without its port; it is signed as the Host header has it",
            _with_value(right, b"host", bare),
        )
    for port in (b"80", b"443", b"8080"):
        yield (
            f"the host was signed with another port: {port.decode()}, but sent as {_shown(host)}",
            _with_value(right, b"host", bare + b":" + port),
        )
    forwarded = signed.headers.get(b"x-forwarded-host")
    rewritten = "a hop rewrote Host, or the address was changed after signing"
    for other in (*_VENDOR_HOSTS, *([forwarded] if forwarded else [])):
        yield (
            f"the host was signed as {_shown(other)}, but sent as {_shown(host)}: {rewritten}",
            _with_value(right, b"host", other),
        )
    for scheme in _SCHEMES:
        yield "the host was signed with its scheme", _with_value(right, b"host", scheme + host)
    yield "the host was signed empty", _with_value(right, b"host", b"")


def _other_content_types(right: Parts) -> _Respelled:
    value = dict(right.headers).get(b"content-type")
    if value is None:
        return
    plain = value.partition(b";")[0].strip()
    changed = "a hop or the HTTP library changed the charset"
    for other in (plain, *(plain + charset for charset in _CHARSETS)):
        yield (
            f"Content-Type was signed as {_shown(other)!r}, but sent as {_shown(value)!r}: {changed}",
            _with_value(right, b"content-type", other),
        )
    yield "Content-Type was signed empty", _with_value(right, b"content-type", b"")
    yield "Content-Type was signed in lower case", _with_value(right, b"content-type", value.lower())


def _other_names(right: Parts, claim: Claim) -> _Respelled:
    as_sent = tuple(name.strip() for name in claim.credential.names_as_sent.split(b";"))
    values = dict(right.headers)
    lower = tuple(name.lower() for name in as_sent)
    if lower != claim.credential.names and set(lower) == set(values):
        yield (
            "the signed headers were not sorted by name",
            right._replace(headers=tuple((name, values[name]) for name in lower), names=b";".join(lower)),
        )
    if as_sent != claim.credential.names:
        given = {name.lower(): name for name in as_sent}
        yield (
            "the header names were not put in lower case",
            right._replace(
                headers=tuple((given.get(name, name), value) for name, value in right.headers),
                names=b";".join(as_sent),
            ),
        )
        yield "the list of header names was not put in lower case", right._replace(names=b";".join(as_sent))
    if as_sent == claim.credential.names:
        yield (
            "the header lines have names in capitals; they are lower-case there too",
            right._replace(headers=tuple((name.title(), value) for name, value in right.headers)),
        )
    yield (
        "the header lines have a blank after the colon; there is none",
        right._replace(headers=tuple((name, b" " + value) for name, value in right.headers)),
    )
    for left_out in values:
        rest = tuple(pair for pair in right.headers if pair[0] != left_out)
        yield (
            f"{_shown(left_out)} is in SignedHeaders but was left out of the canonical request",
            right._replace(headers=rest, names=b";".join(name for name, _ in rest)),
        )
        yield (
            f"{_shown(left_out)} is in SignedHeaders but has no line in the canonical request",
            right._replace(headers=rest),
        )


def _other_paths(right: Parts) -> _Respelled:
    yield "the path was signed empty; an empty path is /", right._replace(path=b"")
    if right.path != b"/":
        yield (
            "the path was signed as /: the client does not know the prefix that it is sent to",
            right._replace(path=b"/"),
        )
    host = dict(right.headers).get(b"host", b"")
    for scheme in _SCHEMES:
        yield "the path was signed as a whole URL", right._replace(path=scheme + host + right.path)
    other = right.path[:-1] if right.path.endswith(b"/") else right.path + b"/"
    yield "the path differs in the slash at its end", right._replace(path=other)
    for method in (b"POST", b"GET"):
        if method != right.method:
            yield (
                f"the method was signed as {method.decode()}, but sent as {_shown(right.method)}",
                right._replace(method=method),
            )
    yield "the method was signed in lower case", right._replace(method=right.method.lower())


def _other_bodies(right: Parts, body: bytes, *, presigned: bool) -> _Respelled:
    yield (
        "the body's hash is upper-case hex; it is lower-case",
        right._replace(body_hash=right.body_hash.upper()),
    )
    if presigned:
        yield (
            "the body was signed; a presigned URL signs the empty one",
            right._replace(body_hash=hashed(body)),
        )
        return
    yield (
        "the canonical request ends in the hash of an empty body; it wants that of the body sent",
        right._replace(body_hash=EMPTY_HASH),
    )
    if len(body) <= _LARGEST_BODY:
        yield "the body itself was signed; it wants its SHA-256", right._replace(body_hash=body)
    yield (
        "the canonical request ends in UNSIGNED-PAYLOAD; here the body is always signed",
        right._replace(body_hash=b"UNSIGNED-PAYLOAD"),
    )
    yield "the body's hash was left out", right._replace(body_hash=b"")
    for what, other in other_json(body):
        other_hash = hashed(other)
        yield (
            f"the body was signed as {what}, then serialised anew for sending",
            right._replace(
                body_hash=other_hash,
                headers=tuple(
                    (name, other_hash if name == b"x-content-sha256" else value)
                    for name, value in right.headers
                ),
            ),
        )
        yield f"the body was signed as {what}, then serialised anew", right._replace(body_hash=other_hash)


def _other_layouts(right: Parts) -> _Respelled:
    yield (
        "the empty line between the headers and their names is missing",
        right._replace(glue=b"\n"),
    )
    yield "two empty lines stand between the headers and their names", right._replace(glue=b"\n\n\n")
    yield "the canonical request ends in a newline", right._replace(body_hash=right.body_hash + b"\n")


def _shown(text: bytes) -> str:
    return text.decode("utf-8", "replace")
