"""The reference gateway as a target: one that we start ourselves, like any other.

Here lives its description. Never: a rule that only it must follow.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES
from vidlect_contract.reference.keys import ClientKey

from .description import ClientKeys, Ready, Target

LIMITED_TO = "jimeng-video-3.0-pro"
"""The models of the limited client key, as the cases that use it know it."""


def reference(surface: str, vendors: tuple[str, ...], profiles: Sequence[str]) -> Target:
    """The reference gateway, judged through one of its surfaces over these vendors."""
    options = [part for profile in profiles for part in ("--profile", profile)]
    dialect = SURFACES[surface]
    asked = dialect.encode_query("nobodys", choose(surface, dialect.SWITCHES, dialect.PROFILES))
    said = ("--upstream", "{mock.control}", "--surface", surface, "--port", "{port}")
    return Target(
        name="reference",
        surface=surface,
        keys=ClientKeys(
            default=ClientKey(session="default").text,
            other=ClientKey(session="somebody-else").text,
            limited=ClientKey(session="default", models=LIMITED_TO).text,
        ),
        base_url="http://127.0.0.1:{port}",
        start=(sys.executable, "-m", "vidlect", "gateway", *said, *options),
        ready=Ready(path=asked.path, status=401, within=30.0),
        poll_interval=0.05,
        vendors=vendors,
    )
