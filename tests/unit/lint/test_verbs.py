"""``journey.lint``, ``fix`` and ``waive``, the project's settings and the page of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.lint.report import COLUMNS, page
from cjm_widgets.lint.rules import RULES
from tests.unit.lint.maps import good, with_cards


def test_lint_is_a_frame_and_an_edit_changes_it() -> None:
    journey = cjm.Journey.from_document(good())
    frame = journey.lint()
    assert tuple(frame.columns) == COLUMNS
    journey.set_cell("Use", "Actions", "We send a reminder")
    frame = journey.lint(ignore="CJM402,data")
    [row] = frame[frame["code"] == "CJM701"].to_dict("records")
    assert row["where"] == "Use / Actions"
    assert row["severity"] == "warning"
    assert "'We send a reminder'" in row["message"]
    assert row["why"].endswith("(Kalbach, Mapping Experiences, 2nd ed. (2020), chapter 1)")
    assert 'journey.fix("CJM701")' in row["fix"]
    assert journey.lint(select=["language"], ignore=["CJM701"])["code"].tolist() == []


def test_edits_of_the_frame_count_without_sync() -> None:
    journey = cjm.Journey.from_document(good())
    journey.frame.loc["Use", "Actions"] = "TBD"
    assert "CJM706" in journey.lint()["code"].tolist()


def test_a_fix_is_one_step_of_undo_and_may_be_for_one_place() -> None:
    journey = cjm.Journey(["Search", "Use"], lanes=["Actions"])
    journey.set_cell("Search", "Actions", "Asks\nAsks")
    journey.set_cell("Use", "Actions", "Rides\nRides\nRides")
    assert journey.fix("CJM703", where="Use / Actions") == 2
    assert journey.frame.loc["Use", "Actions"] == "Rides"
    assert journey.frame.loc["Search", "Actions"] == "Asks\nAsks"
    assert journey.undo() == "Fix 2 findings"
    assert journey.frame.loc["Use", "Actions"] == "Rides\nRides\nRides"
    assert journey.fix("language") == 3
    assert journey.fix("language") == 0
    with pytest.raises(cjm.CjmError, match="no finding at 'Usee'"):
        journey.fix("CJM703", where="Usee")


def test_a_place_that_nothing_was_found_at_is_answered_with_the_nearest() -> None:
    journey = cjm.Journey.from_document(with_cards("actions", "use"))
    journey.set_cell("Use", "Actions", "Rides\nRides")
    with pytest.raises(cjm.CjmError, match="did you mean 'Use / Actions'"):
        journey.waive("CJM703", where="Use / Action")


def test_waivers_are_in_the_file(tmp_path: Path) -> None:
    journey = cjm.Journey(["Search", "Use"], lanes=["Actions"], title="Short")
    journey.waive("CJM201", why="A map of one step each")
    journey.save(tmp_path / "short.cjm.json")
    again = cjm.read(tmp_path / "short.cjm.json")
    assert "CJM201" not in again.lint()["code"].tolist()
    assert [waiver.why for waiver in again.document.waivers] == ["A map of one step each"]
    again.set_map(waivers=())
    assert "CJM201" in again.lint()["code"].tolist()


def test_the_project_s_settings_are_those_of_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.cjm.lint]\nignore = ["people", "CJM201"]\n')
    cjm.Journey(["Search"], lanes=["Actions"]).save(tmp_path / "short.cjm.json")
    journey = cjm.read(tmp_path / "short.cjm.json")
    own = set(journey.lint()["code"])
    assert own
    assert not any(code.startswith("CJM1") or code == "CJM201" for code in own)
    assert "CJM103" in set(journey.lint(select="people")["code"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[tool.cjm.lint]\nselct = []\n", "did you mean 'select'"),
        ('[tool.cjm.lint]\nignore = ["privcy"]\n', "did you mean 'privacy'"),
        ("[tool.cjm.lint\n", "is no TOML"),
        ("[tool.cjm.lint]\npopulation = {sex = {woman = 1.5}}\n", "'woman' in 'sex' is 1.5; shares are from"),
    ],
)
def test_settings_that_are_none_are_refused_with_a_sentence(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    cjm.Journey(["Search"]).save(tmp_path / "short.cjm.json")
    with pytest.raises(cjm.CjmError, match=why):
        cjm.read(tmp_path / "short.cjm.json").lint()


def test_a_sample_is_held_against_the_population_that_is_given() -> None:
    import pandas as pd

    journey = cjm.Journey(["Search"])
    rows = pd.DataFrame({"Q1": [4] * 100, "sex": ["woman"] * 80 + ["man"] * 20})
    journey.join(rows, columns={"Q1": "Search"}, scale=(1, 5), by=["sex"], name="Poll")
    shares = {"sex": {"woman": 0.5, "man": 0.5}}
    frame = journey.lint(select="CJM608", population=shares)
    assert frame["message"].tolist() == [
        "'woman' are 80 % of 'Poll' and 50 % of the population",
        "'man' are 20 % of 'Poll' and 50 % of the population",
    ]
    assert journey.lint(select="CJM608").empty


@pytest.mark.parametrize(
    ("population", "why"),
    [
        ({"sex": {"woman": 50, "man": 50}}, "the share of 'woman' in 'sex' is 50; shares are from 0 to 1"),
        ({"sex": {"woman": 0.8, "man": 0.5}}, "the shares of 'sex' are 1.3 together"),
        ({"sex": "half"}, "population= takes the shares .* such as {'sex': "),
        ({"gender": {"woman": 0.5}}, "no column of joined rows 'gender'"),
        ({"sxe": {"woman": 0.5}}, "did you mean 'sex'"),
    ],
)
def test_a_population_that_is_none_is_refused_with_a_sentence(population: Any, why: str) -> None:
    import pandas as pd

    journey = cjm.Journey(["Search"])
    rows = pd.DataFrame({"Q1": [4] * 100, "sex": ["woman"] * 80 + ["man"] * 20})
    journey.join(rows, columns={"Q1": "Search"}, scale=(1, 5), by=["sex"], name="Poll")
    with pytest.raises(cjm.CjmError, match=why):
        journey.lint(population=population)


def test_the_shares_of_a_population_may_be_a_series() -> None:
    import pandas as pd

    journey = cjm.Journey(["Search"])
    rows = pd.DataFrame({"Q1": [4] * 100, "year": [2018] * 80 + [2019] * 20})
    journey.join(rows, columns={"Q1": "Search"}, scale=(1, 5), by=["year"], name="Poll")
    shares = {"year": pd.Series([2018, 2019]).value_counts(normalize=True)}
    assert len(journey.lint(select="CJM608", population=shares)) == 2


def test_the_page_of_rules_is_current() -> None:
    path = Path(__file__).parents[3] / "docs" / "lint-rules.md"
    assert path.read_text(encoding="utf-8") == page(RULES[code] for code in sorted(RULES)), (
        "write it anew: cjm lint --rules > docs/lint-rules.md"
    )
