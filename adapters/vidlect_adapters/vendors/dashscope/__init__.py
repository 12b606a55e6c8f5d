"""Alibaba DashScope (Model Studio, Bailian): the Wan video models; this package is its adapter.

Here live the names that `VendorAdapter`, `Cancels`, `Lists` and `Uploads` ask for. Never: code; each name stands in
the module that says what lives there.
"""

from .auth import authorize
from .decode import decode_submit
from .encode import encode_poll, encode_submit
from .meaning import meaning
from .older import largest_picture, models
from .replies import decode_polled, decode_submitted
from .tasks import decode_cancelled, decode_listed, encode_cancel, encode_list
from .uploads import decode_permit, decode_uploaded, encode_permit, encode_upload
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "PROFILES",
    "SWITCHES",
    "authorize",
    "decode_cancelled",
    "decode_listed",
    "decode_permit",
    "decode_polled",
    "decode_submit",
    "decode_submitted",
    "decode_uploaded",
    "encode_cancel",
    "encode_list",
    "encode_permit",
    "encode_poll",
    "encode_submit",
    "encode_upload",
    "largest_picture",
    "meaning",
    "models",
]
