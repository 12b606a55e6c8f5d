import pytest

from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.profile import collect
from vidlect_mock.registry import VENDORS as MOCKED
from vidlect_mock.registry import load

ADAPTERS = {**VENDORS, **SURFACES}


@pytest.mark.parametrize(
    ("dialect", "name"),
    sorted(
        {(dialect, name) for dialect, adapter in ADAPTERS.items() for name in adapter.PROFILES}
        | {(dialect, name) for dialect in MOCKED for name in load(dialect).PROFILES}
    ),
)
def test_a_profile_that_either_reading_knows_is_taken(dialect, name):
    profiles = collect([f"{dialect}={name}"])
    if dialect in ADAPTERS:
        assert profiles.adapters[dialect].name == (name if name in ADAPTERS[dialect].PROFILES else "default")
    if dialect in MOCKED:
        assert profiles.mock[dialect][0] == (name if name in load(dialect).PROFILES else "default")


@pytest.mark.parametrize(
    ("dialect", "switch", "choice"),
    [(dialect, switch.name, choice) for dialect, adapter in ADAPTERS.items() for switch in adapter.SWITCHES for choice in switch.choices],
)  # fmt: skip
def test_a_switch_of_the_adapter_is_set_and_the_mock_gets_only_what_it_knows(dialect, switch, choice):
    known_to_mock = {one.name: one.choices for one in load(dialect).SWITCHES} if dialect in MOCKED else {}
    profiles = collect([f"{dialect}=default,{switch}={choice}"])
    assert profiles.adapters[dialect][switch] == choice
    if dialect in MOCKED:
        expected = {switch: choice} if choice in known_to_mock.get(switch, ()) else {}
        assert profiles.mock[dialect] == ("default", expected)


def test_a_switch_of_the_mock_alone_is_set_there():
    own = [one for one in load("volcengine_visual").SWITCHES
           if one.name not in {s.name for s in VENDORS["volcengine_visual"].SWITCHES}]  # fmt: skip
    assert own
    for switch in own:
        profiles = collect([f"volcengine_visual=default,{switch.name}={switch.choices[-1]}"])
        assert profiles.mock["volcengine_visual"] == ("default", {switch.name: switch.choices[-1]})


def test_a_dialect_that_is_not_named_has_no_entry():
    assert collect([]).adapters == {}


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["tokenops"], "expected"),
        (["nowhere=default"], "tokenops"),
        (["tokenops=nothing"], "strict|default|lenient"),
        (["tokenops=default,nothing=1"], "switch"),
        (["volcengine_visual=default,nothing=1"], "switch"),
        (["tokenops=default", "tokenops=default"], "twice"),
    ],
)
def test_what_neither_reading_knows_is_refused_with_what_there_is(options, word):
    with pytest.raises(ValueError, match=word):
        collect(options)


def test_a_choice_that_a_switch_does_not_have_is_refused():
    switch = VENDORS["volcengine_visual"].SWITCHES[0]
    with pytest.raises(ValueError, match="one of"):
        collect([f"volcengine_visual=default,{switch.name}=nonsense"])
