"""The models to submit to, and how a submit is refused."""

import pytest

from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

OFFICIAL = [row.req_key for row in catalog.ROWS]
PRO = "jimeng_ti2v_v30_pro"
HUMAN = "jimeng_realman_avatar_picture_omni_v15"


def refusal(request, profile):
    with pytest.raises(Inexpressible) as caught:
        visual.encode_submit(request, profile)
    assert caught.value.dialect == "volcengine_visual"
    assert caught.value.status == 400
    return caught.value


def fields(losses):
    return [loss.field for loss in losses]
