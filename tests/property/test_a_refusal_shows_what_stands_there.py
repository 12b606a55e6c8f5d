"""Law: a refusal points at what is there, or is missing there, and shows nothing else than what stands there.

Every member of the bodies that the cases speak of is replaced by what does not belong there, one at a time.
"""

import re

import pytest
from spoiling import ABSENT, DOORS, NoFilm, bodies, spoilings, standing
from vendor_replies import REPLIES

from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import VendorFailure

FILE = r"/content/\d+/(image|video|audio)_url(/url)?"
KEPT_QUIET = {
    ("volcengine_visual", "encode_submit", "/length"),  # any length is too much
    ("volcengine_ark", "decode_submit", rf"/content(/\d+)?|/content/\d+/(text|draft_task(/id)?)|{FILE}"),
    ("volcengine_ark", "encode_submit", "/prompt"),  # not the prompt is wrong: it has no picture beside it
    ("volcengine_ark", "decode_listed", "/items.*"),
    ("dashscope", "decode_permit", ".*"),  # it is a secret
    *(
        (vendor, "encode_submit", "/vendor_options/.*") for vendor in ("vidu", "openai")
    ),  # there is no such option
    *(("openai", door, ".*") for door in ("decode_submit", "decode_submitted", "decode_polled")),
    *(("openai", door, ".*") for door in ("decode_listed", "decode_deleted")),
    # a text that is neither an address nor a file is a whole file, as like as not
    ("tokenops", "decode_create", rf"/prompt|{FILE}"),
    ("openai_videos", "decode_create", "/input_reference"),
    ("omnimaas_generations", "decode_create", "/images.*"),
    ("omnimaas_videos", "decode_create", "/metadata|/input_reference"),
    ("burncloud", "decode_create", "/(metadata|image).*"),
}
"""House, door and pattern of a pointer where the message says all without the value."""


def is_quiet(house, door, pointer):
    return any((house, door) == (one, its) and re.fullmatch(where, pointer) for one, its, where in KEPT_QUIET)


def shows(value, stands):
    """Whether a shown value is what stands there, its beginning, its wording, or how many stand there."""
    if type(value) is int and isinstance(stands, str):
        return True
    return value == stands or str(stands).startswith(str(value).rstrip("…")) or str(stands) in str(value)


def refusal(house, put, given):
    """The house's own refusal of a body, if it refuses it."""
    try:
        put(given)
    except NoFilm:
        return None
    except TranslationError as error:
        return error if error.dialect == house else None


@pytest.mark.parametrize(("house", "door"), DOORS)
def test_a_refusal_shows_what_stands_where_it_points(house, door):
    refused = 0
    for body, put in bodies(house, door):
        assert (house, door) not in REPLIES or not isinstance(put(body), VendorFailure)
        for given in spoilings(body, door):
            error = refusal(house, put, given)
            if error is None:
                continue
            refused += 1
            stands = standing(given, error.pointer)
            if stands is ABSENT or stands is None or isinstance(stands, dict | list):
                # such a thing is described; the canonical request's own has a short form
                described = error.pointer in {"/length", "/frame"} and door == "encode_submit"
                assert not described or error.value or is_quiet(house, door, error.pointer), (error, given)
                continue
            if error.value is None:
                assert is_quiet(house, door, error.pointer), (error, given)
            else:
                assert shows(error.value, stands), (error, error.value, given)
    assert refused
