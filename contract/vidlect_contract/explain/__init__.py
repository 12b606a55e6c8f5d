"""Why a captured request authenticates or not: `capture` reads it, `verdict` judges it, `rendering` shows it.

Never: a vendor's rule (those are the mock's), and nothing that opens a connection.
"""
