"""Findings in words: a line each for a terminal, an annotation each for GitHub, and the page of all rules."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels
from cjm_widgets.lint.rule import GROUPS, SEVERITIES, Finding, Rule

COLUMNS = ("code", "severity", "where", "message", "why", "fix")
_LEVELS = {"error": "error", "warning": "warning", "hint": "notice"}


class Places:
    """What the places of a map are called.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> from cjm_widgets.document.touches import Touch
    >>> places = Places(Document(id="visit", stages=(Stage(id="wait", name="Wait"),)))
    >>> places.where(Touch(stage="wait")), places.where(Touch())
    ('Wait', 'The map')
    """

    def __init__(self, document: Document) -> None:
        things = (document.stages, document.lanes, document.personas)
        self._names = tuple(labels(every) for every in things)

    def where(self, at: object) -> str:
        """A place by the labels of its stage, lane and persona; a card's is its cell's."""
        ids = (getattr(at, name) for name in ("stage", "lane", "persona"))
        words = [names.get(id, id) for id, names in zip(ids, self._names, strict=True) if id is not None]
        return " / ".join(words) or "The map"


def rows(document: Document, findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    """For each finding its code, severity, place, message, reason with its source, and how to mend it."""
    places = Places(document)
    for finding in findings:
        one = finding.rule
        why = f"{one.why} ({one.source})"
        yield one.code, one.severity, places.where(finding.at), finding.message, why, one.fix


def lines(path: str, document: Document, findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding, as compilers write them, and one that counts them."""
    places = Places(document)
    for finding in findings:
        one = finding.rule
        where = places.where(finding.at)
        mark = " [fix]" if one.operations(document, finding) else ""
        yield f"{path}: {where}: {one.code} {one.severity}: {one.title}: {finding.message}{mark}"
    yield f"{path}: {summary(findings)}"


def summary(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity.

    Examples
    --------
    >>> summary([])
    'nothing found'
    """
    numbers = Counter(finding.rule.severity for finding in findings)
    words = [
        f"{numbers[severity]} {severity}{'' if numbers[severity] == 1 else 's'}"
        for severity in SEVERITIES
        if numbers[severity]
    ]
    return ", ".join(words) or "nothing found"


def github_lines(path: str, text: str, document: Document, findings: Iterable[Finding]) -> Iterator[str]:
    """A workflow command of GitHub for each finding, at the line of the file that it is about.

    Parameters
    ----------
    path
        Of the file, as the repository names it.
    text
        What the file holds.
    document
        The map in it.
    findings
        What was found.

    Examples
    --------
    >>> from cjm_widgets.lint.linter import Linter
    >>> document = Document(id="visit")
    >>> next(github_lines("a.cjm.json", "", document, Linter().update(document)))
    '::error file=a.cjm.json,line=1,title=CJM101 No actor::The map: The map is about nobody'
    """
    places, every = Places(document), text.splitlines()
    for finding in findings:
        one, at = finding.rule, finding.at
        line = _line_of(every, at.card or at.stage or at.lane or at.persona)
        title = _property(f"{one.code} {one.title}")
        words = _data(f"{places.where(at)}: {finding.message}")
        yield f"::{_LEVELS[one.severity]} file={_property(path)},line={line},title={title}::{words}"


def _line_of(every: Sequence[str], id: str | None) -> int:
    """The number of the line that holds the thing of an id; the first where there is none."""
    if id is None:
        return 1
    quoted = json.dumps(id, ensure_ascii=False)
    marks = (f'"id": {quoted}', f'"id":{quoted}')
    return next((number for number, line in enumerate(every, 1) if any(mark in line for mark in marks)), 1)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def page(rules: Iterable[Rule]) -> str:
    """All rules as a page in Markdown, subject by subject."""
    every = list(rules)
    parts = [
        "# Rules of `journey.lint()`",
        f"{len(every)} rules. This page is written by `cjm lint --rules`.",
        "An error makes readers believe something wrong, a warning makes a map less useful, a hint might. "
        "*Fix* marks what `journey.fix(code)`, `cjm lint --fix` and the button on screen do, in one step of "
        "undo.",
    ]
    for group in GROUPS.values():
        parts.append(f"## {group.capitalize()}")
        for one in every:
            if one.group == group:
                parts += [
                    f"### {one.code} {one.title}",
                    f"*{one.severity.capitalize()}.* {one.why}",
                    f"Do: {one.advice}." + (f" *Fix: {one.mend_label.lower()}.*" if one.mend_label else ""),
                    f"Source: {one.source}.",
                ]
    return "\n\n".join(parts) + "\n"
