"""Every public argument with values nobody should pass: it works, or a CjmError says why not."""

from __future__ import annotations

import contextlib
import inspect
import math
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Document

FULL = Path(__file__).parents[1] / "golden" / "1.0" / "full.cjm.json"
STAGES = ["Arrive", "Wait", "Leave"]
ROWS = pd.DataFrame(
    {
        "q1": [1, 2, 3, 4, 5, 5] * 10,
        "q2": [3, 3, 4, 4, 5, 1] * 10,
        "step": ["Arrive", "Wait", "Leave"] * 20,
        "group": ["a", "b"] * 30,
        "year": [2023, 2024, 2025] * 20,
        "person": [*range(20)] * 3,
        "weight": [1.0, 0.5] * 30,
        "minutes": [3.5, 7.0, 12.0] * 20,
    }
)
COUNTS = pd.DataFrame(
    {"step": ["Arrive"] * 5 + ["Wait"] * 5, "score": [1, 2, 3, 4, 5] * 2, "n": [9, 8, 7, 20, 30] * 2}
)
POOL: dict[str, Any] = {
    "None": None,
    "True": True,
    "zero": 0,
    "minus one": -1,
    "a fraction": 1.5,
    "not a number": math.nan,
    "infinity": math.inf,
    "the largest float": 1e308,
    "the least float": -1e308,
    "2**62": 2**62,
    "beyond all floats": 10**400,
    "numpy float": np.float64(2.5),
    "numpy integer": np.int64(3),
    "pandas NA": pd.NA,
    "an empty text": "",
    "a text": "no such thing",
    "half a character": "\ud800",
    "a null": "a\0b",
    "a long text": "x" * 30_000,
    "bytes": b"\xff",
    "an empty list": [],
    "a list": ["a", "b"],
    "a list of lists": [["a"], [1]],
    "a tuple of numbers": (1e308, -1e308),
    "a wide scale": (-1e308, 1e308),
    "an empty dictionary": {},
    "a dictionary": {"a": 1},
    "a dictionary of odd keys": {None: [], 1: {2: 3}},
    "a set": {"a"},
    "an object": object(),
    "a function": len,
    "a type": int,
    "a frame": pd.DataFrame({"a": [1]}),
    "an empty frame": pd.DataFrame(),
    "an array": np.array([1.0, np.nan]),
    "a path": Path("/no/such/folder/rows.csv"),
    "a complex number": 1j,
}


def plain() -> cjm.Journey:
    """A map with a little of everything, and no rows."""
    journey = cjm.Journey(STAGES, lanes=["Emotion", "Actions", "NPS"], personas=["Ada", "Ben"], title="Visit")
    journey.set_cell("Wait", "Actions", "Reads")
    journey.set_emotion("Wait", -1)
    return journey


def joined() -> cjm.Journey:
    """The same with rows of a survey."""
    journey = plain()
    journey.join(
        ROWS, columns={"q1": "Arrive", "q2": "Wait"}, scale=(1, 5), by=["group", "year"], wave="year"
    )
    return journey


Call = tuple[Callable[[], Any], str, dict[str, Any]]
"""What to call a method of, its name, and arguments that work."""

_PLAIN: dict[str, dict[str, Any]] = {
    "add_stage": {"name": "New", "before": "Wait", "duration": 3, "phase": "P", "goal": "G"},
    "add_lane": {"name": "New", "after": "Actions", "kind": "cards", "role": "other", "target": 1.0},
    "add_persona": {"name": "New", "before": "Ada", "segment": {"group": "a"}, "about": "x"},
    "apply": {},
    "rename_stage": {"stage": "Wait", "name": "Queue"},
    "rename_lane": {"lane": "Actions", "name": "Steps"},
    "rename_persona": {"persona": "Ada", "name": "Eve"},
    "move_stage": {"stage": "Wait", "before": "Arrive"},
    "move_lane": {"lane": "Actions", "after": "NPS"},
    "move_persona": {"persona": "Ada", "after": "Ben"},
    "remove_stage": {"stage": "Wait"},
    "remove_lane": {"lane": "Actions"},
    "remove_persona": {"persona": "Ada"},
    "set_cell": {"stage": "Wait", "lane": "Actions", "text": "Sits"},
    "set_emotion": {"stage": "Wait", "value": 1, "persona": "Ada"},
    "set_stage": {"stage": "Wait", "name": "Queue", "duration": 4, "moment_of_truth": True, "timing": "x"},
    "set_lane": {"lane": "Actions", "name": "Steps", "layer": "customer", "hint": "x", "measures": ["nps"]},
    "set_persona": {"persona": "Ada", "name": "Eve", "segment": {"group": "a"}},
    "set_map": {"title": "T", "kind": "future", "scale": (-2, 2), "scenario": "x", "metric": None},
    "to_svg": {"theme": "light", "width": 900, "lanes": ["Actions"]},
    "to_html": {"theme": "light", "page": None, "lanes": ["Actions"]},
    "to_csv": {"tidy": True},
    "to_xlsx": {"tidy": True},
    "to_png": {"theme": "light", "width": 300, "lanes": ["Actions"], "scale": 0.5},
    "to_pdf": {"page": "a4", "theme": "light", "width": 300, "lanes": ["Actions"]},
    "observe": {"handler": print, "names": "title", "type": "change"},
    "unobserve": {"handler": print, "names": "title", "type": "change"},
    "join": {
        "rows": ROWS, "columns": {"q1": "Arrive", "q2": "Wait"}, "scale": (1, 5), "by": ["group"],
    },
    "join_counts": {"table": COUNTS, "stage": "step", "n": "n", "score": "score", "scale": (1, 5)},
}  # fmt: skip
_JOINED: dict[str, dict[str, Any]] = {
    "measures_by": {"column": "group"},
    "compare": {"to": "group", "measure": None, "test": "welch", "adjust": "holm", "level": 0.95},
    "trend": {"stage": "Wait", "measure": None, "test": "welch", "adjust": "holm", "level": 0.95},
    "assumptions": {"level": 0.95},
    "distribution": {"level": 0.95},
    "omnibus": {"column": "group", "measure": None, "test": "welch", "adjust": "holm", "level": 0.95},
    "filter": {"group": "a"},
    "chart": {"kind": "curve", "source": None, "linked": False},
}
_CHARTS: dict[str, dict[str, Any]] = {
    "curve": {"by": "group", "facet": True},
    "distribution": {"by": "group", "facet": True},
    "compare": {"by": "group", "measure": None, "test": "welch", "adjust": "holm", "level": 0.95},
    "trend": {"by": "group", "measure": None, "wave": "year"},
}
_FILES: dict[str, dict[str, Any]] = {
    ".cjm.json": {"overwrite": True},
    ".svg": {"theme": "light", "width": 900, "lanes": ["Actions"]},
    ".png": {"theme": "light", "width": 300, "lanes": ["Actions"], "scale": 0.5},
    ".pdf": {"page": "a4", "theme": "light", "width": 300, "lanes": ["Actions"]},
    ".html": {"page": "a4", "theme": "light", "lanes": ["Actions"]},
    ".csv": {"tidy": True},
    ".xlsx": {"tidy": True},
}
"""Options of ``save`` by the suffix of its path."""
_TRAITS = ("frame", "emotion", "cards", "measures", "filters", "selection", "title", "revision")
_LONG_ROWS = {"rows": ROWS, "stage": "step", "score": "q1", "scale": (1, 5)}
_JOIN_OPTIONS: dict[str, Any] = {
    "stages": {"Arrive": "Arrive"}, "match": "exact", "respondent": "person", "where": {"group": "a"},
    "measures": [cjm.nps()], "missing": [99], "weight": "weight", "per": "respondent", "wave": "year",
    "cluster": "person", "min_n": 10, "name": "Survey",
}  # fmt: skip
_MAKERS: dict[str, dict[str, Any]] = {
    "bottom_box": {}, "ces": {}, "csat": {}, "enps": {}, "mean": {}, "median": {}, "money": {}, "net_box": {},
    "nps": {}, "rate": {}, "share": {}, "top_box": {}, "total": {},
}  # fmt: skip
_FUNCTIONS: dict[str, dict[str, Any]] = {
    "Journey": {"stages": STAGES, "lanes": ["Actions"], "personas": ["Ada"], "title": "T"},
    "read": {"path": FULL, "autosave": False, "stages": None, "sheet": None},
}


def run_transaction(label: Any) -> None:
    """Two edits as one step of undo."""
    journey = plain()
    with journey.transaction(label):
        journey.set_cell("Wait", "Actions", "Sits")
    journey.undo()


def save(suffix: str, **options: Any) -> None:
    """Save a map in a folder of its own."""
    with TemporaryDirectory() as folder:
        plain().save(Path(folder) / f"visit{suffix}", **options)


def save_at(path: Any) -> None:
    """Save a map somewhere, which is not where the tests are run."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        plain().save(path)


def publish(path: Any, min_n: Any, overwrite: Any) -> None:
    """Publish a map in a folder of its own."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        joined().publish(path, min_n=min_n, overwrite=overwrite)


def calls() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every call with one hostile argument, by a name that says which."""
    for start, table in ((plain, _PLAIN), (joined, _JOINED)):
        for verb, usual in table.items():
            yield from _hostile(
                f"journey.{verb}", lambda start=start, verb=verb: getattr(start(), verb), usual
            )
    yield from _hostile(
        "journey.apply", lambda: lambda operation: plain().apply(operation), {"operation": None}
    )
    yield from _hostile("journey.join long", lambda: plain().join, _LONG_ROWS)
    for option, value in _JOIN_OPTIONS.items():
        if option in inspect.signature(cjm.Journey.join).parameters:
            every = {**_LONG_ROWS, option: value}
            yield from _hostile("journey.join", lambda: plain().join, every, only=option)
    for maker in _MAKERS:
        function = getattr(cjm, maker)
        usual = {
            name: parameter.default
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        }
        every = {name: 3 if value is inspect.Parameter.empty else value for name, value in usual.items()}

        def use(function: Any = function, **options: Any) -> None:
            cjm.Journey(STAGES).join(
                ROWS, columns={"q1": "Wait"}, scale=(1, 5), measures=[function(**options)]
            )

        yield from _hostile(f"cjm.{maker}", lambda use=use: use, every)
    for name, usual in _FUNCTIONS.items():
        yield from _hostile(f"cjm.{name}", lambda name=name: getattr(cjm, name), usual)
    yield from _hostile("journey.transaction", lambda: run_transaction, {"label": "Two"})
    for kind, usual in _CHARTS.items():
        yield from _hostile(f"journey.chart {kind}", lambda kind=kind: partial(joined().chart, kind), usual)
    for suffix, usual in _FILES.items():
        yield from _hostile(f"journey.save {suffix}", lambda suffix=suffix: partial(save, suffix), usual)
    yield from _hostile("journey.save", lambda: save_at, {"path": "visit.csv"})
    usual = {"path": "visit.cjm.json", "min_n": 10, "overwrite": True}
    yield from _hostile("journey.publish", lambda: publish, usual)
    for trait in _TRAITS:
        yield from _hostile(
            f"journey.{trait} =",
            lambda trait=trait: lambda value: setattr(joined(), trait, value),
            {"value": 1},
        )
    yield from _hostile("cjm.renderers", lambda: cjm.renderers.enable, {"name": "auto", "png": False})
    versions = {"base": plain(), "ours": plain(), "theirs": plain()}
    yield from _hostile("cjm.merge", lambda: cjm.merge, versions)
    yield from _hostile("cjm.diff", lambda: cjm.diff, {"before": plain(), "after": plain()})
    yield from _hostile("Journey.from_frame", lambda: cjm.Journey.from_frame, {"frame": ROWS, "title": "x"})
    yield from _hostile(
        "Journey.from_template", lambda: cjm.Journey.from_template, {"name": "airport-departure"}
    )
    yield from _hostile(
        "Journey.from_document", lambda: cjm.Journey.from_document, {"document": Document(id="x")}
    )


def _hostile(
    name: str, function: Callable[[], Callable[..., Any]], usual: dict[str, Any], only: str | None = None
) -> Iterator[tuple[str, Callable[[], Any]]]:
    for argument in usual if only is None else (only,):
        for label, value in POOL.items():
            arguments = {**usual, argument: value}
            yield (
                f"{name}({argument}={label})",
                lambda arguments=arguments: function()(**arguments),
            )


EVERY = dict(calls())


@pytest.fixture(autouse=True)
def usual_renderer() -> Iterator[None]:
    """What a test enables ends with it."""
    yield
    cjm.renderers.enable("auto", png=False)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("verb", sorted({name.partition("(")[0] for name in EVERY}))
def test_a_hostile_argument_works_or_is_refused_with_a_sentence(verb: str) -> None:
    faults = []
    for name, call in EVERY.items():
        if name.partition("(")[0] != verb:
            continue
        try:
            call()
        except cjm.CjmError as error:
            if not str(error).strip() or "Traceback" in str(error):
                faults.append(f"{name}: says {str(error)!r}")
        except OSError as error:  # what the system says of a file
            if not any(
                argument in name
                for argument in ("path=", "rows=", "table=", "before=", "after=", "base=", "ours=", "theirs=")
            ):
                faults.append(f"{name}: {error!r}")
        except Exception as error:  # noqa: BLE001 the test is about any other
            faults.append(f"{name}: {type(error).__name__}: {str(error)[:150]}")
    assert not faults, "\n".join(faults)


@pytest.mark.filterwarnings("ignore")
def test_counts_beyond_what_a_file_holds_are_refused_or_counted() -> None:
    """Respondents by the quintillion, and a question that is none."""
    huge = COUNTS.assign(n=2**62)
    with pytest.raises(cjm.CjmError):
        plain().join_counts(huge, stage="step", n="n", score="score", scale=(1, 5))
    with pytest.raises(cjm.CjmError, match="column= of measures_by"):
        joined().measures_by(["a", "b"])  # type: ignore[arg-type]


def test_rows_at_an_address_that_cannot_be_read_are_named() -> None:
    with pytest.raises(cjm.CjmError, match=r"http://127\.0\.0\.1:9/rows\.csv"):
        plain().join("http://127.0.0.1:9/rows.csv", columns={"q1": "Wait"}, scale=(1, 5))
