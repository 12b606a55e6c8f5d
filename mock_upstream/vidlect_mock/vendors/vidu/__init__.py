"""Vidu (Shengshu): the vendor's side of the API.

Here live only the names by which the engine reaches this package (`MockVendor`, `ListsTasks`, `CallsBack` of
`vidlect_mock.interface`). Never: behaviour.
"""

from .auth import admit
from .callbacks import CALLBACKS, callback
from .credentials import CREDENTIAL_RULE, credentials, secret_of, session_of
from .errors import fail, failure_code
from .identity import task_id
from .intake import intake
from .listing import render_list
from .operations import OPERATIONS
from .replies import render, respell_status
from .vocabulary import PROFILES, RETENTION, SWITCHES

NAME = "vidu"

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
