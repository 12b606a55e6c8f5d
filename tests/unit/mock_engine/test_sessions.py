"""Sessions: found by name, bounded in number, never losing what somebody set."""

import pytest

from vidlect_mock.sessions import Sessions, Settings, checked_name


def test_untouched_sessions_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr("vidlect_mock.sessions.MOST_SESSIONS", 20)
    sessions = Sessions()
    kept = sessions.get("kept")
    kept.touched, kept.settings = True, Settings(quota=3)
    for number in range(200):
        newest = sessions.get(f"s{number}")
        assert sessions.find(newest.name) is newest
    assert len(list(sessions.known())) <= 21
    assert sessions.get("kept") is kept


def test_the_session_that_was_just_named_stays_though_all_others_were_set(monkeypatch):
    monkeypatch.setattr("vidlect_mock.sessions.MOST_SESSIONS", 20)
    sessions = Sessions()
    for number in range(20):
        sessions.get(f"s{number}").touched = True
    assert sessions.get("newest") is sessions.find("newest")


def test_a_session_is_the_same_each_time_it_is_named():
    sessions = Sessions()
    assert sessions.find("one") is None
    assert sessions.get("one") is sessions.get("one") is sessions.find("one")


@pytest.mark.parametrize("name", ["default", "a", "0", "case-17", "a" * 32])
def test_a_name_of_small_letters_digits_and_hyphens_names_a_session(name):
    assert checked_name(name) == name


@pytest.mark.parametrize("name", ["", "-a", "A", "a_b", "a" * 33, "a\n", "湖"])
def test_another_name_does_not(name):
    with pytest.raises(ValueError, match="a session's name matches"):
        checked_name(name)
