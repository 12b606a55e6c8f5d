"""Every vendor of the registry as the laws see it: both readings, the document, drawn requests.

`NAME_requests.py` beside this module draws a vendor's requests: `requests()`, `neighbours()`, `profiles`,
`without(request, losses)`, `PLAIN` (the plainest request), `REPLY` (a reply that accepts it). It may say besides:
`mock_profile(profile)`: name and switches by which the mock makes the same choices as the adapter's profile;
`SPEAKERS`: label → (adapter's profile, mock's profile, mock's switches), the envelopes that polls are read in;
`sent_with_submit(request)`: the request without what travels with later calls.
"""

from functools import cache
from importlib import import_module

import pytest

from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_mock import documents, registry

USUAL_SPEAKERS = {"default": ("default", "default", {})}


class Vendor:
    """One vendor."""

    def __init__(self, name):
        self.name = name
        self.adapter = VENDORS[name]
        self.mocked = registry.load(name)
        self.drawn = import_module(f"{name}_requests")
        self.document = documents.load("vendors", name)
        self.validators = documents.Validators(self.document)
        self.errors = import_module(f"vidlect_mock.vendors.{name}.errors").ERRORS
        self.mock_profile = getattr(self.drawn, "mock_profile", lambda _: ("default", {}))
        self.speakers = getattr(self.drawn, "SPEAKERS", USUAL_SPEAKERS)
        self.sent_with_submit = getattr(self.drawn, "sent_with_submit", lambda request: request)

    def profile(self, name="default", **switches):
        """One of the adapter's profiles."""
        return choose(self.name, self.adapter.SWITCHES, self.adapter.PROFILES, name, switches)

    def __repr__(self):
        return self.name


vendor = cache(Vendor)


def every(names=tuple(VENDORS)):
    """Parametrises a test over vendors, each loaded when its test runs."""
    return pytest.mark.parametrize("name", names)
