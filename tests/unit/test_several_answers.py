"""Shares at stages with several answers of a respondent, from rows and from files, worked by hand."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.unit.shared_files import shared

QUESTIONS = ["Q7FOOD", "Q7STORE", "Q7ART", "Q7WIFI", "Q7SCREENS", "Q7WALKWAYS"]
CLOSE = {"rel": 0, "abs": 1e-9}


def airport() -> pd.DataFrame:
    return pd.read_csv(shared("data/sfo_2017_trimmed.csv"), low_memory=False)


def joined(rows: Any, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Waiting airside", "Overall"])
    columns = {**dict.fromkeys(QUESTIONS, "Waiting airside"), "Q7ALL": "Overall"}
    measures = [cjm.top_box(), cjm.net_box(), cjm.mean()]
    options = {"measures": measures, "missing": [0, 6, "Blank"], **options}
    journey.join(rows, columns=columns, scale=(1, 5), **options)
    return journey


def respondents_shares(rows: pd.DataFrame) -> pd.Series:
    """The share of 4 and 5 among the answers of each respondent, by hand."""
    answers = rows[QUESTIONS].apply(pd.to_numeric, errors="coerce")
    answers = answers.where((answers >= 1) & (answers <= 5))
    return ((answers >= 4).sum(axis=1) / answers.notna().sum(axis=1)).dropna()


@pytest.mark.parametrize("kind", ["frame", "Parquet", "CSV"])
def test_a_box_share_is_the_mean_of_respondents_shares(kind: str, tmp_path: Path) -> None:
    rows = airport()
    if kind == "Parquet":
        rows[[*QUESTIONS, "Q7ALL", "PEAK"]].to_parquet(tmp_path / "rows.parquet")
    elif kind == "CSV":
        rows.to_csv(tmp_path / "rows.csv", index=False)
    source = {"frame": rows, "Parquet": tmp_path / "rows.parquet", "CSV": tmp_path / "rows.csv"}[kind]
    row = joined(source).measures.set_index(["stage", "measure"]).loc[("Waiting airside", "top_box")]
    shares = respondents_shares(rows)
    assert row["n"] == len(shares) == 2780
    assert row["value"] == pytest.approx(shares.mean(), **CLOSE)
    assert row["value"] == pytest.approx(0.702218, abs=1e-6)  # the share of means of at least 4 is .508
    assert row["method"] == (
        "top-2 box over 6 questions, respondents' shares averaged, Wilson at effective n 95 %"
    )
    half = 1.96 * shares.std() / len(shares) ** 0.5  # at this n Wilson's is as good as normal
    assert [row["low"], row["high"]] == pytest.approx([shares.mean() - half, shares.mean() + half], abs=2e-4)


def test_net_boxes_and_segments_are_averaged_likewise_and_come_back_from_a_file(tmp_path: Path) -> None:
    rows = airport()
    journey = joined(rows, by="PEAK")
    journey.save(tmp_path / "airport.cjm.json")
    again = cjm.read(tmp_path / "airport.cjm.json")
    pd.testing.assert_frame_equal(again.measures_by("PEAK"), journey.measures_by("PEAK"))
    pd.testing.assert_frame_equal(again.distribution(), journey.distribution())
    pd.testing.assert_frame_equal(again.compare("PEAK"), journey.compare("PEAK"))
    table = journey.measures_by("PEAK").query("stage == 'Waiting airside'").set_index(["segment", "measure"])
    for peak, own in rows.groupby("PEAK"):
        shares = respondents_shares(own)
        assert table.loc[(str(peak), "top_box"), "value"] == pytest.approx(shares.mean(), **CLOSE)
    answers = rows[QUESTIONS].apply(pd.to_numeric, errors="coerce")
    answers = answers.where((answers >= 1) & (answers <= 5))
    net = (((answers >= 4).sum(axis=1) - (answers <= 2).sum(axis=1)) / answers.notna().sum(axis=1)).mean()
    value = journey.measures.set_index(["stage", "measure"]).loc[("Waiting airside", "net_box"), "value"]
    assert value == pytest.approx(100 * net, **CLOSE)


def test_a_distribution_counts_answers_and_adds_up_to_the_box_share() -> None:
    rows = airport()
    journey = joined(rows)
    spread = journey.distribution().query("stage == 'Waiting airside'").set_index("score")
    answers = rows[QUESTIONS].apply(pd.to_numeric, errors="coerce").stack()
    counts = answers[(answers >= 1) & (answers <= 5)].value_counts().sort_index()
    assert spread["n"].tolist() == counts.tolist()
    top = journey.measures.set_index(["stage", "measure"]).loc[("Waiting airside", "top_box"), "value"]
    assert spread.loc[[4.0, 5.0], "share"].sum() == pytest.approx(top, **CLOSE)
    assert spread["share"].sum() == pytest.approx(1)
    assert set(spread["method"]) == {
        "share over 6 questions, respondents' shares averaged, Goodman at effective n, simultaneous 95 %"
    }


def test_long_rows_give_what_wide_ones_do_and_one_question_stays_as_it_was() -> None:
    rows = airport()
    wide = joined(rows)
    columns = [*QUESTIONS, "Q7ALL"]
    long = rows.melt(id_vars="RESPNUM", value_vars=columns, var_name="question", value_name="score")
    long["stage"] = np.where(long["question"] == "Q7ALL", "Overall", "Waiting airside")
    journey = cjm.Journey(["Waiting airside", "Overall"])
    journey.join(
        long,
        stage="stage",
        score="score",
        respondent="RESPNUM",
        scale=(1, 5),
        missing=[0, 6, "Blank"],
        measures=[cjm.top_box(), cjm.net_box(), cjm.mean()],
    )
    numbers = ["n", "value", "low", "high"]
    pd.testing.assert_frame_equal(journey.measures[numbers], wide.measures[numbers])
    methods = journey.measures.set_index(["stage", "measure"])["method"]
    assert methods["Waiting airside", "top_box"] == (
        "top-2 box over several answers, respondents' shares averaged, Wilson at effective n 95 %"
    )
    assert methods["Overall", "top_box"] == "top-2 box, Wilson 95 %"


def test_weights_and_clusters_hold_the_same_idea() -> None:
    random = np.random.default_rng(6)
    mood = np.repeat(random.normal(size=40), 5)[:, np.newaxis]
    answers = np.clip(np.round(3 + mood + random.normal(size=(200, 3))), 1, 5)
    rows = pd.DataFrame(answers, columns=[*"ABC"]).assign(
        w=random.choice([0.5, 1, 2], 200), home=np.repeat(np.arange(40), 5)
    )
    rows.loc[::7, "B"] = np.nan
    share = (rows[[*"ABC"]] >= 4).sum(axis=1) / rows[[*"ABC"]].notna().sum(axis=1)
    options: dict[str, Any] = {"columns": dict.fromkeys("ABC", "Wait"), "scale": (1, 5)}
    for by_hand in ({}, {"weight": "w"}, {"cluster": "home"}, {"weight": "w", "cluster": "home"}):
        journey = cjm.Journey(["Wait"])
        journey.join(rows, measures=cjm.top_box(), **options, **by_hand)
        row = journey.measures.iloc[0]
        w = rows["w"] if "weight" in by_hand else pd.Series(1.0, rows.index)
        mean = (w * share).sum() / w.sum()
        away = w * (share - mean)
        units = away.groupby(rows["home"]).sum() if "cluster" in by_hand else away
        error = (len(units) / (len(units) - 1) * (units**2).sum()) ** 0.5 / w.sum()
        assert row["value"] == pytest.approx(mean, **CLOSE)
        # Wilson's interval at the effective n is about as wide as the linearised one.
        assert (row["high"] - row["low"]) / (2 * 1.96 * error) == pytest.approx(1, abs=0.06)


def test_the_interval_is_wilsons_at_the_number_that_explains_the_variance_of_respondents_shares() -> None:
    from scipy import stats

    shares = np.array([1.0, 0.5, 0.5, 0.0, 1.0, 1.0, 0.5, 1.0, 0.5, 0.0, 0.5, 1.0])
    rows = pd.DataFrame({"A": np.where(shares > 0, 5, 1), "B": np.where(shares == 1, 5, 1)})
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"A": "Wait", "B": "Wait"}, scale=(1, 5), measures=cjm.top_box(1))
    p, n = shares.mean(), len(shares)
    few = (stats.norm.ppf(0.975) / stats.t.ppf(0.975, n - 1)) ** 2
    effective = p * (1 - p) / (shares.var(ddof=1) / n) * few
    z = stats.norm.ppf(0.975)
    middle = (p + z * z / (2 * effective)) / (1 + z * z / effective)
    half = z / (1 + z * z / effective) * (p * (1 - p) / effective + z * z / (4 * effective**2)) ** 0.5
    row = journey.measures.iloc[0]
    assert [row["low"], row["high"]] == pytest.approx([middle - half, middle + half])


def test_answers_of_a_withheld_question_cannot_be_had_from_the_other_ones(tmp_path: Path) -> None:
    rows = pd.DataFrame({"A": [4, 5, 3] * 20, "B": [*[2, 3, 4, 5, 1, 2], *[np.nan] * 54], "by": ["x"] * 60})
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"A": "Wait", "B": "Wait"}, scale=(1, 5), by="by")
    tally = journey.document.sources[0].counts.stages["wait"]  # type: ignore[union-attr]
    assert tally.answers is None or not np.array(tally.answers.n).any()
    top = journey.measures.set_index("measure").loc["top_box"]
    assert top["method"].startswith("withheld")
    assert pd.isna(top["n"])
    assert np.isnan(top["value"])


def test_the_legend_says_how_shares_of_several_questions_are_made() -> None:
    rows = pd.DataFrame({"A": [4, 5, 3] * 10, "B": [2, 5, 4] * 10, "C": [1, 4, 5] * 10})
    journey = cjm.Journey(["Wait", "Pay"])
    options: dict[str, Any] = {"scale": (1, 5), "measures": [cjm.top_box(), cjm.mean()], "name": "Survey"}
    for columns, variant in (
        ({"A": "Wait"}, "top-2 box, Wilson 95 %"),
        (
            {"A": "Wait", "B": "Wait"},
            "top-2 box over 2 questions, respondents' shares averaged, Wilson at effective n 95 %",
        ),
        (
            {"A": "Wait", "B": "Wait", "C": "Pay"},
            "top-2 box, Wilson 95 %; of several answers respondents' shares averaged",
        ),
    ):
        journey.join(rows, columns=columns, **options)
        legend = journey.document.sources[0].legend
        assert [info.variant for info in legend.measures] == [variant, "mean, t 95 %"]  # type: ignore[union-attr]


def test_maps_are_compared_by_their_answers() -> None:
    random = np.random.default_rng(2)
    maps = []
    for shift in (0, 1):
        answers = random.integers(1, 5, (60, 2)) + shift
        rows = pd.DataFrame(answers, columns=["A", "B"])
        journey = cjm.Journey(["Wait"], title=f"map {shift}")
        columns = {"A": "Wait", "B": "Wait"}
        journey.join(rows, columns=columns, scale=(1, 5), measures=cjm.top_box(), name="Survey")
        maps.append((journey, (rows >= 4).mean(axis=1).mean()))
    row = maps[0][0].compare(maps[1][0]).iloc[0]
    assert row["difference"] == pytest.approx(maps[0][1] - maps[1][1])


def test_files_without_answers_still_open_and_share_respondents_means() -> None:
    golden = Path(__file__).parents[1] / "golden" / "1.0" / "numbers.cjm.json"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        journey = cjm.read(golden)
    assert journey.measures["value"].notna().any()
