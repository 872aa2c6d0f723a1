"""Answers that are not plain numbers: commas, parts of the scale, labelled ends, and stray codes."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.counts.counting import count
from cjm_widgets.document.errors import CjmWarning, OutOfScaleWarning, RowsError
from cjm_widgets.document.model import Tally
from cjm_widgets.rows.reading import Plan
from tests.unit.rows.engines import Holder, hold, spark

__all__ = ["hold", "spark"]  # fixtures

ENGINES = ("pandas", "polars", "duckdb", "csv")
every_engine = pytest.mark.parametrize("engine", ENGINES)

LIKELY = ["0 - Not at all", "10 - Extremely likely"]


def read(rows: Any, scale: tuple[float, float] = (1, 5), **options: Any) -> tuple[Tally, list[str]]:
    """The tally of question Q, and what was told."""
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        # Of fewer rows than min_n only words of usual scales would be named.
        counts, _ = count(rows, Plan(scale=scale, columns={"Q": "wait"}, min_n=1, **options))
    ours = [str(one.message) for one in messages if issubclass(one.category, CjmWarning)]
    return counts.stages["wait"], ours


def answers(values: Sequence[object]) -> pd.DataFrame:
    return pd.DataFrame({"Q": values})


def joined(rows: Any, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"Q": "Wait"}, **options)
    return journey


# --- numbers as people write them


@every_engine
def test_numbers_as_people_write_them_are_scores(engine: str, hold: Holder):
    rows = answers(["3,5", "\uff14", " 4 ", "4/5", "4 of 5", "4 out of 5", "1,234"])
    tally, told = read(hold(engine, rows))
    assert (tally.values, tally.n) == ((1.234, 3.5, 4.0), ((1, 1, 5),))
    (note,) = told
    assert "decimal commas in 2 rows" in note
    assert "'3,5' is 3.5" in note
    assert "parts of the highest score in 3 rows" in note


@every_engine
def test_minus_signs_of_every_kind_are_read_without_a_note(engine: str, hold: Holder):
    tally, told = read(hold(engine, answers(["\u22121", "-1", "\uff0d\uff11", "2"])), (-2, 2))
    assert (tally.values, tally.n) == ((-1.0, 2.0), ((3, 1),))
    assert told == []


@every_engine
def test_a_comma_that_may_part_thousands_is_read_only_where_one_reading_is_possible(
    engine: str, hold: Holder
):
    tally, (told,) = read(hold(engine, answers(["1,234", "7"])), (0, 5000))
    assert tally.values == (7.0,)
    assert "'1,234' may have a decimal comma or thousands" in told
    assert "missing=" not in told
    tally, _ = read(hold(engine, answers(["1,234", "0,5"])), (0, 5000))
    assert tally.values == (0.5, 1.234)
    tally, _ = read(hold(engine, answers(["1,234", "1500"])), (1000, 2000))
    assert tally.values == (1234.0, 1500.0)


def test_parts_of_another_scale_are_no_scores():
    tally, (told,) = read(answers(["4", "8/10"]))
    assert tally.values == (4.0,)
    assert "'8/10' is no score from 1 to 5" in told


def test_a_missing_code_is_matched_however_the_number_is_written():
    tally, told = read(
        answers(["4", "\u22121", "-1,0", "99 - Refused", "x"]), missing=(-1, "99 - Refused", "x")
    )
    assert (tally.values, told) == ((4.0,), [])


@pytest.mark.parametrize(
    "engine", ["pandas", "pyarrow", "polars", "polars lazy", "duckdb", "dask", "ibis", "csv"]
)
def test_weights_may_have_decimal_commas(engine: str, hold: Holder):
    rows = pd.DataFrame({"Q": [4, 5, 5], "w": ["0,5", "1,234", " \uff12 "]})
    tally, _ = read(hold(engine, rows), weight="w")
    assert tally.weights[0] == pytest.approx((0.5, 3.234), abs=1e-12)


@pytest.mark.parametrize("engine", ["pandas", "pyarrow", "polars", "duckdb", "dask", "ibis", "csv"])
def test_a_weight_that_may_have_thousands_is_refused(engine: str, hold: Holder):
    rows = pd.DataFrame({"Q": [4, 5], "w": ["1,234", "987"]})
    with pytest.raises(RowsError, match="1 values that are missing or no number"):
        read(hold(engine, rows), weight="w")


# --- labelled numbers


@every_engine
def test_labelled_ends_are_scores(engine: str, hold: Holder):
    rows = answers([LIKELY[1]] * 40 + [LIKELY[0]] * 5 + [*map(str, range(1, 10))] * 6 + [None])
    tally, (note,) = read(hold(engine, rows), (0, 10))
    assert tally.values == tuple(range(11))
    assert tally.n == ((5, *[6] * 9, 40),)
    assert "labelled numbers in 45 rows" in note


@every_engine
def test_promoters_with_labels_count(engine: str, hold: Holder):
    rows = answers([LIKELY[1]] * 35 + ["9"] * 8 + ["7"] * 42 + ["3"] * 5 + [LIKELY[0]] * 10)
    with pytest.warns(CjmWarning, match="labelled numbers in 45 rows"):
        journey = joined(hold(engine, rows), scale=(0, 10), measures=cjm.nps())
    assert journey.measures["n"].tolist() == [100]
    assert journey.measures["value"].tolist() == pytest.approx([43 - 15])


@pytest.mark.parametrize(
    "text",
    ["5 = very good", "5: Always", "5. Always", "5) always", "5 (very good)", "5 – top", "5-Excellent"],
)
def test_a_number_before_its_label_is_the_score(text: str):
    assert read(answers(["4", text]))[0].values == (4.0, 5.0)


@pytest.mark.parametrize("text", ["5-star", "5 minutes", "3-5 days", "1 - 2 times", "4:30", "5 - Don't know"])
def test_other_texts_with_a_number_are_no_scores(text: str):
    tally, (told,) = read(answers(["4", text]))
    assert tally.values == (4.0,)
    assert text in told


def test_a_number_with_two_labels_is_not_read():
    tally, (told,) = read(answers(["4", "3 - left", "3 - stayed", "1 - Never"]))
    assert tally.values == (4.0,)
    assert "3 has several: 'left' and 'stayed'" in told
    assert "missing=" not in told


# --- values that are no scores


def test_every_value_is_listed_and_only_codes_are_offered_as_codes():
    words = ["good", "bad", "fair", "poor", "fine", "so so"]
    tally, (told,) = read(answers(["4", *words, "99", "Don't know", "98 - Refused"]))
    assert tally.values == (4.0,)
    assert all(f"'{word}' in column 'Q' (1 row)" in told for word in words)
    assert "mean 'no answer', say missing=[" in told
    codes = told.split("missing=[")[1].split("]")[0]
    assert all(code in codes for code in ("'99'", "Don't know", "'98 - Refused'"))
    assert not any(word in codes for word in words)
    assert "are no score from 1 to 5" in told


def test_answers_on_a_longer_scale_are_told_as_such():
    _, (told,) = read(answers([1, 4, 6, 7, 8, 9, 10, 99]))
    assert "If 6, 7, 8, 9, 10 are answers, say scale=(1, 10)." in told
    assert "missing=[99]" in told


# --- codes where no scale was given


@every_engine
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            [1, 2, 3, 4, 5] * 9 + [99] * 5,
            r"99 \(5 rows\) stands apart from 1 to 5 .* scale=\(1, 5\).*missing=\[99\]",
        ),
        ([*range(11)] * 9 + [11] * 2, r"11 \(2 rows\) stands apart from 0 to 10 .* scale=\(0, 10\)"),
        ([2, 3, 4, 5] * 9 + [98, 99, 99], r"98, 99 \(3 rows\) stand apart .* scale=\(1, 5\)"),
        ([1, 2, 3, 4, 5] * 9 + [-1], r"-1 \(1 row\) stands apart from 1 to 5"),
        ([*range(11)] * 9 + [-1], r"-1 \(1 row\) stands apart from 0 to 10"),
        ([1, 2, 3, 4, 5] * 9 + [9], r"9 \(1 row\) stands apart from 1 to 5"),
    ],
)
def test_a_stray_code_is_not_the_end_of_a_scale(engine: str, values: list[int], sentence: str, hold: Holder):
    with pytest.raises(RowsError, match=sentence):
        joined(hold(engine, answers(values)))
    long = pd.DataFrame({"stage": "Wait", "Q": values})
    with pytest.raises(RowsError, match=sentence):
        cjm.Journey(["Wait"]).join(hold(engine, long), stage="stage", score="Q")


@pytest.mark.parametrize(
    "values",
    [[1, 5], [1, 3, 5], [0, 10, 50, 100], [-2, -1, 0, 1, 2], [-3, 1, 2, 3], [1, 2, 7], [*range(101)]],
)
def test_scores_with_gaps_are_a_scale(values: list[int]):
    with pytest.warns(CjmWarning, match="no scale was given"):
        journey = joined(answers(values * 10))
    assert journey.document.sources[0].scale == (values[0], values[-1])


@every_engine
def test_the_scale_of_odd_numbers_is_theirs(engine: str, hold: Holder):
    with pytest.warns(CjmWarning, match="taken as 1 to 5"):
        journey = joined(hold(engine, answers(["1 - Never", "3,5", "4/5"] * 10)))
    assert journey.document.sources[0].scale == (1, 5)
    assert journey.measures["n"].tolist() == [30, 30]


def test_a_named_code_is_no_stray_one():
    with pytest.warns(CjmWarning, match="taken as 1 to 5"):
        joined(answers([1, 2, 3, 4, 5, 99] * 9), missing=99)


def test_the_warning_is_of_values_off_the_scale():
    with pytest.warns(OutOfScaleWarning, match=r"If 6 is an answer, say scale=\(1, 6\)"):
        joined(answers([1, 5, 6] * 10), scale=(1, 5))
