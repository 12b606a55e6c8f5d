"""The simulation's clock goes forward only."""

import pytest

from vidlect_mock.clock import Clock


class Hand:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


def test_it_starts_with_the_wall_and_runs_with_the_machine():
    wall, machine = Hand(1000.0), Hand(5.0)
    clock = Clock(wall, machine)
    assert clock.now() == 1000.0
    machine.now += 2.5
    wall.now -= 500.0  # somebody adjusted it
    assert clock.now() == 1002.5
    assert clock.wall() == 500.0


def test_it_can_be_stepped_and_set_forward():
    machine = Hand(0.0)
    clock = Clock(Hand(1000.0), machine)
    assert clock.step(10.0) == 1010.0
    assert clock.set(2000.0) == 2000.0
    machine.now += 1.0
    assert clock.now() == 2001.0


@pytest.mark.parametrize("seconds", [-1.0, float("nan")])
def test_it_never_steps_back(seconds):
    with pytest.raises(ValueError, match="never goes back"):
        Clock(Hand(1000.0), Hand(0.0)).step(seconds)


@pytest.mark.parametrize("now", [999.0, float("nan")])
def test_it_is_never_set_back(now):
    with pytest.raises(ValueError, match="never goes back"):
        Clock(Hand(1000.0), Hand(0.0)).set(now)
