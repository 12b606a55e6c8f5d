"""Alibaba DashScope (Model Studio, Bailian): the Wan video models, the vendor's side of the API.

Here live only the names by which the engine reaches this package (`vidlect_mock.interface.MockVendor`, `ListsTasks`).
Never: behaviour.
"""

from .auth import admit
from .credentials import CREDENTIAL_RULE, credentials, secret_of, session_of
from .errors import fail, failure_code
from .identity import task_id
from .intake import intake
from .listing import render_list
from .operations import OPERATIONS, ROUTES, find
from .replies import render, respell_status
from .vocabulary import PROFILES, RETENTION, SWITCHES

NAME = "dashscope"

__all__ = [
    "CREDENTIAL_RULE",
    "NAME",
    "OPERATIONS",
    "PROFILES",
    "RETENTION",
    "ROUTES",
    "SWITCHES",
    "admit",
    "credentials",
    "fail",
    "failure_code",
    "find",
    "intake",
    "render",
    "render_list",
    "respell_status",
    "secret_of",
    "session_of",
    "task_id",
]
