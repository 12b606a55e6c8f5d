"""Volcengine Visual (Jimeng video, OmniHuman): the vendor's side of the API.

Here live only the names by which the engine reaches this package (`vidlect_mock.interface.MockVendor`).
Never: behaviour.
"""

from . import vocabulary
from .auth import SWITCHES_AUTH, admit
from .credentials import CREDENTIAL_RULE, credentials, secret_of, session_of
from .errors import fail, failure_code
from .identity import task_id
from .intake import intake
from .merging import merged_document
from .operations import ACTIONS, OPERATIONS, find, wire_target
from .replies import render, respell_status
from .vocabulary import PROFILES, RETENTION

NAME = "volcengine_visual"
SWITCHES = vocabulary.SWITCHES + SWITCHES_AUTH

__all__ = [
    "ACTIONS",
    "CREDENTIAL_RULE",
    "NAME",
    "OPERATIONS",
    "PROFILES",
    "RETENTION",
    "SWITCHES",
    "admit",
    "credentials",
    "fail",
    "failure_code",
    "find",
    "intake",
    "merged_document",
    "render",
    "respell_status",
    "secret_of",
    "session_of",
    "task_id",
    "wire_target",
]
