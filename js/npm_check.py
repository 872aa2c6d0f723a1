"""Says in a sentence what is missing where a checkout cannot be built: Node's npm makes the browser half.

A build hook of hatchling, which runs before the one that calls npm. What is built already needs no npm.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = ("cjm_widgets/static/widget.js", "cjm_widgets/labextension/package.json")


class NpmCheck(BuildHookInterface[Any]):
    """Stops a build that would fail for want of npm."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stop, unless npm is there or the browser half is built."""
        if shutil.which("npm") is None and not all((Path(self.root) / path).exists() for path in BUILT):
            self.app.abort(
                "cjm_widgets: a checkout is built with npm, which is not here. Install Node 20.19 or newer, "
                "which brings it, and try again; or install a wheel, in which everything is built: "
                "pip install cjm_widgets"
            )
