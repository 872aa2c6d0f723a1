"""One test per stage over all segments, from rows and from the file of the same map, against scipy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.document.errors import MeasureError
from tests.unit.statistics.oracles import welch_f

SEGMENTS = ("a", "b", "c", "d")


def answers() -> pd.DataFrame:
    random = np.random.default_rng(7)
    rows = pd.DataFrame({"kind": np.repeat(SEGMENTS, (40, 55, 60, 70))})
    for stage, strength in (("Wait", 0.8), ("Pay", 0.0)):
        shift = np.where(rows["kind"] == "c", strength, 0.0)
        rows[stage] = np.clip(np.round(random.normal(7 + 2 * shift, 2.2)), 0, 10).astype(int)
    rows.loc[random.random(len(rows)) < 0.1, "Wait"] = 99
    return rows


def visit(rows: pd.DataFrame, **how: Any) -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Pay"])
    measures = [cjm.mean(), cjm.median(), cjm.top_box(), cjm.nps(interval="wald")]
    options: dict[str, Any] = {"by": "kind", "measures": measures, "scale": (0, 10), "missing": [99]}
    journey.join(rows, columns={"Wait": "Wait", "Pay": "Pay"}, **options | how)
    return journey


def from_rows(tmp_path: Path) -> cjm.Journey:
    return visit(answers())


def from_file(tmp_path: Path) -> cjm.Journey:
    visit(answers()).save(tmp_path / "map.cjm.json")
    return cjm.read(tmp_path / "map.cjm.json")


@pytest.mark.parametrize("opened", [from_rows, from_file])
def test_every_stage_is_tested_over_all_segments(
    opened: Callable[[Path], cjm.Journey], tmp_path: Path
) -> None:
    frame = opened(tmp_path).omnibus("kind")
    assert frame.columns.tolist() == [
        "source", "stage", "measure", "segments", "n", "test", "statistic", "df", "df_within", "p",
        "p_adjusted", "significant", "method",
    ]  # fmt: skip
    assert frame["stage"].tolist() == ["Wait"] * 4 + ["Pay"] * 4
    rows = answers()
    p_values: dict[str, list[float]] = {}
    for stage in ("Wait", "Pay"):
        one = rows[rows[stage] != 99]
        groups = [one.loc[one["kind"] == kind, stage] for kind in SEGMENTS]
        nets = np.array([(group >= 9).mean() - (group <= 6).mean() for group in groups])
        spread = np.array([((group >= 9) * 1.0 - (group <= 6)).var(ddof=0) / len(group) for group in groups])
        centre = np.average(nets, weights=1 / spread)
        wald = ((nets - centre) ** 2 / spread).sum()
        boxes = stats.chi2_contingency(
            [[(group >= 9).sum(), (group < 9).sum()] for group in groups], correction=False
        )
        ranks = stats.kruskal(*groups)
        expected = {
            "mean": ("Welch ANOVA", *welch_f(groups)),
            "median": ("Kruskal-Wallis", ranks.statistic, ranks.pvalue),
            "top_box": ("Pearson chi-squared", boxes.statistic, boxes.pvalue),
            "nps(interval='wald')": ("Wald chi-squared", wald, stats.chi2.sf(wald, 3)),
        }
        for measure, (test, statistic, p) in expected.items():
            row = frame.query("stage == @stage and measure == @measure").iloc[0]
            assert (row["test"], row["segments"], row["n"], row["df"]) == (test, 4, len(one), 3)
            assert (row["statistic"], row["p"]) == pytest.approx((statistic, p), rel=1e-9)
            p_values.setdefault(measure, []).append(p)
    for name, both in p_values.items():
        adjusted = frame.loc[frame["measure"] == name, "p_adjusted"]
        assert adjusted.tolist() == pytest.approx(stats_holm(both))
    assert frame["significant"].tolist() == (frame["p_adjusted"] < 0.05).tolist()
    assert frame["significant"].any()
    assert not frame["significant"].all()
    assert frame["method"][0] == "means of segments; Welch ANOVA, Holm over 2 tests"
    assert frame.attrs == {
        "column": "kind", "adjustment": "Holm", "family": "all stages of a source and measure",
    }  # fmt: skip


def stats_holm(both: list[float]) -> list[float]:
    """Holm's adjustment of two p-values, worked by hand."""
    least = min(2 * min(both), 1.0)
    return [least if p == min(both) else max(least, p) for p in both]


def test_means_can_be_tested_by_ranks_and_adjusted_otherwise() -> None:
    journey = visit(answers())
    frame = journey.omnibus("kind", measure=["mean", "median"], test="kruskal_wallis", adjust="bh")
    means, medians = (frame.query("measure == @name") for name in ("mean", "median"))
    assert means["p"].tolist() == medians["p"].tolist()
    assert (
        means["method"].iloc[0]
        == "means of segments by ranks; Kruskal-Wallis, Benjamini-Hochberg over 2 tests"
    )


def test_a_withheld_segment_is_left_out_and_the_method_says_so() -> None:
    rows = answers()
    extra = pd.DataFrame({"kind": ["e"] * 4, "Wait": [1] * 4, "Pay": [10] * 4})
    frame = visit(pd.concat([rows, extra], ignore_index=True)).omnibus("kind", measure="mean")
    # With the few, as many others are withheld as would give them away.
    assert (frame["segments"] < 5).all()
    assert frame["method"].str.contains("withheld: fewer than 10 respondents").all()


@pytest.mark.parametrize(
    ("how", "measure", "why"),
    [
        ({"weight": "w"}, "median", "no omnibus test by ranks for weighted respondents"),
        ({"cluster": "home"}, "mean", "no omnibus test for clusters, which may lie in several segments"),
    ],
)
def test_where_there_is_no_test_the_row_says_why(how: dict[str, str], measure: str, why: str) -> None:
    rows = answers().assign(w=1.5, home=np.arange(225) % 30)
    measures = [cjm.mean(), cjm.median()]
    if "weight" in how:
        frame = visit(rows, measures=measures, **how).omnibus("kind")
        others = frame.query("measure == 'mean'")
        assert others["p"].notna().all()
        assert others["test"].unique().tolist() == ["Welch ANOVA"]
    else:
        frame = visit(rows, measures=measures, **how).omnibus("kind")
    mine = frame.query("measure == @measure")
    assert mine["p"].isna().all()
    assert not mine["significant"].any()
    assert mine["method"].str.startswith(why).all()


def test_comparisons_say_how_they_were_adjusted_and_with_how_many() -> None:
    frame = visit(answers()).compare("kind", measure="mean")
    assert len(frame) == 12  # six pairs, two stages
    assert frame["method"].unique().tolist() == [
        "difference of means, Welch t 95 %; Welch, Holm over 12 tests"
    ]
    assert frame.attrs == {"adjustment": "Holm", "family": "all stages and pairs of a source and measure"}


def test_one_segment_or_a_wrong_test_is_refused() -> None:
    journey = visit(answers())
    with pytest.raises(MeasureError, match="kruskal_wallis"):
        journey.omnibus("kind", test="kruskal")
    journey.filter(kind="a")
    with pytest.raises(MeasureError, match="fewer than two segments under the filters in force"):
        journey.omnibus("kind")
