"""A map as a Markdown outline for people to read: headings, lists, and a table of scores and measures.

Nothing in a map becomes markup: whatever CommonMark, tables, formulas or MyST roles would take for theirs is
escaped. JupyterLab and GitHub look for formulas once more in what Markdown has made, where nothing is escaped
any longer; they look in runs of text, so that a sign in an element of its own begins none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.coverage import BACKED, evidence_of
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.model import Document, Stage
from cjm_widgets.document.names import labels
from cjm_widgets.formats.figures import measure_rows, score_series
from cjm_widgets.render.card_lane import EVIDENCE_WORDS, who_says
from cjm_widgets.render.content import UNTITLED
from cjm_widgets.render.heights import EmotionAxis
from cjm_widgets.render.numbers import duration
from cjm_widgets.render.ribbon_lane import NAME, leavers_words, ways_in_words
from cjm_widgets.render.words import printable
from cjm_widgets.shown.sources import ShownSource, prepare, readings

_MARKUP = re.compile(r"[\\`*_\[\]<>&$~|{}^@]|(?<=:)//|(?i:(?<=www)\.)|(?<!#)#+\Z|=(?==)")
_FORMULA = re.compile(r"\\(?=[\\()\[\]$]|begin\b|(?:eq)?ref\b)")
"""A backslash that begins a formula, a reference to one, or a sign that MathJax takes for escaped."""
_APART = "<span>\\{}</span>"
_UNNAMED = "Unnamed"
_BLOCK = re.compile(r"\A((?:[0-9]{1,9}(?=[.)]))?)([#+\-=:.)])")


def markdown_text(document: Document, filters: Filters | None = None) -> str:
    """A map as a Markdown outline, with the measures of the respondents that ``filters`` select.

    Examples
    --------
    >>> from cjm_widgets.document.model import Card, Lane
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> cells = {"pain": {"wait": (Card(id="a", text="No *sign*"),)}}
    >>> print(markdown_text(Document(id="visit", stages=stages, lanes=lanes, cells=cells)), end="")
    # Untitled journey
    <BLANKLINE>
    ## Wait
    <BLANKLINE>
    **Pain points**
    <BLANKLINE>
    - No \\*sign\\*
    """
    blocks = _blocks(document, readings(prepare(document), filters or {}))
    return "\n\n".join(map(_without_formulas, blocks)) + "\n"


def _without_formulas(block: str) -> str:
    """A block in which no two dollar signs make a formula; one alone is a price."""
    return block.replace(r"\$", _APART.format("$")) if block.count(r"\$") > 1 else block


def escape(text: str) -> str:
    """A text on one line of its own, in which Markdown finds no markup.

    Examples
    --------
    >>> print(escape("1. *Pay* at\\nhttps://example.org"))
    1\\. \\*Pay\\* at https:\\//example.org
    """
    return _BLOCK.sub(r"\1\\\2", _inline(text))


def _inline(text: str) -> str:
    """A text after others on its line."""
    words = " ".join(printable(text).split())
    runs = _FORMULA.split(words)
    return _APART.format("\\").join(_MARKUP.sub(r"\\\g<0>", run) for run in runs)


def _blocks(document: Document, measured: Sequence[ShownSource]) -> Iterator[str]:
    yield f"# {_inline(document.title) or UNTITLED}"
    for text in (document.scenario, *(f"{who.name}: {who.about}" for who in document.personas if who.about)):
        if text:
            yield escape(text)
    if table := _scores(document, measured):
        yield table
    if ways := ways_in_words(document, measured):
        yield f"**{NAME}**"
        yield "\n".join(f"- {_inline(words)}" for own in ways.values() for words in own)
    if leavers := leavers_words(document, measured):
        yield escape(leavers)
    phases, stages = labels(document.phases), labels(document.stages)
    phase: str | None = None
    level = "###" if any(stage.phase for stage in document.stages) else "##"
    for stage in document.stages:
        if stage.phase != phase:
            phase = stage.phase
            yield f"## {_inline(phases[phase]) if phase else 'Beyond phases'}"
        yield f"{level} {_inline(stages[stage.id]) or _UNNAMED}"
        yield from _about(stage)
        yield from _cells(document, stage)


def _about(stage: Stage) -> Iterator[str]:
    takes = stage.timing if stage.duration is None else duration(stage.duration)
    facts = [
        f"Goal: {_inline(stage.goal)}" if stage.goal else "",
        f"Takes: {_inline(takes)}" if takes else "",
        "A moment of truth" if stage.moment_of_truth else "",
    ]
    if any(facts):
        yield "; ".join(filter(None, facts))


def _cells(document: Document, stage: Stage) -> Iterator[str]:
    names = labels(document.lanes)
    for lane in document.lanes:
        cards = document.cells.get(lane.id, {}).get(stage.id, ())
        if cards:
            yield f"**{_inline(names[lane.id]) or _UNNAMED}**"
            lines = []
            for card in cards:
                evidence = evidence_of(card, lane)
                words = ("", "")
                if evidence in BACKED:
                    words = EVIDENCE_WORDS[evidence], who_says(card, evidence)
                source = ": ".join(filter(None, words))
                text = "\\\n  ".join(escape(line) for line in card.text.splitlines() if line.strip())
                lines.append(f"- {text}" + (f" ({_inline(source)})" if source else ""))
            yield "\n".join(lines)


def _scores(document: Document, measured: Sequence[ShownSource]) -> str:
    """The table of emotions and measures, a row a stage; empty where there are none."""
    columns = list(_columns(document, measured))
    if not columns or not document.stages:
        return ""
    names = ["Stage", *(_inline(name) for name, _ in columns)]
    rows = [names, ["---", *("---:" for _ in columns)]]
    for id, label in labels(document.stages).items():
        rows.append([_inline(label), *(_inline(values.get(id, "")) for _, values in columns)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _columns(document: Document, measured: Sequence[ShownSource]) -> Iterator[tuple[str, Mapping[str, str]]]:
    axis = EmotionAxis(*document.scale)
    for series in score_series(document, measured):
        drawn = series.persona is not None
        yield (
            series.name,
            {
                stage: axis.write_drawn(value) if drawn else axis.write(value, 2)
                for stage, value in series.scores.items()
            },
        )
    for lane in document.lanes:
        if lane_content(lane) == "measures":
            yield from measure_rows(document, measured, lane)
