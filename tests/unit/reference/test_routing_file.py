"""The routing file: what it may say, and how a wrong one is refused."""

import re

import pytest

from vidlect_adapters.registry import VENDORS
from vidlect_adapters.routing import Route
from vidlect_contract.reference.routing_file import read_routes


@pytest.fixture
def read(tmp_path):
    def read(text, configured=tuple(VENDORS)):
        path = tmp_path / "routes.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_routes(path, configured)

    return read


def test_a_route_is_one_text_or_a_table(read):
    text = """
    [models]
    "my-film" = "kling/kling-v2-6"
    "sora-2" = { vendor = "volcengine_ark", model = "doubao-seedance-1-0-pro-250528" }
    "名" = "vidu/viduq1"
    """
    assert read(text) == {
        "my-film": Route(vendor="kling", model="kling-v2-6"),
        "sora-2": Route(vendor="volcengine_ark", model="doubao-seedance-1-0-pro-250528"),
        "名": Route(vendor="vidu", model="viduq1"),
    }


def test_no_file_and_no_names_are_no_routes(read):
    assert read_routes(None, VENDORS) == {}
    assert read("[models]") == {}


def line(value, name='"my-film"'):
    return f"[models]\n{name} = {value}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "models: expected a table of a model's name and \"VENDOR/MODEL\" or a table with vendor and model"),
        ('models = "kling/kling-v2-6"', "models: expected a table, got 'kling/kling-v2-6'"),
        ("[model]\n", "model: no such key; there are: models"),
        ("[models]\n[more]\n", "more: no such key; there are: models"),
        (line('"kling"'), 'models.my-film: expected "VENDOR/MODEL"'),
        (line('"/kling-v2-6"'), 'models.my-film: expected "VENDOR/MODEL"'),
        (line('"kling/"'), 'models.my-film: expected "VENDOR/MODEL"'),
        (line('""'), "models.my-film: expected \"VENDOR/MODEL\" or a table with vendor and model, got ''"),
        (line("7"), 'models.my-film: expected "VENDOR/MODEL" or a table with vendor and model, got 7'),
        (line('["kling/kling-v2-6"]'), "models.my-film: expected"),
        (line("{}"), "models.my-film: expected"),
        (line('{ vendor = "kling" }'), "models.my-film: expected"),
        (line('{ model = "kling-v2-6" }'), "models.my-film: expected"),
        (line('{ vendor = "kling", model = 26 }'), "models.my-film.model: expected a text, got 26"),
        (line('{ vendor = "kling", modell = "kling-v2-6" }'), "models.my-film.modell: no such key; there are: vendor, model"),
        (line('"kling/kling-v2-6"', "my.film"), "models.my.film: no such key; there are: vendor, model"),
        (line('"kling/kling-v2-6"', '""'), "models: expected names that are not empty"),
        (line('"klign/kling-v2-6"'), "models.my-film: there is no vendor 'klign' here; there are: volcengine_visual, "),
        (line('"kling/kling-v26"'), "models.my-film: kling has no model 'kling-v26'; near names are kling-v2-6"),
        (line('"kling/kling-v2-6') + line('"vidu/viduq1"'), "not TOML"),
        (line('"kling/kling-v2-6"') + '"my-film" = "vidu/viduq1"\n', "not TOML"),
        (b"\xff", "not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_file_key_and_what_was_expected(read, text, words):
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        read(text)
    assert re.match(r".*/routes\.toml: ", str(caught.value))
    assert "\n" not in str(caught.value)


def test_a_vendor_that_is_not_configured_is_none(read):
    with pytest.raises(ValueError, match=r"no vendor 'kling' here; there are: vidu$"):
        read(line('"kling/kling-v2-6"'), configured=["vidu", "somebody-else"])


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path):
    with pytest.raises(ValueError, match=r"routes\.toml: No such file or directory"):
        read_routes(tmp_path / "routes.toml", VENDORS)
    with pytest.raises(ValueError, match="Is a directory"):
        read_routes(tmp_path, VENDORS)
