"""Dialect E, new-api as it is built: what the profile `new-api` of three surfaces says and reads.

Here lives the list of what a surface takes from it, for both directions. Never: a surface's own documented form, a
vendor's limit. Source of everything: dialects' facts, section 5.
"""

from .decode import decode_create
from .encode import encode_create
from .errors import decode_error, encode_content_refusal, encode_error
from .read_replies import decode_created, decode_task, task_in
from .replies import encode_created, encode_task, new_id
from .vocabulary import PROFILE, SWITCHES
from .wire import GENERATIONS, NEW_API, VIDEOS, Route

__all__ = [
    "GENERATIONS",
    "NEW_API",
    "PROFILE",
    "SWITCHES",
    "VIDEOS",
    "Route",
    "decode_create",
    "decode_created",
    "decode_error",
    "decode_task",
    "encode_content_refusal",
    "encode_create",
    "encode_created",
    "encode_error",
    "encode_task",
    "new_id",
    "task_in",
]
