from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from vidlect_adapters.canonical_json import to_json
from vidlect_adapters.errors import InvalidSignature, TranslationError
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import volcengine_ark as ark

VECTORS = orjson.loads((Path(__file__).parent / "vectors" / "callbacks.json").read_bytes())["vectors"]
NOW = datetime(2026, 4, 14, tzinfo=UTC)


def read(adapter, body, secret=None):
    call = HttpCall(method="POST", path="/notices", body=body.encode())
    return ark.read_callback(call, secret, NOW, adapter.profile)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["id"])
def test_a_notice_says_what_a_get_would(adapter, vector):
    if "raises" in vector:
        with pytest.raises(TranslationError) as caught:
            read(adapter, vector["body"])
        assert (caught.value.code, caught.value.pointer) == (vector["raises"], vector["pointer"])
    else:
        assert to_json(read(adapter, vector["body"])) == vector["task"]


def test_there_is_a_vector_for_every_status_and_every_way_to_be_broken():
    states = {orjson.loads(one["body"])["status"] for one in VECTORS if "task" in one}
    assert states == {"queued", "running", "succeeded", "failed", "expired"}
    assert sum("raises" in one for one in VECTORS) >= 5


def test_whoever_expects_a_signature_gets_none_from_this_vendor(adapter):
    with pytest.raises(InvalidSignature):
        read(adapter, VECTORS[0]["body"], secret="s")
