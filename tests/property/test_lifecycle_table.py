"""The lifecycle's table, every pair of state and event."""

from itertools import product

import pytest

from vidlect_mock.lifecycle import TRANSITIONS, UNFINISHED, Event, IllegalTransition, State, replay

# The design's table (design.md section 5), written out once more: rows are states, columns are events.
TABLE = """
            STARTED    FINISHED    BROKE     CANCELLED    LAPSED
QUEUED      RUNNING       ·        FAILED    CANCELLED    EXPIRED
RUNNING        ·       SUCCEEDED   FAILED       ·         EXPIRED
SUCCEEDED      ·          ·          ·          ·         EXPIRED
FAILED         ·          ·          ·          ·         EXPIRED
CANCELLED      ·          ·          ·          ·         EXPIRED
EXPIRED        ·          ·          ·          ·            ·
"""


def _expected():
    columns, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {
        (State[row[0]], Event[column]): None if cell == "·" else State[cell]
        for row in rows
        for column, cell in zip(columns, row[1:], strict=True)
    }


EXPECTED = _expected()


def test_the_table_has_every_pair():
    assert set(EXPECTED) == set(product(State, Event))


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_an_event_leads_where_the_design_says(state, event):
    following = EXPECTED[state, event]
    if following is not None:
        assert replay([event], state) is following
        return
    with pytest.raises(IllegalTransition) as caught:
        replay([event], state)
    assert (caught.value.state, caught.value.event) == (state, event)
    assert state.value in str(caught.value)
    assert event.value in str(caught.value)


def test_nothing_leads_back():
    """No state can be reached from itself."""
    for start in State:
        reached, ahead = set(), {start}
        while ahead:
            ahead = {to for (of, _), to in TRANSITIONS.items() if of in ahead} - reached
            reached |= ahead
        assert start not in reached


@pytest.mark.parametrize("state", list(State))
def test_only_waiting_and_running_tasks_are_unfinished(state):
    assert (state in UNFINISHED) is (state in {State.QUEUED, State.RUNNING})


def test_no_event_leaves_a_task_queued():
    assert replay([]) is State.QUEUED
