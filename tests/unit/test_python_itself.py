"""Journeys among Python's own ways: copied, pickled, compared, used without Jupyter, logged, explained."""

from __future__ import annotations

import copy
import doctest
import inspect
import logging
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from traitlets import dlink

import cjm_widgets as cjm

WAYS: dict[str, Callable[[cjm.Journey], cjm.Journey]] = {
    "journey.copy": lambda journey: journey.copy(),
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.deepcopy,
    "pickle": lambda journey: pickle.loads(pickle.dumps(journey)),
}


def survey() -> pd.DataFrame:
    return pd.DataFrame({"Q1": [1, 2, 3, 4, 5] * 8, "Q2": [5, 4, 4, 5, 5] * 8, "kind": ["a", "b"] * 20})


def joined(rows: pd.DataFrame) -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], lanes=["Actions", "Emotion"], title="A visit")
    journey.join(rows, columns={"Q1": "Arrive", "Q2": "Wait"}, scale=(1, 5), by=["kind"])
    journey.set_cell("Wait", "Actions", "Reads")
    return journey


def means(journey: cjm.Journey) -> list[float]:
    table = journey.measures
    return [round(value, 6) for value in table.loc[table["measure"] == "mean", "value"]]


# --- copies


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_copy_says_the_same_and_changes_by_itself(way: Callable[[cjm.Journey], cjm.Journey]) -> None:
    journey = joined(survey())
    journey.filter(kind="a")
    other = way(journey)
    assert type(other) is cjm.Journey
    assert other == journey
    assert other.filters == {"kind": ("a",)}
    pd.testing.assert_frame_equal(other.measures, journey.measures)
    other.frame.loc["Wait", "Actions"] = "Sleeps"
    other.sync()
    assert journey.frame.loc["Wait", "Actions"] == "Reads"
    assert other != journey
    journey.add_stage("Leave")
    assert list(other.frame.index) == ["Arrive", "Wait"]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_copy_has_the_edits_made_in_pandas_just_before(way: Callable[[cjm.Journey], cjm.Journey]) -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    journey.frame.loc["Wait", "Actions"] = "Reads"
    assert way(journey).cards["text"].tolist() == ["Reads"]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_copy_has_no_file_and_no_history(way: Callable[[cjm.Journey], cjm.Journey], tmp_path: Path) -> None:
    path = tmp_path / "visit.cjm.json"
    joined(survey()).save(path)
    other = way(cjm.read(path))
    assert other.path is None
    other.title = "Another"
    assert cjm.read(path).title == "A visit"
    assert other.undo() == "Change the map"
    assert other.undo() is None


@pytest.mark.parametrize("name", [name for name in WAYS if name != "pickle"])
def test_rows_at_hand_stay_joined_in_a_copy(name: str) -> None:
    rows = survey()
    other = WAYS[name](joined(rows))
    rows["Q1"] = 5
    other.sync()
    assert means(other) == [5.0, 4.6]
    other.filter(kind="b")
    assert means(other)[0] == 5.0


def test_a_pickled_journey_has_the_counts_and_not_the_rows() -> None:
    rows = survey().assign(Q1=[1, 2, 3, 4, 5] * 8, secret="Zebediah")
    journey = joined(rows)
    text = pickle.dumps(journey)
    assert b"Zebediah" not in text
    other = pickle.loads(text)
    rows["Q1"] = 5
    other.sync()
    assert means(other) == [3.0, 4.6]


def test_a_kind_of_journey_stays_of_its_kind() -> None:
    assert type(copy.deepcopy(Visit(["Wait"]))) is Visit
    assert type(pickle.loads(pickle.dumps(Visit(["Wait"])))) is Visit


class Visit(cjm.Journey):
    """A kind of journey."""


def test_what_is_on_screen_is_not_copied_and_says_what_to_do() -> None:
    journey = joined(survey())
    source = journey.join(survey(), columns={"Q1": "Arrive"}, scale=(1, 5), name="Another")
    exercise = cjm.Exercise("guess-the-curve", journey, source="Survey", log=False)
    views = (cjm.JourneyMap(journey), cjm.JourneyGrid(journey), cjm.EmotionCurve(journey))
    ways: tuple[Callable[[Any], Any], ...] = (copy.copy, copy.deepcopy, pickle.dumps)
    for thing in (*views, exercise, source):
        for way in ways:
            with pytest.raises(cjm.CjmError, match="neither copied nor pickled: "):
                way(thing)


# --- comparing


def test_journeys_are_equal_where_their_maps_are(tmp_path: Path) -> None:
    journey = joined(survey())
    path = tmp_path / "visit.cjm.json"
    journey.save(path)
    assert cjm.read(path) == journey
    assert journey == cjm.Journey.from_document(journey.document)
    assert cjm.Journey(["Wait"]) == cjm.Journey(["Wait"])
    assert cjm.Journey(["Wait"]) != cjm.Journey(["Leave"])
    assert journey != journey.document
    assert journey != 3
    assert journey in [1, journey.copy()]


def test_an_edit_of_a_frame_makes_journeys_differ_at_once() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    other = journey.copy()
    other.frame.loc["Wait", "Actions"] = "Reads"
    assert journey != other


def test_a_journey_is_no_key() -> None:
    with pytest.raises(TypeError, match=r"no key of a dictionary .* journey\.document\.id"):
        hash(cjm.Journey(["Wait"]))


def test_equal_journeys_are_shown_and_linted_apart() -> None:
    first, second = (cjm.Journey(["Wait"]) for _ in range(2))
    views = cjm.JourneyMap(first), cjm.JourneyMap(second)
    assert views[0].session is not views[1].session
    assert cjm.JourneyMap(first).session is views[0].session
    second.title = "A visit"
    assert first.title == ""


def test_traits_of_journeys_can_be_linked() -> None:
    journey, other = cjm.Journey(["Wait"]), cjm.Journey(["Leave"])
    dlink((journey, "title"), (other, "title"))
    journey.title = "A visit"
    assert other.title == "A visit"


# --- without Jupyter


BARE = """
import sys
for name in ("anywidget", "ipywidgets", "jupyterlab", "ipykernel"):
    sys.modules[name] = None  # importing it fails as if it were not installed
import pandas as pd, cjm_widgets as cjm
journey = cjm.Journey(["Arrive", "Wait"], title="A visit")
journey.frame.loc["Wait", "Actions"] = "Reads"
journey.join(pd.DataFrame({"Q1": [1, 5] * 10}), columns={"Q1": "Wait"}, scale=(1, 5))
print(journey)
journey.save("visit.cjm.json")
journey.to_html("visit.html")
assert cjm.read("visit.cjm.json") == journey and "IPython" not in sys.modules
assert sorted(journey._repr_mimebundle_()[0]) == ["application/vnd.cjm+json", "text/html", "text/plain"]
for name in ("JourneyMap", "JourneyGrid", "EmotionCurve", "Exercise"):
    try:
        getattr(cjm, name)
    except cjm.CjmError as error:
        print(error)
"""


def test_a_bare_script_works_without_jupyter_and_names_it_where_a_widget_is_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", BARE]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("A visit: 2 stages")
    sentences = [line for line in done.stdout.splitlines() if "is a widget and needs" in line]
    assert [line.split()[0] for line in sentences] == [
        "cjm.JourneyMap",
        "cjm.JourneyGrid",
        "cjm.EmotionCurve",
        "cjm.Exercise",
    ]
    assert all("'anywidget', which is not installed: pip install" in line for line in sentences)
    assert (tmp_path / "visit.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_printing_a_journey_is_an_outline() -> None:
    lines = repr(joined(survey())).splitlines()
    assert lines[0] == "A visit: 2 stages, 3 lanes, 1 cards"
    assert "Arrive" in lines[1]
    assert repr(cjm.JourneyMap(joined(survey()))) == repr(joined(survey()))


# --- the log


def test_edits_and_refusals_are_logged_and_nothing_is_printed_unless_asked(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "visit.cjm.json"
    with caplog.at_level(logging.DEBUG, logger="cjm_widgets"):
        cjm.Journey(["Wait"]).save(path)
        cjm.read(path).add_stage("Leave")
    said = [(record.name, record.getMessage().split(":")[0]) for record in caplog.records]
    assert ("cjm_widgets.storage.file", f"read {path}") in said
    assert ("cjm_widgets.storage.file", f"wrote {path}") in said
    assert ("cjm_widgets.journey.core", "revision 1") in said
    assert all(record.name.startswith("cjm_widgets.") for record in caplog.records)
    assert any(isinstance(one, logging.NullHandler) for one in logging.getLogger("cjm_widgets").handlers)
    assert capfd.readouterr().err == ""


def test_a_refused_edit_of_a_screen_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    view = cjm.JourneyMap(cjm.Journey(["Wait"]))
    with caplog.at_level(logging.INFO, logger="cjm_widgets"):
        view.session.receive(view, {"type": "no such thing"})
    assert [record.name for record in caplog.records] == ["cjm_widgets.widgets.session"]


# --- help: every public name has an example that runs


def own_members(kind: type) -> Iterator[tuple[str, Any]]:
    """The public verbs, properties and traits that classes of this package give a class; no plain fields."""
    for name in sorted({name for base in kind.__mro__ for name in vars(base)}):
        home = next(base for base in kind.__mro__ if name in vars(base))
        value = inspect.getattr_static(kind, name)
        is_field = name in getattr(kind, "__dataclass_fields__", ())
        if not name.startswith("_") and home.__module__.startswith("cjm_widgets") and not is_field:
            yield name, value


def examples_of(thing: object) -> str:
    """What the examples in a docstring run."""
    text = inspect.getdoc(thing) or ""
    return "".join(example.source for example in doctest.DocTestParser().get_examples(text))


OF_WIDGETS = {"close", "live_bundle", "part", "revision", "versions"}
"""What views have for front ends, not for people."""


def without_example() -> list[str]:
    """Public names whose documentation shows no use of them; members may be used in the class's example."""
    missing = []
    for module in (cjm, cjm.examples, cjm.grading):
        for name in module.__all__:
            thing = getattr(module, name)
            where = f"{module.__name__}.{name}"
            if inspect.ismodule(thing) or not callable(thing):
                continue
            if not examples_of(thing):
                missing.append(where)
            if not inspect.isclass(thing) or issubclass(thing, Exception):
                continue
            for member, value in own_members(thing):
                function = getattr(value, "__func__", value)
                used = f".{member}" in examples_of(thing) or examples_of(function)
                if not used and not (hasattr(thing, "live_bundle") and member in OF_WIDGETS):
                    missing.append(f"{where}.{member}")
    return missing


def test_every_public_name_shows_an_example_that_runs() -> None:
    assert without_example() == []
