"""What only TokenOps' document has: questions about a picture's subject, and the keys."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest

from vidlect_adapters.canonical import SubjectFindings
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.surfaces.tokenops import vocabulary, wire
from vidlect_mock import documents

DOCUMENT: dict[str, Any] = documents.load("surfaces", "tokenops")  # type: ignore[assignment] # JSON
DEFAULT = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES)


def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


@pytest.mark.parametrize("path", [wire.DETECTION, wire.RECOGNITION])
def test_every_example_of_a_question_fits_and_is_accepted(path: str):
    content = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    (example,) = (one["value"] for one in content["examples"].values())
    name = "Detection" if path == wire.DETECTION else "Recognition"
    assert validator(name).is_valid(example)
    asked = HttpCall(method="POST", path=path, body=orjson.dumps(example))
    inspection = tokenops.decode_inspection(asked, DEFAULT).inspection
    findings = SubjectFindings(contains_subject=True, task_id="1", request_id="2")
    reply = tokenops.encode_findings(findings, inspection, DEFAULT)
    assert validator(f"{name}Findings").is_valid(orjson.loads(reply.body))


def test_the_document_names_every_member_and_key():
    create = DOCUMENT["components"]["schemas"]["Create"]["properties"]
    assert set(create) == wire.CREATE_MEMBERS | set(vocabulary.FOREIGN_CONTENT) | {"n"}
    assert DOCUMENT["components"]["schemas"]["ReqKey"]["enum"] == list(vocabulary.FILMS)
