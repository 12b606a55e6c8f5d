"""Downloads: links that expire, and faults on files."""

from urllib.parse import urlsplit

import orjson
import pytest

from vidlect_mock.engine import MediaGrant
from vidlect_mock.interface import ContentFile, unlinked
from vidlect_mock.links import LinkRefusal, address, instant_token, token
from vidlect_mock.message import Answer, Delivery, Received
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, Status, Truncate

FILE = Answer(200, ((b"content-type", b"video/mp4"),), b"film" * 100)


def link_of(bench, prompt="[[mock:instant #c]] x"):
    task_id = bench.submitted(prompt)
    parts = urlsplit(orjson.loads(bench.poll(task_id).answer.body)["video"])
    _, _, vendor, token_of, name = parts.path.split("/")
    assert (parts.netloc, vendor, name) == ("mock:1", "fake", "video.mp4")
    return task_id, token_of, parts.query.encode()


def asked(token_of="x"):
    return Received("GET", b"/__media__/fake/" + token_of.encode() + b"/video.mp4", b"", (), b"")


def test_a_link_leads_to_the_tasks_film(bench, film):
    task_id, token_of, query = link_of(bench)
    assert bench.engine.media_grant("fake", token_of, query) == MediaGrant("default", task_id, film)


def test_a_link_expires_an_hour_after_the_poll_that_gave_it(bench):
    _, token_of, query = link_of(bench)
    bench.hand.now += 3600.0
    assert isinstance(bench.engine.media_grant("fake", token_of, query), MediaGrant)
    bench.hand.now += 1.5
    assert bench.engine.media_grant("fake", token_of, query) == LinkRefusal("expired")


CHANGES = {
    "nothing": lambda _: b"",
    "a later end": lambda query: query.replace(b"Expires=1", b"Expires=2"),
    "another signature": lambda query: query[:-1] + (b"0" if query[-1:] != b"0" else b"1"),
    "no signature": lambda query: query.replace(b"sign=", b"sing="),
    "no time": lambda query: b"Expires=soon&" + query.partition(b"&")[2],
    "an endless time": lambda query: b"Expires=" + b"9" * 400 + b"&" + query.partition(b"&")[2],
    "hundreds of fields": lambda query: query + b"&a=b" * 200,
    "digits of elsewhere": lambda _: "Expires=\uff11&sign=ä".encode(),
    "no text": lambda _: b"Expires=%FF&sign=%FF",
    "a signature of no ASCII": lambda query: query.partition(b"&")[0] + b"&sign=%C3%A4",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_link_cannot_be_changed(bench, change):
    _, token_of, query = link_of(bench)
    assert bench.engine.media_grant("fake", token_of, change(query)) == LinkRefusal("forged")


def test_a_link_is_for_its_task_only(bench):
    _, _, query = link_of(bench)
    other = bench.submitted()
    assert bench.engine.media_grant("fake", f"default.{other}", query) == LinkRefusal("forged")


@pytest.mark.parametrize(
    ("vendor", "token_of"), [("fake", "nonsense"), ("fake", ""), ("fake", "."), ("else", "default.f1")]
)
def test_what_is_no_token_is_unknown(bench, vendor, token_of):
    assert bench.engine.media_grant(vendor, token_of, b"") == LinkRefusal("unknown")


def test_a_link_to_a_forgotten_task_leads_nowhere(bench):
    _, token_of, query = link_of(bench)
    bench.engine.reset()
    assert bench.engine.media_grant("fake", token_of, query) == LinkRefusal("unknown")


def test_a_mask_is_granted_without_a_film(bench):
    parts = urlsplit(orjson.loads(bench.call("instant", {}).answer.body)["mask"])
    grant = bench.engine.media_grant("fake", parts.path.split("/")[3], parts.query.encode())
    assert grant == MediaGrant("default", "1", None)


def test_another_server_does_not_know_the_link(bench, make_bench):
    _, token_of, query = link_of(bench)
    assert make_bench().engine.media_grant("fake", token_of, query) == LinkRefusal("forged")


def test_every_file_of_a_task_has_a_link(bench):
    task = bench.engine.store.find("fake", "default", bench.submitted())
    links = bench.engine.links(task, "https://host")
    assert list(links) == ["video.mp4"]
    assert len(links) == 1
    assert "cover.png" in links
    assert 7 not in links
    assert links["cover.png"].startswith(f"https://host/__media__/fake/default.{task.task_id}/cover.png?")
    assert links.get("cover.png") == links["cover.png"]


def test_a_desk_without_a_server_links_to_nowhere():
    assert unlinked("mask-1.png") == "https://media.mock.invalid/mask-1.png"


@pytest.mark.parametrize("task_id", ["107", "a/b", "a?b&c=d", "视频", "video_1~2"])
def test_a_token_stands_for_its_task(task_id):
    assert address(token("one", task_id)) == ("one", task_id, False)
    assert address(instant_token("one", 7)) == ("one", "7", True)


def test_a_download_is_journalled_without_the_film(bench):
    task_id, token_of, _ = link_of(bench)
    assert bench.engine.deliver_content("fake", asked(token_of), token_of, FILE) == Delivery(FILE)
    entry = bench.last
    assert (entry.operation, entry.session, entry.task_id, entry.case) == ("content", "default", task_id, "c")
    assert entry.answer.body == b""
    assert entry.remarks == ("a file of 400 bytes, not kept here",)


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("content-404", lambda delivery: delivery.answer.status == 404),
        ("content-503", lambda delivery: delivery.answer.status == 503),
        ("content-truncated", lambda delivery: delivery.truncate_after == 200),
        ("content-reset", lambda delivery: delivery.reset),
        ("content-stall", lambda delivery: delivery.delay == 5.0),
    ],
)
def test_a_fault_on_a_file_is_served_once(bench, name, look):
    bench.engine.configure("default", Settings(pace=bench.engine.scenarios["instant"].pace))
    _, token_of, _ = link_of(bench, f"[[mock:{name}]] x")
    first, second = (bench.engine.deliver_content("fake", asked(token_of), token_of, FILE) for _ in range(2))
    assert look(first)
    assert second == Delivery(FILE)


def test_a_refused_download_uses_up_no_fault(bench):
    bench.engine.configure("default", Settings(faults=[Fault("content", Status(503))]))
    _, token_of, _ = link_of(bench)
    refused = Answer(403, (), b"expired")
    assert bench.engine.deliver_content("fake", asked(token_of), token_of, refused).answer == refused
    assert bench.engine.deliver_content("fake", asked(token_of), token_of, FILE).answer.status == 503


def test_a_download_by_no_token_names_no_session(bench):
    refused = Answer(404, (), b"")
    bench.engine.deliver_content("fake", asked(), "", refused)
    bench.engine.deliver_content("fake", asked(), "stranger.f1", refused)
    assert [entry.session for entry in bench.engine.journal.find()] == [None, None]
    assert list(bench.engine.sessions.known()) == []


def test_the_api_itself_serves_a_file_of_a_finished_task(bench):
    task_id = bench.submitted("[[mock:succeed #c]] a lake")
    bench.hand.now += 2.0
    before = len(bench.engine.journal.find())
    delivery = bench.call("content", {"id": task_id, "name": "cover.jpg"})
    wanted = delivery.file
    assert (wanted.task_id, wanted.name, wanted.film.fps) == (task_id, "cover.jpg", 24)
    assert len(bench.engine.journal.find()) == before, "it is written when the file is there"
    done = wanted.finish(FILE)
    assert done == Delivery(FILE._replace(headers=((b"x-request", b"7"), *FILE.headers)))
    entry = bench.last
    assert (entry.operation, entry.session, entry.task_id, entry.case) == ("content", "default", task_id, "c")
    assert entry.answer.body == b""
    assert entry.remarks == ("a file of 400 bytes, not kept here",)


def test_the_vendor_refuses_content_that_is_not_there(bench):
    task_id = bench.submitted()
    for asked_for in (task_id, "nobodys"):
        delivery = bench.call("content", {"id": asked_for})
        assert (delivery.answer.status, delivery.file) == (404, None)
    assert bench.last.answer.status == 404


def test_a_fault_on_content_is_kept_for_a_file_that_is_there(bench):
    fault = Fault("content", Status(503))
    bench.engine.configure("default", Settings(faults=[fault]))
    task_id = bench.submitted()
    assert bench.call("content", {"id": task_id}).answer.status == 404
    bench.hand.now += 2.0
    assert bench.call("content", {"id": task_id}).answer.status == 503
    assert bench.call("content", {"id": task_id}).file is not None


def test_a_fault_spoils_the_file_of_the_api(bench):
    bench.engine.configure("default", Settings(faults=[Fault("content", Truncate())]))
    task_id = bench.submitted()
    bench.hand.now += 2.0
    assert bench.call("content", {"id": task_id}).file.finish(FILE).truncate_after == 200
    assert bench.last.fault.trouble == Truncate()


def test_a_vendor_without_content_has_no_such_operation(bench):
    bench.without("content")
    assert bench.call("content", {"id": "f1"}).answer.status == 500
    assert bench.last.refusal.code == "TypeError"


def test_a_file_of_no_task_is_a_fault_of_the_mock(bench, monkeypatch):
    monkeypatch.setattr(bench.vendor, "content", lambda *_: ContentFile("video.mp4"), raising=False)
    assert bench.call("content", {"id": "nobodys"}).answer.status == 500
    assert bench.last.refusal.code == "TypeError"


def test_numbers_in_the_journal_only_rise_though_a_file_takes_its_time(bench):
    task_id = bench.submitted("[[mock:instant]]")
    wanted = bench.call("content", {"id": task_id}).file
    bench.poll(task_id)
    wanted.finish(FILE)
    assert [entry.operation for entry in bench.engine.journal.find()][-2:] == ["poll", "content"]
    numbers = [entry.number for entry in bench.engine.journal.find()]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("second", [Truncate(), Status(503)], ids=["spoils", "replaces"])
def test_two_downloads_at_once_meet_one_fault_each(bench, second):
    faults = [Fault("content", Truncate()), Fault("content", second)]
    bench.engine.configure("default", Settings(faults=list(faults)))
    task_id = bench.submitted()
    bench.hand.now += 2.0
    wanted = [bench.call("content", {"id": task_id}).file for _ in range(3)]
    deliveries = [one.finish(FILE) for one in wanted]
    assert deliveries[0].truncate_after == 200
    assert deliveries[1].truncate_after == (200 if isinstance(second, Truncate) else None)
    assert deliveries[1].answer.status == (200 if isinstance(second, Truncate) else 503)
    assert deliveries[2].answer.body == FILE.body
    met = [entry.fault for entry in bench.engine.journal.find(operation="content") if entry.fault]
    assert met == faults
