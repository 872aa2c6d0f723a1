"""Respondents of several waves: which pairs are counted, and what nobody can compute from them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.counts.panel import PanelAnswers, publishable
from cjm_widgets.document.model import Counts
from tests.unit.strategies import examples


def panel_of(journey: cjm.Journey) -> Any:
    counts = journey.document.sources[0].counts
    assert isinstance(counts, Counts)
    return counts.panel


def survey(answers: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows of who, wave, group and score, shuffled."""
    frame = pd.DataFrame(answers, columns=["who", "year", "group", "Q1"])
    return frame.sample(frac=1, random_state=2, ignore_index=True)


def joined(rows: Any, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    usual = {"columns": {"Q1": "Wait"}, "scale": (1, 5), "wave": "year", "respondent": "who"}
    journey.join(rows, **(usual | options))
    return journey


def table_of(pair: Any) -> dict[tuple[float, float], int]:
    return {scores: sum(row[place] for row in pair.n) for place, scores in enumerate(pair.scores)}


FULL = [
    (who, year, "a" if who % 2 else "b", 1 + (who * (year - 2000) + year) % 5)
    for who in range(60)
    for year in (2021, 2022, 2023)
]


def crosstab(rows: pd.DataFrame, earlier: int, later: int) -> dict[tuple[float, float], int]:
    wide = rows.pivot(index="who", columns="year", values="Q1")
    return {
        (float(a), float(b)): n
        for (a, b), n in wide.groupby([earlier, later]).size().items()  # type: ignore[misc]
    }


def test_joint_counts_are_the_crosstab_of_every_two_waves() -> None:
    rows = survey(FULL)
    (pairs,) = panel_of(joined(rows)).stages.values()
    assert [pair.waves for pair in pairs] == [*combinations(("2021", "2022", "2023"), 2)]
    for pair in pairs:
        assert table_of(pair) == crosstab(rows, *map(int, pair.waves))


def test_they_are_counted_by_segment_and_travel_with_the_file(tmp_path: Path) -> None:
    journey = joined(survey(FULL), by="group")
    panel = panel_of(journey)
    assert (panel.by, panel.segments) == (("group",), (("a",), ("b",)))
    journey.save(tmp_path / "map.cjm.json")
    assert panel_of(cjm.read(tmp_path / "map.cjm.json", autosave=False)) == panel


def test_long_rows_have_pairs_of_each_respondents_means() -> None:
    rows = survey(FULL).assign(page="Wait")
    twice = pd.concat([rows, rows.assign(Q1=lambda frame: 6 - frame["Q1"])], ignore_index=True)
    journey = cjm.Journey(["Wait"])
    journey.join(
        twice, stage="page", score="Q1", scale=(1, 5), wave="year", respondent="who", measures=cjm.mean()
    )
    assert table_of(panel_of(journey).stages["wait"][0]) == {(3.0, 3.0): 60}


def test_of_wide_rows_the_first_of_a_respondent_in_each_wave_counts() -> None:
    rows = pd.DataFrame(FULL, columns=["who", "year", "group", "Q1"])
    again = rows.head(12).assign(Q1=5)
    journey = cjm.Journey(["Wait"])
    source = journey.join(
        pd.concat([rows, again]), columns={"Q1": "Wait"}, scale=(1, 5), wave="year", respondent="who"
    )
    by_outcome = source.reconciliation.set_index("outcome")["rows"]
    assert (by_outcome["matched"], by_outcome["duplicate respondent"]) == (180, 12)
    assert journey.measures_by("year").query("measure == 'mean'")["n"].tolist() == [60] * 3
    expected = rows.groupby("year")["Q1"].mean().tolist()
    assert journey.measures_by("year").query("measure == 'mean'")["value"].tolist() == pytest.approx(expected)


def test_weights_multiply() -> None:
    rows = survey(FULL).assign(w=lambda frame: 1 + frame["who"] % 3 + (frame["year"] - 2021) / 2)
    pair = panel_of(joined(rows, weight="w")).stages["wait"][0]
    wide = rows.pivot(index="who", columns="year", values="w")
    products = wide[2021] * wide[2022]
    assert sum(pair.weights_squared[0]) == pytest.approx(products.sum())
    assert sum(pair.weights[0]) == pytest.approx(np.sqrt(products).sum())


@pytest.mark.parametrize(
    "options", [{"respondent": None}, {"cluster": "group"}, {"scale": None, "measures": cjm.total()}], ids=str
)
def test_nothing_is_paired_where_pairs_would_say_nothing_or_too_much(options: Any) -> None:
    journey = joined(survey(FULL), **options)
    assert panel_of(journey) is None
    with pytest.raises(cjm.CjmError, match=r"clusters|respondent="):
        journey.compare(wave=True, paired=True)


# --- what cannot be computed


@examples(80)
@given(
    st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1), st.integers(-1, 1)), min_size=1, max_size=150),
    st.sampled_from([5, 10]),
    st.booleans(),
)
def test_nobody_few_is_left_between_published_groups(
    segments: list[tuple[int, int, int]], min_n: int, apart: bool
) -> None:
    """Pairs are sums over groups of respondents; no difference of two such sums is of a few respondents."""
    segment = np.array(segments, np.intp)
    answers = PanelAnswers(np.ones(segment.shape), np.ones(segment.shape), segment, np.arange(len(segment)))
    answers = answers if apart else answers.anywhere
    kept, segment = publishable(answers, min_n), answers.segment
    assert not (kept & ((segment >= 0).sum(axis=1) < 2)).any()
    patterns, pattern = np.unique(segment, axis=0, return_inverse=True)
    sizes = np.bincount(pattern.reshape(-1), kept, len(patterns))
    # Whom pairs hold are whole groups of enough respondents ...
    assert ((sizes == 0) | (sizes >= min_n)).all()
    # ... and of a wave's segment, whose counts are published, none or enough are in no pair.
    for wave in range(3):
        for one in range(2):
            there = segment[:, wave] == one
            outside = int((there & ~kept).sum())
            assert outside == 0 or outside >= min_n or not (there & kept).any()


def test_the_answers_of_a_few_who_left_cannot_be_computed_by_subtraction() -> None:
    """Three answer in 2021 only: what all answered less what the pairs answered is not what they did."""
    stay = [(who, year, "a", 3 + (who + year) % 2) for who in range(50) for year in (2021, 2022)]
    rows = survey([*stay, *((100 + who, 2021, "a", 1) for who in range(3))])
    counts = joined(rows).document.sources[0].counts
    assert counts is not None
    assert counts.panel is not None
    tally, pair = counts.stages["wait"], counts.panel.stages["wait"][0]
    everyone = dict(zip(tally.values, tally.n[0], strict=True))
    for (earlier, _), n in table_of(pair).items():
        everyone[earlier] -= n
    assert sum(everyone.values()) >= 10
    assert everyone[1.0] == 3
    assert everyone[3.0] + everyone[4.0] >= 7


def test_no_pairs_are_of_a_wave_that_is_withheld() -> None:
    """2021 has too few, so 2022 is withheld to hide it; its pairs with 2023 would show it again."""
    rows = survey(
        [(who, 2021, "a", 1) for who in range(6)]
        + [(who, year, "a", 2 + who % 3) for who in range(20) for year in (2022, 2023)]
        + [(100 + who, 2023, "a", 4) for who in range(20)]
    )
    journey = joined(rows, measures=cjm.mean())
    assert journey.measures_by("year")["n"].isna().tolist() == [True, True, False]
    assert panel_of(journey) is None


def test_engines_leave_out_the_same_respondents() -> None:
    pl = pytest.importorskip("polars")

    stay = [(who, year, "a", 1 + (3 * who + year) % 5) for who in range(50) for year in (2021, 2022)]
    rows = survey([*stay, *((100 + who, 2021, "a", 1) for who in range(3))])
    assert panel_of(joined(rows)) == panel_of(joined(pl.from_pandas(rows).lazy()))
    assert panel_of(joined(rows)) == panel_of(
        joined(rows.astype({"who": str}).sample(frac=1, random_state=9))
    )
