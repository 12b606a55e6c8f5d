"""The rules by which anybody can make the mock's keys, told by the control API and held against the keys."""

import hashlib
import re
from base64 import urlsafe_b64encode

import pytest

from vidlect_mock.registry import VENDORS, load

SHAPED = ("volcengine_visual", "volcengine_ark", "vidu", "openai")


@pytest.mark.parametrize("name", VENDORS)
def test_every_vendor_tells_how_its_keys_are_made(name):
    rule = load(name).CREDENTIAL_RULE
    assert "_key = " in rule
    assert "[a-z0-9][a-z0-9-]{0,31}" in rule


@pytest.mark.parametrize("name", SHAPED)
def test_a_key_made_by_the_told_rule_is_the_vendors(name):
    """The words of the rule, read as a stranger reads them."""
    said = re.search(
        r"_key = '(?P<prefix>[^']+)' \+ base64url\(session\) without '=' \+ (?:'(?P<between>[^']+)' \+ )?"
        r"hex\(SHA-256\('(?P<salt>[^']+)' \+ session\)\)\[:8\]",
        load(name).CREDENTIAL_RULE,
    )
    session = "team-7"
    check = hashlib.sha256(f"{said['salt']}{session}".encode()).hexdigest()[:8]
    written = urlsafe_b64encode(session.encode()).decode().rstrip("=")
    key = f"{said['prefix']}{written}{said['between'] or ''}{check}"
    assert key in {value for kind in load(name).credentials(session) for value in kind.values.values()}
    assert load(name).session_of(key) == session
