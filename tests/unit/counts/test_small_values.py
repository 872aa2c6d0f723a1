"""Values that too few respondents have share one name, and are named nowhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.counts.small_values import join_small_values
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.rows.naming import OTHER
from cjm_widgets.storage import file

ROWS = pd.DataFrame(
    {
        "Q1": [1, 5] * 20,
        "nation": ["FR"] * 24 + ["Liechtenstein"] + ["Monaco"] * 4 + ["Andorra"] * 6 + [None] * 5,
    }
)


def joined(min_n: int) -> cjm.Journey:
    journey = cjm.Journey(["Wait"], personas=["Ana"])
    journey.set_persona("Ana", segment={"nation": "Monaco"})
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), by="nation", measures=cjm.mean(), min_n=min_n)
    return journey


def test_small_values_are_one_group_with_the_numbers_of_all_of_them():
    source = joined(10).document.sources[0]
    assert source.counts.segments == (("FR",), (OTHER,), (None,))
    several = pd.concat([ROWS, ROWS[ROWS["nation"].isna()]])
    journey = cjm.Journey(["Wait"])
    journey.join(several, columns={"Q1": "Wait"}, scale=(1, 5), by="nation", measures=cjm.mean())
    found = journey.measures_by("nation").set_index("segment")
    few = ROWS["nation"].isin(["Liechtenstein", "Monaco", "Andorra"])
    assert found.loc[OTHER, "n"] == 11
    assert found.loc[OTHER, "value"] == pytest.approx(ROWS.loc[few, "Q1"].mean())


def test_with_a_min_n_of_one_every_value_keeps_its_name():
    found = joined(1).measures_by("nation")
    assert {*found["segment"].dropna()} == {"FR", "Liechtenstein", "Monaco", "Andorra"}


def test_a_filter_by_a_name_that_is_withheld_says_so_and_names_no_other():
    journey = joined(10)
    with pytest.raises(CjmError, match="'Monaco' is no value of nation that may be named") as refusal:
        journey.filter(nation="Monaco")
    assert "Andorra" not in str(refusal.value)
    assert not journey.filters


def test_a_persona_of_a_withheld_value_has_withheld_numbers():
    journey = joined(10)
    journey.emotion["Ana"] = [1]
    assert "Andorra" not in journey.assumptions().to_csv()
    assert journey.assumptions()["n"].isna().all()
    journey.to_svg(), journey.to_html()


def test_a_published_copy_loses_the_names_from_the_file_too(tmp_path):
    joined(1).save(tmp_path / "own.cjm.json")
    cjm.read(tmp_path / "own.cjm.json").publish(tmp_path / "public.cjm.json", min_n=10)
    public = cjm.read(tmp_path / "public.cjm.json").document
    assert public.sources[0].counts == joined(10).document.sources[0].counts
    assert "Andorra" not in file.dumps(public)


def test_a_value_is_small_by_everyone_who_has_it_and_joins_within_each_crossing():
    segments = (("a", "x"), ("a", "y"), ("b", "x"), ("b", "z"))
    counts = Counts(
        ("c", "d"), segments, (20, 12, 11, 5), {"wait": Tally((4.0,), ((20,), (12,), (11,), (5,)))}
    )
    joint = join_small_values(counts, 12)
    assert joint.segments == (("a", "x"), ("a", "y"), ("b", "x"), ("b", OTHER))
    assert joint.stages["wait"].n == counts.stages["wait"].n
    assert join_small_values(counts, 17).segments == (
        ("a", "x"),
        ("a", OTHER),
        (OTHER, "x"),
        (OTHER, OTHER),
    )
    assert np.sum(join_small_values(counts, 17).respondents) == 48
