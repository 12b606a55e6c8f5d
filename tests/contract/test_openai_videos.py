"""The reference gateway answers as `openapi/surfaces/openai_videos.yaml` says, in front of a mock."""

import pytest
from running import listed, run

from vidlect_contract.reference.keys import ClientKey
from vidlect_mock.documents import load


@pytest.mark.slow
def test_the_gateway_meets_its_document(gateway):
    document = load("surfaces", "openai_videos")
    bearer = {"Authorization": f"Bearer {ClientKey(session='default').text}"}

    result = run(document, gateway.apps["openai_videos"], "openai_videos", headers=bearer)

    assert listed(result) == ""
    content = "GET /v1/videos/{id}/content"
    assert result.counted("POST /v1/videos", 200, 200)
    assert result.counted(content, 200, 200)
    assert {"GET /v1/videos/{id}", content} <= result.stateful
