"""The committed cases, and the rules that they keep."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import orjson
import pytest

from vidlect_contract.case import Kind, Level, as_object
from vidlect_contract.lint import lint
from vidlect_contract.loading import UnreadableCases, load_cases, read_file

CASES = load_cases()
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def test_the_cases_are_clean():
    assert lint(CASES) == []


def test_there_are_enough_of_every_kind():
    counts = Counter(case.kind for case in CASES)
    assert sum(counts.values()) >= 140
    assert all(counts[kind] >= 12 for kind in Kind if kind is not Kind.SIGN)


def test_no_case_repeats_a_seeds_sentence():
    if not SEEDS.is_dir():
        pytest.skip("the seeds lie beside the repository, and are not there")
    lines = {line.strip(' ",') for file in SEEDS.iterdir() for line in file.read_text("utf-8").splitlines()}
    prompts = {line.partition(":")[2].strip(' ",') for line in lines if "prompt" in line or "text" in line}
    sentences = [one for one in prompts if len(one) > 8 and any("\u4e00" <= sign <= "\u9fff" for sign in one)]
    assert sentences
    assert lint(CASES, sentences) == []


GOOD = next(case for case in CASES if case.id == "tokenops/models/minimal")
JOURNEY = next(case for case in CASES if case.id == "journeys/faults/poll-503")


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (dataclasses.replace(GOOD, confidence="unsure"), "documented or observed"),
        (dataclasses.replace(GOOD, given={"request": {"body": {"prompt": "白鹭"}}}), "carries the marker"),
        (dataclasses.replace(GOOD, given={"request": {"body": {"prompt": "白鹭 {marker}"}}}), "at the front"),
        (dataclasses.replace(GOOD, expect={"request": {"prompt": "x"}}), "cannot be built"),
        (dataclasses.replace(GOOD, expect={"reply": {"body": {"$typo": 1}}}), "no comparator"),
        (
            dataclasses.replace(
                JOURNEY, given={**JOURNEY.given, "scenario": {"faults": [{"on": "poll", "kind": "status"}]}}
            ),
            "needs status",
        ),
    ],
)
def test_a_bad_case_is_named(case, text):
    assert any(problem.case_id == case.id and text in problem.text for problem in lint([case]))


def test_ids_are_unique():
    assert [problem.text for problem in lint([GOOD, GOOD])] == ["the id is used more than once"]


def test_another_s_sentence_is_found():
    assert any("another's sentence" in problem.text for problem in lint([GOOD], ["掠过清晨的湖面"]))


def _file(**changed) -> bytes:
    case = {
        "id": "tokenops/here/one",
        "kind": "polled",
        "level": "MUST",
        "source": "facts",
        "confidence": "documented",
        "title": "A title of a case",
        "given": {"reply": {"status": 200, "body": {}}},
        "expect": {"task": {}},
        **changed,
    }
    return orjson.dumps({"dialect": "tokenops", "topic": "here", "cases": [case]})


def test_a_good_file_is_read():
    assert [case.level for case in read_file(_file(), "tokenops", "here.json")] == [Level.MUST]


@pytest.mark.parametrize(
    ("content", "folder", "text"),
    [
        (b"{", "tokenops", "not JSON"),
        (_file(kind="dance"), "tokenops", "/cases/0/kind"),
        (_file(source=""), "tokenops", "/cases/0/source"),
        (_file(given={}), "tokenops", "/cases/0/given"),
        (_file(extra=1), "tokenops", "extra"),
        (_file(), "burncloud", "lies in burncloud/here"),
        (_file(id="tokenops/there/one"), "tokenops", "does not start with tokenops/here/"),
    ],
)
def test_a_bad_file_is_refused_by_name(content, folder, text):
    with pytest.raises(UnreadableCases, match=f"(?s)cases/{folder}/here.json.*{text}"):
        read_file(content, folder, "here.json")


def test_the_schema_describes_every_member_of_a_case():
    schema = orjson.loads(
        (Path(__file__).parents[3] / "contract/vidlect_contract/case.schema.json").read_bytes()
    )
    undescribed = [
        name for name, member in schema["$defs"]["case"]["properties"].items() if "description" not in member
    ]
    assert undescribed == []


def test_a_case_that_spells_a_status_word_says_that_it_depends_on_the_words():
    spelled = [
        case
        for case in load_cases()
        if case.surface == "tokenops"
        and as_object(case.expect_object("reply").get("body")).get("status") in ("in_queue", "processing")
    ]
    assert spelled
    wanted = ("tokenops.status-words", "documented")
    assert [case.id for case in spelled if wanted not in case.requires] == []
