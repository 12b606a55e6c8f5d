"""Fills a case's placeholders: the marker, the media address, the target's model names.

Here lives what makes a case's texts carry its name to the mock. Never: what a scenario does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from vidlect_adapters.message import JsonObject
from vidlect_contract.case import Case, as_object, substituted
from vidlect_contract.northbound import model_of, with_model
from vidlect_mock.marker import MEDIA_HOST


@dataclass(frozen=True, slots=True)
class Label:
    """How one run of one case is named at the mock: its scenario, and the case token in its journal."""

    scenario: str
    case: str
    age: str = ""

    @property
    def marker(self) -> str:
        """What stands at the front of a prompt."""
        age = f" age={self.age}" if self.age else ""
        return f"[[mock:{self.scenario} #{self.case}{age}]] "

    @property
    def media(self) -> str:
        """The front of a media address: that host is never fetched."""
        return f"https://{MEDIA_HOST}/m/{self.scenario}/{self.case.replace('/', '~')}"


def label_of(case: Case, run: str) -> Label:
    """The label of a case in this run; `run` tells runs apart that share a mock."""
    digest = hashlib.sha256(case.id.encode()).hexdigest()[
        :_DIGITS
    ]  # a scenario's name has 64 characters at most
    return Label(f"case-{digest}-{run}", f"{case.id}/{run}", str(case.given.get("age", "")))


_DIGITS = 12
"""Hex digits that tell a few hundred cases apart."""


def filled(case: Case, label: Label, models: Mapping[str, str]) -> Case:
    """The case as it is sent and judged: placeholders filled, models under the target's names."""
    words = {"{marker}": label.marker, "{media}": label.media}
    given = cast("JsonObject", substituted(case.given, words))
    request = as_object(given.get("request"))
    model = model_of(request)
    if model is not None and model in models:
        with_model(request, models[model])
    return replace(case, given=given, expect=cast("JsonObject", substituted(case.expect, words)))
