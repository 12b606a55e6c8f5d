"""Volcengine Visual (Jimeng video, OmniHuman): the vendor's side of the API.

Here live only the names by which the engine reaches this package (`vidlect_mock.interface.MockVendor`).
Never: behaviour.
"""

from .operations import ACTIONS, OPERATIONS, find, wire_target

NAME = "volcengine_visual"

__all__ = ["ACTIONS", "NAME", "OPERATIONS", "find", "wire_target"]
