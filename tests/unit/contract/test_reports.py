"""Reports: every form holds every case, and no secret."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import orjson
import pytest
from rich.console import Console

from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_contract.case import Case, Kind, Level
from vidlect_contract.known_failures import KnownFailure, Standing, standing, unmatched
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.report import json_lines, junit, markdown
from vidlect_contract.report.progress import Display, print_table
from vidlect_contract.report.scrubbing import scrubber
from vidlect_contract.report.writing import FILES, write_reports
from vidlect_contract.runner.result import Result, Summary
from vidlect_contract.verdict import Code, Finding, Status, Verdict

CASE = Case(
    id="tokenops/models/minimal",
    kind=Kind.CREATE,
    level=Level.MUST,
    source="the page | section 1",
    confidence="documented",
    title="Model and prompt <suffice>",
    given={},
    expect={},
)
FINDING = Finding(
    code=Code.DOUBLE_CREATE, expected="1 submits", seen="2\x00 times", where="southbound submit"
)
SEEN = Observation(
    northbound=(
        Exchange(
            step="create",
            started=0.0,
            ended=0.1,
            call=HttpCall(
                method="POST",
                path="/v1/videos",
                headers=(("Authorization", "Bearer sk-secret-1"),),
                body=b"x" * 3000,
            ),
            reply=HttpReply(status=200, body=b"{}"),
        ),
    ),
)


def result(status: Status = Status.PASSED, case: Case = CASE, known=()) -> Result:
    findings = () if status in {Status.PASSED, Status.NOT_APPLICABLE} else (FINDING,)
    verdict = Verdict(case_id=case.id, status=status, findings=findings)
    stands, reason = standing(case, verdict, known)
    return Result(case=case, verdict=verdict, standing=stands, reason=reason, observation=SEEN, seconds=0.25)


def summary(*results: Result, **changed) -> Summary:
    return Summary(**{"target": "mine", "surface": "tokenops", "results": results, "seconds": 2.0, **changed})


KNOWN = [KnownFailure("tokenops/models/*", "issue 12")]
SHOULD = replace(CASE, level=Level.SHOULD)
UNSURE = replace(CASE, confidence="unsure")


@pytest.mark.parametrize(
    ("status", "case", "known", "expected"),
    [
        (Status.PASSED, CASE, [], Standing.AS_EXPECTED),
        (Status.PASSED, CASE, KNOWN, Standing.UNEXPECTED_PASS),
        (Status.PASSED, SHOULD, KNOWN, Standing.UNEXPECTED_PASS),
        (Status.FAILED, CASE, [], Standing.RED),
        (Status.FAILED, CASE, KNOWN, Standing.KNOWN_FAILURE),
        (Status.FAILED, CASE, [KnownFailure("journeys/*", "x")], Standing.RED),
        (Status.FAILED, SHOULD, [], Standing.ADVISORY),
        (Status.FAILED, UNSURE, [], Standing.ADVISORY),
        (Status.UNTESTABLE, SHOULD, [], Standing.RED),
        (Status.UNTESTABLE, CASE, KNOWN, Standing.RED),
        (Status.HARNESS_ERROR, SHOULD, KNOWN, Standing.RED),
        (Status.NOT_APPLICABLE, CASE, [], Standing.AS_EXPECTED),
        (Status.NOT_APPLICABLE, CASE, KNOWN, Standing.AS_EXPECTED),
    ],
)
def test_known_failures_are_strict_in_both_directions(status, case, known, expected):
    assert result(status, case, known).standing is expected


def test_an_entry_that_names_no_case_is_found():
    assert unmatched(["a/b/c"], [KnownFailure("a/*", ""), KnownFailure("b/*", "")]) == (
        KnownFailure("b/*", ""),
    )


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (summary(result()), 0),
        (summary(result(Status.NOT_APPLICABLE)), 0),
        (summary(result(Status.FAILED, SHOULD)), 0),
        (summary(result(Status.FAILED, known=KNOWN)), 0),
        (summary(result(Status.FAILED)), 1),
        (summary(result(Status.UNTESTABLE)), 1),
        (summary(result(Status.HARNESS_ERROR)), 1),
        (summary(result(known=KNOWN)), 1),
        (summary(result(), stale=(KnownFailure("x", "y"),)), 1),
        (summary(), 1),
        (summary(result(), left=3), 130),
        (summary(result(Status.FAILED), left=3), 130),
    ],
)
def test_the_exit_code_says_how_it_went(made, code):
    assert made.exit_code == code
    assert made.to_json()["exit_code"] == code


EVERYTHING = summary(
    result(),
    result(Status.FAILED, replace(CASE, id="tokenops/models/red")),
    result(Status.FAILED, replace(CASE, id="tokenops/models/known"), [KnownFailure("*/known", "issue 12")]),
    result(Status.FAILED, replace(SHOULD, id="tokenops/models/advice")),
    result(Status.UNTESTABLE, replace(CASE, id="journeys/faults/unserved")),
    result(Status.NOT_APPLICABLE, replace(CASE, id="journeys/faults/profile")),
    left=2,
    known=(KnownFailure("*/known", "issue 12"),),
    stale=(KnownFailure("gone/*", "old"),),
)


def test_json_lines_hold_every_case_and_what_was_seen_where_it_failed():
    lines = [orjson.loads(one) for one in json_lines.render(EVERYTHING).splitlines()]
    assert [one["id"] for one in lines] == [one.case.id for one in EVERYTHING.results]
    assert ["observation" in one for one in lines] == [False, True, True, True, True, False]
    assert lines[1]["findings"][0]["code"] == "double-create"
    assert lines[2]["known_failure"] == "issue 12"
    assert len(lines[1]["observation"]["northbound"][0]["request"]["body"]) < 2100


def test_junit_is_xml_that_ci_systems_read():
    document = ET.fromstring(junit.render(EVERYTHING))
    suites = {one.get("name"): one for one in document.iter("testsuite")}
    assert {
        name: (one.get("tests"), one.get("failures"), one.get("errors"), one.get("skipped"))
        for name, one in suites.items()
    } == {
        "tokenops/models": ("4", "1", "0", "2"),
        "journeys/faults": ("2", "0", "1", "1"),
    }
    failure = document.find(".//failure")
    assert failure is not None
    assert failure.get("message") == "double-create"


def test_markdown_says_first_what_is_red():
    page = markdown.render(EVERYTHING)
    assert "Interrupted." in page
    assert "Interrupted: 2 cases were not judged." in page
    assert page.index("journeys/faults/unserved`: untestable, **red**") < page.index(
        "advice`: failed, advisory"
    )
    assert page.endswith("- issue 12\n  - `double-create at southbound submit`: tokenops/models (known)\n")
    assert "`gone/*` names no case" in page
    assert "Model and prompt" in page
    assert "page \\| section 1" in page


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (summary(), "No case was selected."),
        (summary(result()), "All as expected."),
        (summary(result(Status.FAILED)), "1 red."),
    ],
)
def test_the_verdict_in_one_sentence(made, line):
    assert markdown.verdict_line(made) == line


def test_the_table_names_what_is_red_and_why():
    console = Console(width=200, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123 # a sink
    print_table(EVERYTHING, console)
    text = console.export_text()
    assert "failed tokenops/models/red" in text
    assert "double-create at southbound submit" in text
    assert "tokenops/models/advice" not in text
    console.file.close()


def test_progress_without_a_terminal_is_plain_lines(capsys):
    with Display(2) as display:
        display.show(result())
        display.show(result(Status.FAILED, replace(CASE, id="tokenops/models/red")))
    assert capsys.readouterr().err.splitlines() == [
        "failed tokenops/models/red double-create",
        "2/2 cases judged",
    ]


def test_reports_are_written_without_secrets(tmp_path):
    write_reports(EVERYTHING, tmp_path / "deep" / "er", scrubber(["sk-secret-1", ""]))
    assert {one.name for one in (tmp_path / "deep" / "er").iterdir()} == set(FILES)
    for file in (tmp_path / "deep" / "er").iterdir():
        assert "sk-secret-1" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer hidden-thing",
        "HMAC-SHA256 Credential=hidden-thing/2026/cv/request, SignedHeaders=x-date, Signature=00ff",
        "http://h/?X-Signature=hidden-thing&a=1",
        '{"headers": [["X", "bearer hidden-thing"]]}',
        "X-Security-Token=hidden-thing",
    ],
)
def test_whatever_looks_like_a_key_is_hidden(text):
    assert "hidden-thing" not in scrubber([])(text)


def test_a_secret_is_hidden_wherever_it_stands_and_the_longer_one_first():
    text = scrubber(["abc", "abc-longer"])('{"url": "http://h/abc-longer/x", "note": "abc"}')
    assert text == '{"url": "http://h/[hidden]/x", "note": "[hidden]"}'
