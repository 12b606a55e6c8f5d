"""Runs cases against a gateway and collects what is seen.

Here live the filling of placeholders, the driving of one case, and the run of all of them. Never: HTTP
itself (targets have it), an opinion (the judge has it).
"""
