"""What a watch sees of edits made in place, and that nothing raises a false alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pandas as pd
import pytest

from cjm_widgets.frames import watch as module
from cjm_widgets.frames.watch import Watch, arrays

ROWS = 9_000
"""Enough that columns of numbers are watched by their place."""

COLUMNS: dict[str, tuple[Callable[[], object], object]] = {
    "int64": (lambda: np.arange(ROWS), -1),
    "float64": (lambda: np.where(np.arange(ROWS) % 2, np.nan, 0.5), 7.5),
    "bool": (lambda: np.zeros(ROWS, dtype=bool), True),
    "int8": (lambda: np.zeros(ROWS, dtype="int8"), 3),
    "times": (lambda: pd.date_range("2020-01-01", periods=ROWS, freq="s"), pd.Timestamp("1999-01-01")),
    "zoned times": (
        lambda: pd.date_range("2020-01-01", periods=ROWS, freq="s", tz="UTC"),
        pd.Timestamp("1999-01-01", tz="UTC"),
    ),
    "spans": (lambda: pd.to_timedelta(np.arange(ROWS), unit="s"), pd.Timedelta("9 days")),
    "text": (lambda: [f"row {i}" for i in range(ROWS)], "edited"),
    "arrow text": (lambda: pd.array(["a"] * ROWS, dtype="string[pyarrow]"), "edited"),
    "python text": (lambda: pd.array(["a"] * ROWS, dtype="string[python]"), "edited"),
    "object": (lambda: np.array(["a", None, 2] * (ROWS // 3), dtype=object), "edited"),
    "Int64": (lambda: pd.array([1, None, 3] * (ROWS // 3), dtype="Int64"), 2),
    "boolean": (lambda: pd.array([True, None, False] * (ROWS // 3), dtype="boolean"), False),
    "Float64": (lambda: pd.array([1.5, None, 3] * (ROWS // 3), dtype="Float64"), 2.5),
    "category": (lambda: pd.Categorical(["a", "b", "c"] * (ROWS // 3)), "c"),
    "period": (lambda: pd.period_range("2000-01", periods=ROWS, freq="D"), pd.Period("1990-01-01", "D")),
    "interval": (lambda: pd.interval_range(0, ROWS), pd.Interval(-1, 0)),
    "arrow int": (lambda: pd.array(np.arange(ROWS), dtype="int64[pyarrow]"), -1),
}

pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")

MODES = ["by default"] if int(pd.__version__.split(".")[0]) >= 3 else ["by default", "copy on write"]


@pytest.fixture(params=MODES, autouse=True)
def _mode(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param == "copy on write":
        with pd.option_context("mode.copy_on_write", True):
            yield
    else:
        yield


@cache
def _made() -> pd.DataFrame:
    return pd.DataFrame({name: make() for name, (make, _) in COLUMNS.items()})


def every_kind() -> pd.DataFrame:
    return _made().copy()


def write_loc(frame: pd.DataFrame, column: str, value: object) -> None:
    frame.loc[3, column] = value


def write_loc_rows(frame: pd.DataFrame, column: str, value: object) -> None:
    frame.loc[frame.index[3:6], column] = value


def write_at(frame: pd.DataFrame, column: str, value: object) -> None:
    frame.at[3, column] = value


def write_iloc(frame: pd.DataFrame, column: str, value: object) -> None:
    frame.iloc[3, frame.columns.get_loc(column)] = value


def write_iat(frame: pd.DataFrame, column: str, value: object) -> None:
    frame.iat[3, frame.columns.get_loc(column)] = value


def write_mask(frame: pd.DataFrame, column: str, value: object) -> None:
    frame.loc[np.arange(ROWS) == 3, column] = value


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("write", [write_loc, write_loc_rows, write_at, write_iloc, write_iat, write_mask])
def test_a_write_to_a_cell_is_seen_in_its_column(write: Callable[..., None], column: str) -> None:
    frame = every_kind()
    before, watch = frame.copy(), Watch(frame)
    write(frame, column, COLUMNS[column][1])
    assert watch.touched() == (frame.columns.get_loc(column),)
    pd.testing.assert_frame_equal(watch.before, before)
    watch.reset()
    assert not watch.changed()
    write(frame, column, before[column].iloc[3])
    assert watch.changed(), "the second write is seen too"


@pytest.mark.parametrize("column", COLUMNS)
def test_writing_the_value_that_was_there_is_no_change(column: str) -> None:
    frame = every_kind()
    watch = Watch(frame)
    write_loc(frame, column, frame[column].iloc[3])
    assert not watch.changed()
    write_loc(frame, column, COLUMNS[column][1])
    assert watch.changed(), "a false alarm does not blind the watch"


@pytest.mark.parametrize(
    "column", ["Int64", "boolean", "Float64", "category", "python text", "object", "arrow text", "arrow int"]
)
def test_a_write_through_the_array_behind_a_column_is_seen(column: str) -> None:
    frame = every_kind()
    before, watch = frame.copy(), Watch(frame)
    frame[column].array[3] = COLUMNS[column][1]
    if frame[column].equals(before[column]):
        pytest.skip("this pandas hands out an array of its own")
    assert watch.touched() == (frame.columns.get_loc(column),)
    pd.testing.assert_frame_equal(watch.before, before)


def test_a_write_through_the_array_of_a_small_column_of_numbers_is_seen() -> None:
    frame = pd.DataFrame({"score": [1.0, 2.0]})
    watch = Watch(frame)
    frame["score"].array[0] = 5.0
    assert watch.changed()
    assert watch.before["score"].tolist() == [1.0, 2.0]


WHOLE: dict[str, Callable[[pd.DataFrame], object]] = {
    "assign": lambda f: f.__setitem__("a", [9, 9, 9]),
    "add a column": lambda f: f.__setitem__("new", 1),
    "insert a column": lambda f: f.insert(0, "new", 1),
    "delete a column": lambda f: f.__delitem__("a"),
    "pop": lambda f: f.pop("a"),
    "drop a column": lambda f: f.drop(columns="a", inplace=True),
    "drop a row": lambda f: f.drop(index=1, inplace=True),
    "add a row": lambda f: f.loc.__setitem__(9, [1, 2.0, "x", 4]),
    "sort rows": lambda f: f.sort_values("a", ascending=False, inplace=True),
    "sort rows, labels anew": lambda f: f.sort_values("a", ascending=False, inplace=True, ignore_index=True),
    "sort columns": lambda f: f.sort_index(axis=1, ascending=False, inplace=True),
    "fillna": lambda f: f.fillna(0, inplace=True),
    "rename": lambda f: f.rename(columns={"a": "z"}, inplace=True),
    "new index": lambda f: setattr(f, "index", [7, 8, 9]),
    "new columns": lambda f: setattr(f, "columns", list("wxyz")),
    "a name for the index": lambda f: setattr(f.index, "name", "stage"),
    "reset_index": lambda f: f.reset_index(inplace=True),
    "set_index": lambda f: f.set_index("a", inplace=True),
    "update": lambda f: f.update(pd.DataFrame({"a": [5]}, index=[1])),
    "replace": lambda f: f.replace(2.5, 3.5, inplace=True),
    "eval": lambda f: f.eval("a = a + 1", inplace=True),
    "a frame assigned": lambda f: f.__setitem__(["a", "d"], f[["d", "a"]].to_numpy()),
    "another type": lambda f: f.__setitem__("a", f["a"].astype("int8")),
    "isetitem": lambda f: f.isetitem(0, [5, 6, 7]),
    "clip": lambda f: f.__setitem__("a", f["a"].clip(upper=2)),
}


@pytest.mark.parametrize("edit", WHOLE)
def test_an_edit_of_the_whole_frame_is_seen(edit: str) -> None:
    frame = pd.DataFrame({"a": [1, 2, 3], "b": [2.5, np.nan, 1.0], "c": list("xyz"), "d": [4, 5, 6]})
    before, watch = frame.copy(), Watch(frame)
    WHOLE[edit](frame)
    assert watch.changed()
    pd.testing.assert_frame_equal(watch.before, before)


SAME: dict[str, Callable[[pd.DataFrame], object]] = {
    "reading": lambda f: (f["a"].sum(), f.describe(), f.to_numpy(), f.copy()),
    "consolidating": lambda f: f._consolidate_inplace() if hasattr(f, "_consolidate_inplace") else None,
    "equal labels": lambda f: setattr(f, "index", pd.RangeIndex(3)),
    "the same column assigned": lambda f: f.__setitem__("a", f["a"].copy()),
    "a column that came and went": lambda f: (f.__setitem__("new", 1), f.__delitem__("new")),
}


@pytest.mark.parametrize("edit", SAME)
def test_what_leaves_values_and_labels_alike_is_no_change(edit: str) -> None:
    frame = pd.DataFrame({"a": [1, 2, 3], "b": [2.5, np.nan, 1.0], "c": list("xyz"), "d": [4, 5, 6]})
    watch = Watch(frame)
    SAME[edit](frame)
    assert not watch.changed()


def test_a_copy_does_not_touch_what_is_watched() -> None:
    frame = every_kind()
    watch = Watch(frame)
    other = frame.copy(deep=False) if MODES == ["by default"] else frame.copy()
    for column, (_, value) in COLUMNS.items():
        write_loc(other, column, value)
    assert not watch.changed()


def test_what_was_before_is_the_callers_own() -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0]})
    watch = Watch(frame)
    before = watch.before
    before.loc[0, "a"] = 9.0
    assert not watch.changed()
    assert watch.before.loc[0, "a"] == 1.0


def test_columns_of_one_name_are_told_apart() -> None:
    frame = pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"])
    watch = Watch(frame)
    frame.iloc[0, 1] = 9
    assert watch.touched() == (1,)


def test_an_unordered_category_renumbered_is_seen() -> None:
    frame = pd.DataFrame({"a": pd.Categorical(["x", "y"], categories=["x", "y"])})
    watch = Watch(frame)
    frame["a"] = pd.Categorical(["y", "x"], categories=["y", "x"])
    assert watch.changed()


def test_columns_are_found_without_private_names() -> None:
    frame = every_kind()

    class Public:
        columns, iloc = frame.columns, frame.iloc

    for through_iloc, values in zip(arrays(Public()), arrays(frame), strict=True):  # type: ignore[arg-type]
        assert module._same(through_iloc, values)
        assert module._place(through_iloc) == module._place(values)


def test_an_empty_frame_can_be_watched() -> None:
    frame = pd.DataFrame()
    watch = Watch(frame)
    assert not watch.changed()
    frame["a"] = []
    assert watch.changed()
