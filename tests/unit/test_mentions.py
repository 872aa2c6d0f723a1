"""Mentions: the share of respondents who mention each option of a question with several answers."""

from __future__ import annotations

import importlib
import itertools
import json
import warnings
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning, MeasureError, RowsError

OPTIONS = ("Queue", "Price, high", "Noise", "Signs")


def survey(n: int = 300, seed: int = 7) -> pd.DataFrame:
    """Respondents with a weight and a site, who mention some of the options, or none."""
    rng = np.random.default_rng(seed)
    mention = rng.random((n, 4)) < [0.5, 0.3, 0.2, 0.15]
    cells = [
        " ; ".join(option for option, chosen in zip(OPTIONS, row, strict=True) if chosen) for row in mention
    ]
    return pd.DataFrame(
        {
            "Q5": [cell or None for cell in cells],
            "site": rng.choice(["North", "South"], n),
            "year": rng.choice([2016, 2017], n),
            "w": rng.uniform(0.5, 2, n).round(3),
            **{f"d{place}": mention[:, place].astype(int) for place in range(4)},
        }
    )


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson (1927), written out."""
    z = 1.959963984540054
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def by_option(frame: pd.DataFrame, stage: str = "Security") -> pd.DataFrame:
    own = frame[frame["stage"] == stage]
    names = own["options"].str.removeprefix("option=").map(lambda text: text[1:-1])
    return own.assign(option=names).set_index("option")


def join(rows: Any, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Security", "Gate"])
    journey.join(rows, columns={"Q5": "Security"}, measures=cjm.mentions(), **options)
    return journey


def test_each_option_has_its_share_of_those_who_mention_anything_with_wilson() -> None:
    rows = survey()
    table = by_option(join(rows).measures)
    chosen = rows[[f"d{place}" for place in range(4)]].to_numpy()
    base = int(chosen.any(axis=1).sum())
    assert base < len(rows)
    for place, option in enumerate(OPTIONS):
        share = chosen[:, place].sum() / base
        row = table.loc[option]
        assert row["n"] == base
        assert row[["value", "low", "high"]].to_list() == pytest.approx([share, *wilson(share, base)])
        assert row["method"] == f"share of respondents who mention {option!r}, Wilson 95 %"
    assert [*table.index] == sorted(OPTIONS, key=lambda option: -table.loc[option, "value"])


def test_weights_give_the_weighted_share_at_kish_n() -> None:
    rows = survey()
    row = by_option(join(rows, weight="w").measures).loc["Queue"]
    mine = rows[rows["Q5"].notna()]
    share = mine.loc[mine["d0"] == 1, "w"].sum() / mine["w"].sum()
    kish = mine["w"].sum() ** 2 / (mine["w"] ** 2).sum()
    assert row[["value", "low", "high"]].to_list() == pytest.approx([share, *wilson(share, kish)])
    assert row["method"] == "weighted share of respondents who mention 'Queue', Wilson at Kish n 95 %"


def test_filters_and_segments_are_of_those_rows_only() -> None:
    rows = survey()
    journey = join(rows, by=["site", "year"])
    for site in ("North", "South"):
        mine = rows[(rows["site"] == site) & rows["Q5"].notna()]
        journey.filter(site=site)
        row = by_option(journey.measures).loc["Noise"]
        assert (row["n"], row["value"]) == (len(mine), pytest.approx(mine["d2"].mean()))
    journey.filter(site="North", year=2017)
    mine = rows[(rows["site"] == "North") & (rows["year"] == 2017) & rows["Q5"].notna()]
    assert by_option(journey.measures).loc["Queue", "value"] == pytest.approx(mine["d0"].mean())
    journey.filter()
    segments = journey.measures_by("site").query("stage == 'Security' and options == \"option='Queue'\"")
    expected = rows[rows["Q5"].notna()].groupby("site")["d0"].mean()
    assert segments["value"].to_list() == pytest.approx(expected.to_list())


def test_segments_and_waves_are_compared_as_shares_are() -> None:
    rows = survey()
    journey = join(rows, by="site", wave="year")
    table = journey.compare("site", measure="mentions")
    row = table[table["options"] == "option='Queue'"].iloc[0]
    mine = rows[rows["Q5"].notna()]
    a, b = (mine.loc[mine["site"] == site, "d0"] for site in ("North", "South"))
    pooled = mine["d0"].mean()
    z = (a.mean() - b.mean()) / sqrt(pooled * (1 - pooled) * (1 / len(a) + 1 / len(b)))
    from scipy.stats import norm

    assert row["p"] == pytest.approx(2 * norm.sf(abs(z)))
    (low_a, high_a), (low_b, high_b) = wilson(a.mean(), len(a)), wilson(b.mean(), len(b))
    difference = a.mean() - b.mean()
    newcombe = (
        difference - sqrt((a.mean() - low_a) ** 2 + (high_b - b.mean()) ** 2),
        difference + sqrt((high_a - a.mean()) ** 2 + (b.mean() - low_b) ** 2),
    )
    assert row[["low", "high"]].to_list() == pytest.approx(newcombe)
    by_object = journey.compare("site", measure=cjm.mentions())
    pd.testing.assert_frame_equal(by_object, table)
    changes = journey.trend(measure="mentions(option='Queue')").query("stage == 'Security'")
    assert changes["value"].to_list() == pytest.approx(mine.groupby("year")["d0"].mean().to_list())
    assert journey.omnibus("site")["test"].unique().tolist() == ["Pearson chi-squared"]
    assert "Queue" in journey.chart("compare", by="site").to_json()


ENGINES = ("pandas", "pyarrow", "polars", "polars lazy", "duckdb", "csv", "parquet")


def on_engine(name: str, rows: pd.DataFrame, folder: Path) -> Any:
    if name == "pandas":
        return rows
    if name in ("csv", "parquet"):
        path = folder / f"rows.{name}"
        rows.to_csv(path, index=False) if name == "csv" else rows.to_parquet(path)
        return str(path)
    engine = importlib.import_module(name.split()[0])
    if name == "pyarrow":
        return engine.Table.from_pandas(rows, preserve_index=False)
    if name == "duckdb":
        return engine.from_df(rows)
    frame = engine.from_pandas(rows)
    return frame.lazy() if name.endswith("lazy") else frame


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_counts_alike(engine: str, tmp_path: Path) -> None:
    rows = survey(200)
    expected = join(rows, by="site", weight="w").measures
    frame = on_engine(engine, rows, tmp_path)
    pd.testing.assert_frame_equal(join(frame, by="site", weight="w").measures, expected)
    dummies = {"d0": "Security", "d1": "Security", "d2": "Security", "d3": "Security"}
    journey = cjm.Journey(["Security", "Gate"])
    journey.join(frame, columns=dummies, measures=[cjm.mentions()], by="site", weight="w")
    renamed = dict(zip(dummies, OPTIONS, strict=True))
    own = by_option(journey.measures).rename(index=renamed)
    for column in ("n", "value", "low", "high"):
        assert own[column].to_dict() == pytest.approx(by_option(expected)[column].to_dict())


@pytest.mark.parametrize("engine", ["pandas", "polars lazy", "duckdb"])
def test_long_rows_are_joined_by_respondent(engine: str, tmp_path: Path) -> None:
    rows = survey(200)
    long = pd.DataFrame(
        [
            {"who": who, "step": "Security", "what": part.strip()}
            for who, cell in enumerate(rows["Q5"])
            if isinstance(cell, str)
            for part in [*cell.split(";"), cell.split(";")[0]]  # the first twice: it counts once
        ]
    )
    journey = cjm.Journey(["Security"])
    journey.join(
        on_engine(engine, long, tmp_path),
        stage="step",
        score="what",
        respondent="who",
        measures=cjm.mentions(),
    )
    own, expected = by_option(journey.measures), by_option(join(rows).measures)
    assert own["n"].to_dict() == expected["n"].to_dict()
    assert own["value"].to_dict() == pytest.approx(expected["value"].to_dict())


def test_cells_are_read_as_people_write_them() -> None:
    cells = ['"Queue, long" , Price,Price', " Queue, long", "price", "Price,", " , ", None] * 10
    rows = pd.DataFrame({"Q5": cells})
    journey = cjm.Journey(["Security"])
    source = journey.join(rows, columns={"Q5": "Security"}, measures=cjm.mentions(","), min_n=5)
    values = by_option(journey.measures)["value"].to_dict()
    # 40 mention anything: the quoted one is an option of its own, and upper and lower case are different
    assert values == {"Price": 0.5, "Queue": 0.25, "Queue, long": 0.25, "long": 0.25, "price": 0.25}
    outcome = source.reconciliation.set_index("outcome")["rows"].to_dict()
    assert outcome == {"matched": 40, "missing code": 20}
    listed = cjm.Journey(["Security"])
    with pytest.warns(CjmWarning, match="nobody mentions 'Lift'"):
        listed.join(
            rows, columns={"Q5": "Security"}, measures=cjm.mentions(",", ["Queue, long", "Price", "Lift"])
        )
    values = by_option(listed.measures)["value"].to_dict()
    assert values == {"Queue, long": 0.5, "Price": 0.5, "Lift": 0.0, "other options": 0.25}


def test_codes_for_no_answer_are_no_options() -> None:
    rows = pd.DataFrame({"Q5": ["Queue;n/a", "none", "Price"] * 10})
    journey = join(rows, missing=["n/a", "none"])
    assert by_option(journey.measures)["n"].to_dict() == {"Price": 20, "Queue": 20}


def test_labels_of_codes_name_options() -> None:
    from types import SimpleNamespace

    frame = pd.DataFrame({"Q5_1": [1, None] * 15, "Q5_2": [0, 1] * 15, "Q6": [3, 3, 4] * 10})
    meta = SimpleNamespace(
        variable_value_labels={"Q5_1": {1.0: "Queue"}, "Q5_2": {0.0: "No", 1.0: "Yes"}, "Q6": {3.0: "Staff"}},
        column_names_to_labels={},
    )
    journey = cjm.Journey(["Security", "Gate"])
    columns = {"Q5_1": "Security", "Q5_2": "Security", "Q6": "Gate"}
    journey.join((frame, meta), columns=columns, measures=cjm.mentions())
    assert by_option(journey.measures)["value"].dropna().to_dict() == {"Q5_2": 0.5, "Queue": 0.5}
    gate = by_option(journey.measures, "Gate")["value"].dropna().to_dict()
    assert gate == pytest.approx({"Staff": 2 / 3, "4": 1 / 3})


# --- withholding


def test_an_option_of_few_is_withheld_with_what_would_give_it_away() -> None:
    rows = pd.DataFrame({"Q5": ["Queue"] * 60 + ["Price"] * 35 + ["Ann's secret"] * 4})
    with pytest.warns(CjmWarning, match="1 option of fewer than 10 respondents"):
        journey = join(rows)
    table = by_option(journey.measures)
    # 99 choose one each: 99 - 60 - 35 would be the secret's four
    assert table["n"].isna().to_dict() == {"Queue": False, "Price": True, "other options": True}
    assert "secret" not in cjm_text(journey)


def test_an_option_hides_in_every_segment_that_would_tell() -> None:
    rows = pd.DataFrame(
        {"Q5": ["Queue;Price"] * 40 + ["Queue"] * 60 + ["Queue;Price"] * 3 + ["Queue"] * 97}
    ).assign(site=["North"] * 100 + ["South"] * 100)
    journey = join(rows, by="site")
    segments = journey.measures_by("site").query("stage == 'Security' and options == \"option='Price'\"")
    assert segments["n"].isna().all()
    assert by_option(journey.measures).loc["Price", "value"] == pytest.approx(43 / 200)


def cjm_text(journey: cjm.Journey) -> str:
    return journey.to_json() if hasattr(journey, "to_json") else json.dumps(saved(journey))


def saved(journey: cjm.Journey) -> Any:
    import tempfile

    path = Path(tempfile.mkdtemp()) / "map.cjm.json"
    journey.save(path)
    return json.loads(path.read_text())


@pytest.mark.parametrize("seed", range(6))
def test_nobody_computes_an_option_of_few_from_the_file(seed: int) -> None:
    """Solve for every option and segment: what the file tells leaves more than one number possible.

    Of each option the numbers of segments add up to those of coarser tables; withheld cells of few must have
    at least two whole values left that fit.
    """
    rng = np.random.default_rng(seed)
    n = 120
    rows = pd.DataFrame(
        {
            "Q5": [
                ";".join(o for o, p in zip("ABCD", (0.5, 0.3, 0.1, 0.04), strict=True) if rng.random() < p)
                for _ in range(n)
            ],
            "site": rng.choice(["N", "S", "W"], n),
            "age": rng.choice(["old", "young"], n),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CjmWarning)
        journey = join(rows, by=["site", "age"])
    (source,) = saved(journey)["sources"]
    counts = source["counts"]["mentions"]["security"]
    tables = [counts, *counts.get("coarser", [])]
    cells = dict.fromkeys(itertools.product("NSW", ("old", "young")))
    for option in counts["stages"]:
        truth = {cell: true_mentions(rows, option, cell) for cell in cells}
        equations = list(shown_sums(tables, option, [*cells]))
        for cell, number in truth.items():
            if 0 < number < 10:
                assert not determined([*cells], equations, cell), (option, cell, number)


def true_mentions(rows: pd.DataFrame, option: str, cell: tuple[str, str]) -> int:
    own = rows[(rows["site"] == cell[0]) & (rows["age"] == cell[1])]
    named = {"A", "B", "C", "D"} if option == "other options" else {option}
    return int(sum(bool(named & set(text.split(";"))) for text in own["Q5"])) if option in "ABCD" else 0


def shown_sums(tables: list[Any], option: str, cells: list[tuple[str, str]]) -> Any:
    for table in tables:
        tally = table["stages"][option]
        for place, segment in enumerate(table.get("segments", [[]])):
            if place in tally.get("withheld", ()) or not tally["values"]:
                continue
            where = dict(zip(table.get("by", []), segment, strict=True))
            own = [where.get("site", s) == s and where.get("age", a) == a for s, a in cells]
            yield own, tally["n"][place][0]


def determined(cells: list[tuple[str, str]], equations: list[Any], cell: tuple[str, str]) -> bool:
    """Whether linear equations leave one number for a cell."""
    if not equations:
        return False
    matrix = np.array([own for own, _ in equations], float)
    unit = np.array([one == cell for one in cells], float)
    return np.linalg.matrix_rank(np.vstack([matrix, unit])) == np.linalg.matrix_rank(matrix)


# --- many options, files, pictures


def test_hundreds_of_options_are_counted_and_said() -> None:
    rng = np.random.default_rng(3)
    cells = [";".join(f"Option {k}" for k in set(rng.integers(0, 300, 9))) for _ in range(2000)]
    rows = pd.DataFrame({"Q5": cells})
    with pytest.warns(CjmWarning, match="250 options less frequent than the 50 named"):
        journey = join(rows)
    table = by_option(journey.measures)
    assert len(table) == 51
    most = pd.Series([o for cell in cells for o in cell.split(";")]).value_counts()
    assert table.iloc[0]["value"] == pytest.approx(most.iloc[0] / 2000)
    named = {*table.index} - {"other options"}
    others = sum(not {*cell.split(";")} <= named for cell in cells)
    assert table.loc["other options", "value"] == pytest.approx(others / 2000)


def test_a_file_has_all_of_it_without_rows(tmp_path: Path) -> None:
    rows = survey()
    rows["w"] = np.where(rows["w"] < 1, 0.5, 1.5)  # rare weights are shared in files
    journey = join(rows, by="site", weight="w", name="Reasons")
    path = tmp_path / "map.cjm.json"
    journey.save(path)
    again = cjm.read(path)
    pd.testing.assert_frame_equal(again.measures, journey.measures)
    again.filter(site="North")
    journey.filter(site="North")
    pd.testing.assert_frame_equal(again.measures, journey.measures)
    again.filter()
    journey.filter()
    pd.testing.assert_frame_equal(again.compare("site"), journey.compare("site"))
    pd.testing.assert_frame_equal(again.measures_by("site"), journey.measures_by("site"))


def test_edited_rows_are_counted_again() -> None:
    rows = survey()
    journey = join(rows)
    rows.loc[:, "Q5"] = "Queue"
    journey.sync()
    assert by_option(journey.measures).loc["Queue", ["n", "value"]].to_list() == [300, 1.0]


def test_pictures_pages_and_notes_name_the_options(tmp_path: Path) -> None:
    journey = join(survey())
    lane = next(lane for lane in journey.document.lanes if lane.name == "Mentions")
    assert lane.measures[0] == "mentions(option='Queue')"
    for suffix in ("svg", "html", "md"):
        journey.save(tmp_path / f"map.{suffix}")
        text = (tmp_path / f"map.{suffix}").read_text()
        assert "Queue" in text
        assert "Price, high" in text


def test_maps_are_compared_by_their_options() -> None:
    one, other = join(survey(seed=1)), join(survey(seed=2))
    table = one.compare(other)
    row = table[table["options"] == "option='Queue'"].iloc[0]
    shares = [by_option(each.measures).loc["Queue", "value"] for each in (one, other)]
    assert [row["value_a"], row["value_b"]] == pytest.approx(shares)


# --- refusals


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"measures": [cjm.mentions(), cjm.mean()]}, "join the columns of options by themselves"),
        ({"scale": (1, 5)}, "scale= is for scores"),
        ({"labels": {"a": 1}}, "labels= is for scores"),
        ({"cluster": "site"}, "cluster= is for scores"),
        ({"per": "answer"}, 'per="answer" is for scores'),
    ],
)
def test_options_for_scores_are_refused(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises((RowsError, MeasureError), match=sentence):
        join_with(options)


def join_with(options: dict[str, Any]) -> None:
    rows = survey().assign(Q1=3)
    journey = cjm.Journey(["Security"])
    journey.join(rows, **{"columns": {"Q5": "Security"}, "measures": cjm.mentions()} | options)


def test_empty_columns_and_wrong_separators_are_said() -> None:
    with pytest.raises(RowsError, match="no option in Q5: 20 missing code"):
        join(pd.DataFrame({"Q5": [None, " ; "] * 10}))
    with pytest.warns(CjmWarning, match=r"cjm\.mentions\(separator='\|'\)"):
        join(pd.DataFrame({"Q5": ["Queue|Price", "Queue|Noise"] * 10}))
    with pytest.raises(MeasureError, match="separator= is what stands between"):
        cjm.mentions("")
    with pytest.raises(MeasureError, match="lists an option twice"):
        cjm.mentions(options=["a", "a"])


def test_methods_say_that_waves_are_not_paired() -> None:
    rows = survey().assign(who=[*range(150)] * 2)
    journey = join(rows, wave="year", respondent="who")
    table = journey.compare(wave=True)
    assert table["method"].str.contains("respondents in several waves taken for independent").any()
