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
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import servers
import translation
from load import CONNECTIONS, Measured, Request, press

from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import volcengine_visual as visual

HISTORY = servers.ROOT / "docs" / "performance.md"
BODY = {
    "req_key": "jimeng_t2v_v30",
    "prompt": "雪地里的狐狸回头看向镜头",
    "frames": 121,
    "aspect_ratio": "16:9",
}
LIVE_TASKS = 200_000


def keys() -> KeyPair:
    """The default session's keys, as a user gets them."""
    command = [sys.executable, "-m", "vidlect", "credentials", "volcengine_visual", "--format", "json"]
    said = orjson.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return KeyPair(access_key=said["access_key"], secret_key=said["secret_key"])


def call(base: str, action: str, body: dict[str, object], *, signed: bool = True) -> Request:
    """A Visual call for wrk; its signature is good for 15 minutes."""
    host = urlsplit(base).netloc
    unsigned = HttpCall(
        method="POST",
        path="/",
        query=(("Action", action), ("Version", "2022-08-31")),
        headers=(("Content-Type", "application/json"), ("Host", host)),
        body=orjson.dumps(body),
    )
    sent = visual.authorize(unsigned, keys(), datetime.now(UTC)) if signed else unsigned
    url = f"{base}/?Action={action}&Version=2022-08-31"
    return Request("POST", url, tuple(pair for pair in sent.headers if pair[0] != "Host"), sent.body)


def once(request: Request) -> bytes:
    """The answer to one request."""
    where = urlsplit(request.url)
    connection = http.client.HTTPConnection(where.netloc, timeout=10)
    connection.request(request.method, f"{where.path}?{where.query}", request.body, dict(request.headers))
    answer = connection.getresponse().read()
    connection.close()
    return answer


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
    with servers.mock() as (urls, _):
        visual_url = urls["volcengine_visual"]
        submit = call(visual_url, "CVSync2AsyncSubmitTask", BODY)
        task_id = orjson.loads(once(submit))["data"]["task_id"]
        asked: dict[str, object] = {"req_key": BODY["req_key"], "task_id": task_id}
        poll = call(visual_url, "CVSync2AsyncGetResult", asked)
        row("Visual poll, signed", press(poll, seconds), "≥ 0.35")
        row("Visual submit, signed", press(submit, seconds), "≥ 0.30")
        unsigned = call(visual_url, "CVSync2AsyncGetResult", asked, signed=False)
        row("Visual poll, unsigned: refused", press(unsigned, seconds), "")
        unsigned = call(visual_url, "CVSync2AsyncSubmitTask", BODY, signed=False)
        row("Visual submit, unsigned: refused", press(unsigned, seconds), "")
    with servers.aimock() as url:
        if url is None:
            rows.append(["aimock (npm): skipped, no Node", "", "", "", "", ""])
        else:
            tasks = f"{url}/api/v3/contents/generations/tasks"
            headers = (("Content-Type", "application/json"), ("Authorization", "Bearer bench"))
            body = orjson.dumps({"model": "seedance", "content": [{"type": "text", "text": "a fox"}]})
            create = Request("POST", tasks, headers, body)
            task_id = orjson.loads(once(create))["id"]
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
    starts = [start_once() for _ in range(5)]
    rows.append(
        ["start to first answer, one vendor (median of 5)", f"{statistics.median(starts):.2f} s", "≤ 0.4 s"]
    )
    with servers.mock() as (urls, pid):
        rows.append(["idle memory, one vendor", f"{servers.resident(pid):.0f} MB", "≤ 60 MB"])
        submit = call(urls["volcengine_visual"], "CVSync2AsyncSubmitTask", BODY)
        task_id = orjson.loads(once(submit))["data"]["task_id"]
        done = 0
        while done < LIVE_TASKS:
            done += press(submit, 5).requests
        poll = call(
            urls["volcengine_visual"],
            "CVSync2AsyncGetResult",
            {"req_key": BODY["req_key"], "task_id": task_id},
        )
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


def start_once() -> float:
    """Seconds from the start of the process to its first vendor answer."""
    start = time.perf_counter()
    with servers.mock() as (urls, _):
        once(Request("POST", f"{urls['volcengine_visual']}/?Action=none", ()))
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
