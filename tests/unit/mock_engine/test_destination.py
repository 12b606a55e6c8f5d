"""A callback goes to this machine, or where the operator allows it; the resolved address counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_mock.destination import Allowed, ForbiddenDestination, allowed, destination


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_always_allowed(address):
    assert Allowed().address(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "::",
        "fe80::1",
        "fd00::1",
        "2001:4860:4860::8888",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "localhost",
        "",
        "127.1",
    ],
)
def test_no_other_address_is_allowed_unless_the_operator_says_so(address):
    assert not Allowed().address(address)


@pytest.mark.parametrize(
    ("option", "inside", "outside"),
    [
        ("10.0.0.0/8", ["10.1.2.3", "::ffff:10.9.9.9", "127.0.0.1"], ["11.0.0.1", "::ffff:11.0.0.1"]),
        ("10.1.2.3/8", ["10.200.0.1"], ["11.0.0.1"]),
        ("192.168.1.7", ["192.168.1.7"], ["192.168.1.8"]),
        ("fd00::/8", ["fd12::1", "::1"], ["fe80::1", "10.0.0.1"]),
        ("2001:db8::1", ["2001:db8::1"], ["2001:db8::2"]),
    ],
)
def test_a_network_is_allowed_by_its_addresses(option, inside, outside):
    networks = allowed([option])
    assert [networks.address(address) for address in inside] == [True] * len(inside)
    assert [networks.address(address) for address in outside] == [False] * len(outside)
    assert not networks.name(option)


def test_a_host_is_allowed_by_its_name_however_it_is_spelt():
    hosts = allowed(["Receiver.Example.COM", "bücher.example", "my_service"])
    for name in ("receiver.example.com", "RECEIVER.example.com.", "xn--bcher-kva.example", "BÜCHER.example"):
        assert hosts.name(name)
    assert hosts.name("my_service")
    for name in ("example.com", "evil.receiver.example.com", "receiver.example.com.evil", ""):
        assert not hosts.name(name)
    assert not hosts.address("93.184.216.34")


@pytest.mark.parametrize(
    "option",
    [
        "",
        "*",
        "*.example.com",
        "http://example.com",
        "example.com:80",
        "10.0.0.0/33",
        "10.0.0.256",
        "a b",
        "-a",
        "a..b",
        "[::1]",
        "x" * 64,
        "user@host",
        "example.com/",
        "\ud800",
    ],
)
def test_an_option_that_names_nothing_is_refused(option):
    with pytest.raises(
        ValueError, match=r"expected a host name, an address or a network such as 10\.0\.0\.0/8"
    ):
        allowed([option])


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://h", ("http", "h", 80, "h", "/", "")),
        ("HTTPS://H/", ("https", "h", 443, "h", "/", "")),
        ("http://h:8080/a/b?x=1&y=%20#part", ("http", "h", 8080, "h:8080", "/a/b", "x=1&y=%20")),
        ("https://h:443/../a//b?", ("https", "h", 443, "h:443", "/../a//b", "")),
        ("http://[::1]:9/x", ("http", "::1", 9, "[::1]:9", "/x", "")),
        (
            "http://bücher.example/ü?q=ü",
            ("http", "xn--bcher-kva.example", 80, "xn--bcher-kva.example", "/%C3%BC", "q=%C3%BC"),
        ),
        ('http://h/a|b{c}"%zz?<d>^`', ("http", "h", 80, "h", '/a|b{c}"%zz', "<d>^`")),
        ("http://h?x", ("http", "h", 80, "h", "/", "x")),
    ],
)
def test_an_address_goes_out_as_it_is_written(url, parts):
    assert destination(url) == parts
    assert destination(url).target == (f"{parts[4]}?{parts[5]}" if parts[5] else parts[4])


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "neither http nor https"),
        ("/callback", "neither http nor https"),
        ("ftp://h/", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("gopher://127.0.0.1/", "neither http nor https"),
        ("http://", "names no host"),
        ("http:///x", "names no host"),
        ("http://./", "names no host"),
        ("http://h:0/", "names no host"),
        ("http://h/" + "x" * 8192, "more than 8192 characters"),
        ("http://h:99999/", "no URL"),
        ("http://h:x/", "no URL"),
        ("http://[::1/", "no URL"),
        ("http://user@h/", "names a user"),
        ("http://user:word@h/", "names a user"),
        ("http://@h/", "names a user"),
        ("http://127.0.0.1\\@evil.example/", "names a user"),
        ("http://h/a b", "character that no URL has"),
        ("http://h/\r\nX: y", "character that no URL has"),
        ("http://h/\ud800", "character that no URL has"),
        (" http://h/", "character that no URL has"),
        ("http://ü..example/", "no valid host name"),
    ],
)
def test_an_address_that_is_no_plain_http_url_is_forbidden(url, why):
    with pytest.raises(ForbiddenDestination, match=why):
        destination(url)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_an_address_or_forbidden(text):
    for url in (text, f"http://{text}", f"http://h/{text}"):
        try:
            found = destination(url)
        except ForbiddenDestination:
            continue
        assert found.scheme in {"http", "https"}
        (found.authority + found.target).encode("ascii")
