"""BurnCloud: `/v1/video/generations` in front of Kling, Jimeng and Vidu channels.

Here lives the list of what the package offers (`interface.SurfaceAdapter` and some of the optional ones). Never: code.
"""

from .decode import decode_create, decode_created, decode_task, task_in
from .encode import (
    encode_content,
    encode_create,
    encode_created,
    encode_query,
    encode_task,
    new_id,
)
from .errors import decode_error, encode_content_refusal, encode_error
from .vocabulary import PROFILES, SWITCHES
from .wire import CALLBACK_POINTER, NAME

__all__ = [
    "CALLBACK_POINTER",
    "NAME",
    "PROFILES",
    "SWITCHES",
    "decode_create",
    "decode_created",
    "decode_error",
    "decode_task",
    "encode_content",
    "encode_content_refusal",
    "encode_create",
    "encode_created",
    "encode_error",
    "encode_query",
    "encode_task",
    "new_id",
    "task_in",
]
