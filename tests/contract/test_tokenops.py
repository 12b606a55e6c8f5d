"""The reference gateway answers as `openapi/surfaces/tokenops.yaml` says, in front of a mock."""

import pytest
from running import listed, run

from vidlect_contract.reference.keys import ClientKey
from vidlect_mock.documents import load


def without_recursion(document):
    """`Empty` two arrays deep instead of any number: schemathesis cannot draw from a schema that holds itself."""
    schemas = document["components"]["schemas"]
    flat = [one for one in schemas["Empty"]["anyOf"] if one.get("type") != "array"]
    inner = {"type": "array", "items": {"anyOf": flat}}
    schemas["Empty"] = {"anyOf": [*flat, {"type": "array", "items": {"anyOf": [*flat, inner]}}]}
    return document


@pytest.mark.slow
def test_the_gateway_meets_its_document(gateway):
    document = load("surfaces", "tokenops")
    bearer = {"Authorization": f"Bearer {ClientKey(session='default').text}"}

    result = run(without_recursion(document), gateway.apps["tokenops"], "tokenops", headers=bearer)

    assert listed(result) == ""
    content = "GET /v1/videos/{id}/content"
    assert result.counted("POST /v1/videos", 200, 200)
    assert result.counted(content, 200, 200)
    assert {"GET /v1/videos/{id}", content} <= result.stateful
