"""Reference translations between gateway dialects (surfaces), the canonical form and vendor dialects.

Here live pure functions of values. Nothing here opens a socket, reads a clock or draws a random number.
"""
