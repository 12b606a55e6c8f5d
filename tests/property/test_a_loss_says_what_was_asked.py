"""Law: a loss names a field of the film, and says what was asked of it in the words of the request."""

import pytest
from spoiling import ABSENT, NoFilm, bodies, spoilings, standing

from vidlect_adapters.errors import TranslationError
from vidlect_adapters.registry import VENDORS


def words(stands):
    """What a member of the canonical request reads like in a report, as far as a short form goes."""
    match stands:
        case {"width": width, "height": height}:
            return [f"{width}x{height}"]
        case {"seconds": seconds}:
            return [f"{float(seconds):g} s"]
        case {"frames": frames, "fps": fps}:
            return [f"{frames} frames at {fps} a second"]
        case bool():
            return [str(stands).lower()]
        case str():
            return [stands, f"{len(stands)} characters"]
        case int():
            return [str(stands)]
        case _:
            return ["nothing"] if stands is ABSENT or stands is None else []


def asked_of(film, field):
    """What a film asks of a field; a shape that it does not have asks nothing of its parts."""
    frame = film.get("frame")
    if field.startswith("frame.") and not isinstance(frame, dict):
        return ABSENT
    return standing(film, "/" + field.replace(".", "/"))


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_loss_says_what_was_asked(vendor):
    lost = 0
    for body, put in bodies(vendor, "encode_submit"):
        for film in (body, *spoilings(body, "encode_submit")):
            try:
                losses = put(film).losses
            except (NoFilm, TranslationError):
                continue
            for loss in losses:
                lost += 1
                assert any(
                    loss.asked == word or (len(loss.asked) > 20 and word.startswith(loss.asked.rstrip("…")))
                    for word in words(asked_of(film, loss.field))
                ), (loss, film)
                assert loss.reason
    assert lost
