"""Law: a film said to this surface and read again is the same film, in every profile."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tokenops_films import films

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import tokenops


@given(film=films(), name=st.sampled_from(list(tokenops.PROFILES)))
def test_what_is_said_is_what_is_read(film: tuple[VideoRequest, str], name: str):
    request, model_name = film
    profile = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, name)
    decoded = tokenops.decode_create(tokenops.encode_create(request, model_name, profile), profile)
    assert (decoded.request, decoded.model_name, decoded.losses) == (request, model_name, ())
