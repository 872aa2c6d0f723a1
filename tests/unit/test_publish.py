"""Maps of small studies say that they are, and a copy of them withholds."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, RowsError

ROWS = pd.DataFrame({"Q1": [1, 5] * 3 + [4, 5] * 10, "site": ["small"] * 6 + ["large"] * 20})
NOTE = "shows numbers of fewer than 5 people"


def study(min_n: int) -> cjm.Journey:
    journey = cjm.Journey(["Wait"], title="A small study")
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), by="site", min_n=min_n)
    return journey


@pytest.mark.parametrize("export", ["to_svg", "to_html", "to_markdown"])
def test_under_five_every_picture_says_so(export: str) -> None:
    assert NOTE in getattr(study(4), export)()
    assert NOTE not in getattr(study(5), export)()


def test_under_five_numbers_and_the_file_say_so(tmp_path: Path) -> None:
    journey = study(1)
    assert journey.measures["method"].str.contains(NOTE).all()
    journey.save(tmp_path / "map.cjm.json")
    assert NOTE in (tmp_path / "map.cjm.json").read_text(encoding="utf-8")
    assert cjm.read(tmp_path / "map.cjm.json").document.sources[0].min_n == 1


@pytest.mark.parametrize("opened", [False, True], ids=["rows", "file"])
def test_a_published_copy_withholds_and_the_journey_does_not(tmp_path: Path, opened: bool) -> None:
    journey = study(1)
    journey.save(tmp_path / "own.cjm.json")
    if opened:
        journey = cjm.read(tmp_path / "own.cjm.json")
    before = (tmp_path / "own.cjm.json").read_bytes()
    journey.publish(tmp_path / "public.cjm.json", min_n=10)
    public = cjm.read(tmp_path / "public.cjm.json")
    assert public.document.sources[0].counts == study(10).document.sources[0].counts
    assert public.document.sources[0].figures == study(10).document.sources[0].figures
    assert public.measures_by("site")["n"].isna().all()
    assert NOTE not in (tmp_path / "public.cjm.json").read_text(encoding="utf-8")
    assert (tmp_path / "own.cjm.json").read_bytes() == before
    assert [*journey.measures_by("site")["n"]] == [20, 20, 6, 6]


def test_counts_that_withhold_already_are_not_published_without_their_rows(tmp_path: Path) -> None:
    study(10).save(tmp_path / "own.cjm.json")
    with pytest.raises(RowsError, match="join the rows"):
        cjm.read(tmp_path / "own.cjm.json").publish(tmp_path / "public.cjm.json", min_n=20)
    assert not (tmp_path / "public.cjm.json").exists()


def test_another_suffix_is_refused_with_the_way_to_it(tmp_path: Path) -> None:
    with pytest.raises(CjmError, match=r"cjm\.read"):
        study(10).publish(tmp_path / "public.html")


def test_where_everything_is_withheld_the_numbers_say_how_many_answered() -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(ROWS.head(7), columns={"Q1": "Wait"}, scale=(1, 5))
    assert (
        journey.measures["method"]
        .str.endswith("of all 7 respondents withheld, a lower min_n= shows more")
        .all()
    )


def test_a_stage_whose_questions_are_few_in_one_of_them_is_withheld_with_them() -> None:
    rows = pd.DataFrame({"Q1": [3.0] * 6 + [None] * 40, "Q2": [None] * 6 + [4.0] * 40})
    for per in ("respondent", "answer"):
        journey = cjm.Journey(["Wait"])
        journey.join(rows, columns={"Q1": "Wait", "Q2": "Wait"}, scale=(1, 5), per=per)
        assert journey.measures["n"].isna().all()
        assert journey.measures_by("question")["n"].isna().all()


def test_one_withheld_stage_of_several_that_add_up_is_not_alone() -> None:
    rows = pd.DataFrame({"at": ["A"] * 300 + ["B"] * 200 + ["C"] * 100 + ["D"] * 6, "s": [4, 5] * 303})
    journey = cjm.Journey(["A", "B", "C", "D"])
    journey.join(rows, stage="at", score="s", scale=(1, 5), measures=cjm.mean())
    assert journey.measures.set_index("stage")["n"].isna().to_dict() == {
        "A": False,
        "B": False,
        "C": True,
        "D": True,
    }


def test_the_reconciliation_has_no_example_of_few_scores_or_of_amounts() -> None:
    rows = pd.DataFrame({"Q1": [4] * 3 + [None] * 30, "spent": range(100, 133)})
    scores = cjm.Journey(["Wait"]).join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
    amounts = cjm.Journey(["Wait"]).join(rows, columns={"spent": "Wait"}, measures=cjm.total())
    for source in (scores, amounts):
        matched = source.reconciliation.query("outcome == 'matched'")
        assert matched["examples"].tolist() == [""]


def test_a_limit_that_is_none_is_refused_also_where_nothing_is_joined(tmp_path: Path) -> None:
    with pytest.raises(cjm.CjmError, match="min_n"):
        cjm.Journey(["Wait"]).publish(tmp_path / "map.cjm.json", min_n=0)
    assert not [*tmp_path.iterdir()]
