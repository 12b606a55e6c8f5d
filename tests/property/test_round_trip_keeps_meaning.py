"""Law: what is encoded for a vendor is read back as the same film, up to the losses that were said."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from vendors import every, vendor


@every()
@given(data=st.data())
def test_a_film_survives_the_way_to_the_vendor_and_back(name, data):
    of = vendor(name)
    request, profile = data.draw(of.drawn.requests()), data.draw(of.drawn.profiles)
    translation = of.adapter.encode_submit(request, profile)
    decoded = of.adapter.decode_submit(translation.call, profile)
    kept = of.sent_with_submit(of.drawn.without(request, translation.losses))
    assert of.adapter.meaning(decoded.request) == of.adapter.meaning(kept)


@every()
@given(data=st.data())
def test_reading_and_saying_again_gives_the_same_call(name, data):
    of = vendor(name)
    request, profile = data.draw(of.drawn.requests()), data.draw(of.drawn.profiles)
    call = of.adapter.encode_submit(request, profile).call
    decoded = of.adapter.decode_submit(call, profile)
    again = of.adapter.encode_submit(replace(decoded.request, model=decoded.model_name), profile)
    assert again.call == call
    assert not [loss for loss in again.losses if loss.field not in ("prompt", "model")]


@every()
@given(data=st.data())
def test_meaning_is_its_own_meaning(name, data):
    of = vendor(name)
    once = of.adapter.meaning(data.draw(of.drawn.requests()))
    assert of.adapter.meaning(once) == once
