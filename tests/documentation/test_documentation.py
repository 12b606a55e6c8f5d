"""The documentation is true: its parts are generated, its commands run, its links lead somewhere."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import generated
import pytest
from click.testing import CliRunner

from vidlect.cli import COMMANDS, main
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.reference.routing_file import read_routes
from vidlect_contract.targets.description import target_from
from vidlect_mock import documents

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    + [ROOT / root / "README.md" for root in ("adapters", "mock_upstream", "contract", "requirements")]
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
CLIENT = ROOT / ".cache/clients/volcengine/bin/python"


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))


def block(kind: str, contains: str) -> str:
    return next(text for language, text in blocks("README.md") if language == kind and contains in text)


def bound(held: contextlib.ExitStack, port: int) -> int:
    one = held.enter_context(socket.socket())
    one.bind(("127.0.0.1", port))
    return one.getsockname()[1]


def free_ports() -> tuple[int, int]:
    """Two ports, each with as many free ones behind it as mock and gateway take: theirs stand in a row."""
    while True:
        # a neighbour may be taken, or beyond the last port: then others are tried
        with contextlib.ExitStack() as held, contextlib.suppress(OSError, OverflowError):
            control, gateway = bound(held, 0), bound(held, 0)
            for port in range(control + 1, control + 1 + len(VENDORS)):
                bound(held, port)
            for port in range(gateway + 1, gateway + len(SURFACES)):
                bound(held, port)
            return control, gateway


@contextmanager
def vidlect_up() -> Iterator[tuple[int, int]]:
    """`vidlect up` on other ports than the documentation's: (control port, gateway port)."""
    control, gateway = free_ports()
    command = [
        sys.executable,
        "-m",
        "vidlect",
        "up",
        "--json",
        "--mock-port",
        str(control),
        "--port",
        str(gateway),
    ]
    with subprocess.Popen([*command, "--pace", "instant"], stdout=subprocess.PIPE, text=True) as up:
        try:
            assert up.stdout is not None
            json.loads(up.stdout.readline())
            yield control, gateway
        finally:
            up.terminate()
            assert up.wait(15) == 0


@pytest.mark.parametrize("page", generated.PAGES)
def test_generated_parts_are_as_their_tables_say(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert "<!-- generated: " in text
    assert generated.regenerated(text) == text, "run `make docs`"


def test_both_languages_have_the_same_blocks_sections_and_links():
    assert blocks("README.md") == blocks("README.zh-CN.md")
    english, chinese = (
        (ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "README.zh-CN.md")
    )
    for pattern in (r"^#+ ", r"\]\(([^)]*)\)", r"^\| "):
        one, other = (re.findall(pattern, text, re.MULTILINE) for text in (english, chinese))
        swapped = [
            link.replace("README.md", "README.zh-CN.md") if "/" not in link else link for link in other
        ]
        assert len(one) == len(swapped), pattern


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_exist(page):
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not link.startswith("http"):
            assert (page.parent / link).exists(), link


def test_the_two_commands_open_the_readme_and_are_what_ci_runs():
    language, first = blocks("README.md")[0]
    assert language == "sh"
    assert [line.split("#")[0].strip() for line in first.splitlines()] == ["make verify", "make test"]
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("exec make test")


def test_every_vidlect_command_in_the_documentation_exists_with_its_options():
    told = 0
    for page in PAGES:
        for line in re.findall(r"vidlect ([a-z]+[^`\n|)]*)", page.read_text(encoding="utf-8")):
            words = line.split()
            if words[0] not in COMMANDS:
                continue
            told += 1
            help_text = CliRunner().invoke(main, [words[0], "--help"]).output
            for option in (word for word in words if re.fullmatch(r"--[a-z-]+", word)):
                assert option in help_text, line
    assert told > 10


def test_a_commands_help_is_that_of_the_table():
    for name, (_, about) in COMMANDS.items():
        assert about.split()[0] in CliRunner().invoke(main, [name, "--help"]).output, name


def test_the_target_file_of_the_readme_is_a_good_one():
    target = target_from(tomllib.loads(block("toml", "[gateway]")), "my-gateway", ".")
    assert target.environment["VISUAL_BASE_URL"] == "{mock.volcengine_visual}"


def test_the_routing_file_of_the_guide_is_a_good_one(tmp_path):
    ((_, text),) = (one for one in blocks("docs/guides/routing.md") if one[0] == "toml")
    path = tmp_path / "routes.toml"
    path.write_text(text, encoding="utf-8")
    assert set(read_routes(path, VENDORS)) == {"my-film", "sora-2"}


def test_the_dependencies_of_the_distribution_are_locked():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = (ROOT / "requirements/dev.in").read_text(encoding="utf-8").lower().splitlines()
    assert {re.split(r"[>=<]", one)[0].lower() for one in wanted} <= set(locked)


@pytest.mark.slow
def test_the_curl_of_the_readme_creates_a_task():
    with vidlect_up() as (control, gateway):
        script = block("sh", "curl -s").replace("8800", str(gateway)).replace("18080", str(control))
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        run = subprocess.run(
            ["bash", "-euc", script],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PATH": path},
        )
        assert run.returncode == 0, run.stderr
        assert json.loads(run.stdout)["status"] == "in_queue"


@pytest.mark.foreign
@pytest.mark.slow
def test_the_sdk_program_of_the_readme_ends_with_a_film():
    credentials = [sys.executable, "-m", "vidlect", "credentials", "volcengine_visual"]
    keys = dict(
        line.split("=", 1)
        for line in subprocess.run(
            credentials, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    )
    with vidlect_up() as (control, _):
        program = block("python", "VisualService").replace("18081", str(control + 1))
        run = subprocess.run(
            [str(CLIENT), "-c", program],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, **keys},
        )
        assert run.returncode == 0, run.stderr
        status, url = run.stdout.splitlines()[-1].split()
        assert status == "done"
        assert url.startswith(f"http://127.0.0.1:{control + 1}/")


@pytest.mark.parametrize("name", generated.VENDORS)
def test_a_base_url_ends_where_the_vendors_paths_begin(name):
    base = generated.VENDORS[name].base_path
    assert all(
        path.startswith(f"{base}/") for path in documents.load("vendors", name)["paths"] if path not in BESIDE
    )
    assert f"{base}`" in generated.addresses()


BESIDE = {"/dashscope-file-mgr"}
"""An address of its own in life: the storage that an upload goes to."""
