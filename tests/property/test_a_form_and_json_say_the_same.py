"""Law: where a surface takes forms and JSON, both say the same film, and the vendor is sent the same bytes."""

import base64

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from surfaces import SURFACES, surface

from vidlect_adapters.canonical import Inline
from vidlect_adapters.forms import Part, form_call, is_form
from vidlect_adapters.forms import parts_of as read_parts
from vidlect_adapters.relay import Outbound

TAKES = {"application/json", "multipart/form-data"}
BOTH = [
    name
    for name in SURFACES
    if set(surface(name).schema["paths"][surface(name).path]["post"]["requestBody"]["content"]) >= TAKES
]


def test_some_surfaces_take_both():
    assert "openai_videos" in BOTH


def parts_of(body):
    """A JSON body as the parts of a form: what is no text as JSON, an object's members as the Node SDK names them."""
    parts = []
    for member, value in body.items():
        spread = isinstance(value, dict) and member != "metadata"
        texts = {f"{member}[{key}]": one for key, one in value.items()} if spread else {member: value}
        parts += [
            Part(name=key, content=(one if isinstance(one, str) else orjson.dumps(one).decode()).encode())
            for key, one in texts.items()
        ]
    return tuple(parts)


@pytest.mark.parametrize("surface_name", BOTH)
@given(data=st.data())
def test_the_texts_of_a_form_are_the_members_of_a_body(surface_name, data):
    of = surface(surface_name)
    profile = of.profile()
    request, model_name = data.draw(of.films())
    assume(not any(isinstance(one.source, Inline) for one in request.inputs))
    call = of.adapter.encode_create(request, model_name, profile)
    if is_form(call.header("Content-Type") or ""):
        other = of.post({one.name: one.content.decode() for one in read_parts(call, surface_name)})
    else:
        body = orjson.loads(call.body)
        assume(all(isinstance(one, str | dict) for one in body.values()))
        other = form_call("POST", call.path, parts_of(body))
    assert of.adapter.decode_create(other, profile).request == of.adapter.decode_create(call, profile).request


@pytest.mark.parametrize("surface_name", BOTH)
@given(content=st.binary(min_size=1, max_size=200), kind=st.sampled_from(["image/png", "image/jpeg"]))
def test_the_file_of_a_form_reaches_the_vendor_byte_for_byte(surface_name, content, kind):
    of = surface(surface_name)
    texts = {"model": "viduq3-turbo", "prompt": "雪"}
    file = Part(name="input_reference", content=content, file_name="a", media_type=kind)
    form = form_call("POST", of.path, (*parts_of(texts), file))
    sent = of.relay.begin_create(form)
    assert isinstance(sent, Outbound), sent
    (picture,) = sent.request.inputs
    assert (base64.b64decode(picture.source.base64), picture.source.media_type) == (content, kind)
    assert base64.b64encode(content) in sent.call.body
