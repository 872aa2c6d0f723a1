"""The order of waves is read from how they are written, the same from every engine, or refused."""

from __future__ import annotations

import datetime as dt
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import CjmError, CjmWarning, RowsError
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.rows.waves import EVERY, in_time_order, read_waves
from tests.unit.strategies import examples

IN_TIME_ORDER: list[list[Any]] = [
    ["pre", "post"],
    ["Before", "During", "After"],
    ["pre-test", "post-test"],
    ["before launch", "after launch"],
    ["Baseline", "Follow-up 1", "Follow-up 2"],
    ["Wave 2", "Wave 10"],
    ["1st wave", "2nd wave", "10th wave"],
    ["T0", "T1", "T10"],
    ["3 months", "12 months"],
    ["Wave 2 2022", "Wave 1 2023"],
    ["9", "10"],
    [9, 10, 11],
    [2016.0, 2017.0],
    ["2016-11", "2017-01", "2017-02"],
    ["2022-12-31", "2023-01-01"],
    ["2023-01-31 09:00", "2023-01-31 17:30"],
    ["31.12.2023", "01.02.2024"],
    ["31.12.23", "1.2.24"],
    ["13/04/2023", "04/05/2023"],
    ["04/05/2023", "04/13/2023"],
    ["12/2023", "01/2024"],
    ["2022/23", "2023/24"],
    ["Q4 2023", "Q1 2024"],
    ["2023-Q4", "2024-Q1"],
    ["4Q23", "1Q24"],
    ["H2 2022", "H1 2023"],
    ["2022-W50", "2023-W05"],
    ["January", "March", "April"],
    ["Jan", "Feb", "Sept"],
    ["February 2023", "Dec 2023", "Jan 2024"],
    ["Dec-22", "Jan-23"],
    ["30 Dec 2022", "5 Jan 2023"],
    ["Dec 30, 2022", "Jan 5, 2023"],
    ["Spring", "Summer", "Fall", "Winter"],
    ["Autumn 2022", "Spring 2023", "Autumn 2023"],
    ["Winter 2022/23", "Spring 2023"],
    ["FY22", "FY23"],
    ["only one"],
]
UNCLEAR: list[list[Any]] = [
    ["spam", "eggs"],
    ["north", "south"],
    ["2022", "2023-01"],
    ["03/04/2023", "04/03/2023"],  # 3 April or 4 March
    ["Nov", "Dec", "Jan"],  # of one year, or over New Year
    ["Autumn", "Winter", "Spring"],
    ["before", "pre"],
    ["Wave 1", "Round 2"],
    ["before Christmas", "after Easter"],
    ["32.01.2023", "01.02.2023"],
    [True, False],
    ["prescription", "postal"],
]


@pytest.mark.parametrize("names", IN_TIME_ORDER, ids=str)
def test_what_is_understood_stands_in_time_order(names: list[Any]) -> None:
    expected = tuple(str(int(name)) if isinstance(name, float) else str(name) for name in names)
    for given_order in (names, names[::-1], [*names[1:], None, names[0]]):
        assert read_waves("wave", given_order).order == expected


@pytest.mark.parametrize("names", UNCLEAR, ids=str)
def test_anything_else_asks_for_the_order(names: list[Any]) -> None:
    with pytest.raises(RowsError, match=r"wave column 'when' holds .*waves=\["):
        read_waves("when", names)
    assert names[0] is True or in_time_order(names) is None


def test_a_stated_order_is_the_order() -> None:
    assert read_waves("w", ["spam", None, "eggs"], order=("spam", "eggs", "ham")).order == ("spam", "eggs")
    with pytest.raises(RowsError, match=r"waves= lacks egg, .*did you write 'eggs' for 'egg'"):
        read_waves("w", ["spam", "egg"], order=("spam", "eggs"))


def test_different_texts_of_one_time_are_one_wave() -> None:
    waves = read_waves("w", ["Q4 2023", "2023-Q4", "Q1 2024"])
    assert waves.names == ("2023-Q4", "2023-Q4", "Q1 2024")
    assert waves.order == ("2023-Q4", "Q1 2024")


def test_a_winter_beside_a_spring_of_its_year_is_taken_for_the_later_and_a_warning_says_so() -> None:
    with pytest.warns(CjmWarning, match="Spring 2023, Winter 2023; a winter is the one that begins"):
        assert read_waves("w", ["Winter 2023", "Spring 2023"]).order == ("Spring 2023", "Winter 2023")


@examples(60)
@given(st.lists(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)), min_size=1, max_size=20))
def test_periods_are_those_of_the_calendar(times: list[dt.datetime]) -> None:
    expected = {
        "day": [f"{one:%Y-%m-%d}" for one in times],
        "week": [f"{one:%G-W%V}" for one in times],
        "month": [f"{one:%Y-%m}" for one in times],
        "quarter": [f"{one.year}-Q{(one.month + 2) // 3}" for one in times],
        "year": [f"{one.year}" for one in times],
    }
    assert {*expected} == {*EVERY}
    for every in EVERY:
        waves = read_waves("when", times, every=every)
        assert [*waves.names] == expected[every]
        first = dict(sorted(zip(times, expected[every], strict=True)))
        assert waves.order == tuple(dict.fromkeys(first.values()))


@pytest.mark.parametrize(
    ("names", "every", "sentence"),
    [
        (["Q4 2023"], "month", "'Q4 2023' of wave column 'when' is, a quarter"),
        ([1, 2], "month", "'1', which is not a date"),
        (["03/04/2023", "04/03/2023"], "month", "read in one way only"),
    ],
)
def test_what_cannot_be_put_together_is_refused(names: Any, every: Any, sentence: str) -> None:
    with pytest.raises(RowsError, match=sentence):
        read_waves("when", names, every=every)


def test_times_of_answering_ask_for_every() -> None:
    times = pd.date_range("2023-01-01", periods=300, freq="h").to_pydatetime().tolist()
    with pytest.raises(RowsError, match=r'300 different values.*every="month"'):
        read_waves("when", times)


# --- joined


def rows(waves: Any, n: int = 20) -> pd.DataFrame:
    """Everybody answers one more in each wave than in the one before; ``waves`` are in time order."""
    when = pd.Series(waves).repeat(n).reset_index(drop=True)
    scores = [1 + place + who % 2 for place in range(len(waves)) for who in range(n)]
    return pd.DataFrame({"when": when, "Q1": scores}).sample(frac=1, random_state=1, ignore_index=True)


def joined(data: Any, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    journey.join(data, columns={"Q1": "Wait"}, scale=(1, 5), wave="when", measures=cjm.mean(), **options)
    return journey


def everywhere(frame: pd.DataFrame, folder: Path) -> dict[str, Any]:
    frame.to_parquet(folder / "rows.parquet")
    frame.to_csv(folder / "rows.csv", index=False)
    polars = {}
    if find_spec("polars"):
        import polars as pl

        polars = {"polars": pl.from_pandas(frame), "lazy": pl.from_pandas(frame).lazy()}
    return {
        "pandas": frame,
        "pyarrow": pa.Table.from_pandas(frame),
        **polars,
        "parquet": folder / "rows.parquet",
        "csv": folder / "rows.csv",
    }


@pytest.mark.parametrize(
    ("waves", "every", "expected"),
    [
        (["pre", "post"], None, ["pre", "post"]),
        (["Wave 2", "Wave 10"], None, ["Wave 2", "Wave 10"]),
        ([2016.0, 2017.0], None, ["2016", "2017"]),
        (pd.to_datetime(["2022-12-31", "2023-02-01"]), None, ["2022-12-31", "2023-02-01"]),
        (pd.to_datetime(["2022-12-31 23:59", "2023-02-01 08:00"]), "month", ["2022-12", "2023-02"]),
        (["31.12.2023", "01.02.2024"], "quarter", ["2023-Q4", "2024-Q1"]),
        (pd.Categorical(["pre", "post"]), None, ["pre", "post"]),  # its own order is the alphabet's
    ],
)
def test_a_rise_is_a_rise_from_a_frame_its_files_and_the_saved_map(
    waves: Any, every: Any, expected: list[str], tmp_path: Path
) -> None:
    for engine, data in everywhere(rows(waves), tmp_path).items():
        journey = joined(data, every=every)
        journey.save(tmp_path / "map.cjm.json")
        for each in (journey, cjm.read(tmp_path / "map.cjm.json", autosave=False)):
            trend = each.trend()
            assert trend["wave"].tolist() == expected, engine
            assert trend["change"][1] == pytest.approx(1), engine
            assert each.compare(wave=True)["difference"].tolist() == pytest.approx([1])
            assert each.compare(wave=expected[::-1])["segment_a"].tolist() == [expected[1]]
            assert each.measures_by("when")["segment"].tolist() == expected
            assert [*each._core.sources.shown()[0].measured.counts.options("when")] == expected  # type: ignore[union-attr]


def test_an_ordered_categorical_is_its_order_in_a_frame_an_arrow_table_and_a_parquet_file(
    tmp_path: Path,
) -> None:
    frame = rows(pd.Categorical(["late", "early", "spam"], ["late", "early", "spam"], ordered=True))
    data = everywhere(frame, tmp_path)
    for engine in ("pandas", "pyarrow", "parquet"):
        assert joined(data[engine]).trend()["wave"].tolist() == ["late", "early", "spam"], engine
    for engine in {"csv", "polars"} & {*data}:  # which do not hold it
        with pytest.raises(CjmError, match="waves="):
            joined(data[engine])
        stated = joined(data[engine], waves=["late", "early", "spam"])
        assert stated.trend()["change"].tolist()[1:] == pytest.approx([1, 1])
        stated.save(tmp_path / "map.cjm.json")
        assert cjm.read(tmp_path / "map.cjm.json").trend()["wave"].tolist() == ["late", "early", "spam"]


def test_tables_of_counts_have_waves_too() -> None:
    table = pd.DataFrame(
        {"item": "Wait", "s": [1, 5] * 2, "n": [10, 30, 30, 10], "when": ["post"] * 2 + ["pre"] * 2}
    )
    journey = cjm.Journey(["Wait"])
    journey.join_counts(table, stage="item", score="s", n="n", scale=(1, 5), wave="when", measures=cjm.mean())
    assert journey.trend()["change"][1] == pytest.approx(2)


def test_the_chart_follows_the_same_order() -> None:
    pytest.importorskip("altair")
    chart = joined(rows(["pre", "post"])).chart("trend").to_dict()
    assert "['pre', 'post']" in str(chart)
    assert "['post', 'pre']" not in str(chart)


def test_a_file_of_before_is_put_in_order_where_its_waves_say_it() -> None:
    tally = Tally((1.0, 2.0), ((10, 20), (20, 10)))
    for names, expected in (
        (("post", "pre"), ("pre", "post")),
        (("eggs", "spam"), ("eggs", "spam")),  # nothing says otherwise
    ):
        counts = Counts(("when",), tuple((name,) for name in names), (30, 30), {"wait": tally})
        assert stack(counts, "when").options("when") == expected


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"every": "fortnight"}, "every= is one of day, week, month"),
        ({"every": "month", "waves": ["pre", "post"]}, "leave waves= out"),
        ({"waves": ["pre", "pre"]}, "twice"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: Any, sentence: str) -> None:
    with pytest.raises(CjmError, match=sentence):
        joined(rows(["pre", "post"]), **options)


def test_an_order_without_a_column_of_time_is_refused() -> None:
    with pytest.raises(CjmError, match="name it with wave="):
        cjm.Journey(["Wait"]).join(rows(["a", "b"]), columns={"Q1": "Wait"}, scale=(1, 5), waves=["a", "b"])
