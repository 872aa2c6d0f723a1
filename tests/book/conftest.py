"""What `make build/book/.ready` installs: mystmd, and the renderer of widgets that MyST's themes have."""

from __future__ import annotations

from tests.browser.conftest import browser, context, page
from tests.browser.plain_page import ROOT

__all__ = ["browser", "context", "page"]  # fixtures
BOOK = ROOT / "build" / "book"
collect_ignore_glob = [] if (BOOK / ".ready").exists() else ["*"]
