"""Vidu (Shengshu): this package is its adapter.

Here live the names that `VendorAdapter`, `Cancels`, `Lists`, `ReportsBalance`, `ReadsCallbacks` and `EncodesNative`
ask for. Never: code; each name stands in the module that says what lives there.
"""

from .account import decode_balance, decode_listed, encode_balance, encode_list
from .auth import authorize
from .callbacks import read_callback
from .catalog import largest_picture, models
from .decode import decode_submit
from .encode import NATIVE_OPERATIONS, encode_cancel, encode_native, encode_poll, encode_submit
from .meaning import meaning
from .replies import decode_cancelled, decode_polled, decode_submitted
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "NATIVE_OPERATIONS",
    "PROFILES",
    "SWITCHES",
    "authorize",
    "decode_balance",
    "decode_cancelled",
    "decode_listed",
    "decode_polled",
    "decode_submit",
    "decode_submitted",
    "encode_balance",
    "encode_cancel",
    "encode_list",
    "encode_native",
    "encode_poll",
    "encode_submit",
    "largest_picture",
    "meaning",
    "models",
    "read_callback",
]
