"""What a run asks of a gateway: what it can with the keys it has, and a lasting fault again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from vidlect_contract.case import Kind
from vidlect_contract.runner.filling import Label
from vidlect_contract.runner.observing import AGAIN, Course
from vidlect_contract.runner.run import possible, selected
from vidlect_contract.targets.description import ClientKeys, Target

sys.path.insert(0, str(Path(__file__).parent))

import observing as o  # stands beside this file

ALONE = Target(name="mine", surface="tokenops", keys=ClientKeys(default="sk-1"))
TWO = replace(ALONE, keys=ClientKeys(default="sk-1", other="sk-2"))
ONLY_OTHER = replace(o.JOURNEY, expect={"final": "succeeded", "content": ["other-key"]})


def test_a_journey_goes_without_the_other_clients_look_where_there_is_no_other_client():
    assert selected([o.JOURNEY], ALONE, ["volcengine_visual"], ()) == (o.JOURNEY,)
    assert possible(o.JOURNEY, ALONE).expect["content"] == ["whole", "range", "head", "no-key"]
    assert possible(o.JOURNEY, TWO) is o.JOURNEY
    assert possible(o.CREATE, ALONE) is o.CREATE


def test_a_journey_that_is_about_nothing_else_is_not_run():
    assert selected([ONLY_OTHER], ALONE, ["volcengine_visual"], ()) == ()
    assert selected([ONLY_OTHER], TWO, ["volcengine_visual"], ()) == (ONLY_OTHER,)


def scripted(case, *faults):
    """How often each fault of a case is served to a gateway that goes on asking."""
    course = Course(SimpleNamespace(), case, Label("s", "c"))
    served = course.insisting({"name": "s", "faults": list(faults)})["faults"]
    return [served.count(fault) for fault in faults]


SUBMIT = {"on": "submit", "kind": "status", "status": 503}
POLL = {"on": "poll", "kind": "reply", "status": 200}
ENDED = replace(o.POLLED, expect={"task": {"state": "failed"}})


@pytest.mark.parametrize(
    ("case", "faults", "served"),
    [
        (o.REFUSED, [SUBMIT], [1 + AGAIN]),
        (o.SUBMIT_REFUSED, [SUBMIT], [1 + AGAIN]),
        (o.ENDING, [POLL], [1]),
        (o.POLLED, [POLL], [1]),
        (ENDED, [POLL], [1 + AGAIN]),
        (o.ENDING, [], []),
    ],
)
def test_a_vendor_that_means_what_it_says_says_it_again(case, faults, served):
    assert case.kind in {Kind.JOURNEY, Kind.SUBMITTED, Kind.POLLED}
    assert scripted(case, *faults) == served
