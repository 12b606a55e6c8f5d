"""`make bench`: measures, prints ratios, appends them to docs/performance.md.

Here lives what is compared with what. Never: a pass or a fail; a slow machine is no defect.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import orjson
import servers
import translation
from load import CONNECTIONS, Measured, Request, press

from vidlect_adapters.canonical import Seconds, TaskRef, VideoRequest
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_contract.mock_keys import mock_credentials

HISTORY = servers.ROOT / "docs" / "performance.md"
HOME = "volcengine_visual"
FILMS = {
    "volcengine_visual": "jimeng_t2v_v30",
    "volcengine_ark": "doubao-seedance-1-0-pro-250528",
    "dashscope": "wan2.6-t2v",
}
"""Vendor → the model whose film is asked for."""
BUDGETS = {
    "volcengine_visual": ("signed", "≥ 0.35", "≥ 0.30"),
    "volcengine_ark": ("bearer", "≥ 0.55", ""),
    "dashscope": ("bearer", "≥ 0.55", ""),
}
"""Vendor → how its calls are authorised, and the budgets of a poll and a submit (design.md section 10)."""
LIVE_TASKS = 200_000


def request_of(vendor: str, base: str, call: HttpCall, *, authorized: bool = True) -> Request:
    """A call for wrk; a signature is good for 15 minutes."""
    hosted = call.with_headers(("Host", urlsplit(base).netloc))
    if authorized:
        hosted = VENDORS[vendor].authorize(hosted, mock_credentials(vendor), datetime.now(UTC))
    query = urlencode(hosted.query)
    url = base + hosted.path + (f"?{query}" if query else "")
    return Request(
        hosted.method, url, tuple(pair for pair in hosted.headers if pair[0] != "Host"), hosted.body
    )


def calls(vendor: str, base: str, *, authorized: bool = True) -> tuple[Request, Request]:
    """A submit, and a poll of a task that was submitted."""
    adapter = VENDORS[vendor]
    profile = choose(adapter.NAME, adapter.SWITCHES, adapter.PROFILES)
    film = VideoRequest(model=FILMS[vendor], prompt="雪地里的狐狸回头看向镜头", length=Seconds(Fraction(5)))
    submit = adapter.encode_submit(film, profile).call
    ref = adapter.decode_submitted(film, once(request_of(vendor, base, submit)), profile)
    if not isinstance(ref, TaskRef):
        raise SystemExit(f"{vendor} refused the bench's film: {ref}")
    poll = adapter.encode_poll(ref, profile)
    return (
        request_of(vendor, base, submit, authorized=authorized),
        request_of(vendor, base, poll, authorized=authorized),
    )


def once(request: Request) -> HttpReply:
    """The answer to one request."""
    where = urlsplit(request.url)
    connection = http.client.HTTPConnection(where.netloc, timeout=10)
    target = (where.path or "/") + (f"?{where.query}" if where.query else "")
    connection.request(request.method, target, request.body, dict(request.headers))
    answer = connection.getresponse()
    reply = HttpReply(status=answer.status, headers=tuple(answer.getheaders()), body=answer.read())
    connection.close()
    return reply


def rate_rows(seconds: float) -> list[list[str]]:
    """Requests a second against the baseline."""
    rows: list[list[str]] = []
    with servers.baseline() as url:
        base = press(Request("GET", url, ()), seconds)

    def row(name: str, measured: Measured, budget: str) -> None:
        expected = 0 if "refused" not in name else measured.requests
        oddly = abs(measured.refused - expected) + measured.broken
        rows.append(
            [
                name,
                f"{measured.rate:,.0f}",
                f"{measured.rate / base.rate:.2f}",
                budget,
                f"{measured.p99:.1f} ms",
                "" if not oddly else f"{oddly} unexpected answers",
            ]
        )

    row("baseline: bare uvicorn, static bytes", base, "1")
    with servers.mock(*FILMS) as (urls, _):
        for vendor, (how, poll_budget, submit_budget) in BUDGETS.items():
            submit, poll = calls(vendor, urls[vendor])
            row(f"{vendor} poll, {how}", press(poll, seconds), poll_budget)
            row(f"{vendor} submit, {how}", press(submit, seconds), submit_budget)
        submit, poll = calls(HOME, urls[HOME], authorized=False)
        row(f"{HOME} poll, unsigned: refused", press(poll, seconds), "")
        row(f"{HOME} submit, unsigned: refused", press(submit, seconds), "")
    with servers.aimock() as url:
        if url is None:
            rows.append(["aimock (npm): skipped, no Node", "", "", "", "", ""])
        else:
            tasks = f"{url}/api/v3/contents/generations/tasks"
            headers = (("Content-Type", "application/json"), ("Authorization", "Bearer bench"))
            body = orjson.dumps({"model": "seedance", "content": [{"type": "text", "text": "a fox"}]})
            create = Request("POST", tasks, headers, body)
            task_id = orjson.loads(once(create).body)["id"]
            row(
                f"{servers.AIMOCK} Ark poll, unchecked",
                press(Request("GET", f"{tasks}/{task_id}", headers), seconds),
                "",
            )
            row(f"{servers.AIMOCK} Ark submit, unchecked", press(create, seconds), "")
    return rows


def endurance_rows(requests: int) -> list[list[str]]:
    """Pauses with many live tasks, memory after many requests, start-up."""
    rows: list[list[str]] = []
    for vendors, start_budget, memory_budget in (((HOME,), "0.4", "60"), (tuple(VENDORS), "0.7", "90")):
        many = f"{len(vendors)} vendors" if len(vendors) > 1 else "one vendor"
        starts = statistics.median(start_once(vendors) for _ in range(5))
        rows.append(
            [f"start to first answer, {many} (median of 5)", f"{starts:.2f} s", f"≤ {start_budget} s"]
        )
        with servers.mock(*vendors) as (urls, pid):
            once(Request("GET", urls[HOME], ()))
            rows.append([f"idle memory, {many}", f"{servers.resident(pid):.0f} MB", f"≤ {memory_budget} MB"])
    with servers.mock(HOME) as (urls, pid):
        submit, poll = calls(HOME, urls[HOME])
        done = 0
        while done < LIVE_TASKS:
            done += press(submit, 5).requests
        crowded = press(poll, 5)
        rows.append(
            [f"longest pause of a poll, {done:,} tasks submitted", f"{crowded.longest:.0f} ms", "≤ 50 ms"]
        )
        memory, total = servers.resident(pid), done + crowded.requests
        rows.append([f"memory after {total:,} requests", f"{memory:.0f} MB", ""])
        while total < requests:
            total += press(poll, 10).requests
        rows.append([f"memory after {total:,} requests", f"{servers.resident(pid):.0f} MB", "flat"])
    return rows


def start_once(vendors: tuple[str, ...]) -> float:
    """Seconds from the start of the process to its first vendor answer."""
    start = time.perf_counter()
    with servers.mock(*vendors) as (urls, _):
        once(Request("GET", urls[HOME], ()))
        return time.perf_counter() - start


def table(title: str, head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [f"### {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows), ""])


def machine() -> str:
    """The machine and the versions that were measured."""
    cpu = platform.processor() or "unknown CPU"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip()
            for line in info.read_text().splitlines()
            if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("uvicorn", "uvloop", "httptools", "orjson", "jsonschema-rs")
    )
    return f"{cpu}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}, Python {platform.python_version()}; {packages}"


def main() -> None:
    """Measure all, print it, keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8, help="of load for each row")
    parser.add_argument("--requests", type=int, default=1_000_000, help="until memory is looked at again")
    parser.add_argument("--no-history", action="store_true", help="print only")
    options = parser.parse_args()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    head = [
        f"## {datetime.now(UTC):%Y-%m-%d} · vidlect {version('vidlect')} at {commit.stdout.strip() or 'no commit'}",
        "",
        f"{machine()}. wrk: 1 thread, {CONNECTIONS} connections, {options.seconds:g} s a row, server and load on a CPU each.",
        "",
    ]
    translated = translation.measure()
    budgets = {"request: parse, map, render, sign": "≤ 15 µs", "reply: parse, map": "≤ 3 µs"}
    report = "\n".join(
        [
            *head,
            table(
                "Load",
                ["what", "requests/s", "ratio", "budget", "p99", "remarks"],
                rate_rows(options.seconds),
            ),
            table("Endurance", ["what", "measured", "budget"], endurance_rows(options.requests)),
            table(
                "Translation",
                ["what", "measured", "budget"],
                [[name, f"{value:.1f} µs", budgets.get(name, "")] for name, value in translated.items()],
            ),
        ]
    )
    sys.stdout.write(report)
    if not options.no_history:
        with HISTORY.open("a", encoding="utf-8") as history:
            history.write("\n" + report)


if __name__ == "__main__":
    main()
