import json
import shlex
import socket
from types import SimpleNamespace

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from vidlect.cli import main
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES
from vidlect_adapters.registry import VENDORS as VENDOR_ADAPTERS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_contract.cli import up
from vidlect_contract.reference.keys import ClientKey, read
from vidlect_mock.registry import VENDORS, load


def said(*arguments):
    return CliRunner().invoke(main, list(arguments))


def refused(*arguments):
    """The one line of a refusal."""
    result = said(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("session", ["default", "my-session-2"])
def test_the_keys_of_a_vendor_name_the_session(vendor, session):
    keys = json.loads(said("credentials", vendor, "--session", session, "--format", "json").stdout)
    assert load(vendor).session_of(keys.get("access_key") or keys["api_key"]) == session
    if "access_key" in keys:
        assert load(vendor).secret_of(keys["access_key"]) == keys["secret_key"]


@pytest.mark.parametrize("vendor", VENDORS)
def test_keys_come_as_variables_of_the_official_sdks_by_default(vendor):
    lines = said("credentials", vendor).stdout.splitlines()
    variables = dict(shlex.split(line)[0].split("=", 1) for line in lines)
    assert variables == {k: v for kind in load(vendor).credentials("default") for k, v in kind.env.items()}


def test_a_key_of_the_gateway_is_printed_in_both_forms():
    key = ClientKey(session="one", models="jimeng-*").text
    arguments = ("credentials", "gateway", "--session", "one", "--models", "jimeng-*")
    assert json.loads(said(*arguments, "--format", "json").stdout) == {"api_key": key}
    assert said(*arguments).stdout == f"VIDLECT_GATEWAY_API_KEY={key}\n"


def test_a_vendor_without_variables_of_its_own_gets_some_of_ours(monkeypatch):
    class Plain:
        def credentials(self, session):
            return (type("Kind", (), {"values": {"api_key": f"key of {session}"}, "env": {}})(),)

    monkeypatch.setattr("vidlect_contract.cli.credentials.load", lambda _: Plain())
    assert (
        said("credentials", "volcengine_visual").stdout
        == "VIDLECT_VOLCENGINE_VISUAL_API_KEY='key of default'\n"
    )


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("credentials", "nobody"), "'openai', 'gateway'"),
        (("credentials", "gateway", "--session", "A B"), "session"),
        (("credentials", "volcengine_visual", "--session", ""), "session"),
        (("credentials", "gateway", "--models", ""), "glob"),
        (("credentials", "volcengine_visual", "--models", "*"), "--models"),
        (("credentials", "gateway", "--format", "xml"), "--format"),
        (("credentials",), "VENDOR|gateway"),
        (("explain",), "VENDOR"),
        (("dialects", "--nothing"), "--nothing"),
        (("gateway", "--ledger", "disk"), "sqlite:PATH"),
        (("gateway", "--port", "65536"), "--port"),
        (("gateway", "--profile", "tokenops"), "expected"),
        (("gateway", "--profile", "tokenops=nothing"), "profile"),
        (("gateway", "--link-secret", ""), "at least 16 characters"),
        (("gateway", "--link-secret", "a" * 15), "at least 16 characters"),
        (("gateway", "--link-secret", "a" * 16, "--upstream", "http://127.0.0.1:1"), "vidlect mock"),
        (("gateway", "--upstream", "ftp://nowhere"), "nowhere"),
        (("gateway", "--upstream", "http://127.0.0.1:1"), "vidlect mock"),
        (("gateway", "--callback-allow", "not a host"), "a host name, an address or a network"),
        (("up", "--callback-allow", "10.0.0.0/99"), "a host name, an address or a network"),
        (("up", "--ledger", "sqlite:"), "sqlite:PATH"),
        (("up", "--pace", "someday"), "pace"),
        (("up", "--profile", "nowhere=default"), "nowhere"),
    ],
)
def test_a_bad_option_is_one_line_and_exit_code_2(arguments, word):
    assert word in refused(*arguments)


def test_what_answers_but_is_no_mock_is_said_so():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        import threading  # noqa: PLC0415

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")

        thread = threading.Thread(target=answer)
        thread.start()
        assert "no mock" in refused("gateway", "--upstream", url)
        thread.join()


def test_dialects_are_listed_with_what_they_support():
    listed = json.loads(said("dialects", "--json").stdout)
    assert listed["vendors"]["volcengine_visual"]["supports"] == [
        "submit",
        "poll",
        "cancel",
        "inspect subject",
        "mock",
    ]
    assert "jimeng_ti2v_v30_pro" in listed["vendors"]["volcengine_visual"]["models"]
    assert listed["surfaces"]["tokenops"]["supports"] == ["create", "query", "content", "inspect subject"]
    assert "vendor volcengine_visual: submit, poll, cancel" in said("dialects").stdout


def test_profiles_and_switches_of_both_readings_are_listed_on_demand():
    listed = json.loads(said("dialects", "--profiles", "--json").stdout)
    readings = listed["vendors"]["volcengine_visual"]["readings"]
    assert set(readings) == {"adapter", "mock"}
    for reading in readings.values():
        assert "default" in reading["profiles"]
        assert all(switch["choices"] and switch["source"] for switch in reading["switches"].values())
    text = said("dialects", "--profiles").stdout
    assert "adapter profile default: all defaults" in text
    assert "mock switch " in text


def test_the_default_key_reads_back():
    assert read(ClientKey(session="default").text) == ClientKey(session="default")


def test_a_shell_completes_whose_credentials_are_wanted():
    completion = ShellComplete(main, {}, "vidlect", "_VIDLECT_COMPLETE")
    found = completion.get_completions(["credentials"], "")

    assert [item.value for item in found] == [*VENDORS, "gateway"]


@pytest.mark.parametrize(("codes", "end"), [((0, 1, 0), 1), ((0, 0), 0), ((), 1)])
def test_one_red_surface_makes_all_surfaces_red(monkeypatch, codes, end):
    left = list(codes)

    async def nothing(*_arguments, **_options):
        return None

    command = "vidlect_contract.cli.verify"
    monkeypatch.setattr(f"{command}.plan", lambda *_, **__: SimpleNamespace(cases=left and (1,)))
    monkeypatch.setattr(f"{command}._interruptible", nothing)
    monkeypatch.setattr(f"{command}._told", lambda *_, **__: left.pop(0))
    assert said("verify", "--surface", "all").exit_code == end


@pytest.mark.parametrize("profile", ["default", "strict"])
@pytest.mark.parametrize("surface", SURFACES)
def test_the_command_that_up_shows_for_a_surface_makes_a_film(surface, profile):
    command, address, *words = shlex.split(up._curl(surface, "http://127.0.0.1:1", "sk-1"))
    assert command == "curl"
    said = list(zip(words[::2], words[1::2], strict=True))
    headers = tuple(tuple(value.split(": ", 1)) for flag, value in said if flag == "-H")
    (text,) = [value for flag, value in said if flag == "-d"] or [""]
    parts = [value.split("=", 1) for flag, value in said if flag == "-F"]
    path = address.removeprefix("http://127.0.0.1:1")
    call = HttpCall(method="POST", path=path, headers=headers, body=text.encode())
    if parts:
        call = form_call("POST", path, tuple(Part(name=name, content=one.encode()) for name, one in parts))
    adapter = SURFACES[surface]
    chosen = choose(surface, adapter.SWITCHES, adapter.PROFILES, profile)
    assert isinstance(relay_of(adapter, VENDOR_ADAPTERS, {surface: chosen}).begin_create(call), Outbound)
