"""The examples that stand in seeds 004 and 000 themselves, read out of them; nothing where the seeds are not here."""

from __future__ import annotations

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from vidlect_adapters.forms import Part

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
CAT = b"\xff\xd8\xff\xe0 a cat"
"""What stands at /path/to/cat.jpg, and behind imageFile."""


def text_of(seed: str) -> str:
    """A seed's text, "" where it is not here."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob(f"{seed}*")))


class Command(NamedTuple):
    """A curl command: where to, with which headers, with which parts of a form."""

    url: str
    headers: tuple[str, ...]
    parts: tuple[Part, ...]


def _part(name: str, value: str) -> Part:
    if not value.startswith("@"):
        return Part(name=name, content=value.encode())
    # curl tells a file's type by its ending
    return Part(name=name, content=CAT, file_name=Path(value[1:]).name, media_type="image/jpeg")


def commands() -> list[Command]:
    """The curl commands of seed 004, in their order."""
    found: list[Command] = []
    for text in re.findall(r"^curl .*?(?=\n```)", text_of("004"), re.MULTILINE | re.DOTALL):
        words = shlex.split(text.replace("\\\n", " "))
        url = next(word for word in words if word.startswith("https://"))
        given = list(pairwise(words))
        headers = tuple(value for option, value in given if option == "-H")
        parts = tuple(_part(*value.split("=", 1)) for option, value in given if option == "-F")
        found.append(Command(url, headers, parts))
    return found


def programs() -> list[tuple[Part, ...]]:
    """The forms of the two JS programs of seed 004, as a browser sends them."""
    functions = re.findall(r"async function .*?\n}", text_of("004"), re.DOTALL)
    return [
        tuple(
            _appended(name, value)
            for name, value in re.findall(r"formData\.append\('(\w+)', (.*?)\);\n", text, re.DOTALL)
        )
        for text in functions
    ]


def _appended(name: str, value: str) -> Part:
    if value == "imageFile":
        return Part(name=name, content=CAT, file_name="cat.jpg", media_type="image/jpeg")
    if value.startswith("JSON.stringify("):
        literal = re.sub(r"(\w+):", r'"\1":', value.removeprefix("JSON.stringify(").removesuffix(")"))
        return Part(name=name, content=json.dumps(json.loads(literal), separators=(",", ":")).encode())
    assert value[0] == value[-1] == "'", value
    return Part(name=name, content=value[1:-1].encode())


def objects() -> list[Any]:
    """The JSON objects that stand alone in seed 004: metadata (twice), replies, errors."""
    return [json.loads(text) for text in re.findall(r"```\n(\{\n.*?\n\})\n```", text_of("004"), re.DOTALL)]


def errors() -> dict[int, Any]:
    """The error bodies of seed 004 by their statuses."""
    found = re.findall(r"### (\d{3}) - \S+\n```\n(.*?)```", text_of("004"), re.DOTALL)
    return {int(status): json.loads(body) for status, body in found}


def bodies() -> dict[str, bytes]:
    """What the three programs of seed 000 send, byte for byte as their libraries write it."""
    text = text_of("000")
    if not text:
        return {}
    asked: dict[str, dict[str, str]] = {}
    for language, pattern in (
        ("python", r"^data = \{(.*?)\n\}"),
        ("go", r"reqBody := VideoRequest\{(.*?)\n    \}"),
        ("node", r"^const data = \{(.*?)\n\};"),
    ):
        (block,) = re.findall(pattern, text, re.DOTALL | re.MULTILINE)
        pairs = re.findall(r"[\"']?(\w+)[\"']?:\s*[\"'](.*?)[\"'],?$", block, re.MULTILINE)
        asked[language] = {name.lower(): value for name, value in pairs}
    compact = {
        name: json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()
        for name, one in asked.items()
    }
    return {**compact, "python": json.dumps(asked["python"]).encode()}
