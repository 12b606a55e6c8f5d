"""BurnCloud: `/v1/video/generations` in front of Kling, Jimeng and Vidu channels.

Here lives the list of what the package offers (`interface.SurfaceAdapter`). Never: code.
"""

from .decode import decode_create, decode_created, decode_task
from .encode import (
    encode_content,
    encode_create,
    encode_created,
    encode_query,
    encode_task,
    new_id,
)
from .errors import decode_error, encode_error
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "PROFILES",
    "SWITCHES",
    "decode_create",
    "decode_created",
    "decode_error",
    "decode_task",
    "encode_content",
    "encode_create",
    "encode_created",
    "encode_error",
    "encode_query",
    "encode_task",
    "new_id",
]
