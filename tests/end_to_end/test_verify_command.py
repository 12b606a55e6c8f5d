"""`vidlect verify` as CI scripts call it: what it prints, writes and returns."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from xml.etree import ElementTree as ET

import orjson
import pytest

from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.reference.keys import ClientKey

KEY = ClientKey(session="default").text
QUICK = (
    "--only",
    "tokenops/models/*",
    "--only",
    "journeys/delivery/whole-film",
    "--only",
    "tokenops/protocol/*key*",
)


def verify(*options, **more):
    return subprocess.run(
        [sys.executable, "-m", "vidlect", "verify", *map(str, options)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        **more,
    )


def target(tmp_path, gateway, **tables):
    file = tmp_path / "mine.toml"
    lines = [f"gateway.{name} = {value}" for name, value in gateway.items()]
    lines += [f"{name} = {value}" for name, value in tables.items()]
    file.write_text("\n".join([*lines, f'keys.default = "{KEY}"', "poll_interval = 0.05"]), "utf-8")
    return file


def start_command(**environment):
    command = [sys.executable, "-m", "vidlect", "gateway", "--upstream", "{mock.control}"]
    command += ["--surface", "tokenops", "--port", "{port}"]  # one port: its neighbours may be taken
    return {
        "start": orjson.dumps(command).decode(),
        "ready": '{ path = "/v1/videos/x", status = 401 }',
        **environment,
    }


@pytest.mark.slow
def test_all_surfaces_are_judged_one_after_the_other_each_with_its_own_reports(tmp_path):
    done = verify("--surface", "all", "--only", "*/over-vidu/plain", "--report", tmp_path, "--json")
    told = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [one["surface"] for one in told] == list(SURFACES)
    assert all(one["passed"] == one["cases"] > 0 for one in told)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(SURFACES)
    assert (tmp_path / "tokenops" / "junit.xml").is_file()


def test_a_glob_that_names_no_case_of_any_surface_is_a_failure():
    assert verify("--surface", "all", "--only", "nothing*").returncode == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("surface", "least"),
    [
        ("tokenops", 730),
        ("openai_videos", 480),
        ("omnimaas_generations", 550),
        ("omnimaas_videos", 550),
        ("burncloud", 550),
    ],
)
def test_the_reference_gateway_passes_everything_over_every_vendor(tmp_path, surface, least):
    done = verify("--surface", surface, "--report", tmp_path, "--json")
    summary = orjson.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert summary["red"] == []
    assert summary["advisory"] == 0
    assert summary["passed"] + summary["not_applicable"] == summary["cases"]
    assert summary["passed"] >= least
    results = (tmp_path / "results.jsonl").read_text().splitlines()
    judged = {orjson.loads(one)["id"].partition("/")[0] for one in results}
    assert judged >= {surface, *VENDORS}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("surface", "profile", "least"),
    [
        *((name, "new-api", 130) for name in ("openai_videos", "omnimaas_generations", "burncloud")),
        ("omnimaas_videos", "seed-000", 200),
        *((name, profile, 130) for name in SURFACES for profile in ("strict", "lenient")),
    ],
)
def test_it_passes_a_surfaces_own_cases_in_its_other_profiles(surface, profile, least):
    done = verify(
        "--surface", surface, "--profile", f"{surface}={profile}", "--only", f"{surface}/*", "--json"
    )
    summary = orjson.loads(done.stdout)
    assert (done.returncode, summary["red"]) == (0, []), done.stderr
    assert summary["passed"] >= least


def test_it_prints_a_table_and_writes_three_reports_without_secrets(tmp_path):
    done = verify("--report", tmp_path / "reports", *QUICK)
    assert done.returncode == 0, done.stderr
    assert "All as expected." in done.stdout
    assert "cases judged" in done.stderr
    lines = [orjson.loads(one) for one in (tmp_path / "reports/results.jsonl").read_text().splitlines()]
    assert {one["status"] for one in lines} == {"passed"}
    assert len(ET.parse(tmp_path / "reports/junit.xml").findall(".//testcase")) == len(lines)
    assert "All as expected." in (tmp_path / "reports/summary.md").read_text()
    written = (
        "".join(file.read_text() for file in (tmp_path / "reports").iterdir()) + done.stdout + done.stderr
    )
    assert KEY not in written
    assert "AKLT" not in written


def test_a_gateway_that_a_file_starts_is_judged_like_the_reference(tmp_path):
    done = verify("--target", target(tmp_path, start_command()), "--json", *QUICK)
    summary = orjson.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert summary["target"] == "mine"
    assert summary["passed"] == summary["cases"] > 10


def test_known_failures_are_strict_and_a_stale_entry_is_red(tmp_path):
    known = {
        "known_failures": '{ "tokenops/models/minimal" = "issue 1", "nobody/*" = "gone", "journeys/errors/*" = "not run here" }'
    }
    done = verify(
        "--target", target(tmp_path, start_command(), **known), "--json", "--only", "tokenops/models/*"
    )
    summary = orjson.loads(done.stdout)
    assert done.returncode == 1
    assert summary["unexpected_passes"] == 1
    assert summary["red"] == ["tokenops/models/minimal"]
    assert summary["stale_known_failures"] == ["nobody/*"]


def test_no_case_selected_is_red():
    done = verify("--only", "nobody/*")
    assert done.returncode == 1
    assert "No case was selected." in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--target", "no-such-file.toml"], "No such file"),
        (["--profile", "moon=default"], "there is no dialect 'moon'"),
        (["--profile", "tokenops=default,moon=full"], "has no switch 'moon'"),
        (["--surface", "moon"], "--surface"),
        (["--surface", "openai_videos", "--target", "mine.toml"], "--surface is for the reference target"),
        (["--concurrency", "0"], "--concurrency"),
        (["--timeout", "0"], "--timeout"),
    ],
)
def test_a_bad_option_is_one_clear_line_and_exit_code_2(options, said):
    done = verify(*options)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_target_file_names_the_key_and_what_was_expected(tmp_path):
    done = verify("--target", target(tmp_path, {"start": '"run me"'}))
    assert done.returncode == 2
    assert "gateway.start: expected a list of texts, got 'run me'" in done.stderr


def test_a_gateway_that_dies_is_one_clear_error(tmp_path):
    dying = orjson.dumps([sys.executable, "-c", "raise SystemExit('no licence')"]).decode()
    done = verify("--target", target(tmp_path, {"start": dying}), "--only", "tokenops/models/minimal")
    assert done.returncode == 2
    assert "it ended before it was ready" in done.stderr
    assert "no licence" in done.stderr


def test_a_mock_that_is_not_there_is_one_clear_error(tmp_path):
    file = target(tmp_path, {"base_url": '"http://127.0.0.1:9"'}, **{"mock.attach": '"http://127.0.0.1:9"'})
    done = verify("--target", file)
    assert done.returncode == 2
    assert "no mock at http://127.0.0.1:9" in done.stderr


def test_a_profile_makes_cases_not_applicable():
    done = verify("--profile", "tokenops=default,frames-against-seconds=frames", "--json", "--only", "*/c2-*")
    summary = orjson.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert (summary["cases"], summary["not_applicable"]) == (1, 1)


def test_an_interrupted_run_keeps_its_finished_verdicts(tmp_path):
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "vidlect",
            "verify",
            "--concurrency",
            "1",
            "--report",
            str(tmp_path),
            "--json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert running.stderr is not None
    for line in running.stderr:
        if "cases judged" in line:
            break
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    summary = orjson.loads(out)
    assert 25 <= summary["passed"] < 300
    assert summary["left"] > 0
    assert len((tmp_path / "results.jsonl").read_text().splitlines()) == summary["cases"]


def test_print_env_says_what_to_configure_and_waits(tmp_path):
    file = target(tmp_path, {**start_command(), "base_url": '"http://127.0.0.1:{port}"'})
    done = verify("--target", file, "--print-env", "--json", "--only", "tokenops/models/minimal")
    (summary,) = done.stdout.splitlines()
    names = dict(line.split("=", 1) for line in done.stderr.splitlines() if "=" in line)
    assert names["VIDLECT_MOCK_VOLCENGINE_VISUAL"].startswith("http://127.0.0.1:")
    assert names["VOLC_ACCESSKEY"].startswith("AKLT")
    assert orjson.loads(summary)["exit_code"] == done.returncode == 0


def test_model_names_and_words_of_the_target_are_used(tmp_path, mock, gateway):
    """A target with other model names is asked by them: here a name that the gateway does not know."""
    file = target(
        tmp_path,
        {"base_url": f'"{gateway.url}"'},
        **{
            "mock.attach": f'"{mock.control_url}"',
            "models.volcengine_visual": '{ "jimeng-video-3.0-pro" = "jm-pro" }',
        },
    )
    done = verify("--target", file, "--only", "tokenops/models/pro-text", "--json")
    assert done.returncode == 1
    assert orjson.loads(done.stdout)["red"] == ["tokenops/models/pro-text"]
