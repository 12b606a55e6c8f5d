"""What the vendor's gateway ("TOP") says when it refuses: one table of codes, one envelope.

Here live codes, statuses, texts and the request id. Never: when a code is due (that is `auth`), and never
the business errors behind the gateway. Source: pages 6369/68677 and 6440/71573, and observed replies [facts 2.5].
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from vidlect_mock.interface import Desk
from vidlect_mock.message import Answer, JsonObject, JsonValue, json_answer


class GatewayError(NamedTuple):
    """One row. `message` has a `%s` for each detail."""

    status: int
    number: int
    message: str


GATEWAY_ERRORS: Mapping[str, GatewayError] = {
    "UndefinedError": GatewayError(500, 100001, "Undefined error."),  # text: UNSURE
    "MissingParameter": GatewayError(400, 100002, "The request is missing %s parameter."),
    "MissingAuthenticationToken": GatewayError(401, 100003, "Request is missing Authentication Token."),
    "MissingRequestInfo": GatewayError(400, 100004, "The request is missing %s information."),
    "MissingSignature": GatewayError(401, 100005, "The request is missing signature."),
    "InvalidTimestamp": GatewayError(400, 100006, "The signature of the request is expired."),
    "ServiceNotFound": GatewayError(404, 100007, "This service[%s] not found."),
    "InvalidActionOrVersion": GatewayError(404, 100008, "Could not find operation %s for version %s."),
    "InvalidAccessKey": GatewayError(401, 100009, "The accesskey [%s] included in the request is invalid."),
    "SignatureDoesNotMatch": GatewayError(
        401,
        100010,
        "The request signature we calculated does not match the signature you provided. "
        "Check your Secret Access Key and signing method. Consult the service documentation for details.",
    ),
    "LackPolicy": GatewayError(403, 100012, "Request was rejected because of lack of policy."),
    "AccessDenied": GatewayError(403, 100013, "User is not authorized to perform: %s on resource: %s"),
    # The texts of the rows from here to ServiceUnavailableTemp, of MethodNotAllowed, LackProjectPolicy,
    # InternalServiceError and AccountFlowLimitExceeded are not in any source found: plain words of ours.
    "InternalError": GatewayError(500, 100014, "Internal error."),
    "FailToConnect": GatewayError(502, 100015, "Failed to connect to the service."),
    "InternalServiceTimeout": GatewayError(504, 100016, "The service timed out."),
    "InnerApiNeedAccountInfo": GatewayError(400, 100017, "The request is missing account information."),
    "FlowLimitExceeded": GatewayError(429, 100018, "The request exceeded the flow limit."),
    "ServiceUnavailableTemp": GatewayError(503, 100019, "The service is temporarily unavailable."),
    "MethodNotAllowed": GatewayError(405, 100020, "The method %s is not allowed."),
    "LackProjectPolicy": GatewayError(403, 100021, "Request was rejected because of lack of project policy."),
    "InternalServiceError": GatewayError(502, 100023, "Internal service error."),
    "InvalidAuthorization": GatewayError(
        400, 100024, "Invalid 'Authorization' header, Pls check your authorization header."
    ),
    "InvalidCredential": GatewayError(
        400, 100025, "Invalid credential in 'Authorization', Pls check your authorization header."
    ),
    "InvalidSecretToken": GatewayError(401, 100026, "Invalid secret token, msg: %s"),
    "AccountFlowLimitExceeded": GatewayError(429, 100027, "The account exceeded its flow limit."),
}
"""Code → status, CodeN, text. Codes known by number only (100028 to 100036) are left out."""

# Under the switch `words` = seed-001 the seed's words stand for the official ones. [seed 001]
_SEED_WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "MissingAuthenticationToken",
            "MissingSignature",
            "MissingRequestInfo",
            "InvalidTimestamp",
            "InvalidAccessKey",
            "SignatureDoesNotMatch",
            "InvalidAuthorization",
            "InvalidCredential",
            "InvalidSecretToken",
        ),
        "InvalidSignature",
    ),
    **dict.fromkeys(("FlowLimitExceeded", "AccountFlowLimitExceeded"), "QuotaExceeded"),
    **dict.fromkeys(("MissingParameter", "InvalidActionOrVersion"), "InvalidParameter"),
}


def gateway_error(
    code: str, desk: Desk, echo: Mapping[str, str] | None = None, *details: str, status: int | None = None
) -> Answer:
    """The gateway's refusal by its Code.

    `echo` is the metadata that is repeated (RequestId, Action, Version, Service, Region: as far as the check
    got); a RequestId is drawn where it has none. `details` fill the message; without them the action and
    any resource are named, as a scripted fault needs it. `status` overrides the table's.

    Raises:
        KeyError: no such code.
    """
    row = GATEWAY_ERRORS[code]
    metadata: JsonObject = {"RequestId": request_id(desk.wall, desk.number), **(echo or {})}
    wanted = row.message.count("%s")
    if wanted and not details:
        details = (str(metadata.get("Action", "")), "*")[:wanted]
    error: dict[str, JsonValue] = {
        "CodeN": row.number,
        "Code": _SEED_WORDS.get(code, code) if desk.profile.switches.get("words") == "seed-001" else code,
        "Message": row.message % details if wanted else row.message,
    }
    answer = json_answer(status or row.status, {"ResponseMetadata": {**metadata, "Error": error}})
    if answer.status != 405:
        return answer
    # every action is a POST [facts 1]; the vendor's sources show no headers, HTTP asks for this one (RFC 9110, 15.5.6)
    return answer._replace(headers=(*answer.headers, (b"allow", b"POST")))


def request_id(wall: float, number: int) -> str:
    """14 digits of local time and 20 upper-case hex digits, different for different numbers [facts 2.5]."""
    # an odd factor permutes the numbers below 2**80, so that neighbours look unlike and never collide
    return f"{_local_time(int(wall))}{number * _ODD % _SPACE:020X}"


_SPACE = 1 << 80
_ODD = 0x9E3779B97F4A7C15F39D  # 2**80 / the golden ratio, odd
_UTC_PLUS_8 = 8 * 3600  # the vendor's local time


@lru_cache(maxsize=4)
def _local_time(second: int) -> str:
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(second + _UTC_PLUS_8))
