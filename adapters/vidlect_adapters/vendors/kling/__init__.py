"""Kling (Kuaishou): this package is its adapter, for the classic API and the path API.

Here live the names that `VendorAdapter`, `Lists`, `ReportsBalance`, `ReadsCallbacks` and `EncodesNative` ask
for. Never: code; each name stands in the module that says what lives there.
"""

from .account import decode_balance, encode_balance
from .auth import authorize
from .callbacks import read_callback
from .catalog import largest_picture, models
from .decode import decode_submit
from .encode import encode_list, encode_poll, encode_submit, external_ref
from .meaning import meaning
from .native import NATIVE_OPERATIONS, decode_native, encode_native
from .replies import decode_listed, decode_polled, decode_submitted
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "NATIVE_OPERATIONS",
    "PROFILES",
    "SWITCHES",
    "authorize",
    "decode_balance",
    "decode_listed",
    "decode_native",
    "decode_polled",
    "decode_submit",
    "decode_submitted",
    "encode_balance",
    "encode_list",
    "encode_native",
    "encode_poll",
    "encode_submit",
    "external_ref",
    "largest_picture",
    "meaning",
    "models",
    "read_callback",
]
