"""The reference gateway in the profile new-api answers as its mixed documents say: a video object, and an envelope."""

import pytest
from running import listed, run

from vidlect_adapters.new_api import NEW_API
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES
from vidlect_contract.reference.gateway import Gateway, GatewayConfiguration
from vidlect_contract.reference.keys import ClientKey
from vidlect_contract.reference.ledger import MemoryLedger
from vidlect_contract.reference.upstream import ask_mock
from vidlect_contract.surface_documents import document_of
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import Settings, serve_in_thread


@pytest.mark.slow
@pytest.mark.parametrize("name", ["openai_videos", "burncloud"])
def test_the_gateway_meets_its_document(name):
    surface = SURFACES[name]
    profile = choose(name, surface.SWITCHES, surface.PROFILES, NEW_API)
    bearer = {"Authorization": f"Bearer {ClientKey(session='default').text}"}

    with serve_in_thread(Settings(pace=AfterPolls(1, 2), media="tiny")) as mock:
        configuration = GatewayConfiguration(
            upstreams=ask_mock(mock.control_url), profiles={name: profile}, shortest_pause=0.0
        )
        gateway = Gateway(configuration, MemoryLedger())
        result = run(document_of(profile), gateway.apps[name], "new_api", headers=bearer)

    assert listed(result) == ""
    create = surface.encode_query("x", profile).path.removesuffix("/x")
    assert result.counted(f"POST {create}", 200, 200)
