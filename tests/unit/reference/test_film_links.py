"""Addresses of films that need no key: for one task, for a time, at the address that the client uses."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from vidlect_contract.reference.film_links import FilmLinks

NOW = 1_800_000_000
DAY = 24 * 3600
LINKS = FilmLinks(secret=b"one")


def query_of(link):
    return dict(parse_qsl(urlsplit(link).query))


def link(task_id="7", now=NOW, links=LINKS):
    return links.link("http://gateway.example", f"/v1/videos/{task_id}/content", task_id, now)


def scope(host=None, scheme="http"):
    headers = [] if host is None else [(b"host", host.encode("latin-1"))]
    return {"headers": headers, "scheme": scheme, "server": ("127.0.0.1", 8800)}


def test_a_link_leads_to_the_content_route_of_its_task():
    parts = urlsplit(link())
    assert (parts.netloc, parts.path) == ("gateway.example", "/v1/videos/7/content")
    assert LINKS.admits("7", query_of(link()), NOW)


def test_a_link_opens_no_other_task():
    assert not LINKS.admits("8", query_of(link("7")), NOW)
    assert not LINKS.admits("77", query_of(link("7")), NOW)


def test_a_link_lives_for_a_day_and_an_hour_at_most():
    query = query_of(link())
    assert LINKS.admits("7", query, NOW + DAY)
    assert not LINKS.admits("7", query, NOW + DAY + 3601)


def test_two_queries_in_an_hour_show_one_link():
    start = NOW // 3600 * 3600
    assert link(now=start) == link(now=start + 3599) != link(now=start + 3600)


@pytest.mark.parametrize(
    "changed",
    [
        {"expires": "9999999999"},
        {"expires": "x"},
        {"expires": "٣"},
        {"expires": "-1"},
        {"expires": ""},
        {"expires": "9" * 13},
        {"signature": ""},
        {"signature": "0" * 64},
        {"signature": "é"},
    ],
    ids=str,
)
def test_a_link_that_was_changed_is_none(changed):
    assert not LINKS.admits("7", {**query_of(link()), **changed}, NOW)


def test_no_query_is_no_link():
    assert not LINKS.admits("7", {}, NOW)


def test_another_gateways_links_are_none_and_every_start_has_its_own_secret():
    assert not FilmLinks(secret=b"two").admits("7", query_of(link()), NOW)
    assert not FilmLinks().admits("7", query_of(link(links=FilmLinks())), NOW)
    assert "one" not in repr(LINKS)


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("127.0.0.1:8800", "http://127.0.0.1:8800"),
        ("gateway.example", "http://gateway.example"),
        ("[::1]:8800", "http://[::1]:8800"),
        (None, "http://127.0.0.1:8800"),
        ("evil.example/path", "http://127.0.0.1:8800"),
        ("user@evil.example", "http://127.0.0.1:8800"),
        ("evil.example\r\nX: 1", "http://127.0.0.1:8800"),
        ("", "http://127.0.0.1:8800"),
    ],
)
def test_a_link_has_the_address_that_the_client_used_where_that_is_one(host, base):
    assert LINKS.base_url(scope(host)) == base


def test_a_public_address_comes_before_what_a_client_says():
    links = FilmLinks(public_url="https://films.example", secret=b"one")
    assert links.base_url(scope("gateway.example")) == "https://films.example"
