"""The document and its page, with the network off."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest


def test_the_document_is_served_with_this_mock_as_its_server(client):
    document = client.get("/openapi.json").json()
    assert document["info"] == {"title": "A vendor", "version": "1"}
    assert document["servers"] == [{"url": "/", "description": "this mock"}]


def test_everything_that_the_page_loads_comes_from_this_server(served, client):
    page = client.get("/docs")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    loaded = re.findall(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)["']""", page.text)
    assert {"/openapi.json", "/__docs__/swagger-ui-bundle.js", "/__docs__/swagger-ui.css"} <= set(loaded)
    for address in loaded:
        assert address.startswith("/")
        assert client.get(address).status_code == 200
    assert served.stand_in.received == []


def test_nothing_in_the_page_names_another_host(client):
    assert re.findall(r"https?://|[\"']//", client.get("/docs").text) == []


def test_the_page_asks_no_foreign_server_to_validate_the_document(client):
    assert '"validatorUrl": null' in client.get("/docs").text


def test_the_style_sheet_loads_nothing_from_elsewhere(client):
    style = client.get("/__docs__/swagger-ui.css").text
    assert [
        address
        for address in re.findall(r"url\(([^)]*)\)", style)
        if not address.strip("'\"").startswith("data:")
    ] == []


@pytest.mark.parametrize("path", ["/docs/other", "/redoc", "/openapi.yaml", "/__docs", "/docs/"])
def test_other_paths_are_the_engines(served, client, path):
    client.get(path)
    assert [received.path for received in served.stand_in.received] == [path.encode()]


def test_many_readers_at_once_all_get_the_page(client):
    with ThreadPoolExecutor(8) as readers:
        pages = list(readers.map(lambda _: client.get("/docs").status_code, range(16)))
    assert pages == [200] * 16
