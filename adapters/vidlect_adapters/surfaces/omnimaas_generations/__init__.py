"""OmniMaaS generations: Seedance under the name Jimeng, by JSON at `/v1/video/generations`.

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
    new_id_in,
)
from .errors import decode_error, encode_content_refusal, encode_error
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
    "encode_content_refusal",
    "encode_create",
    "encode_created",
    "encode_error",
    "encode_query",
    "encode_task",
    "new_id",
    "new_id_in",
    "task_in",
]
