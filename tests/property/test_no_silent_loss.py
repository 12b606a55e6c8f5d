"""Law: two requests that differ in one field differ in call, losses or the task's reference, or mean the same."""

from hypothesis import given
from hypothesis import strategies as st
from vendors import every, vendor

from vidlect_adapters.canonical import TaskRef


def said(of, request, profile):
    translation = of.adapter.encode_submit(request, profile)
    ref = of.adapter.decode_submitted(request, of.drawn.REPLY, profile)
    assert isinstance(ref, TaskRef)
    return translation.call, translation.losses, ref


@every()
@given(data=st.data())
def test_no_wish_is_lost_in_silence(name, data):
    of = vendor(name)
    one, other = data.draw(of.drawn.neighbours())
    profile = data.draw(of.drawn.profiles)
    if of.adapter.meaning(one) != of.adapter.meaning(other):
        assert said(of, one, profile) != said(of, other, profile)
