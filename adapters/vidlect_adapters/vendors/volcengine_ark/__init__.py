"""Volcengine Ark (Seedance films): this package is its adapter.

Here live the names that `VendorAdapter`, `Cancels`, `Deletes`, `Lists` and `ReadsCallbacks` ask for. Never: code;
each name stands in the module that says what lives there.
"""

from .auth import authorize
from .callbacks import read_callback
from .catalog import largest_picture, models
from .decode import decode_submit
from .encode import encode_cancel, encode_delete, encode_poll, encode_submit
from .listing import decode_listed, encode_list
from .meaning import meaning
from .prices import cost
from .replies import decode_cancelled, decode_deleted, decode_polled, decode_submitted
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "PROFILES",
    "SWITCHES",
    "authorize",
    "cost",
    "decode_cancelled",
    "decode_deleted",
    "decode_listed",
    "decode_polled",
    "decode_submit",
    "decode_submitted",
    "encode_cancel",
    "encode_delete",
    "encode_list",
    "encode_poll",
    "encode_submit",
    "largest_picture",
    "meaning",
    "models",
    "read_callback",
]
