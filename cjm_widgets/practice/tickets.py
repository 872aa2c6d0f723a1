"""Opportunities as the CSV files that Jira and Linear import: one ticket an opportunity, bet or test."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_widgets.document.errors import number_text
from cjm_widgets.document.model import Document, Hypothesis
from cjm_widgets.document.names import labels
from cjm_widgets.document.opportunities import Opportunity, ice, middle_of, opportunities, ranks, rice
from cjm_widgets.document.ranges import Range, range_text, third
from cjm_widgets.formats.fields import write_fields

_PRIORITIES = {1: "Low", 2: "Medium", 3: "High"}
_TYPES = {"opportunity": "Story", "bet": "Task", "test": "Task"}
_JIRA = (
    "Summary",
    "Issue Type",
    "Description",
    "Priority",
    "Assignee",
    "Labels",
    "Due Date",
    "Status",
    "Effort (weeks)",
)
_LINEAR = ("Title", "Description", "Priority", "Status", "Assignee", "Labels", "Due Date", "Estimate")


def jira_csv(document: Document) -> str:
    """The opportunities of a map as Jira's CSV importer reads them; see ``Journey.to_jira``."""
    rows: list[tuple[str | float, ...]] = [_JIRA]
    for one, words in _tickets(document):
        card = one.card
        tags = " ".join(tag.replace(" ", "-") for tag in (one.step, *card.tags))
        priority = _priority(card.impact, "")
        effort = "" if card.effort is None else range_text(card.effort)
        rows.append(
            (card.text, _TYPES[one.step], words, priority, card.owner, tags, card.due, card.status, effort)
        )
    return write_fields(rows)


def linear_csv(document: Document) -> str:
    """The opportunities of a map as Linear's CSV importer reads them; see ``Journey.to_linear``."""
    rows: list[tuple[str | float, ...]] = [_LINEAR]
    for one, words in _tickets(document):
        card = one.card
        tags = ", ".join((one.step, *card.tags))
        priority = _priority(card.impact, "No priority")
        estimate = "" if card.effort is None else round(middle_of(card.effort))
        rows.append((card.text, words, priority, card.status, card.owner, tags, card.due, estimate))
    return write_fields(rows)


def _priority(impact: Range | None, without: str) -> str:
    return without if impact is None else _PRIORITIES[third(impact)]


def _tickets(document: Document) -> Iterator[tuple[Opportunity, str]]:
    """Each opportunity with all that has no column of its own, as text."""
    every = [one for one in opportunities(document) if one.card.text]
    stages = labels(document.stages)
    scores = {"ICE": [ice(one.card) for one in every], "RICE": [rice(one.card) for one in every]}
    places = {name: ranks(values) for name, values in scores.items()}
    for at, one in enumerate(every):
        lines = [f"Stage: {stages[one.stage]}"]
        for name in ("impact", "confidence", "ease", "reach", "effort"):
            if (size := getattr(one.card, name)) is not None:
                lines.append(f"{name.capitalize()}: {range_text(size)}{' %' if name == 'confidence' else ''}")
        for name, values in scores.items():
            if (score := values[at]) is not None:
                ends = f"{score.low:,.0f} to {score.high:,.0f}"
                lines.append(f"{name}: {score.value:,.0f} ({ends}), rank {places[name][at]}")
        if one.card.hypothesis:
            lines.append(hypothesis_words(one.card.hypothesis))
        if one.card.kpi:
            lines.append(f"KPI: {one.card.kpi}")
        yield one, "\n".join(line for line in lines if line)


def hypothesis_words(bet: Hypothesis) -> str:
    """A hypothesis as a sentence, as far as it is filled in.

    Examples
    --------
    >>> from cjm_widgets.document.model import Metric
    >>> metric = Metric(name="NPS", target=45)
    >>> hypothesis_words(Hypothesis(change="the wait is shown", metric=metric, baseline=40))
    'If the wait is shown, then NPS moves from 40 to 45.'
    """
    parts = [f"If {bet.change}" if bet.change else ""]
    if bet.metric is not None:
        start = "" if bet.baseline is None else f" from {number_text(bet.baseline)}"
        end = "" if bet.metric.target is None else f" to {number_text(bet.metric.target)}"
        parts.append(f"then {bet.metric.name} moves{start}{end}")
    sentence = ", ".join(part for part in parts if part)
    guards = ", ".join(metric.name for metric in bet.guardrails)
    if guards:
        sentence += f"{'; ' if sentence else ''}guardrails: {guards}"
    return sentence[:1].upper() + sentence[1:] + "." if sentence else ""
