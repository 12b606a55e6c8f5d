"""Judges translations without HTTP: the adapters, and any library that can be called like them.

Here lives how a case is put to pure functions. Never: a socket.
"""
