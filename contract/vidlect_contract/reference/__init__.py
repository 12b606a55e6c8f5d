"""The reference gateway and the reference client: the adapters, put on real sockets.

Here lives what an adapter may not do: send, wait, remember, stream. Never: a word of any dialect.
"""
