"""Fills `{mock.volcengine_visual}`, `{credentials.volcengine_visual.access_key}`, `{port}` into texts.

Here lives the syntax. Never: where the values come from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .table import BadTarget

_PLACEHOLDER = re.compile(r"\{((?:port|files|mock|credentials)(?:\.[A-Za-z0-9_-]+)*)\}")
"""Only our own names: a JSON or shell template may have braces of its own."""


def fill(text: str, values: Mapping[str, str], where: str) -> str:
    """The text with every placeholder filled.

    Raises:
        BadTarget: a placeholder that nothing stands behind.
    """

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise BadTarget(f"{where}: nothing stands for {{{found[1]}}}; there are: {', '.join(values)}")
        return values[found[1]]

    return _PLACEHOLDER.sub(value, text)
