"""`make mutants`: mutates vidlect_adapters, house by house, and counts what the tests let pass.

Here lives which tests judge which house, and how mutmut is set to work in `.cache/mutants/work/<house>`. Never:
a mutation of the tree itself (mutmut works on its own copy), nor what a result is worth (`results.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import results

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ADAPTERS = ROOT / "adapters" / "vidlect_adapters"
WORK = ROOT / ".cache" / "mutants" / "work"
CORE = "vidlect_adapters"
NAMED_OTHERWISE = {"volcengine_visual": ["tests/unit/visual_adapter", "tests/unit/signing"]}
"""House → its tests, where the folder is not called after it."""
EVERY_HOUSE = [
    "tests/unit/contract/test_adapters_meet_the_cases.py",
    "tests/property/test_a_loss_says_what_was_asked.py",
    "tests/property/test_a_refusal_shows_what_stands_there.py",
]
LEFT_OUT = ["-p", "no:cacheprovider", "-m", "not slow and not foreign"]
PROCESSES = 2
PATIENCE = 120  # seconds for all tests of a house, of which the longest needs a tenth


def houses() -> list[str]:
    """The packages that are judged each by its own tests: every vendor, every surface, and what they share."""
    rooms = [
        f"{CORE}.{floor}.{room.name}"
        for floor in ("vendors", "surfaces")
        for room in sorted((ADAPTERS / floor).iterdir())
        if (room / "__init__.py").is_file()
    ]
    return [*rooms, CORE]


def tests_of(house: str) -> list[str]:
    """The tests that judge a house; those of every house judge what all share."""
    if house == CORE:
        shared = [f"tests/unit/{name}" for name in ("canonical", "new_api", "relay")]
        own = (path for room in houses()[:-1] for path in tests_of(room))
        return list(dict.fromkeys([*shared, *own]))
    name = house.rpartition(".")[2]
    usual = [f"tests/unit/{folder}" for folder in (f"{name}_adapter", name)]
    if ".surfaces." in house:
        usual.append("tests/unit/new_api")
    return [path for path in NAMED_OTHERWISE.get(name, usual) if (ROOT / path).is_dir()] + EVERY_HOUSE


def wanted(only: str) -> list[tuple[str, str]]:
    """House and the part of it that is mutated, as module names, for what was asked for."""
    if only in {"", CORE}:
        return [(house, house) for house in houses()]
    if only == "core":
        return [(CORE, CORE)]
    asked = f"{CORE}.{only.removeprefix(f'{CORE}.')}"
    within = [(house, house) for house in houses() if f"{house}.".startswith(f"{asked}.")]
    if within:
        return within
    return [(next(house for house in houses() if f"{asked}.".startswith(f"{house}.")), asked)]


def section(name: str, table: dict[str, object]) -> str:
    """One table of a TOML file; its values are written alike in JSON."""
    return "\n".join(
        [f"[tool.{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items()), ""]
    )


def lay_out(house: str, part: str) -> Path:
    """The folder that mutmut works in: the tree by links, and a configuration made of the tree's own."""
    work = WORK / house
    shutil.rmtree(work, ignore_errors=True)
    (work / "mutants" / "src").mkdir(parents=True)
    (work / "src").symlink_to(ADAPTERS.parent)
    (work / "tests").symlink_to(ROOT / "tests")
    for read_by_tests in ("contract", "docs", "openapi", "mock_upstream"):
        (work / "mutants" / read_by_tests).symlink_to(ROOT / read_by_tests)
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    strictness = {key: value for key, value in tools["mypy"].items() if key not in {"overrides", "packages"}}
    strictness |= {"mypy_path": ["src"], "warn_unused_ignores": False}  # mutmut writes such comments
    strictness["enable_error_code"] = [
        code for code in strictness["enable_error_code"] if code != "ignore-without-code"
    ]
    path = f"src/{part.replace('.', '/')}"
    engine = {
        "source_paths": ["src"],
        "only_mutate": [f"{path}.py", f"{path}/*"],
        "do_not_mutate": [f"src/{CORE}/{floor}/*" for floor in ("vendors", "surfaces")]
        if house == CORE
        else [],
        "pytest_add_cli_args": LEFT_OUT,
        "pytest_add_cli_args_test_selection": tests_of(house),
        "type_check_command": f"{sys.executable} -m mypy --output=json --cache-dir={WORK}/mypy -p {CORE}".split(),
        "process_isolation": "forkserver",
        "forkserver_warmup": "import",
        "preload_modules_file": "preload.txt",
        "use_git_change_detection": False,
    }
    pytest = tools["pytest"]["ini_options"]
    # the plugins are imported once, before pytest, for all mutants
    pytest["filterwarnings"].append("ignore::pytest.PytestAssertRewriteWarning")
    (work / "pyproject.toml").write_text(
        section("pytest.ini_options", pytest) + section("mypy", strictness) + section("mutmut", engine),
        "utf-8",
    )
    return work


def python(work: Path, *arguments: str, mutant: str, folder: str = ".") -> int:
    """The exit code of a Python program on mutmut's copy of the adapters; 24, mutmut's own, if it never ends."""
    surroundings = {**os.environ, "PYTHONPATH": str(work / "mutants" / "src"), "MUTANT_UNDER_TEST": mutant}
    command = [sys.executable, *arguments]
    limit = PATIENCE if mutant.startswith(CORE) else None
    with (work / "output.txt").open("a", encoding="utf-8") as output:
        try:
            return subprocess.run(
                command,
                cwd=work / folder,
                env=surroundings,
                timeout=limit,
                stdout=output,
                stderr=output,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return 24


def once_more(work: Path, house: str, mutant: results.Mutant) -> results.Mutant:
    """A mutant judged by all tests of its house in a process of its own, in which it was active from the start."""
    code = python(
        work, "-m", "pytest", "-x", "-q", *LEFT_OUT, *tests_of(house), mutant=mutant.name, folder="mutants"
    )
    # 2: the tests could not even be collected
    return replace(mutant, end=results.BY_EXIT_CODE.get(1 if code == 2 else code, results.End.UNCLEAR))


def say(text: str) -> None:
    """A line or more for whoever waits."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def judge(house: str, part: str, sample: int) -> results.House:
    """Mutates one house, or draws from its mutants, and says what became of each mutant."""
    work = lay_out(house, part)
    say(f"{part} …")
    collecting = str(HERE / "collecting.py")
    broken = (
        python(work, collecting, str(ROOT), *tests_of(house), mutant="")
        or python(work, str(HERE / "engine.py"), str(PROCESSES), str(sample), mutant="")
        or python(work, collecting, "mutants", *tests_of(house), mutant="stats")
    )
    if broken:
        sys.exit("".join((work / "output.txt").read_text("utf-8").splitlines(keepends=True)[-30:]))
    called = set((work / "called.txt").read_text("utf-8").split())
    mutants = results.read(work)
    again = [
        mutant
        for mutant in mutants
        if mutant.end is results.End.UNCLEAR
        or (mutant.end in {results.End.SURVIVED, results.End.UNTESTED} and mutant.function in called)
    ]
    with ThreadPoolExecutor(PROCESSES) as two:
        corrected = {
            mutant.name: mutant for mutant in two.map(lambda one: once_more(work, house, one), again)
        }
    judged = results.House(part, [corrected.get(mutant.name, mutant) for mutant in mutants])
    (work / "survivors.txt").write_text(results.survivors(judged, work), "utf-8")
    return judged


def main() -> int:
    """Judge what was asked for; 1 if too much of it survives."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument(
        "only", nargs="?", default="", help="a package or module, such as vendors.kling.encode"
    )
    judged: list[results.House] = []
    parser.add_argument("--sample", type=int, default=0, help="so many mutants of each house; 0 is all")
    given = parser.parse_args()
    for house, part in wanted(given.only):
        judged.append(judge(house, part, given.sample))
        say(results.table(judged))
    say(f"The survivors' differences are in {WORK.relative_to(ROOT)}/*/survivors.txt.")
    return int(any(house.killed < results.LEAST for house in judged))


sys.exit(main())
