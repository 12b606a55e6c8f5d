"""Every error of the vendor has its code, its HTTP status and its envelope."""

import orjson
import pytest
from visual_bodies import POLLS, key_for

from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.errors import ERRORS
from vidlect_mock.vendors.volcengine_visual.operations import Family


@pytest.mark.parametrize("action", POLLS)
@pytest.mark.parametrize("code", ERRORS)
def test_a_failed_task_answers_with_its_code_and_http_status(counter, a_task, action, code):
    status, body = counter.answer(action, a_task(State.FAILED, key_for(action), failure=code))
    row = ERRORS[code]
    assert status == row.http
    if visual.ACTIONS[action].family is Family.PER_MODEL:
        assert body["ResponseMetadata"]["Error"] == {"Code": code, "Message": row.message}
        assert "Result" not in body
    else:
        assert (body["code"], body["status"], body["message"]) == (row.code, row.code, row.message)
        assert body["data"] is None
    assert counter.fits(action, status, body) == []


@pytest.mark.parametrize("action", visual.ACTIONS)
@pytest.mark.parametrize("code", ERRORS)
def test_every_action_can_fail_with_every_business_error(counter, action, code):
    answer = visual.fail(code, counter.admitted(action), counter.desk())
    assert answer.status == ERRORS[code].http
    assert counter.fits(action, answer.status, orjson.loads(answer.body)) == []


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_before_any_action_is_flat(counter, code):
    answer = visual.fail(code, None, counter.desk())
    assert orjson.loads(answer.body)["code"] == int(code)


def test_a_gateway_code_comes_in_the_gateways_envelope(counter):
    answer = visual.fail("FlowLimitExceeded", counter.admitted("CVGetResult"), counter.desk())
    body = orjson.loads(answer.body)
    assert answer.status == 429
    assert body["ResponseMetadata"]["Error"]["CodeN"] == 100018
    assert counter.fits("CVGetResult", 429, body) == []


def test_a_task_may_fail_with_a_gateway_code(counter, a_task):
    status, body = counter.answer("CVGetResult", a_task(State.FAILED, failure="InternalError"))
    assert (status, body["ResponseMetadata"]["Error"]["Code"]) == (500, "InternalError")


@pytest.mark.parametrize("code", ["", "10000", "50999", "nothing"])
def test_a_code_that_the_vendor_does_not_have_is_a_key_error(counter, code):
    with pytest.raises(KeyError):
        visual.fail(code, None, counter.desk())
    with pytest.raises(KeyError):
        visual.failure_code(code)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("input_rejected", "50412"),
        ("output_rejected", "50516"),
        ("internal", "50500"),
        ("rate_limited", "50429"),
        ("concurrency_limited", "50430"),
        ("quota_exhausted", "50400"),
        ("invalid_input", "50215"),
        ("50413", "50413"),
        ("FlowLimitExceeded", "FlowLimitExceeded"),
    ],
)
def test_a_neutral_word_has_a_code_of_the_vendor(word, code):
    assert visual.failure_code(word) == code


# Copied from the facts (5.2), not from the table.
@pytest.mark.parametrize(
    ("code", "http", "message", "retry"),
    [
        ("50411", 400, "Pre Img Risk Not Pass", False),
        ("50511", 400, "Post Img Risk Not Pass", True),
        ("50412", 400, "Text Risk Not Pass", False),
        ("50512", 400, "Post Text Risk Not Pass", False),
        ("50413", 400, "Post Text Risk Not Pass", False),
        ("50513", 400, "Pre Video Risk Not Pass", False),
        ("50514", 400, "Pre Audio Risk Not Pass", False),
        ("50516", 400, "Post Video Risk Not Pass", True),
        ("50517", 400, "Post Audio Risk Not Pass", True),
        ("50518", 400, "Pre Img Risk Not Pass: Copyright", False),
        ("50519", 400, "Post Img Risk Not Pass: Copyright", True),
        ("50520", 400, "Risk Internal Error", False),
        ("50521", 400, "Antidirt Internal Error", False),
        ("50522", 400, "Image Copyright Internal Error", False),
        ("50429", 429, "Request Has Reached API Limit, Please Try Later", True),
        ("50430", 429, "Request Has Reached API Concurrent Limit, Please Try Later", True),
        ("50500", 500, "Internal Error", None),
        ("50501", 500, "Internal RPC Error", None),
        ("50400", 401, "Access Denied: Access Denied", None),
        ("50200", 400, "Invalid Input Parameters: req_key", None),
        ("50215", 400, "Input invalid for this service.", None),
        ("50218", 400, "Resource exists risk", None),
        ("50204", 400, "req_key not supported", None),
    ],
)
def test_an_error_is_as_the_facts_have_it(code, http, message, retry):
    row = ERRORS[code]
    assert (str(row.code), row.http, row.message, row.retry) == (code, http, message, retry)


def test_no_other_errors_exist():
    assert len(ERRORS) == 23
