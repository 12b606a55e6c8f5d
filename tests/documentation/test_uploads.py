"""The guide on uploads says the limits that the vendors' catalogs have."""

import re
from pathlib import Path

import pytest

from vidlect_adapters.form_parser import MOST_PARTS
from vidlect_adapters.registry import VENDORS
from vidlect_contract.reference import receiving, spooling

GUIDE = (Path(__file__).parents[2] / "docs/guides/uploads.md").read_text()
ROWS = dict(re.findall(r"^\| `(\w+)` (\|.*)$", GUIDE, re.MULTILINE))


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_guide_has_every_limit_of_a_vendor_and_no_other(vendor):
    limits = {VENDORS[vendor].largest_picture(model) for model in VENDORS[vendor].models()}
    assert {int(number) for number in re.findall(r"\b\d{7,8}\b", ROWS[vendor])} == limits


def test_the_guide_has_the_limits_of_a_form():
    mib = 1024 * 1024
    said = f"at most {spooling.LARGEST_FORM // mib} MiB, {MOST_PARTS} parts and {spooling.LARGEST_TEXT // mib} MiB for a text"
    assert said in GUIDE
    assert f"no form {receiving.LARGEST_BODY // mib} MiB" in " ".join(GUIDE.split())
