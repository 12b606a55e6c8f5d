"""OpenAI videos (`/v1/videos`, Sora): the vendor's side of the API, as of summer 2026.

Here live only the names by which the engine reaches this package (`vidlect_mock.interface.MockVendor`).
Never: behaviour.
"""

from .auth import admit
from .credentials import CREDENTIAL_RULE, credentials, secret_of, session_of
from .errors import fail, failure_code
from .identity import task_id
from .intake import intake
from .operations import OPERATIONS
from .replies import content, render, render_list, respell_status
from .vocabulary import PROFILES, RETENTION, SWITCHES
from .webhooks import CALLBACKS, callback

NAME = "openai"

__all__ = [
    "CALLBACKS",
    "CREDENTIAL_RULE",
    "NAME",
    "OPERATIONS",
    "PROFILES",
    "RETENTION",
    "SWITCHES",
    "admit",
    "callback",
    "content",
    "credentials",
    "fail",
    "failure_code",
    "intake",
    "render",
    "render_list",
    "respell_status",
    "secret_of",
    "session_of",
    "task_id",
]
