"""What collecting the tests imports and calls, before any mutant is active.

mutmut forks a process for each mutant from one that has already imported the code (`preload.txt` says what:
everything but the tests themselves). A function that ran during that import has already left its mark, so
its mutants must be tried again in a process of their own: `called.txt` names such functions.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from mutmut.state import state

WORK = Path.cwd()


def main() -> int:
    """Collect, in a folder, the tests given after it; write both lists into the folder it is called from."""
    os.chdir(sys.argv[1])
    ended = pytest.main(["--collect-only", "-qqq", *sys.argv[2:]])
    tests = f"{Path.cwd()}/tests/"
    imported = [
        name
        for name, module in sorted(sys.modules.items())
        if name != "__main__" and not (getattr(module, "__file__", None) or tests).startswith(tests)
    ]
    (WORK / "preload.txt").write_text("\n".join(imported), "utf-8")
    (WORK / "called.txt").write_text("\n".join(sorted(state()._stats)), "utf-8")
    return int(ended)


sys.exit(main())
