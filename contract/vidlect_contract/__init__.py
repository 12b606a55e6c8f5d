"""Judges gateways: cases as data, a judge without I/O, a runner over HTTP, reports.

Here live the cases, the judge, the reference gateway and the command line. Never: a vendor's rule
(those are in the adapters, the mock and the OpenAPI documents).
"""
