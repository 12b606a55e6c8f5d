"""Volcengine Visual (Jimeng films, the OmniHuman digital human): this package is its adapter.

Here live the names that `VendorAdapter`, `Cancels` and `InspectsSubject` ask for. Never: code; each
name stands in the module that says what lives there.
"""

from .auth import authorize
from .catalog import largest_picture, models
from .decode import decode_submit
from .encode import encode_cancel, encode_poll, encode_submit
from .inspection import decode_inspected, decode_inspection_polled, encode_inspection
from .meaning import meaning
from .prices import cost
from .replies import decode_cancelled, decode_polled, decode_submitted
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "PROFILES",
    "SWITCHES",
    "authorize",
    "cost",
    "decode_cancelled",
    "decode_inspected",
    "decode_inspection_polled",
    "decode_polled",
    "decode_submit",
    "decode_submitted",
    "encode_cancel",
    "encode_inspection",
    "encode_poll",
    "encode_submit",
    "largest_picture",
    "meaning",
    "models",
]
