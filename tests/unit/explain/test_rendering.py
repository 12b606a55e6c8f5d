"""A verdict for people: long values below their label, the first line that differs marked."""

from vidlect_contract.explain.rendering import lines
from vidlect_contract.explain.verdict import Verdict


def test_a_long_value_is_shown_below_its_label_and_a_line_that_is_missing_is_marked():
    long = Verdict(False, "signature", "SignatureDoesNotMatch", "x" * 200, "y", None)
    assert "  expected:" in list(lines(long))

    missing = Verdict(False, "canonical_request", "SignatureDoesNotMatch", "a\nb", "a\nb\nc", None)
    more = Verdict(False, "canonical_request", "SignatureDoesNotMatch", "a\nb\nc", "a\nb", None)
    assert "    +  3   c" in list(lines(missing))
    assert "    -  3   c   <- the first line that differs" in list(lines(more))
