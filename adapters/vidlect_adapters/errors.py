"""Broken protocol, as exceptions that say whose fault it is.

Here live the exceptions of translation. Never: a vendor's documented refusal (that is a value,
`failure.VendorFailure`) and never an HTTP reply (surfaces render these).
"""

from __future__ import annotations

from .message import JsonValue


class TranslationError(Exception):
    """What could not be translated.

    Attributes:
        dialect: the vendor or surface whose rule is broken.
        message: what is wrong and what was expected, for a person.
        pointer: JSON pointer of the offending field, "" for the whole body.
        value: the offending value (never a secret).
        status: the HTTP status that a gateway would answer with.
        code: a short word for programs.
    """

    status = 500
    code = "translation_error"

    def __init__(
        self,
        dialect: str,
        message: str,
        *,
        pointer: str = "",
        value: JsonValue = None,
        status: int | None = None,
    ) -> None:
        super().__init__(f"{dialect}: {message}" + (f" (at {pointer})" if pointer else ""))
        self.dialect = dialect
        self.message = message
        self.pointer = pointer
        self.value = value
        if status is not None:
            self.status = status

    @property
    def field(self) -> str:
        """The pointer as people write fields: `content[1].image_url.url`."""
        name = ""
        for part in self.pointer.split("/")[1:]:
            plain = part.replace("~1", "/").replace("~0", "~")
            name += f"[{plain}]" if plain.isdigit() else f".{plain}" if name else plain
        return name


class MalformedRequest(TranslationError):
    """The caller's request is not of the dialect: unreadable, a wrong type, a missing field. Caller's fault."""

    status = 400
    code = "invalid_request"


class Inexpressible(TranslationError):
    """A well-formed request that the target dialect cannot express. Caller's fault."""

    status = 400
    code = "unsupported"


class InvalidCredentials(TranslationError):
    """Credentials of the wrong kind or shape. Caller's fault."""

    status = 401
    code = "invalid_credentials"


class InvalidSignature(TranslationError):
    """A callback whose signature is missing, wrong or too old: whoever sent it does not know the secret."""

    status = 401
    code = "invalid_signature"


class UnknownWord(TranslationError):
    """A vendor said a word (a status, a code) that its documents do not have. Vendor's fault."""

    status = 502
    code = "unknown_word"


class MalformedReply(TranslationError):
    """A vendor's reply breaks its own protocol. Vendor's fault."""

    status = 502
    code = "malformed_reply"
