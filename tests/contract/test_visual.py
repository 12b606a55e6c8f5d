"""The mock of Volcengine Visual answers as `openapi/vendors/volcengine_visual.yaml` says, in every action."""

import asyncio

import httpx
import orjson
import pytest
from running import listed, run
from signing_front import PLACEHOLDER, SigningFront

from vidlect_mock import documents
from vidlect_mock.app import VendorApp
from vidlect_mock.engine import Engine
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import volcengine_visual as visual

DOCUMENT = documents.load("vendors", visual.NAME)
VALIDATORS = documents.Validators(DOCUMENT)
SIGNED = {"Authorization": PLACEHOLDER}
EXAMPLES = [
    pytest.param(path, example["value"], id=f"{path}-{name}")
    for path, item in DOCUMENT["paths"].items()
    for name, example in item["post"]["requestBody"]["content"]["application/json"]["examples"].items()
]


def mock(profile):
    engine = Engine(
        {visual.NAME: visual},
        profiles={visual.NAME: choose(visual.NAME, visual.SWITCHES, visual.PROFILES, profile)},
        pace=AfterPolls(1, 2),
        violations={visual.NAME: VALIDATORS.violations},
    )
    app = VendorApp(visual.NAME, engine, None, lambda: visual.merged_document(DOCUMENT))
    return SigningFront(app, "default")


@pytest.mark.slow
def test_the_mock_meets_its_document():
    result = run(documents.load("vendors", visual.NAME), mock("default"), "visual")

    assert listed(result) == ""
    # a task that can be cancelled is met by luck only
    paths = [path for path in DOCUMENT["paths"] if "Cancel" not in path]
    assert all(result.counted(f"POST {path}", 200, 299) for path in paths)
    assert result.stateful


@pytest.mark.parametrize(("path", "body"), EXAMPLES)
def test_every_link_leads_to_the_task(path, body):
    reply = documents.pointed(DOCUMENT, DOCUMENT["paths"][path]["post"]["responses"]["200"]["$ref"])
    links = [documents.pointed(DOCUMENT, link["$ref"]) for link in reply.get("links", {}).values()]
    assert bool(links) == path.split("/")[1].endswith("SubmitTask")
    for link in links:
        front = mock("default")
        submitted = _posted(path, body, SIGNED, front).json()
        filled = {
            name: resolve(documents.pointed, expression, body, submitted)
            for name, expression in link["requestBody"].items()
        }
        target = next(one for one in DOCUMENT["paths"] if one.startswith(f"/{link['operationId']}/"))
        followed = _posted(target, filled, SIGNED, front)
        assert followed.status_code == 200
        assert VALIDATORS.reply_violations(link["operationId"], 200, followed.json()) == []
        assert b"not_found" not in followed.content


def resolve(pointed, expression, asked, answered):
    """A runtime expression: `$request.body#/…` or `$response.body#/…`."""
    where, _, pointer = expression.partition("#")
    return pointed({"$request.body": asked, "$response.body": answered}[where], f"#{pointer}")


@pytest.mark.slow
def test_a_strict_session_refuses_whatever_the_document_does_not_allow():
    result = run(documents.load("vendors", visual.NAME), mock("strict"), "strict")

    assert listed(result) == ""
    assert all(result.counted(f"POST {path}", 400, 499) for path in DOCUMENT["paths"])


@pytest.mark.parametrize(
    "authorization", [None, "forged", "Bearer sk-1"], ids=["unsigned", "forged", "bearer"]
)
@pytest.mark.parametrize(("path", "body"), EXAMPLES)
def test_nobody_is_let_in_unsigned(path, body, authorization):
    reply = _posted(path, body, {} if authorization is None else {"Authorization": authorization})

    assert reply.status_code == 400
    assert reply.json()["ResponseMetadata"]["Error"]["CodeN"] in {100024, 100025}
    assert VALIDATORS.reply_violations(path.split("/")[1], 400, reply.json()) == []


@pytest.mark.parametrize(("path", "body"), EXAMPLES)
def test_the_front_signs_so_that_the_mock_believes_it(path, body):
    reply = _posted(path, body, SIGNED)

    assert "Error" not in orjson.loads(reply.content).get("ResponseMetadata", {}) or "Cancel" in path
    assert reply.status_code == (400 if "Cancel" in path else 200)


def _posted(path, body, headers, front=None):
    async def post():
        transport = httpx.ASGITransport(app=front or mock("default"))
        async with httpx.AsyncClient(transport=transport, base_url="http://front") as client:
            return await client.post(path, json=body, headers=headers)

    return asyncio.run(post())
