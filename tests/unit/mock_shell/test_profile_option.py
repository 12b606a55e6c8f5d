"""`--profile DIALECT=NAME[,SWITCH=VALUE…]`."""

import re

import pytest

from vidlect_mock.profile import Switch, choose, parse_option


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


SWITCHES = (
    Switch("envelope", ("flat", "wrapped"), "about", "source", "documented"),
    Switch("age", ("12h", "24h"), "about", "source", "unsure"),
)
PROFILES = {"default": {}, "other": {"age": "24h"}}


@pytest.mark.parametrize(
    ("name", "overrides", "label", "switches"),
    [
        ("default", {}, "default", {"envelope": "flat", "age": "12h"}),
        ("other", {}, "other", {"envelope": "flat", "age": "24h"}),
        ("other", {"age": "12h"}, "other+age=12h", {"envelope": "flat", "age": "12h"}),
    ],
)
def test_a_profile_sets_every_switch(name, overrides, label, switches):
    assert choose("v", SWITCHES, PROFILES, name, overrides) == (label, switches)


@pytest.mark.parametrize(
    ("name", "overrides", "words"),
    [
        ("none", {}, "v has no profile 'none'; it has default, other"),
        ("default", {"size": "1"}, "v has no switch 'size'; it has age, envelope"),
        ("default", {"age": "1h"}, "v switch age is one of 12h, 24h, not '1h'"),
    ],
)
def test_what_a_vendor_does_not_have_is_named_beside_what_it_has(name, overrides, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        choose("v", SWITCHES, PROFILES, name, overrides)


def test_a_misspelt_switch_is_a_mistake_in_the_program():
    profile = choose("v", SWITCHES, PROFILES)
    assert profile.is_set("age", "12h")
    assert not profile.is_set("age", "24h")
    with pytest.raises(KeyError):
        profile.is_set("agee", "12h")
