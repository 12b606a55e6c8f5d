"""Why a captured request authenticates or not: `capture` reads it, `explainers` names who judges it, `rendering` shows it.

Never: a vendor's rule (those are the mock's), and nothing that opens a connection.
"""
