"""Law: what is encoded for Visual is read back as the same film, up to the losses that were said."""

from dataclasses import replace

from hypothesis import given
from visual_requests import profiles, requests, without

from vidlect_adapters.vendors import volcengine_visual as visual


@given(requests(), profiles)
def test_a_film_survives_the_way_to_the_vendor_and_back(request, profile):
    translation = visual.encode_submit(request, profile)
    decoded = visual.decode_submit(translation.call, profile)
    kept = without(request, translation.losses)
    options = {name: value for name, value in kept.vendor_options.items() if name != "req_json"}
    kept = replace(kept, vendor_options=options)  # travels with the polls
    assert visual.meaning(decoded.request) == visual.meaning(kept)


@given(requests(), profiles)
def test_reading_and_saying_again_gives_the_same_call(request, profile):
    call = visual.encode_submit(request, profile).call
    decoded = visual.decode_submit(call, profile)
    again = visual.encode_submit(replace(decoded.request, model=decoded.model_name), profile)
    assert again.call == call
    assert not [loss for loss in again.losses if loss.field not in ("prompt", "model")]


@given(requests())
def test_meaning_is_its_own_meaning(request):
    once = visual.meaning(request)
    assert visual.meaning(once) == once
