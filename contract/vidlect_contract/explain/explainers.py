"""Which vendor's requests are explained how: one line each.

Here lives the table. Never: a check.
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_mock.registry import VENDORS

from .one_header import explainer_of
from .verdict import Explainer
from .visual import explain_visual

EXPLAINERS: Mapping[str, Explainer] = {
    vendor: explain_visual if vendor == "volcengine_visual" else explainer_of(vendor) for vendor in VENDORS
}
