"""Joining rows: what counts, what became of the rest, where it came from, and whether it is still so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, CjmWarning, UnknownNameError

ROADS = ["Q7ROADS", "Q7PARK", "Q7LTPARKING", "Q7AIRTRAIN", "Q7RENTAL"]


def events(**more: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {"event": ["checkout_pay", "cart", "Cart ", "home"] * 10, "s": [2, 5, 4, 3] * 10, **more}
    )


def shop(**options: Any) -> tuple[cjm.Journey, Any]:
    journey = cjm.Journey(["Browse", "Cart", "Checkout"])
    rows = options.pop("rows", None)
    given = {"stage": "event", "score": "s", "scale": (1, 5)} | options
    return journey, journey.join(events() if rows is None else rows, **given)


def n_at(journey: cjm.Journey) -> dict[str, int]:
    return journey.measures.query("measure == 'mean'").set_index("stage")["n"].to_dict()


# --- rules


def test_a_glob_says_which_texts_are_of_which_stage() -> None:
    journey, source = shop(stages={"checkout*": "Checkout", "[cC]art*": "Cart"}, match="glob")
    assert n_at(journey) == {"Browse": 0, "Cart": 20, "Checkout": 10}
    assert source.matches[["rule", "stage", "values", "rows"]].to_numpy().tolist() == [
        ["checkout*", "Checkout", 1, 10],
        ["[cC]art*", "Cart", 2, 20],
        [None, None, 1, 10],
    ]


def test_texts_that_are_given_a_stage_stand_beside_the_names_of_stages() -> None:
    journey, _ = shop(stages={"home": "Browse"}, match="ignore case")
    assert n_at(journey) == {"Browse": 10, "Cart": 20, "Checkout": 0}


def test_a_value_that_fits_two_rules_goes_to_the_first_and_that_is_said() -> None:
    with pytest.warns(CjmWarning, match=r"first rule that fits decides.*'\*pay'"):
        journey, source = shop(stages={"checkout*": "Checkout", "*pay": "Cart"}, match="glob")
    assert n_at(journey)["Checkout"] == 10
    assert source.matches.set_index("rule").loc["*pay", "passed_over"] == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"stages": {"x": "Chekout"}}, "did you mean 'Checkout'"),
        ({"stages": {"(": "Cart"}, "match": "regex"}, "no expression that RE2 can run"),
        ({"match": "globb"}, "did you mean 'glob'"),
        ({"stages": {"zzz": "Cart"}, "match": "glob"}, "no score from 1 to 5"),
    ],
)
def test_a_rule_that_cannot_be_leaves_the_map_as_it_was(options: dict[str, Any], sentence: str) -> None:
    journey = cjm.Journey(["Browse", "Cart", "Checkout"])
    before = journey.document
    with pytest.raises(CjmError, match=sentence):
        journey.join(events(), stage="event", score="s", scale=(1, 5), **options)
    assert journey.document is before


def test_rules_are_of_long_rows() -> None:
    with pytest.raises(CjmError, match="say stage= too"):
        cjm.Journey(["Cart"]).join(events(), columns={"s": "Cart"}, scale=(1, 5), stages={"x": "Cart"})


# --- reconciliation


def test_every_wide_row_is_in_one_outcome_of_each_column() -> None:
    rows = pd.DataFrame(
        {
            "who": ["a", "a", "b", "c", "d", "e", "f"] + [f"g{n}" for n in range(20)],
            "Q1": [5, 1, None, 9, 6, 4, 3] + [4] * 20,
            "Q2": [1, 1, 2, 2, 3, None, 7] + [5] * 20,
            "site": ["x"] * 6 + ["y"] + ["x"] * 20,
        }
    )
    journey = cjm.Journey(["Wait", "Pay"])
    with pytest.warns(UserWarning, match="off the scale"):
        source = journey.join(
            rows,
            columns={"Q1": "Wait", "Q2": "Pay"},
            scale=(1, 5),
            missing=9,
            respondent="who",
            where={"site": "x"},
        )
    found = source.reconciliation
    assert (found.groupby("given")["rows"].sum() == len(rows)).all()
    assert found.query("given == 'Q1'").set_index("outcome")["rows"].to_dict() == {
        "matched": 22,
        "missing code": 2,
        "out of scale": 1,
        "filtered": 1,
        "duplicate respondent": 1,
    }
    assert n_at(journey) == {"Wait": 22, "Pay": 24}
    assert source.provenance["rows"] == len(rows)


def test_long_rows_that_are_filtered_are_reconciled_by_their_stage() -> None:
    rows = events(site=["x", "x", "y", "x"] * 10)
    _, source = shop(rows=rows, match="ignore case", where={"site": ["x"]})
    found = source.reconciliation
    assert found["rows"].sum() == len(rows)
    assert found.query("outcome == 'filtered'")[["given", "stage", "rows"]].to_numpy().tolist() == [
        ["Cart ", "Cart", 10]
    ]


def test_what_matches_no_stage_is_told_with_the_nearest() -> None:
    rows = events().replace({"checkout_pay": "Chekout page"})
    _, source = shop(rows=rows, match="ignore case")
    nearest = source.reconciliation.query("outcome == 'unmatched'").set_index("given")["nearest"]
    assert nearest["Chekout page"] == "Checkout"


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"sight": "x"}, "no column 'sight'"),
        ({"event": "crat"}, "did you mean 'cart'"),
    ],
)
def test_a_condition_on_what_is_not_there_is_refused(where: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnknownNameError, match=sentence):
        shop(where=where)


@pytest.mark.parametrize("engine", ["polars", "duckdb", "pyarrow", "dask", "ibis"])
def test_rows_of_other_engines_are_left_out_alike(engine: str) -> None:
    rows = events(site=["x", "x", "y", None] * 10)
    _, expected = shop(rows=rows, match="ignore case", where={"site": ["x", None]})
    _, found = shop(rows=on(engine, rows), match="ignore case", where={"site": ["x", None]})
    pd.testing.assert_frame_equal(found.reconciliation, expected.reconciliation)


def on(engine: str, rows: pd.DataFrame) -> Any:
    if engine == "polars":
        return pytest.importorskip("polars").from_pandas(rows)
    if engine == "duckdb":
        return pytest.importorskip("duckdb").from_df(rows)
    if engine == "dask":
        return pytest.importorskip("dask.dataframe").from_pandas(rows, npartitions=2)
    if engine == "ibis":
        return pytest.importorskip("ibis").memtable(rows)
    return pytest.importorskip("pyarrow").Table.from_pandas(rows)


def test_lazy_rows_with_duplicates_are_refused_as_they_have_no_first() -> None:
    rows = pd.DataFrame({"who": ["a", "a", *"bcdefghijkl"], "Q1": [4] * 13})
    journey = cjm.Journey(["Wait"])
    with pytest.raises(CjmError, match="1 of 13 rows are not the first of their respondent"):
        journey.join(on("duckdb", rows), columns={"Q1": "Wait"}, scale=(1, 5), respondent="who")
    journey.join(on("polars", rows), columns={"Q1": "Wait"}, scale=(1, 5), respondent="who")
    assert n_at(journey) == {"Wait": 12}


# --- several questions of a stage


def airport(rows: pd.DataFrame, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Roads", "Security"])
    columns = dict.fromkeys(ROADS, "Roads") | {"Q14PASSTHRU": "Security"}
    journey.join(rows, columns=columns, scale=(1, 5), missing=[0, 6, "Blank"], **options)
    return journey


def test_a_stage_counts_respondents_and_each_question_by_itself(airport_rows, oracle) -> None:
    journey = airport(airport_rows)
    stage = journey.measures.query("measure == 'mean'").iloc[0]
    assert stage["n"] == 2132
    assert [stage["value"], stage["low"], stage["high"]] == pytest.approx(
        [4.0047842402, 3.9707743213, 4.038794159], abs=1e-6
    )
    questions = journey.measures_by("question")
    assert questions.columns.tolist() == journey.measures.columns.insert(2, "segment").tolist()
    for question in questions.query("measure == 'mean'").itertuples():
        expected = oracle["touchpoints"][question.segment]
        assert question.n == expected["n"]
        assert [question.low, question.high] == pytest.approx(expected["ci_t"], abs=1e-6)
    assert questions["stage"].drop_duplicates().tolist() == ["Roads", "Security"]


def test_answers_are_pooled_where_that_is_asked_for_and_named(airport_rows, oracle) -> None:
    pooled = airport(airport_rows, per="answer").measures.query("measure == 'mean'").set_index("stage")
    asked = [oracle["touchpoints"][question] for question in ROADS]
    n = sum(one["n"] for one in asked)
    assert pooled.loc["Roads", "n"] == n
    assert pooled.loc["Roads", "value"] == pytest.approx(sum(one["n"] * one["mean"] for one in asked) / n)
    assert "answers pooled" in pooled.loc["Roads", "method"]


def test_questions_follow_the_filter(airport_rows) -> None:
    journey = airport(airport_rows, by="flight_type")
    journey.filter(flight_type="domestic")
    found = journey.measures_by("question").query("measure == 'mean'").set_index("segment")
    assert found.loc["Q7ROADS", "n"] == 1212


def test_few_respondents_with_many_answers_stay_withheld() -> None:
    rows = pd.DataFrame(
        {**{f"Q{n}": [4, 5] * 15 for n in range(5)}, "who": ["few"] * 4 + ["many"] * 14 + ["most"] * 12}
    )
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={f"Q{n}": "Wait" for n in range(5)}, scale=(1, 5), by="who", per="answer")
    found = journey.measures_by("who").query("measure == 'mean'").set_index("segment")
    assert pd.isna(found.loc["other (withheld)", "n"])
    assert journey.measures["n"].tolist() == [150, 150]


def test_answers_cannot_be_pooled_where_clusters_say_they_belong_together() -> None:
    with pytest.raises(CjmError, match=r"per=.*cluster="):
        cjm.Journey(["Wait"]).join(
            pd.DataFrame({"Q1": [1, 2] * 9, "house": range(18)}),
            columns={"Q1": "Wait"},
            scale=(1, 5),
            cluster="house",
            per="answer",
        )


# --- sources side by side


def test_amounts_and_scores_stand_side_by_side() -> None:
    journey = cjm.Journey(["Cart"])
    journey.join(pd.DataFrame({"Q1": [4, 5] * 10}), columns={"Q1": "Cart"}, scale=(1, 5), name="Survey")
    journey.join(
        pd.DataFrame({"spent": [10.0, 30.0] * 10}),
        columns={"spent": "Cart"},
        measures=[cjm.money("EUR"), cjm.total("EUR")],
        name="Till",
    )
    assert journey.measures["source"].unique().tolist() == ["Survey", "Till"]
    assert journey.measures.query("source == 'Till'")["value"].tolist() == [20.0, 400.0]
    assert journey.summary().query("curve == 'measured'")["name"].tolist() == ["Survey"]


# --- where rows came from, and whether they are still so


def survey_file(folder: Path, scores: list[int]) -> Path:
    path = folder / "survey.csv"
    pd.DataFrame({"Q1": scores}).to_csv(path, index=False)
    return path


def test_the_saved_map_says_where_its_numbers_came_from(tmp_path: Path) -> None:
    path = survey_file(tmp_path, [4, 5] * 10)
    journey = cjm.Journey(["Wait"])
    source = journey.join(path, columns={"Q1": "Wait"}, scale=(1, 5), name="Exit survey")
    known = source.provenance
    assert (known["name"], known["rows"], known["columns"]) == ("Exit survey", 20, 1)
    assert known["query"] == str(path)
    assert known["read_as"] == {"columns": {"Q1": "Wait"}}
    journey.save(tmp_path / "map.cjm.json")
    kept = cjm.read(tmp_path / "map.cjm.json").document.sources[0]
    assert (kept.file.fingerprint, kept.read) == (known["fingerprint"], known["read"])


def test_a_map_says_that_its_file_was_written_since_and_counts_it_again(tmp_path: Path) -> None:
    path = survey_file(tmp_path, [4, 5] * 10)
    journey = cjm.Journey(["Wait"])
    journey.join(path, columns={"Q1": "Wait"}, scale=(1, 5), name="Exit survey")
    journey.save(tmp_path / "map.cjm.json")
    again = cjm.read(tmp_path / "map.cjm.json")
    assert again.stale().empty
    path.touch()
    assert again.stale().empty  # written, but it holds the same
    survey_file(tmp_path, [4, 5] * 15)
    stale = again.stale().iloc[0]
    assert (stale["source"], stale["since"]) == ("Exit survey", again.document.sources[0].read)
    assert "survey.csv was written on" in stale["why"]
    changed = again.refresh().iloc[0]
    assert (changed["changed"], changed["rows_before"], changed["rows"]) == (True, 20, 30)
    assert changed["stages"] == ["Wait"]
    assert n_at(again) == {"Wait": 30}
    assert again.stale().empty
    assert again.undo() is None  # news from outside is nothing to undo


def test_a_file_that_is_gone_is_stale_and_leaves_the_map_alone(tmp_path: Path) -> None:
    path = survey_file(tmp_path, [4, 5] * 10)
    journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [1, 2] * 10})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Held")
    journey.join(path, columns={"Q1": "Wait"}, scale=(1, 5), name="Exit survey")
    path.unlink()
    assert journey.stale()["why"].tolist() == [f"no file {path} is there any more"]
    before = journey.document
    rows.loc[0, "Q1"] = 5
    with pytest.raises(CjmError, match="the rows of 'Exit survey' cannot be counted any more"):
        journey.refresh()
    assert journey.document == before  # the other source neither: whole or not at all


def test_edited_rows_are_stale_until_they_are_counted() -> None:
    journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Held")
    rows.loc[0, "Q1"] = 1
    assert journey.stale()["source"].tolist() == ["Held"]
    journey.sync()
    assert journey.stale().empty


def test_rows_elsewhere_are_counted_to_tell_whether_they_are_others() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.sql("create table answers as select 4 + i % 2 as q1 from range(40) t(i)")
    journey = cjm.Journey(["Wait"])
    source = journey.join(connection.table("answers"), columns={"q1": "Wait"}, scale=(1, 5))
    assert source.provenance["engine"] == "duckdb"
    assert "answers" in source.provenance["query"]
    assert journey.stale().empty
    connection.sql("insert into answers select 1 from range(10)")
    assert journey.stale()["why"].tolist() == ["its rows are others"]
    assert journey.refresh()["rows"].tolist() == [50]
    assert n_at(journey) == {"Wait": 50}
    assert journey.stale().empty


def test_an_interrupted_count_leaves_the_map_and_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
    before = journey.document
    rows["Q1"] = 3

    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cjm_widgets.journey.sources.live_sources.read_rows", interrupted)
        with pytest.raises(KeyboardInterrupt):
            journey.sync()
        assert journey.document is before
    journey.sync()
    assert journey.measures["value"].tolist() == [3.0, 0.0]


def test_rules_and_renamed_stages_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    events().to_csv(path, index=False)
    journey, _ = shop(rows=path, match="ignore case", stages={"home": "Browse"}, where={"s": ["2", "3", "5"]})
    journey.set_stage("Cart", name="Basket")
    expected = journey.measures
    journey.save(tmp_path / "map.cjm.json")
    again = cjm.read(tmp_path / "map.cjm.json")
    assert again.refresh()["changed"].tolist() == [False]
    pd.testing.assert_frame_equal(again.measures, expected)


def test_a_table_of_counts_is_counted_again_too(tmp_path: Path) -> None:
    path = tmp_path / "boxes.csv"
    table = pd.DataFrame({"item": ["Wait"], "low": [10], "top": [90], "n": [200]})
    table.to_csv(path, index=False)
    journey = cjm.Journey(["Wait"])
    journey.join_counts(path, stage="item", boxes={"low": 1, "top": 2}, n="n", measures=[cjm.mean()])
    journey.save(tmp_path / "map.cjm.json")
    table.assign(low=50, top=50).to_csv(path, index=False)
    again = cjm.read(tmp_path / "map.cjm.json")
    again.refresh()
    assert again.measures["value"].tolist() == [1.5]
    assert again.measures["method"].str.contains("reconstructed from percentages").all()


def test_a_join_under_the_same_name_that_fails_keeps_the_rows_it_had() -> None:
    journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
    with pytest.raises(CjmError):
        journey.join(rows, columns={"Q9": "Wait"}, scale=(1, 5), name="Survey")
    rows["Q1"] = 3
    journey.sync()
    assert journey.measures["value"].tolist() == [3.0, 0.0]
