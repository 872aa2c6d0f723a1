"""Carrying out the fixes of findings: all that are possible, as one list of operations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.rule import Finding, Rule


class Mending(NamedTuple):
    """The operations that mend findings, and how many are mended by them."""

    operations: Sequence[Operation]
    mended: int


def mend(
    document: Document,
    rules: Collection[Rule],
    today: date | None = None,
    where: Callable[[Finding], bool] = lambda finding: True,
) -> Mending:
    """Mend the findings of some rules.

    Parameters
    ----------
    document
        The map.
    rules
        Whose findings are mended.
    today
        The day it is.
    where
        Which of the findings.

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane
    >>> from cjm_widgets.lint.rules import RULES
    >>> document = Document(id="visit", lanes=(Lane(id="notes", name="Notes"),))
    >>> mend(document, [RULES["CJM211"]])
    Mending(operations=[Remove(what='lane', id='notes')], mended=1)
    """
    draft, operations, mended = document, list[Operation](), 0
    for finding in Linter(rules).update(document, today):
        # Earlier fixes may have mended this one too, or taken away what it is about.
        own = finding.rule.operations(draft, finding) if where(finding) else ()
        if own:
            draft, _ = apply_all(draft, own)
            operations += own
            mended += 1
    return Mending(operations, mended)


def fix_label(number: int) -> str:
    """What the history says of fixes.

    Examples
    --------
    >>> fix_label(1), fix_label(2)
    ('Fix 1 finding', 'Fix 2 findings')
    """
    return f"Fix {number} finding{'' if number == 1 else 's'}"
