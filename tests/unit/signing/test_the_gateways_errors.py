"""The table of the gateway's errors."""

import orjson
import pytest
from gateway_asked import SIGNED, as_received, desk_at

from vidlect_mock.interface import Admitted
from vidlect_mock.vendors.volcengine_visual import auth
from vidlect_mock.vendors.volcengine_visual.gateway_errors import GATEWAY_ERRORS, gateway_error


@pytest.mark.parametrize("code", GATEWAY_ERRORS)
def test_every_gateway_error_can_be_rendered_by_its_code(code):
    admitted = auth.admit(as_received(SIGNED), desk_at())
    assert isinstance(admitted, Admitted)

    answer = gateway_error(code, desk_at(), admitted.echo)
    metadata = orjson.loads(answer.body)["ResponseMetadata"]

    assert answer.status == GATEWAY_ERRORS[code].status
    assert metadata["Error"]["Code"] == code
    assert 100000 < metadata["Error"]["CodeN"] < 100040
    assert "%s" not in metadata["Error"]["Message"]
    assert metadata["RequestId"] == admitted.echo["RequestId"]


def test_numbers_of_gateway_errors_are_unique():
    numbers = [row.number for row in GATEWAY_ERRORS.values()]

    assert len(set(numbers)) == len(numbers)


def test_a_gateway_error_without_a_request_draws_its_own_request_id():
    metadata = orjson.loads(gateway_error("InternalError", desk_at()).body)["ResponseMetadata"]

    assert set(metadata) == {"RequestId", "Error"}


def test_an_unknown_gateway_code_is_a_programming_error():
    with pytest.raises(KeyError):
        gateway_error("NoSuchCode", desk_at())


def test_the_words_of_seed_001_replace_the_official_code_where_that_profile_is_set():
    desk = desk_at()._replace(profile=desk_at().profile._replace(switches={"words": "seed-001"}))

    said = [
        orjson.loads(gateway_error(code, desk).body)["ResponseMetadata"]["Error"]["Code"]
        for code in ("SignatureDoesNotMatch", "FlowLimitExceeded", "MissingParameter", "InternalError")
    ]

    assert said == ["InvalidSignature", "QuotaExceeded", "InvalidParameter", "InternalError"]
