"""Law: a film said to this surface and read again is the same film, in every profile, as JSON and as a form."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st
from openai_videos_films import films

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import openai_videos as surface


@given(film=films(), name=st.sampled_from(list(surface.PROFILES)))
def test_what_is_said_is_what_is_read(film: VideoRequest, name: str):
    profile = choose(surface.NAME, surface.SWITCHES, surface.PROFILES, name)
    call = surface.encode_create(film, film.model, profile)
    decoded = surface.decode_create(call, profile)
    assert (decoded.request, decoded.model_name, decoded.losses) == (film, film.model, ())


@given(film=films(), name=st.sampled_from(list(surface.PROFILES)))
def test_a_form_and_json_say_the_same(film: VideoRequest, name: str):
    profile = choose(surface.NAME, surface.SWITCHES, surface.PROFILES, name)
    call = surface.encode_create(film, film.model, profile)
    if (call.header("Content-Type") or "") != "application/json":
        return
    parts: list[Part] = []
    for member, value in orjson.loads(call.body).items():
        texts = (
            {f"{member}[{key}]": text for key, text in value.items()}
            if isinstance(value, dict)
            else {member: value}
        )
        parts += [Part(name=key, content=text.encode()) for key, text in texts.items()]
    as_form = form_call("POST", call.path, tuple(parts))
    assert surface.decode_create(as_form, profile) == surface.decode_create(call, profile)
