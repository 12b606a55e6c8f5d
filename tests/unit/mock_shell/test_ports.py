"""Sockets, the loop, and a clean end."""

import socket
import threading

import httpx
import pytest

from vidlect_mock.app import VendorApp
from vidlect_mock.message import Delivery, json_answer
from vidlect_mock.ports import PortTaken, Servers, listen, listen_all, port_of, run_in_thread


def test_a_taken_port_is_said_in_one_line_and_nothing_stays_bound():
    with listen("127.0.0.1", 0) as taken, listen("127.0.0.1", 0) as free:
        number = port_of(free)
        free.close()
        with pytest.raises(
            PortTaken, match=rf"cannot listen on 127\.0\.0\.1:{port_of(taken)}: the port is taken"
        ):
            listen_all("127.0.0.1", {"one": number, "two": port_of(taken)})
        with listen("127.0.0.1", number) as again:
            assert port_of(again) == number


@pytest.mark.parametrize(
    ("host", "port"), [("203.0.113.1", 0), ("no such host.invalid", 0), ("127.0.0.1", 65536 * 65536)]
)
def test_an_address_that_is_not_ours_is_said_in_one_line(host, port):
    with pytest.raises(PortTaken, match=r"\Acannot listen on .*\Z"):
        listen(host, port)


def test_free_ports_are_different_ports():
    bound = listen_all("127.0.0.1", {"one": 0, "two": 0})
    assert len({port_of(one) for one in bound.values()}) == 2
    for one in bound.values():
        one.close()


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_an_ipv6_address_may_be_listened_on():
    with listen("::1", 0) as bound:
        assert bound.family == socket.AF_INET6


class Stalling:
    """An engine whose every answer comes in ten minutes."""

    def __init__(self):
        self.asked = threading.Event()

    def handle(self, *_):
        self.asked.set()
        return Delivery(json_answer(200, {}), delay=600)


def test_a_stop_ends_stalled_answers_and_leaves_no_thread_and_no_port():
    before = set(threading.enumerate())
    engine = Stalling()
    app = VendorApp("v", engine, None, dict)
    bound = listen("127.0.0.1", 0)
    port = port_of(bound)
    failures = []

    def ask():
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=60, trust_env=False)
        except httpx.TransportError as error:
            failures.append(error)

    asking = threading.Thread(target=ask)
    with run_in_thread(Servers({"v": app}, {"v": bound}), app.stop):
        asking.start()
        assert engine.asked.wait(10)
    asking.join()
    assert len(failures) == 1
    assert set(threading.enumerate()) <= before
    with listen("127.0.0.1", port):
        pass


def test_what_breaks_while_starting_is_raised_where_it_was_started():
    bound = listen("127.0.0.1", 0)
    bound.close()
    with (
        pytest.raises((OSError, ValueError)),
        run_in_thread(Servers({"v": VendorApp("v", Stalling(), None, dict)}, {"v": bound}), lambda: None),
    ):
        pytest.fail("it started")
