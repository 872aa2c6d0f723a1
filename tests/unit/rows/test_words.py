"""Answers in words: labels, ordered categories, value labels, usual scales; said, and alike everywhere."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows.word_scales import plain_word, recognise
from tests.unit.rows.engines import ENGINES, Holder, hold, spark

__all__ = ["hold", "spark"]

SATISFACTION = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
N = [4, 7, 9, 12, 8]
WORDS = pd.DataFrame({"q": [word for word, n in zip(SATISFACTION, N, strict=True) for _ in range(n)]})
MEAN = sum(n * (place + 1) for place, n in enumerate(N)) / 40


def joined(rows: Any, **options: Any) -> tuple[cjm.Journey, Any, str]:
    """Rows of one question joined, and all that was warned of."""
    journey = cjm.Journey(["Wait"])
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        source = journey.join(rows, **{"columns": {"q": "Wait"}} | options)
    return journey, source, "\n".join(str(one.message) for one in messages)


def mean_of(journey: cjm.Journey) -> float:
    return float(journey.measures.query("measure == 'mean'")["value"].iloc[0])


@pytest.mark.parametrize("engine", ENGINES)
def test_words_of_a_usual_scale_are_read_and_said_on_every_engine(hold: Holder, engine: str) -> None:
    journey, source, told = joined(hold(engine, WORDS))
    assert journey.document.sources[0].scale == (1, 5)
    assert mean_of(journey) == pytest.approx(MEAN)
    assert "words in q are read by the satisfaction scale of 5 points: 'Very dissatisfied' is 1" in told
    assert "words read by the satisfaction scale of 5 points" in journey.measures["method"].iloc[0]
    assert source.labels[["answer", "score", "rows"]].to_numpy().tolist() == [
        [word, place + 1.0, n] for place, (word, n) in enumerate(zip(SATISFACTION, N, strict=True))
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_labels_decide_whatever_the_case_and_reverse_turns_round(hold: Holder, engine: str) -> None:
    labels = {word.upper(): 10 * place for place, word in enumerate(SATISFACTION)}
    expected = 10 * (MEAN - 1)
    assert mean_of(joined(hold(engine, WORDS), labels=labels)[0]) == pytest.approx(expected)
    reversed_, source, _ = joined(hold(engine, WORDS), labels=labels, reverse=["q"])
    assert mean_of(reversed_) == pytest.approx(40 - expected)
    assert source.labels["read_as"].unique().tolist() == ["labels=, reversed"]


@pytest.mark.parametrize("engine", ENGINES)
def test_one_is_best_is_turned_round_on_every_engine(hold: Holder, engine: str) -> None:
    rows = pd.DataFrame({"q": [1, 1, 2, 5] * 10, "r": [5, 4, 2, 1] * 10})
    journey = cjm.Journey(["Wait"])
    journey.join(hold(engine, rows), columns={"q": "Wait", "r": "Wait"}, scale=(1, 5), reverse="q")
    each = [(6 - q + r) / 2 for q, r in rows.to_numpy().tolist()]
    assert mean_of(journey) == pytest.approx(sum(each) / 40)


def test_long_rows_are_read_and_turned_round_too() -> None:
    rows = pd.DataFrame({"stage": "Wait", "s": WORDS["q"], "who": range(40)})
    for respondent in (None, "who"):
        options = {"columns": None, "stage": "stage", "score": "s", "respondent": respondent}
        assert mean_of(joined(rows, **options)[0]) == pytest.approx(MEAN)
        assert mean_of(joined(rows, **options, reverse=["s"])[0]) == pytest.approx(6 - MEAN)


@pytest.mark.parametrize("engine", ["pandas", "pyarrow", "dask"])
def test_an_ordered_categorical_is_its_order(hold: Holder, engine: str) -> None:
    words = ["top", "fine", "bad"]
    kind = pd.CategoricalDtype(["bad", "fine", "top"], ordered=True)
    rows = pd.DataFrame({"q": pd.Series(words * 10, dtype=kind)})
    journey, _, told = joined(hold(engine, rows))
    assert journey.document.sources[0].scale == (1, 3)
    assert mean_of(journey) == 2
    assert "read by the order of its categories: 'bad' is 1, 'fine' is 2, 'top' is 3" in told


def test_an_enumeration_of_polars_is_its_order() -> None:
    pl = pytest.importorskip("polars")
    rows = pl.DataFrame({"q": ["top", "fine", "top"] * 10}, schema={"q": pl.Enum(["bad", "fine", "top"])})
    assert mean_of(joined(rows)[0]) == pytest.approx((3 + 2 + 3) / 3)


def test_as_many_categories_as_scores_or_it_says_what_to_say() -> None:
    kind = pd.CategoricalDtype(["bad", "fine", "top"], ordered=True)
    rows = pd.DataFrame({"q": pd.Series(["bad", "top"] * 10, dtype=kind)})
    with pytest.raises(RowsError, match=r"3 ordered categories.*say scale=\(1, 3\)"):
        joined(rows, scale=(1, 5))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Strongly disagree|Disagree|Agree|Strongly agree", "agreement"),
        ("Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree", "agreement"),
        ("Strongly disagree|Disagree|Somewhat disagree|Somewhat agree|Agree|Strongly agree", "agreement"),
        (
            "Strongly disagree|Disagree|Slightly disagree|Neutral|Slightly agree|Agree|Strongly agree",
            "agreement",
        ),
        ("Very dissatisfied|Dissatisfied|Satisfied|Very satisfied", "satisfaction"),
        (
            "Extremely unhappy|Very unhappy|Unhappy|Happy|Very happy|Extremely happy",
            "satisfaction",
        ),
        ("Never|Sometimes|Usually|Always", "frequency"),
        ("Never|Rarely|Sometimes|Often|Always", "frequency"),
        ("Never|Very rarely|Rarely|Occasionally|Frequently|Very frequently", "frequency"),
        ("Never|Rarely|Occasionally|Sometimes|Frequently|Usually|Every time", "frequency"),
        ("Very unlikely|Unlikely|Likely|Very likely", "likelihood"),
        ("Definitely not|Probably not|Might or might not|Probably yes|Definitely yes", "likelihood"),
        ("Very poor|Poor|Good|Very good", "quality"),
        ("Poor|Fair|Good|Very good|Excellent", "quality"),
        ("Very poor|Poor|Fair|Good|Very good|Excellent", "quality"),
        ("Extremely poor|Very poor|Poor|Fair|Good|Very good|Excellent", "quality"),
        ("No|Yes", "yes/no"),
    ],
)
def test_usual_scales_are_known_from_their_lowest_word_up(words: str, name: str) -> None:
    each = [plain_word(word) for word in words.split("|")]
    scale = recognise([each]).scale
    assert scale is not None
    assert (scale.name, [scale.places[word] for word in each]) == (name, [*range(len(each))])


@pytest.mark.parametrize("words", ["Poor|Fair|Good", "Never|Sometimes|Always", "Agree|Disagree", "red|blue"])
def test_words_in_doubt_are_no_scores_and_the_error_says_how_to_say_them(words: str) -> None:
    with pytest.raises(RowsError, match=r"labels=\{"):
        joined(pd.DataFrame({"q": words.split("|") * 10}))


def test_words_at_the_ends_of_numbers_are_not_dropped_in_silence() -> None:
    rows = pd.DataFrame({"q": ["Very dissatisfied", "2", "3", "4", "Very satisfied"] * 8})
    with pytest.raises(RowsError, match=re.escape("labels={'Very dissatisfied': 1, 'Very satisfied': 5}")):
        joined(rows)
    labels = {"Very dissatisfied": 1, "Very satisfied": 5}
    assert mean_of(joined(rows, labels=labels)[0]) == 3


def test_a_point_that_nobody_chose_keeps_its_score_and_is_said() -> None:
    _, source, told = joined(pd.DataFrame({"q": SATISFACTION[1:] * 10}))
    assert source.labels["score"].tolist() == [1, 2, 3, 4, 5]
    assert source.labels["rows"].tolist() == [0, 10, 10, 10, 10]
    assert "nobody answered 'very dissatisfied'" in told


def test_a_middle_that_may_have_been_offered_is_said() -> None:
    rows = pd.DataFrame({"q": ["Strongly disagree", "Disagree", "Agree", "Strongly agree"] * 10})
    journey, _, told = joined(rows)
    assert mean_of(journey) == 2.5
    assert "say scale=(1, 5)" in told
    assert mean_of(joined(rows, scale=(1, 5))[0]) == 3


def test_labels_that_no_answer_has_are_said_with_the_nearest() -> None:
    labels = dict(zip(["Very disatisfied", *SATISFACTION[1:]], range(1, 6), strict=True))
    _, _, told = joined(WORDS, labels=labels)
    assert "no answer is 'Very disatisfied' (nearest: 'Very dissatisfied')" in told


@pytest.mark.parametrize("labels", [{"a": None}, {"a": float("nan")}, {"a": 1, "A ": 2}, ["a"]])
def test_labels_that_are_none_are_refused(labels: Any) -> None:
    with pytest.raises(RowsError, match="labels="):
        joined(WORDS, labels=labels)


def test_words_are_read_again_from_the_file_and_when_rows_change(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    WORDS.to_csv(path, index=False)
    journey, source, _ = joined(path, reverse=["q"])
    journey.save(tmp_path / "map.cjm.json")
    again = cjm.read(tmp_path / "map.cjm.json")
    pd.concat([WORDS, WORDS]).to_csv(path, index=False)
    with pytest.warns(cjm.CjmWarning, match="words in q are read by"):
        again.refresh()
    assert mean_of(again) == pytest.approx(6 - MEAN)
    assert again.measures["n"].iloc[0] == 80
    assert source.provenance["read_as"]["reverse"] == ("q",)


# --- SPSS and Stata


CODES = pd.DataFrame({"q": [1.0, 2, 3, 4, 5, 99] * 10, "g": [1.0, 2] * 30})
VALUES = {"q": {1: "Very dissatisfied", 5: "Very satisfied", 99: "Refused"}, "g": {1: "men", 2: "women"}}


@pytest.mark.parametrize("suffix", [".sav", ".dta", "pair", "polars pair"])
def test_a_statistics_file_brings_its_labels(tmp_path: Path, suffix: str) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / ("rows" + (suffix if suffix.startswith(".") else ".sav"))
    write = pyreadstat.write_dta if suffix == ".dta" else pyreadstat.write_sav
    write(CODES, str(path), variable_value_labels=VALUES, column_labels=["How was it?", "Sex"])
    rows: Any = path
    if suffix == "pair":
        rows = pyreadstat.read_sav(str(path))
    elif suffix == "polars pair":
        pytest.importorskip("polars")
        rows = pyreadstat.read_sav(str(path), output_format="polars")
    journey, source, told = joined(
        rows, columns={"How was it?": "Wait"}, by="g", where={"g": ["men", "women"]}
    )
    assert journey.document.sources[0].scale == (1, 5)
    assert mean_of(journey) == 3
    assert "99 'Refused' in q is no answer, by the labels of the file" in told
    assert journey.measures_by("g").query("measure == 'mean'")["segment"].tolist() == ["men", "women"]
    assert journey.measures_by("g").query("measure == 'mean'")["n"].tolist() == [30, 20]
    assert source.labels["answer"].tolist() == ["Very dissatisfied", "Very satisfied"]
    assert [*journey.document.sources[0].columns] == ["q"]


def test_one_is_best_by_its_labels_is_said() -> None:
    meta = type(
        "meta", (), {"variable_value_labels": {"q": {1.0: "Very satisfied", 5.0: "Very dissatisfied"}}}
    )
    meta.column_names_to_labels = {}
    rows = CODES[CODES["q"] < 9]
    _, _, told = joined((rows, meta))
    assert "in q 1 is 'Very satisfied' and 5 is 'Very dissatisfied': if the lowest score is the best" in told
    assert "reverse=" not in joined((rows, meta), reverse="q")[2]


# --- counted tables


def test_boxes_beside_counts_are_the_scores_of_answers() -> None:
    table = pd.DataFrame({"st": "Wait", "a": ["Agree", "1", "5"], "n": ["1,000", "20", "30"]})
    journey = cjm.Journey(["Wait"])
    with pytest.warns(cjm.CjmWarning) as told:
        source = journey.join_counts(table, stage="st", score="a", n="n", boxes={"Agree": 4})
    assert mean_of(journey) == pytest.approx((4000 + 20 + 150) / 1050)
    assert source.labels[["answer", "score"]].to_numpy().tolist() == [["Agree", 4.0]]
    assert any("in n: commas between thousands in 1 row" in str(one.message) for one in told)


def test_counted_words_commas_and_percent_signs_are_read_and_said() -> None:
    journey = cjm.Journey(["Wait"])
    table = pd.DataFrame({"st": "Wait", "a": SATISFACTION, "n": N})
    with pytest.warns(cjm.CjmWarning, match="words in a are read by the satisfaction scale of 5 points"):
        journey.join_counts(table, stage="st", score="a", n="n")
    assert mean_of(journey) == pytest.approx(MEAN)
    table = pd.DataFrame({"st": ["Wait"], "low": ["12,5%"], "high": ["87,5 %"]})
    with pytest.warns(cjm.CjmWarning, match="in low: decimal commas in 1 row; in high: decimal commas in 1"):
        journey.join_counts(table, stage="st", n=200, boxes={"low": 1, "high": 2}, name="Published")
    assert journey.measures.query("source == 'Published'")["value"].tolist() == [0.875, 0.125]


@pytest.mark.parametrize("engine", ENGINES)
def test_commas_in_weights_are_read_and_said(hold: Holder, engine: str) -> None:
    rows = pd.DataFrame({"q": ["1", "5"] * 10, "w": ["0,5", "1,5"] * 10})
    journey, _, told = joined(hold(engine, rows), scale=(1, 5), weight="w")
    assert mean_of(journey) == pytest.approx((0.5 * 1 + 1.5 * 5) / 2)
    assert "read as numbers in w: decimal commas in 20 rows" in told


def test_columns_with_labels_that_are_no_text_are_named_by_their_text() -> None:
    rows: Any = pd.DataFrame({0: [1, 5] * 10, 1: ["a", "b"] * 10})
    assert mean_of(joined(rows, columns={0: "Wait"}, where={1: "b"}, scale=(1, 5))[0]) == 5
    dask = pytest.importorskip("dask.dataframe").from_pandas(rows, npartitions=1)
    assert mean_of(joined(dask, columns={0: "Wait"}, where={1: "a"}, scale=(1, 5))[0]) == 1
