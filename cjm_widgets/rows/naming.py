"""Which texts of rows may be named: those of enough rows, and those that are no respondent's own words."""

from __future__ import annotations

from cjm_widgets.document.errors import nearest
from cjm_widgets.rows.reading import AnyPlan, CountedPlan
from cjm_widgets.rows.scores import is_blank, labelled_number, means_no_answer, number, text
from cjm_widgets.rows.word_scales import WORD_SCALES, plain_word

OTHER = "other (withheld)"
"""The name that texts with too few respondents share."""
_MORE = 4
"""How many characters a misspelt name may be longer than the right one."""


def may_name_answer(answer: object, rows: int, plan: AnyPlan) -> bool:
    """Whether an answer may be written out.

    What has no letters, empty answers, words of usual scales and what the options name may be, also with a
    number before them. Any other text may be the words of one person, and needs ``min_n`` rows.

    Parameters
    ----------
    answer
        The answer.
    rows
        How many rows have it.
    plan
        How rows are read.
    """
    if isinstance(plan, CountedPlan) or rows >= plan.min_n:
        return True
    if is_blank(answer) or number(answer) is not None or means_no_answer(answer):
        return True
    labelled = labelled_number(answer)
    word = plain_word(text(answer) if labelled is None else labelled[1])
    known = {plain_word(str(code)) for code in (*plan.missing, *plan.word_scores)}
    return (
        not any(map(str.isalpha, word)) or word in known or any(word in scale.places for scale in WORD_SCALES)
    )


def may_name_stage(name: str, rows: int, plan: AnyPlan) -> bool:
    """Whether what rows call a stage may be written out: it has ``min_n`` rows, or is as good as its name.

    Parameters
    ----------
    name
        What rows call it.
    rows
        How many rows do.
    plan
        How rows are read.
    """
    if isinstance(plan, CountedPlan) or plan.wide or rows >= plan.min_n or is_blank(name):
        return True
    if plan.match in ("exact", "ignore case") and plan.rules.get(name) is not None:
        return True
    close = nearest(name, plan.suggestions)
    return close is not None and len(name) <= len(close) + _MORE
