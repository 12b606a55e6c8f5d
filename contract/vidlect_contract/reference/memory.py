"""That the memory of large files goes back to the system.

Here lives one setting of the C library. Never: a measurement, a buffer.
"""

from __future__ import annotations

import ctypes
import platform

_MMAP_THRESHOLD = -3
"""`M_MMAP_THRESHOLD` of glibc's <malloc.h>."""
_LARGE = 1024 * 1024
"""Bytes from which on a block is mapped by itself, and unmapped when it is freed."""


def give_back_large_blocks() -> None:
    """Fix glibc's threshold; nothing where the C library is another.

    glibc raises it to the size of the largest block freed so far (at most 32 MiB), and then keeps the holes that one
    picture leaves: measured, a gateway that carried five pictures of 15 MB stood 5 × as high above its idle size at
    the fifth as the picture is large; with a fixed threshold 3.7 × at each.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
