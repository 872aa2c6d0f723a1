"""Rubrics: what is read of a file, and what is refused with a sentence that names the item."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cjm_widgets.document.errors import CjmError
from cjm_widgets.grading import read_rubric

ITEM = """
[[item]]
id = "stages"
points = 2
about = "At least three stages"
look = "stages"
at_least = 3
feedback = "What comes before and after?"
"""


def item(**changes: str) -> str:
    """The item with other lines; an empty value takes a line away."""
    lines = dict(line.split(" = ", 1) for line in ITEM.strip().splitlines()[1:]) | changes
    return "\n[[item]]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items() if value) + "\n"


def test_a_rubric_is_read_from_a_file_and_from_a_text(tmp_path: Path):
    text = 'title = "A visit"\nstep = 0.25\nday = 2026-12-01\nfile = "map.cjm.json"\n' + ITEM
    (tmp_path / "r.toml").write_text(text, encoding="utf-8")
    rubric = read_rubric(tmp_path / "r.toml")
    assert rubric == read_rubric(text)
    assert (rubric.title, rubric.step, rubric.day) == ("A visit", 0.25, date(2026, 12, 1))
    assert (rubric.of, rubric.file) == (2.0, "map.cjm.json")
    assert rubric.items[0].at_least == 3


def test_what_is_no_path_is_refused():
    with pytest.raises(CjmError, match=r"source= of read_rubric\(\) takes text or a path, not 3"):
        read_rubric(3)  # type: ignore[arg-type]


def test_an_answer_is_in_no_repr():
    rubric = read_rubric(item(look='"order"', at_least="", answer='["Buy", "Leave"]'))
    assert rubric.items[0].answer == ("Buy", "Leave")
    assert "Leave" not in repr(rubric)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = \n", "is not TOML"),
        ('title = "x"\n', "has 0 items"),
        (f"step = 0\n{ITEM}", "step = 0 is not from"),
        (f"titel = 'x'\n{ITEM}", "unknown key 'titel'; did you mean 'title'?"),
        (f"title = 3\n{ITEM}", "title = 3 is of the wrong type"),
        (ITEM + ITEM, "two items with the id 'stages'"),
        (item(look='"stage"'), "no look 'stage'; did you mean 'stages'?"),
        (item(at_leest="3"), r"item 1 \(stages\) has the unknown key 'at_leest'; did you mean 'at_least'?"),
        (item(points='"two"'), "points is a number, not 'two'"),
        (item(points="true"), "points is a number"),
        (item(points="0.3"), "a multiple of the step 0.5"),
        (item(points="-1"), "a multiple of the step"),
        (item(id='"Stages!"'), "lower-case letters"),
        (item(feedback=""), "has no feedback"),
        (item(at_least="0"), "at_least is above 0"),
        (item(look="", at_least=""), "looks at one thing"),
        (item(measure='"mean"'), "looks at one thing"),
        (item(look="", measure='"maen"'), "no measure 'maen'; did you mean 'mean'?"),
        (item(look="", measure='"mean"', answer="{ Wait = 3 }"), "at_least says nothing beside an answer"),
        (item(look="", measure='"mean"', tolerance="1"), "tolerance says nothing without an answer"),
        (item(lane='"actions"'), "lane is no option of stages"),
        (item(look='"cards"', fields='["severty"]'), "fields has 'severty'"),
        (item(look='"cards"', evidence='["proof"]'), "evidence has 'proof'"),
        (item(look="", at_least="", rule='"CJM999"'), "CJM999"),
        (item(look='"order"', at_least=""), "order needs an answer"),
        (item(look='"order"', at_least="", answer='["Buy"]'), "two or more"),
        (item(look='"curve"', at_least="", answer="{ Wait = 3 }"), "a range, such as"),
        (
            item(look="", at_least="", measure='"mean"', answer='{ Wait = "3" }'),
            "the answer at 'Wait' is a number",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, message: str):
    with pytest.raises(CjmError, match=message):
        read_rubric(text)


@pytest.mark.parametrize(
    "text",
    [
        item(look='"order"', at_least="", answer='["Buy", "Wait"]', feedback='"First one has to BUY."'),
        item(look='"order"', at_least="", answer='["Buy", "Wait"]', about='"Do they wait?"'),
        item(look="", at_least="", measure='"mean"', answer="{ Wait = 3.61 }", feedback='"It is 3.61."'),
        item(look='"curve"', at_least="", answer="{ Wait = [-1.5, 0] }", feedback='"Not below -1.5!"'),
    ],
)
def test_feedback_that_says_an_answer_is_refused(text: str):
    with pytest.raises(CjmError, match="says the answer"):
        read_rubric(text)


def test_feedback_may_share_letters_with_an_answer():
    rubric = read_rubric(
        item(look='"order"', at_least="", answer='["Buy", "Pay"]', feedback='"Repay a buyer?"')
    )
    assert rubric.items[0].feedback == "Repay a buyer?"


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path):
    with pytest.raises(CjmError, match="cannot be read"):
        read_rubric(tmp_path / "nowhere.toml")
    (tmp_path / "r.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CjmError, match="not UTF-8"):
        read_rubric(tmp_path / "r.toml")
