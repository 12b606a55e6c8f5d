"""`--profile DIALECT=NAME[,SWITCH=VALUE…]`."""

import pytest

from vidlect_mock.profile import parse_option


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("volcengine_visual=default", ("volcengine_visual", "default", {})),
        ("v=seed-001,a=b", ("v", "seed-001", {"a": "b"})),
        ("v=p,a=b,c=d=e", ("v", "p", {"a": "b", "c": "d=e"})),
        (" v = p , a = b ", ("v", "p", {"a": "b"})),
    ],
)
def test_an_option_is_a_dialect_a_name_and_switches(text, expected):
    assert parse_option(text) == expected


@pytest.mark.parametrize(
    "text", ["", "v", "v=", "=p", "v=a=b", "v=,a=b", "v=p,", "v=p,a", "v=p,a=", "v=p,=b"]
)
def test_another_form_is_refused_with_the_form_that_is_meant(text):
    with pytest.raises(ValueError, match=r"expected DIALECT=NAME\[,SWITCH=VALUE…\]"):
        parse_option(text)


def test_a_switch_is_set_once():
    with pytest.raises(ValueError, match="'a' twice"):
        parse_option("v=p,a=b,a=c")
