"""Law: one film asked of any two vendors that can make it is one film, up to the losses that are declared."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_meaning import agree, aspect_of, seconds_of
from surfaces import every_surface, surface
from tokenops_films import ADDRESS, TEXT
from vendors import vendor

from vidlect_adapters.canonical import (
    Frames,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound


def meanings(request):
    """Field → what it means in no vendor's words; a field that says nothing is left out."""
    said = {
        "prompt": request.prompt,
        "inputs": tuple(one.undescribed() for one in request.inputs),
        "length": seconds_of(request.length),
        "frame": aspect_of(request.frame),
        "seed": request.seed,
    }
    return {name: value for name, value in said.items() if value is not None}


def sent(of, name, film, model):
    """What a vendor is asked for by the first of its models that takes the film, and what is declared lost."""
    known = vendor(name)
    for candidate in [model] if model else known.adapter.models():
        request = of.sayable(VideoRequest(model=candidate, **film))
        outbound = of.relay.begin_create(of.create(request)) if request else None
        if isinstance(outbound, Outbound) and outbound.vendor == name:
            lost = {loss.field.partition(".")[0] for loss in outbound.losses}
            return known.adapter.decode_submit(outbound.call, known.profile()).request, lost, candidate
    return None


@pytest.fixture(scope="module")
def models():
    """(surface, vendor, is a picture there) → a model that makes such films, found once."""
    found = {}
    for name in SURFACES:
        for vendor_name in VENDORS:
            for inputs in ((), (picture("https://a.example/1"),)):
                film = {"prompt": "雪", "inputs": inputs}
                if (answer := sent(surface(name), vendor_name, film, None)) is not None:
                    found[name, vendor_name, bool(inputs)] = answer[2]
    return found


def picture(url):
    """A first frame."""
    return MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Link(url=url))


@every_surface()
@given(
    prompt=TEXT,
    link=st.none() | ADDRESS,
    length=st.none() | st.sampled_from([4, 5, 8, 10]).map(lambda number: Seconds(Fraction(number))),
    frame=st.none()
    | st.sampled_from(
        [
            Shape(aspect="16:9"),
            Shape(aspect="9:16"),
            Pixels(width=1280, height=720),
            Pixels(width=720, height=1280),
        ]
    ),
    seed=st.none() | st.integers(0, 2**31 - 1),
)
def test_two_vendors_that_can_make_a_film_make_one_film(
    models, surface_name, prompt, link, length, frame, seed
):
    of = surface(surface_name)
    film = {
        "prompt": prompt,
        "inputs": () if link is None else (picture(link.url),),
        "length": length,
        "frame": frame,
        "seed": seed,
    }
    answers = []
    for name in VENDORS:
        model = models.get((surface_name, name, link is not None))
        if model is not None and (answer := sent(of, name, film, model)) is not None:
            answers.append((name, answer[0], answer[1]))
    for (name, one, lost), (other_name, other, other_lost) in combinations(answers, 2):
        mine, theirs = meanings(one), meanings(other)
        for field in (mine.keys() & theirs.keys()) - lost - other_lost:
            assert agree(mine[field], theirs[field]), (name, other_name, field)


def test_every_surface_reaches_at_least_five_vendors_with_text_and_with_a_picture(models):
    for name in SURFACES:
        for with_picture in (False, True):
            reached = [key for key in models if key[0] == name and key[2] is with_picture]
            assert len(reached) >= 5, (name, with_picture)


def test_a_length_and_a_shape_of_different_words_are_compared():
    assert meanings(VideoRequest(model="m", length=Frames(count=121, fps=24)))["length"] == 5
    assert agree(aspect_of(Pixels(width=1248, height=704)), aspect_of(Shape(aspect="16:9")))
    assert not agree(aspect_of(Shape(aspect="4:3")), aspect_of(Shape(aspect="16:9")))
