"""OpenAI videos (`/v1/videos`, Sora): this package is its adapter.

Here live the names that `VendorAdapter`, `Lists`, `Deletes`, `FetchesContent`, `ReadsCallbacks` and `EncodesNative`
ask for. Never: code; each name stands in the module that says what lives there.
"""

from .auth import authorize
from .callbacks import read_callback
from .catalog import largest_picture, models
from .decode import decode_submit
from .encode import encode_content, encode_delete, encode_list, encode_poll, encode_submit
from .meaning import meaning
from .native import NATIVE_OPERATIONS, encode_native
from .prices import cost
from .replies import decode_deleted, decode_listed, decode_polled, decode_submitted
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "NATIVE_OPERATIONS",
    "PROFILES",
    "SWITCHES",
    "authorize",
    "cost",
    "decode_deleted",
    "decode_listed",
    "decode_polled",
    "decode_submit",
    "decode_submitted",
    "encode_content",
    "encode_delete",
    "encode_list",
    "encode_native",
    "encode_poll",
    "encode_submit",
    "largest_picture",
    "meaning",
    "models",
    "read_callback",
]
