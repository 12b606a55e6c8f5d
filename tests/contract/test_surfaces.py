"""The reference gateway answers as each `openapi/surfaces/NAME.yaml` says, in front of a mock."""

import pytest
from running import listed, run

from vidlect_adapters.registry import SURFACES
from vidlect_contract.reference.keys import ClientKey
from vidlect_mock.documents import load


def without_recursion(document):
    """`Empty` two arrays deep instead of any number: schemathesis cannot draw from a schema that holds itself."""
    schemas = document["components"]["schemas"]
    if "Empty" not in schemas:
        return document
    flat = [one for one in schemas["Empty"]["anyOf"] if one.get("type") != "array"]
    inner = {"type": "array", "items": {"anyOf": flat}}
    schemas["Empty"] = {"anyOf": [*flat, {"type": "array", "items": {"anyOf": [*flat, inner]}}]}
    return document


@pytest.mark.slow
@pytest.mark.parametrize("surface", SURFACES)
def test_the_gateway_meets_its_document(gateway, surface):
    document = load("surfaces", surface)
    bearer = {"Authorization": f"Bearer {ClientKey(session='default').text}"}

    result = run(without_recursion(document), gateway.apps[surface], surface, headers=bearer)

    assert listed(result) == ""
    labels = {label.partition(" ")[::2] for label in result.statuses}
    creates = [f"POST {path}" for method, path in labels if method == "POST" and "{" not in path]
    of_tasks = {f"GET {path}" for method, path in labels if method == "GET"}
    assert any(result.counted(label, 200, 200) for label in creates)
    assert all(result.counted(label, 200, 200) for label in of_tasks)
    assert of_tasks <= result.stateful
