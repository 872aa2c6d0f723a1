"""Importing the package costs little and its public names are all there."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cjm_widgets as cjm


def _loaded(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("heavy", ["altair", "scipy", "polars", "pyarrow.dataset", "jupyterlab"])
def test_making_a_map_does_not_load(heavy: str) -> None:
    assert heavy not in _loaded("import cjm_widgets as cjm; cjm.JourneyMap(cjm.Journey(['Arrive']))")


@pytest.mark.slow
def test_a_map_without_rows_loads_no_room_that_only_some_maps_need() -> None:
    own = ("charts", "render", "formats.csv", "formats.xlsx", "practice.tickets", "command_line", "examples")
    of_rows = ("rows.reading", "counts.stack", "measures.measure", "analysis.tables", "shown.reading")
    loaded = _loaded(
        "import cjm_widgets as cjm; journey = cjm.Journey(['Arrive']); view = cjm.JourneyMap(journey);"
        "journey.frame.loc['Arrive', 'Actions'] = 'Parks'; journey.sync(); view.get_state()"
    )
    assert not {f"cjm_widgets.{name}" for name in (*own, *of_rows)} & loaded


def test_importing_alone_loads_not_even_pandas() -> None:
    assert "pandas" not in _loaded("import cjm_widgets")


@pytest.mark.parametrize("name", cjm.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(cjm, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Jorney'"):
        _ = cjm.Jorney


def test_a_room_that_loads_late_has_no_other_names_than_its_modules() -> None:
    from cjm_widgets import analysis

    with pytest.raises(AttributeError, match="has no attribute 'comparing'"):
        _ = analysis.comparing
