"""Lets the contract tests share the run and the signing front, which stand in modules beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
