import pytest

from vidlect_adapters.message import HttpCall
from vidlect_contract.reference.sending import target
from vidlect_contract.reference.upstream import BaseUrl


@pytest.mark.parametrize(
    ("text", "root", "prefix", "host"),
    [
        ("http://mock:8081", "http://mock:8081", "", "mock:8081"),
        ("http://mock:8081/", "http://mock:8081", "", "mock:8081"),
        ("http://mock:80", "http://mock", "", "mock"),
        ("https://films.example:443/a/b/", "https://films.example", "/a/b", "films.example"),
        ("http://[::1]:9/x", "http://[::1]:9", "/x", "[::1]:9"),
    ],
)
def test_a_base_url_is_read_with_its_prefix_and_without_its_slash(text, root, prefix, host):
    base = BaseUrl(text)
    assert (base.root, base.prefix, base.host_header) == (root, prefix, host)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mock:80",
        "ftp://mock",
        "http://",
        "http://mock?x=1",
        "http://mock#x",
        "http://me@mock",
        "http://m:x",
    ],
)
def test_another_address_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 # each has a text of its own
        BaseUrl(text)


def test_a_target_has_the_path_as_it_is_and_the_query_encoded():
    call = HttpCall(method="POST", path="/a%2Fb/", query=(("Action", "X Y"), ("v", "é+&="), ("v", "")))
    assert target(BaseUrl("http://mock/"), call) == "http://mock/a%2Fb/?Action=X%20Y&v=%C3%A9%2B%26%3D&v="
