"""Kling (Kuaishou): the vendor's side of the API, classic and new, over one store of tasks.

Here live only the names by which the engine reaches this package (`vidlect_mock.interface.MockVendor`, `ListsTasks`,
`CallsBack`). Never: behaviour.
"""

from .auth import admit
from .callbacks import CALLBACKS, callback
from .credentials import CREDENTIAL_RULE, credentials, secret_of, session_of
from .errors import fail, failure_code
from .identity import task_id
from .intake import intake
from .operations import OPERATIONS
from .replies import render, render_list, respell_status
from .vocabulary import PROFILES, RETENTION, SWITCHES

NAME = "kling"

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
