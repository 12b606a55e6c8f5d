"""Law: a film said to a surface and read again is the same film, in every profile."""

from hypothesis import given
from hypothesis import strategies as st
from surfaces import every_profile, surface


@every_profile()
@given(data=st.data())
def test_what_is_said_is_what_is_read(surface_name, profile_name, data):
    of = surface(surface_name)
    profile = of.profile(profile_name)
    request, model_name = data.draw(of.films())
    decoded = of.adapter.decode_create(of.adapter.encode_create(request, model_name, profile), profile)
    assert (decoded.request, decoded.model_name, decoded.losses) == (request, model_name, ())
