"""Lets the adapter's tests share their words."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
