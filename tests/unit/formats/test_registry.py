"""The table of formats is true: every row is written and read as it says, with the libraries it names."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import subprocess
import sys
import warnings
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.formats.registry import BY_SUFFIX, FORMATS, READABLE, WRITABLE, FileFormat
from cjm_widgets.optional import require_library

LIBRARIES = sorted({library for format in FORMATS for library in format.libraries})
by_name = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)


def _journey() -> cjm.Journey:
    return cjm.Journey.from_template("airport-departure")


def test_every_suffix_is_of_one_format() -> None:
    assert len(BY_SUFFIX) == sum(len(format.suffixes) for format in FORMATS)


@pytest.mark.parametrize("suffix", WRITABLE)
def test_every_suffix_to_write_is_saved_and_read_again_or_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"map{suffix}"
    _journey().save(path)
    if suffix not in READABLE or suffix in (".md", ".markdown"):  # of Markdown, journeys and tables are
        with pytest.raises(FileFormatError, match="no map is read from"):
            cjm.read(path)
        return
    stages = [stage.name for stage in cjm.read(path).document.stages]
    assert stages == [stage.name for stage in _journey().document.stages]


PICTURES = ("SVG picture", "PNG picture", "PDF document")
"""Which draw one future as a curve, without numbers."""


@pytest.mark.parametrize(
    "format",
    [format for format in FORMATS if format.writer and format.name not in PICTURES],
    ids=lambda format: format.name,
)
def test_a_format_holds_the_future_scores_or_names_them_among_what_it_leaves_out(format: FileFormat) -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=["Ann", "Bo"], title="A visit")
    journey.set_emotion("Wait", -1, "Ann")
    journey.set_emotion("Wait", 1.37, "Ann", state="future")
    journey.set_emotion("Wait", 0.73, "Bo", state="future")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        content = getattr(journey, format.writer)()
    said = " ".join(str(one.message) for one in warned)
    if "emotions of the future state (2)" in said:
        return
    if isinstance(content, bytes):
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = "".join(archive.read(name).decode() for name in archive.namelist() if "chart" in name)
    if format.name == "MyST page":
        content = gzip.decompress(base64.b64decode(json.loads(content.splitlines()[1])["page"])).decode()
    numbers = re.findall(r"[+>](\d\.\d\d)\b", content)
    assert {"1.37", "0.73"} <= {*numbers}


@by_name
def test_a_journey_documents_how_a_format_is_written(format: FileFormat) -> None:
    if format.writer:
        assert getattr(cjm.Journey, format.writer).__doc__


@pytest.mark.parametrize(
    "format", [format for format in FORMATS if format.libraries], ids=lambda format: format.name
)
def test_without_its_libraries_a_format_says_how_to_get_them(
    format: FileFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"map{format.suffixes[0]}"
    _journey().save(path)
    for library in format.libraries:
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(CjmError, match=r"pip install 'cjm_widgets\[export\]'"):
        _journey().save(tmp_path / f"other{format.suffixes[0]}")
    if format.reader:
        with pytest.raises(CjmError, match=r"pip install 'cjm_widgets\[export\]'"):
            cjm.read(path)


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_extra_brings_every_library(library: str) -> None:
    extra = [line for line in requires("cjm_widgets") or () if "extra == 'export'" in line.replace('"', "'")]
    names = {distribution.casefold() for distribution in packages_distributions()[library]}
    assert any(line.casefold().startswith(name) for line in extra for name in names)


def test_saving_a_map_as_csv_loads_no_library_of_another_format() -> None:
    code = (
        "import cjm_widgets as cjm, sys; cjm.Journey(['Wait']).to_csv(); cjm.Journey(['Wait']).to_mermaid();"
        f"print(*{{*{[*LIBRARIES, 'lxml']}}} & {{*sys.modules}})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_a_missing_library_is_named_with_the_extra_that_brings_it() -> None:
    with pytest.raises(CjmError, match=r"'no_such_library'.*pip install 'cjm_widgets\[export\]'"):
        require_library("no_such_library.part", "XLSX workbooks")
