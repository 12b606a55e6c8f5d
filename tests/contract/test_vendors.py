"""Every vendor's mock whose document is plain OpenAPI answers as `openapi/vendors/NAME.yaml` says, in every operation.

Visual's, whose actions share one path, has a test of its own.
"""

from datetime import UTC, datetime

import pytest
from running import listed, run

from vidlect_adapters.credentials import ApiKey
from vidlect_adapters.message import HttpCall
from vidlect_adapters.registry import VENDORS
from vidlect_mock import documents, registry
from vidlect_mock.app import VendorApp
from vidlect_mock.engine import Engine
from vidlect_mock.message import Answer
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls

NAMES = [name for name in VENDORS if name != "volcengine_visual"]
MEDIA_TYPES = {"mp4": b"video/mp4", "webp": b"image/webp", "jpg": b"image/jpeg", "png": b"image/png"}


class Files:
    """Stands for the media desk: what schemathesis looks at is the type, and making films takes long."""

    async def made(self, received, wanted):
        del received
        kind = MEDIA_TYPES[wanted.name.rpartition(".")[2]]
        return wanted.finish(Answer(200, ((b"content-type", kind),), b"a film, say"))


def served(name, profile):
    """The vendor's app."""
    vendor, document = registry.load(name), documents.load("vendors", name)
    engine = Engine(
        {name: vendor},
        profiles={name: choose(name, vendor.SWITCHES, vendor.PROFILES, profile)},
        pace=AfterPolls(1, 2),
        violations={name: documents.Validators(document).violations},
    )
    return VendorApp(name, engine, Files(), lambda: document)


def authorization(name):
    """The header of the default session's single key."""
    values = {}
    for kind in registry.load(name).credentials("default"):
        values = {**kind.values, **values}
    call = HttpCall(method="GET", path="/", headers=(("Host", "vendor.example"),))
    key = ApiKey(api_key=values["api_key"])
    return {"Authorization": VENDORS[name].authorize(call, key, datetime.now(UTC)).header("Authorization")}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_mock_meets_its_document(name):
    document = documents.load("vendors", name)
    result = run(document, served(name, "default"), name, headers=authorization(name))

    assert listed(result) == ""
    labels = [f"{method} {path}" for _, method, path, _ in documents.operations(document)]
    answered = {label for label in labels if result.counted(label, 200, 499)}
    assert answered == set(labels)
    assert any(result.counted(label, 200, 299) for label in labels)
    assert result.stateful


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_strict_session_refuses_whatever_the_document_does_not_allow(name):
    document = documents.load("vendors", name)
    result = run(document, served(name, "strict"), f"{name}-strict", headers=authorization(name))

    assert listed(result) == ""
