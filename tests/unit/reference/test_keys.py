import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_contract.reference.keys import ClientKey, read, read_bearer

SESSIONS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)
GLOBS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=256)


@given(SESSIONS, GLOBS)
def test_a_key_reads_back_to_its_session_and_models(session, models):
    key = ClientKey(session=session, models=models)
    assert read(key.text) == key


@given(SESSIONS, st.integers(0, 200), st.characters(codec="ascii"))
def test_a_key_with_one_character_changed_is_no_key(session, place, character):
    text = ClientKey(session=session, models="jimeng-*").text
    place %= len(text)
    changed = text[:place] + character + text[place + 1 :]
    assert changed == text or read(changed) is None


@given(st.text())
def test_any_other_text_is_no_key(text):
    assert read(text) is None
    assert read_bearer(text) is None


def test_keys_are_the_same_every_time():
    assert ClientKey(session="default").text == "sk-vidlect-default-67298d0e67b58e704f9f27b1a33837c5"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
@pytest.mark.parametrize("blanks", [" ", "  "])
def test_the_scheme_is_read_in_any_letter_case(scheme, blanks):
    key = ClientKey(session="one")
    assert read_bearer(f"{scheme}{blanks}{key.text}") == key


@pytest.mark.parametrize(
    "form", ["Bearer: {}", "Bearer:{}", "{}", "Basic {}", "", "Bearer", "Bearer ", " Bearer {}"]
)
def test_other_forms_of_the_header_show_no_key(form):
    assert read_bearer(form.format(ClientKey(session="one").text)) is None


def test_a_missing_header_shows_no_key():
    assert read_bearer(None) is None


@pytest.mark.parametrize(
    ("models", "model", "allowed"),
    [
        ("*", "anything", True),
        ("jimeng-video-3.0-pro", "jimeng-video-3.0-pro", True),
        ("jimeng-video-3.0-pro", "jimeng-video-3.0-720P", False),
        ("jimeng-*", "jimeng-video-3.0-720P", True),
        ("jimeng-*", "OmniHuman_1.5", False),
        ("JIMENG-*", "jimeng-video-3.0-pro", False),
    ],
)
def test_a_key_is_for_the_models_of_its_glob(models, model, allowed):
    assert ClientKey(session="one", models=models).allows(model) is allowed


def test_an_owner_tells_limited_keys_apart_and_is_no_key():
    keys = [ClientKey(session="one"), ClientKey(session="one", models="a*"), ClientKey(session="two")]
    assert len({key.owner for key in keys}) == 3
    assert all(read(key.owner) is None for key in keys)


@pytest.mark.parametrize("session", ["", "-a", "A", "a" * 33, "a b", "ü"])
def test_a_bad_session_name_is_refused(session):
    with pytest.raises(ValueError, match="session"):
        ClientKey(session=session)


@pytest.mark.parametrize("models", ["", "a" * 257])
def test_a_bad_glob_is_refused(models):
    with pytest.raises(ValueError, match="glob"):
        ClientKey(session="one", models=models)
