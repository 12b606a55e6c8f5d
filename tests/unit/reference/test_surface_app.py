import asyncio
import json
from dataclasses import replace

import httpx
import pytest
from gateway_records import QUEUED as RECORD
from visual_by_hand import ACCESS_KEY, BEARER, CREATE, QUEUED, SECRET, Vendor, bench, error_of, flat

from vidlect_contract.reference import receiving, surface_app
from vidlect_contract.reference.keys import ClientKey
from vidlect_contract.reference.logs import LOG

pytestmark = pytest.mark.anyio
TASK = "/v1/videos/10762451179911711518"


async def test_a_create_is_answered_with_an_id_of_the_gateways_own():
    gateway = bench()
    reply = await gateway.create()
    assert reply.status_code == 200
    body = reply.json()
    assert body["object"] == "video"
    assert body["status"] == "in_queue"
    assert isinstance(body["id"], str)
    assert body["id"] != "17"


async def test_the_call_to_the_vendor_keeps_the_prefix_and_is_signed_for_the_host_that_it_names():
    gateway = bench()
    await gateway.create()
    _, call = gateway.vendor.calls[0]
    assert call.url.raw_path.startswith(b"/prefix/?Action=")
    assert call.extensions["target"] == call.url.raw_path
    assert call.headers["host"] == "vendor.example:8081"
    assert call.headers["authorization"].startswith(f"HMAC-SHA256 Credential={ACCESS_KEY}/")


ROUTES = [("POST", "/v1/videos"), ("GET", TASK), ("GET", f"{TASK}/content"), ("HEAD", f"{TASK}/content"),
          ("POST", "/v1/omnihuman/subject/detection"), ("POST", "/v1/omnihuman/subject/recognition")]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer: sk", "Basic eDp5", "Bearer sk-other", f"Bearer: {BEARER['Authorization'][7:]}",
     "Bearer sk-vidlect-default-" + "0" * 32, "Bearer \u00e9"],
)  # fmt: skip
async def test_every_route_wants_a_key_and_asks_no_vendor_without_one(method, path, authorization):
    gateway = bench()
    headers = {} if authorization is None else {"Authorization": authorization.encode("latin-1")}
    reply = await gateway.client.request(method, path, headers=headers)
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == "Bearer"
    if method != "HEAD":
        error_of(reply)
    assert gateway.vendor.calls == []


async def test_two_authorizations_are_none():
    gateway = bench()
    headers = [("Authorization", BEARER["Authorization"])] * 2
    assert (await gateway.client.post("/v1/videos", json=CREATE, headers=headers)).status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/", "", "/v1", "/v1/videos/", "/v1/videos/1/", "/v1/videos/1/2", "/v1/videos/1/content/", "//v1/videos", "/V1/videos",
     "/v1/videos/%2F", "/v1/videos/%00", "/v1/videos/" + "1" * 201, "/v1/videos/%ff", "/v1/videos/\u4e00", "/v1/omnihuman"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH"])
async def test_an_unknown_route_is_404_in_the_surfaces_envelope(path, method):
    reply = await bench().client.request(method, path, headers=BEARER)
    assert reply.status_code == 404
    error_of(reply)


@pytest.mark.parametrize(("path", "allowed"), [(path, method) for method, path in ROUTES if method != "HEAD"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "MADEUP"])
async def test_a_wrong_method_is_405_and_says_which_are_right(path, allowed, method):
    reply = await bench().client.request(method, path, headers=BEARER)
    if method == allowed:
        assert reply.status_code != 405
        return
    assert reply.status_code == 405
    assert allowed in reply.headers["allow"]
    error_of(reply)


HOSTILE = [
    b"", b"{", b"[]", b"null", b'"x"', b"1", b"\xff\xfe{}", b"\xef\xbb\xbf{}", b'{"model": NaN}', b'{"a":1}{"b":2}', b"\x00",
    b"[" * 100_000, b'{"model":' * 10_000, b'{"model":"\\ud800"}', b'{"model":"jimeng-video-3.0-pro","model":1}',
    json.dumps({**CREATE, "prompt": 7}).encode(), json.dumps({**CREATE, "frames": 122}).encode(),
    json.dumps({**CREATE, "model": "../../etc"}).encode(), json.dumps({**CREATE, "content": {"x": 1}}).encode(),
    json.dumps({**CREATE, "seed": 2**70}).encode(), b"a=1&b=2", json.dumps(CREATE).encode("utf-16"),
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", ["/v1/videos", "/v1/omnihuman/subject/detection"])
async def test_a_hostile_body_is_the_callers_mistake_and_reaches_no_vendor(body, path):
    gateway = bench()
    reply = await gateway.client.post(path, content=body, headers=BEARER)
    assert 400 <= reply.status_code < 500
    error_of(reply)
    assert gateway.vendor.calls == []


async def test_a_body_beyond_the_limit_is_413_and_read_to_its_end(monkeypatch):
    monkeypatch.setattr(receiving, "LARGEST_BODY", 2**20)
    sent = []

    async def pieces():
        for _ in range(4):
            sent.append(1)
            yield b"x" * 2**19

    reply = await bench().client.post("/v1/videos", content=pieces(), headers=BEARER)
    assert reply.status_code == 413
    assert "1 MiB" in error_of(reply)["message"]
    assert len(sent) == 4


async def test_a_client_that_leaves_in_the_middle_of_its_body_is_not_answered():
    gateway = bench()
    messages = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    answers = []

    async def receive():
        return messages.pop(0)

    async def send(message):
        answers.append(message)

    headers = [(b"authorization", BEARER["Authorization"].encode())]
    scope = {
        "type": "http",
        "method": "POST",
        "raw_path": b"/v1/videos",
        "query_string": b"",
        "headers": headers,
    }
    await gateway.app(scope, receive, send)
    assert answers == []
    assert gateway.vendor.calls == []


async def test_a_key_of_some_models_creates_those_and_reads_its_own_tasks():
    gateway = bench()
    limited = {"Authorization": f"Bearer {ClientKey(session='default', models='jimeng-*').text}"}
    created = await gateway.client.post("/v1/videos", json=CREATE, headers=limited)
    assert created.status_code == 200
    for path in ("", "/content"):
        reply = await gateway.client.get(f"/v1/videos/{created.json()['id']}{path}", headers=limited)
        assert reply.status_code in {200, 409}


async def test_a_key_of_other_models_gets_403_on_create_and_no_vendor_is_asked():
    gateway = bench()
    limited = {"Authorization": f"Bearer {ClientKey(session='default', models='OmniHuman*').text}"}
    reply = await gateway.client.post("/v1/videos", json=CREATE, headers=limited)
    assert reply.status_code == 403
    assert "jimeng-video-3.0-pro" in error_of(reply)["message"]
    assert gateway.vendor.calls == []


@pytest.mark.parametrize("path", ["", "/content"])
@pytest.mark.parametrize("key", [ClientKey(session="other"), ClientKey(session="default", models="jimeng-*")])
async def test_another_keys_task_is_not_there(path, key):
    gateway = bench()
    task_id = await gateway.created()
    asked = len(gateway.vendor.calls)
    reply = await gateway.client.get(
        f"/v1/videos/{task_id}{path}", headers={"Authorization": f"Bearer {key.text}"}
    )
    assert reply.status_code == 404
    error_of(reply)
    assert len(gateway.vendor.calls) == asked


async def test_another_surfaces_task_is_not_there():
    gateway = bench()
    await gateway.ledger.save(replace(RECORD, surface="burncloud"))
    assert (await gateway.query(RECORD.id)).status_code == 404


async def test_a_task_of_a_vendor_that_is_no_longer_configured_is_said_so():
    gateway = bench()
    await gateway.ledger.save(replace(RECORD, vendor="kling"))
    reply = await gateway.query(RECORD.id)
    assert reply.status_code == 503
    assert "kling" in error_of(reply)["message"]


async def test_the_picture_of_a_request_is_not_remembered():
    gateway = bench()
    picture = "QUJDREVGRw" * 1000
    item = {"type": "image_base64", "image_url": {"url": f"data:image/png;base64,{picture}"}}
    reply = await gateway.create(content=[item])
    assert reply.status_code == 200, reply.text
    record = await gateway.ledger.find(reply.json()["id"])
    assert record.request.inputs == ()
    assert picture.encode() in gateway.vendor.calls[0][1].content


async def test_a_visitor_without_a_key_is_told_how_to_show_one():
    gateway = bench()
    reply = await gateway.client.post("/v1/videos", json=CREATE, headers={"Authorization": "Basic eA=="})
    assert reply.status_code == 401
    message = reply.json()["error"]["message"]
    assert "Authorization" in message
    assert "Bearer" in message
    assert "[hidden]" not in message


async def test_a_prompt_beyond_all_limits_is_sent_and_not_remembered_whole():
    gateway = bench()
    reply = await gateway.create(prompt="x" * 32_000)
    assert reply.status_code == 200, reply.text
    record = await gateway.ledger.find(reply.json()["id"])
    assert record.request.prompt == "x" * 10_000


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (flat(None, 50412, "Text Risk Not Pass", 400), 400),
        (flat(None, 50429, "Request Has Reached API Limit, Please Try Later", 429, {"retry-after": "7"}), 429),
        (flat(None, 50500, "Internal Error", 500), 502),
        (flat({"task_id": ""}), 502),
        (flat({}), 502),
        (httpx.Response(502, text="<html>bad gateway</html>"), 502),
        (httpx.Response(200, text='{"code": 10000, "da'), 502),
        (httpx.ConnectError("refused by 10.0.0.7"), 503),
        (httpx.ReadError("reset"), 503),
        (httpx.ReadTimeout("slow"), 504),
    ],
)  # fmt: skip
async def test_a_refused_or_failed_submit_is_answered_in_kind_and_remembers_nothing(answer, status):
    gateway = bench(Vendor(submits=[answer]))
    reply = await gateway.create()
    assert reply.status_code in ({status} if status != 502 else {502, 503})
    error = error_of(reply)
    assert SECRET not in reply.text
    assert "10.0.0.7" not in error["message"]
    if status == 429:
        assert int(reply.headers["retry-after"]) >= 7


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        (httpx.ReadError("reset"), 1), (httpx.ReadTimeout("slow"), 1), (httpx.WriteError("reset"), 1),
        (httpx.RemoteProtocolError("closed"), 1), (flat(None, 50500, "Internal Error", 500), 1),
        (flat(None, 50429, "Limit", 429), 1), (httpx.Response(503), 1), (httpx.Response(504), 1),
        (httpx.ConnectError("refused"), 3), (httpx.ConnectTimeout("slow"), 3),
    ],
)  # fmt: skip
async def test_a_create_is_sent_again_only_where_no_connection_came_about(answer, sent):
    gateway = bench(Vendor(submits=[answer]))
    await gateway.create()
    assert gateway.vendor.count("submit") == sent


async def test_a_create_that_could_not_connect_at_first_works_in_the_end():
    gateway = bench(Vendor(submits=[httpx.ConnectError("refused"), flat({"task_id": "17"})]))
    assert (await gateway.create()).status_code == 200


async def test_an_unexpected_error_is_500_in_the_envelope_and_its_text_stays_inside(caplog):
    LOG.addHandler(caplog.handler)  # a command that ran before in this process keeps the log to itself
    try:
        gateway = bench(Vendor(submits=[RuntimeError(SECRET)]))
        reply = await gateway.create()
    finally:
        LOG.removeHandler(caplog.handler)
    assert reply.status_code == 500
    error_of(reply)
    assert SECRET not in reply.text
    assert "unexpected" in caplog.text


async def test_detection_is_one_call():
    found = json.dumps(
        {"code": 0, "object_detection_result": {"mask": {"url": ["http://m.example/1"]}}, "status": 1}
    )
    gateway = bench(Vendor(submits=[flat({"resp_data": found})]))
    body = {
        "model": "OmniHuman_1.5",
        "req_key": "jimeng_realman_avatar_object_detection",
        "image_url": "http://p.example/a",
    }
    reply = await gateway.client.post("/v1/omnihuman/subject/detection", json=body, headers=BEARER)
    assert reply.status_code == 200, reply.text
    assert reply.json()["mask_urls"] == ["http://m.example/1"]
    assert gateway.vendor.count("submit") == 1


RECOGNITION = {
    "model": "OmniHuman_1.5",
    "req_key": "jimeng_realman_avatar_picture_create_role_omni_v15",
    "image_url": "http://p.example/a",
}


async def recognise(gateway):
    return await gateway.client.post("/v1/omnihuman/subject/recognition", json=RECOGNITION, headers=BEARER)


async def test_recognition_is_a_submit_and_polls_behind_one_call(monkeypatch):
    monkeypatch.setattr(surface_app, "_INSPECTION_PAUSE", 0.0)
    end = flat({"task_id": "17", "status": "done", "resp_data": '{"status":1}'})
    gateway = bench(Vendor(polls=[QUEUED, httpx.ReadError("reset"), end]))
    reply = await recognise(gateway)
    assert reply.status_code == 200, reply.text
    assert reply.json()["status"] == 1
    assert (gateway.vendor.count("submit"), gateway.vendor.count("poll")) == (1, 3)


async def test_recognition_survives_a_vendor_that_is_away_for_a_while(monkeypatch):
    monkeypatch.setattr(surface_app, "_INSPECTION_PAUSE", 0.0)
    end = flat({"task_id": "17", "status": "done", "resp_data": '{"status":0}'})
    gateway = bench(Vendor(polls=[*[httpx.ReadError("reset")] * 4, end]))
    assert (await recognise(gateway)).json()["status"] == 0


async def test_recognition_has_a_deadline(monkeypatch):
    monkeypatch.setattr(surface_app, "_INSPECTION_PAUSE", 0.0)
    monkeypatch.setattr(surface_app, "INSPECTION_SECONDS", 0.05)
    reply = await recognise(bench())
    assert reply.status_code == 504
    error_of(reply)


async def test_a_question_that_cannot_be_sent_is_answered_in_kind():
    gateway = bench(Vendor(submits=[httpx.ReadError("reset")]))
    reply = await recognise(gateway)
    assert reply.status_code == 503
    assert gateway.vendor.count("submit") == 1


async def test_a_create_goes_on_beside_one_that_the_vendor_keeps_waiting():
    gateway = bench(Vendor(pause=0.05))
    replies = await asyncio.gather(*(gateway.create() for _ in range(20)))
    assert len({reply.json()["id"] for reply in replies}) == 20
