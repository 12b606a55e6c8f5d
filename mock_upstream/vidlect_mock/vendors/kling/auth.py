"""Who asks: the path, then the credentials, then the method, as one ordered table [facts 2.1].

Here live the order, the conditions and the texts of refused credentials. Never: how a token is read (`tokens`), nor
which keys exist (`credentials`). That the path is looked at first is unsure; that credentials are looked at before
body and id is observed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Answer, Received

from .credentials import API_KEY_PREFIX
from .errors import BAD_METHOD, EARLY, EMPTY, ERRORS, ILLEGAL, LATE, NOT_FOUND, error_answer
from .operations import OPERATIONS, Api, Place, find
from .tokens import Claims, Flaw, is_signed, read

_NO_PAIR = (
    "Authentication error. The current API does not support AK/SK; please go to the console "
    "(https://kling.ai/dev/api-key) to create API key."
)  # [facts 2.1]
_LONGEST_LIFE = 1800.0  # [facts 2.1], by switch
_HTML = b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"


class Trouble(NamedTuple):
    """Why somebody is not let in; `message` None: the code's own."""

    stage: str
    code: str
    expected: str
    received: str
    message: str | None = None
    hint: str | None = None


def admit(received: Received, desk: Desk) -> Admitted | Refusal:
    """Recognise and authenticate a request."""
    place = find(received.path)
    if place is None:
        return _no_such_path(received, desk)
    endpoint = place.by_method.get(received.method)
    name = None if endpoint is None else endpoint.name
    caller = _caller(received, place, desk)
    if isinstance(caller, Trouble):
        return _refused(caller, desk, name, None)
    session, remarks = caller
    if endpoint is None:
        wanted = " or ".join(place.by_method)
        return _refused(Trouble("method", BAD_METHOD, wanted, received.method), desk, None, session)
    return Admitted(OPERATIONS[endpoint.name], session, {"last": place.last}, remarks)


def _refused(trouble: Trouble, desk: Desk, operation: str | None, session: str | None) -> Refusal:
    row = ERRORS[trouble.code]
    if trouble.message is not None:
        row = row._replace(message=trouble.message)
    return Refusal(
        error_answer(row, desk),
        trouble.stage,
        trouble.code,
        trouble.expected,
        trouble.received,
        trouble.hint,
        operation,
        session,
    )


def _no_such_path(received: Received, desk: Desk) -> Refusal:
    trouble = Trouble("path", NOT_FOUND, "a path of the vendor", received.path.decode("latin-1")[:200])
    refusal = _refused(trouble, desk, None, None)
    if desk.profile.switches["unknown-path"] == "html":
        return refusal._replace(answer=Answer(404, ((b"content-type", b"text/html"),), _HTML))
    return refusal


def _caller(received: Received, place: Place, desk: Desk) -> tuple[str, tuple[str, ...]] | Trouble:
    """The session whose credentials these are, and remarks about them."""
    said = (received.header(b"authorization") or b"").decode("latin-1").strip()
    if not said:
        return Trouble("credential", EMPTY, "Authorization: Bearer …", "no Authorization header")
    scheme, blank, token = said.partition(" ")
    if scheme.lower() != "bearer" or not blank:
        shape = "Authorization: Bearer, one space, an API key or a JWT"
        hint = "the scheme Bearer is missing"
        return Trouble("credential", ILLEGAL, shape, "another form", "Authorization is illegal", hint)
    remarks = () if scheme == "Bearer" else (f"authorization: the scheme is written {scheme}, not Bearer",)
    if token.startswith(API_KEY_PREFIX):
        session = desk.session_of(token)
        if session is None:
            return Trouble("credential", ILLEGAL, "an API key that exists", "another", "api key not found")
        return session, remarks
    if place.api is Api.NEW:
        hint = "the new paths take API keys only"
        return Trouble(
            "credential", ILLEGAL, f"an API key ({API_KEY_PREFIX}…)", "a JWT or another text", _NO_PAIR, hint
        )
    owner = _owner(token, desk)
    return owner if isinstance(owner, Trouble) else (owner, remarks)


def _owner(token: str, desk: Desk) -> str | Trouble:
    """The session whose secret has signed a JWT that is valid now."""
    claims = read(token)
    if isinstance(claims, Flaw):
        return Trouble(claims.stage, ILLEGAL, claims.expected, claims.received, claims.message)
    secret, session = desk.secret_of(claims.issuer), desk.session_of(claims.issuer)
    if secret is None or session is None:
        return Trouble(
            "credential", ILLEGAL, "iss: an access key that exists", "another", "access key not found"
        )
    if not is_signed(token, secret):
        return Trouble(
            "signature",
            ILLEGAL,
            "HMAC-SHA256 of header.payload under the secret key's text",
            "another signature",
            "The token's signature is invalid",
            "another secret key, or the secret was base64-decoded before it signed",
        )
    for check in _CHECKS:
        for trouble in check(claims, desk):
            return trouble
    return session


def _typed(claims: Claims, desk: Desk) -> Iterator[Trouble]:
    if claims.typ is None and desk.profile.switches["jwt-typ"] == "required":
        yield Trouble("token", ILLEGAL, "typ JWT in the header", "no typ", "The token has no type")


def _complete(claims: Claims, desk: Desk) -> Iterator[Trouble]:
    if desk.profile.switches["jwt-claims"] == "required":
        for name, moment in (("exp", claims.expires), ("nbf", claims.not_before)):
            if moment is None:
                yield Trouble("claims", ILLEGAL, f"a claim {name}", "none", f"The token has no {name}")


def _begun(claims: Claims, desk: Desk) -> Iterator[Trouble]:
    latest = desk.wall + float(desk.profile.switches["jwt-leeway"])
    if claims.not_before is not None and claims.not_before > latest:
        hint = f"the signer's clock runs {claims.not_before - desk.wall:.0f} s ahead of the server's"
        yield Trouble("time", EARLY, f"nbf until {latest:.0f}", f"nbf {claims.not_before:.0f}", hint=hint)
    judged = desk.profile.switches["jwt-future-iat"] == "refused"
    if judged and claims.issued is not None and claims.issued > latest:
        said = "The token was issued in the future"
        yield Trouble("time", ILLEGAL, f"iat until {latest:.0f}", f"iat {claims.issued:.0f}", said)


def _unexpired(claims: Claims, desk: Desk) -> Iterator[Trouble]:
    if claims.expires is None:
        return
    # the vendor's clock has whole seconds, so a token is good through the second of its exp
    now = float(int(desk.wall)) - float(desk.profile.switches["jwt-leeway"])
    edge = desk.profile.switches["jwt-exp-now"] == "refused"
    if claims.expires < now or (edge and claims.expires <= now):
        yield Trouble("time", LATE, f"exp from {now:.0f}", f"exp {claims.expires:.0f}")
    if desk.profile.switches["jwt-lifetime"] != "any" and claims.expires > desk.wall + _LONGEST_LIFE + 1:
        yield Trouble(
            "time",
            ILLEGAL,
            f"exp at most {_LONGEST_LIFE:.0f} s from now",
            f"exp {claims.expires:.0f}",
            "The token is valid for too long",
        )


_CHECKS: tuple[Callable[[Claims, Desk], Iterator[Trouble]], ...] = (_typed, _complete, _begun, _unexpired)
"""In this order, after the signature."""
