"""Segments by many columns: which crossings are counted, and that no small cell follows from all of them."""

from __future__ import annotations

import time
from itertools import product

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, CjmWarning, RowsError
from cjm_widgets.rows.naming import OTHER

MIN_N = 10


def survey(
    seed: int, rows: int, levels: tuple[int, ...], questions: int = 1, evenness: float = 0.7
) -> pd.DataFrame:
    """Rows with segments that are the less even, and some of them small, the lower the evenness."""
    random = np.random.default_rng(seed)
    columns = {}
    for place, size in enumerate(levels):
        share = random.dirichlet(np.full(size, evenness))
        columns[f"c{place}"] = random.choice(size, rows, p=share)
    for number in range(questions):
        answers = random.integers(1, 6, rows).astype(float)
        answers[random.random(rows) < 0.3 * number] = np.nan
        columns[f"Q{number}"] = answers
    return pd.DataFrame(columns)


def joined(rows: pd.DataFrame, by: list[object], **options: object) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    questions = [column for column in rows if column.startswith("Q")]
    journey.join(rows, columns=dict.fromkeys(questions, "Wait"), scale=(1, 5), by=by, min_n=MIN_N, **options)
    return journey


def names_of(column: pd.Series) -> dict[int, str]:
    """The name of each value that is there: that of all the others where too few have it."""
    return {value: str(value) if n >= MIN_N else OTHER for value, n in column.value_counts().items()}


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("name", ["stages", "questions", "respondents"])
def test_no_small_cell_follows_from_all_tables_together(seed: int, name: str) -> None:
    levels = [(2, 3, 3), (3, 3, 4), (2, 2, 2, 3)][seed % 3]
    rows = survey(seed, 40 + 30 * (seed % 9), levels, 2)
    by = [f"c{place}" for place in range(len(levels))]
    crossed = [tuple(by[:3])] if seed % 2 else []
    counts = joined(rows, [*by, *crossed]).document.sources[0].counts
    tables = [*counts.coarser]
    # Unknown is how many there are in each combination of all columns; a cell is a sum of some of them.
    every = [*product(*(range(size) for size in levels))]
    answered = {
        "respondents": np.ones(len(rows), bool),
        "stages": rows[["Q0", "Q1"]].notna().any(axis=1).to_numpy(),
        "questions": rows["Q1"].notna().to_numpy(),
    }[name]
    told, small = [], []
    names = {column: names_of(rows[column]) for column in by}
    for table in tables:
        cells = list(product(*(range(levels[by.index(column)]) for column in table.by)))
        known = {segment: place for place, segment in enumerate(table.segments)}
        for cell in cells:
            name_of = tuple(
                names[column].get(value, str(value)) for column, value in zip(table.by, cell, strict=True)
            )
            place = known.get(name_of)
            alone = np.ones(len(rows), bool)
            here = np.ones(len(rows), bool)
            indicator, own = np.ones(len(every)), np.ones(len(every))
            for column, value, shared in zip(table.by, cell, name_of, strict=True):
                alike = [level for level in range(10) if names[column].get(level, str(level)) == shared]
                alone &= (rows[column] == value).to_numpy()
                here &= rows[column].isin(alike).to_numpy()
                indicator *= [one[by.index(column)] in alike for one in every]
                own *= [one[by.index(column)] == value for one in every]
            n = int((here & answered).sum())
            if 0 < (alone & answered).sum() < MIN_N:
                small.append(own)
            tally = {
                "respondents": None,
                "stages": table.stages["wait"],
                "questions": table.questions["Q1"],
            }[name]
            if not table.segments:
                hidden = True
            elif place is None:
                hidden = False
            else:
                hidden = place in (table.withheld if tally is None else tally.withheld)
            if not hidden:
                shown = (
                    0 if place is None else table.respondents[place] if tally is None else sum(tally.n[place])
                )
                assert shown == n
                assert n == 0 or n >= MIN_N
                told.append(indicator)
            elif 0 < n < MIN_N:
                small.append(indicator)
    equations = np.array(told).reshape(-1, len(every))
    rank = np.linalg.matrix_rank(equations) if len(equations) else 0
    for cell in small:
        assert np.linalg.matrix_rank(np.vstack([equations, cell])) > rank


def test_a_filter_on_two_columns_of_many_is_that_of_pandas() -> None:
    rows = survey(3, 4000, (3, 3, 3, 3, 3))
    journey = joined(rows, [f"c{place}" for place in range(5)])
    small = {value for value, n in rows["c4"].value_counts().items() if n < MIN_N}
    assert small == {0}
    with pytest.raises(CjmError, match="withheld, together as 'other"):
        journey.filter(c4=0)
    for a, b in product(range(3), (1, 2)):
        journey.filter(c1=a, c4=b)
        n = int(((rows["c1"] == a) & (rows["c4"] == b)).sum())
        shown = journey.measures["n"].iloc[0]
        assert pd.isna(shown) or shown == n


def test_a_crossing_that_is_not_counted_says_so_and_is_counted_where_the_rows_are(tmp_path) -> None:
    rows = survey(3, 4000, (2, 2, 2, 2), evenness=50)
    journey = joined(rows, ["c0", "c1", "c2", "c3"])
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json")
    opened.filter(c0=1, c1=1, c2=0)
    assert opened.measures["n"].isna().all()
    assert {*opened.measures["method"]} == {'not counted: join with by=[("c0", "c1", "c2")]'}
    assert "not counted" in opened.to_markdown()
    chosen = (rows["c0"] == 1) & (rows["c1"] == 1) & (rows["c2"] == 0)
    journey.filter(c0=1, c1=1, c2=0)
    assert [*journey.measures["n"]] == [chosen.sum()] * 2
    assert journey.document.sources[0].crossings == (("c0", "c1", "c2"),)
    assert journey.measures["value"].iloc[0] == pytest.approx(rows.loc[chosen, "Q0"].mean())


def test_a_crossing_that_was_asked_for_is_in_the_file(tmp_path) -> None:
    rows = survey(3, 4000, (2, 2, 2, 2), evenness=50)
    journey = joined(rows, ["c3", ("c0", "c1", "c2")])
    assert journey.document.sources[0].by == ("c3", "c0", "c1", "c2")
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json")
    opened.filter(c0=1, c1=1, c2=0)
    chosen = (rows["c0"] == 1) & (rows["c1"] == 1) & (rows["c2"] == 0)
    assert [*opened.measures["n"]] == [chosen.sum()] * 2


@pytest.mark.parametrize("crossing", [("c0",), ("c0", "c0")])
def test_a_crossing_of_fewer_than_two_columns_is_refused(crossing: tuple[str, ...]) -> None:
    with pytest.raises(RowsError, match="a crossing"):
        joined(survey(1, 100, (2, 2)), [crossing])


@pytest.mark.parametrize(("rows", "levels"), [(300, 3), (3000, 3), (3000, 30), (30_000, 12)])
def test_many_columns_take_a_small_multiple_of_what_pandas_takes(rows: int, levels: int) -> None:
    frame = survey(1, rows, (levels,) * 8)
    by = [f"c{place}" for place in range(8)]
    start = time.process_time()  # of this process alone, however busy the machine is
    for columns in product(by, by):
        frame.groupby([*dict.fromkeys(columns)])["Q0"].value_counts()
    theirs = time.process_time() - start
    start = time.process_time()
    journey = joined(frame, by)
    ours = time.process_time() - start
    assert len(journey.measures) == 2
    assert ours < 10 * theirs


def test_a_pair_that_is_too_large_to_audit_is_withheld_as_a_whole_and_says_so() -> None:
    journey = joined(survey(1, 3000, (60, 60), evenness=50), ["c0", "c1"])
    assert journey.measures["n"].tolist() == [3000, 3000]
    shown = journey.measures_by("c0")["n"].dropna()
    assert shown.min() >= MIN_N  # NaN if there were none, which is not
    journey.filter(c0=journey.measures_by("c0")["segment"].iloc[0], c1="0")
    assert journey.measures["n"].isna().all()
    assert journey.measures["method"].str.startswith("withheld: fewer than 10").all()


def test_words_and_reversed_scores_are_the_same_in_every_crossing() -> None:
    words = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
    rng = np.random.default_rng(8)
    rows = pd.DataFrame({name: rng.choice([*"xyz"], 2000) for name in "abc"})
    scores = rng.integers(1, 6, 2000)
    rows["Q1"] = [words[score - 1] for score in scores]
    journey = cjm.Journey(["Wait"])
    with pytest.warns(CjmWarning, match="agreement scale"):
        source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), reverse="Q1", by=[*"abc"])
    assert sorted(source.labels["rows"]) == sorted(np.bincount(scores)[1:])
    journey.filter(a="x", b="y")
    chosen = ((rows["a"] == "x") & (rows["b"] == "y")).to_numpy()
    number = journey.measures.iloc[0]
    assert number["n"] == chosen.sum()
    assert number["value"] == pytest.approx(6 - scores[chosen].mean())


def test_a_crossing_may_name_columns_by_the_text_of_their_questions() -> None:
    rng = np.random.default_rng(9)
    texts = [("Q1", "How was it?"), ("a", "Which land?"), ("b", "How old?"), ("c", "Which job?")]
    values = np.column_stack([rng.integers(1, 6, 900), *(rng.integers(1, 4, 900) for _ in "abc")])
    rows = pd.DataFrame(values, columns=pd.MultiIndex.from_tuples(texts))
    journey = cjm.Journey(["Wait"])
    asked = ["Which land?", ("Which job?", "How old?", "Which land?")]
    journey.join(rows, columns={"How was it?": "Wait"}, scale=(1, 5), by=asked)
    (source,) = journey.document.sources
    assert (source.by, source.crossings) == (("a", "c", "b"), (("c", "b", "a"),))
    journey.filter(a="1", b="2", c="3")
    chosen = values[(values[:, 1:] == (1, 2, 3)).all(axis=1), 0]
    number = journey.measures.iloc[0]
    assert (number["n"], number["value"]) == (len(chosen), pytest.approx(chosen.mean()))


def test_joining_again_replaces_a_source_whose_crossings_a_filter_added_to() -> None:
    rows = survey(5, 4000, (12, 13, 14, 15))
    by: list[object] = ["c0", "c1", "c2", "c3"]
    journey = joined(rows, by)
    value = {column: str(rows[column].value_counts().index[0]) for column in ("c0", "c1", "c2")}
    journey.filter(**value)
    (source,) = journey.document.sources
    assert source.crossings == (("c0", "c1", "c2"),)
    journey.join(rows, columns={"Q0": "Wait"}, scale=(1, 5), by=by, min_n=MIN_N)
    assert [each.id for each in journey.document.sources] == [source.id]
