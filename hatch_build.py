"""Build hook: puts the OpenAPI documents into the wheel as JSON, so that nobody parses YAML at start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DocumentsBuildHook(BuildHookInterface):  # type: ignore[type-arg] # hatchling's own generic is optional
    """Compiles `openapi/**/*.yaml` to `vidlect_mock/_documents/**/*.json` inside a (non-editable) wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled documents and add them to the build; an editable wheel reads the YAML."""
        if version == "editable":
            return
        root = Path(self.root)
        compiled = Path(self.directory) / "documents"
        for source in sorted((root / "openapi").rglob("*.yaml")):
            name = source.relative_to(root / "openapi").with_suffix(".json")
            target = compiled / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(orjson.dumps(yaml.safe_load(source.read_text(encoding="utf-8"))))
            build_data["force_include"][str(target)] = f"vidlect_mock/_documents/{name}"
