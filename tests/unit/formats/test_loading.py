"""Formats load the libraries they need when they are used, and say how to get them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cjm_widgets.document.errors import CjmError
from cjm_widgets.optional import require_library


def test_saving_a_map_as_csv_loads_no_library_of_another_format() -> None:
    code = (
        "import cjm_widgets as cjm, sys; cjm.Journey(['Wait']).to_csv(); cjm.Journey(['Wait']).to_mermaid();"
        "print(*{'openpyxl', 'pptx', 'lxml'} & {*sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


def test_a_missing_library_is_named_with_the_extra_that_brings_it() -> None:
    with pytest.raises(CjmError, match=r"'no_such_library'.*pip install 'cjm_widgets\[export\]'"):
        require_library("no_such_library.part", "XLSX workbooks")
