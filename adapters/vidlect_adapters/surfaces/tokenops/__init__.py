"""TokenOps: `/v1/videos` for Jimeng films and OmniHuman, and its two questions about a picture.

Here lives the list of what the package offers (`interface.SurfaceAdapter` and
`interface.InspectsSubjectSurface`). Never: code.
"""

from .decode import decode_create, decode_created, decode_task
from .encode import (
    encode_content,
    encode_create,
    encode_created,
    encode_query,
    encode_task,
    model_name,
    new_id,
)
from .errors import decode_error, encode_error
from .inspection import decode_findings, decode_inspection, encode_findings, encode_inspection
from .vocabulary import PROFILES, SWITCHES
from .wire import NAME

__all__ = [
    "NAME",
    "PROFILES",
    "SWITCHES",
    "decode_create",
    "decode_created",
    "decode_error",
    "decode_findings",
    "decode_inspection",
    "decode_task",
    "encode_content",
    "encode_create",
    "encode_created",
    "encode_error",
    "encode_findings",
    "encode_inspection",
    "encode_query",
    "encode_task",
    "model_name",
    "new_id",
]
