"""Personal data on a map: what may tell who somebody is, in quotes, personas and everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cjm_widgets.document.errors import quoted
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.identities import KINDS, Kind, identities
from cjm_widgets.lint.redaction import redaction, texts_of
from cjm_widgets.lint.rule import MAP, Finding, Spot, rule
from cjm_widgets.lint.subjects import Cells, MapContext

_LAW = "Regulation (EU) 2016/679, articles 4 and 5"
_CODES = "ISO/IEC 29100:2011, Privacy framework"
_SUSPECT: dict[Kind, tuple[re.Pattern[str] | None, re.Pattern[str]]] = {
    "e-mail": (re.compile(r"@|[\[(]at[\])]"), re.compile(r"@|[\[(]at[\])]")),
    "phone": (re.compile(r"\d"), re.compile(r"\d(?:[ ./()-]{0,3}\d){6}")),
    "card": (re.compile(r"\d"), re.compile(r"\d(?:[ -]?\d){12}")),
    "account": (re.compile(r"[a-z]{2}\d\d"), re.compile(r"\b[A-Z]{2}\d\d")),
    "name": (None, re.compile(r"[ \t\n\u00a0'’-][^\W\d_a-zß-öø-ÿ]")),
}
"""What a word of an identity has, and what the text has: few cards are looked at closely."""
_A = {
    "e-mail": "an e-mail address",
    "phone": "a phone number",
    "card": "the number of a payment card",
    "account": "the number of a bank account",
    "name": "somebody's name",
}


def _of_cards(kind: Kind, cells: Cells, context: MapContext) -> Iterator[Spot]:
    word, text = _SUSPECT[kind]
    names = tuple(persona.name for persona in context.document.personas)
    for stage, card, _ in cells.search(text, only_with=word, every_word=True):
        if any(kind in _kinds(words, names, is_name) for words, is_name in texts_of(card)):
            yield cells.at(stage, card), f"{quoted(card.text)} has {_A[kind]}"


def _of_map(kind: Kind, context: MapContext) -> Iterator[Spot]:
    document = context.document
    names = tuple(persona.name for persona in document.personas)
    for at, name, texts in _subjects(document):
        if any(kind in _kinds(text, names) for text in texts if text):
            yield at, f"{name} has {_A[kind]}"


@lru_cache(20_000)
def _kinds(text: str, names: tuple[str, ...], is_name: bool = False) -> frozenset[Kind]:
    """The kinds of identities in a text."""
    return frozenset(one.kind for one in identities(text, names_of=names, is_name=is_name))


def _subjects(document: Document) -> Iterator[tuple[Touch, str, list[str]]]:
    """The map, its personas and its stages, each with its place and its texts."""
    yield MAP, "The map", [document.title, document.scenario, *_said(document)]
    for one in document.personas:
        texts = [one.about, one.quote, *one.goals, *one.needs, *one.pains, *_said(one)]
        yield Touch(persona=one.id), quoted(one.name), texts
    for stage in document.stages:
        texts = [stage.name, stage.goal, stage.notes, stage.action, *_said(stage)]
        yield Touch(stage=stage.id), quoted(stage.name), texts


def _said(thing: object) -> Iterator[str]:
    """The words of the comments on a thing."""
    for comment in getattr(thing, "comments", ()):
        yield comment.text
        for reply in comment.replies:
            yield reply.text


def _declare(kind: Kind, number: int) -> None:
    """Declare two rules of a kind: on cards, and elsewhere."""
    title = f"{_A[kind][0].upper()}{_A[kind][1:]}"
    why = (
        "A map is shared. What tells who somebody is may be kept only for a reason, and in a protected place."
    )
    advice = "Remove it, or name people by a number"

    def of_cards(cells: Cells, context: MapContext) -> Iterator[Spot]:
        return _of_cards(kind, cells, context)

    def of_map(context: MapContext) -> Iterator[Spot]:
        return _of_map(kind, context)

    on_cards = rule(
        f"CJM8{number:02}",
        "error",
        f"{title} on a card",
        why=why,
        source=_LAW,
        advice=advice,
        looks_at="cell",
    )(of_cards)
    on_map = rule(
        f"CJM8{number + 10:02}",
        "error",
        f"{title} in a persona, a stage or a comment",
        why=why,
        source=_LAW if kind == "name" else _CODES,
        advice=advice,
        parts=("title", "scenario", "personas", "stages", "comments"),
    )(of_map)
    for one in (on_cards, on_map):
        one.mend("Replace it by its kind in brackets")(_redact)


def _redact(document: Document, finding: Finding) -> list[Operation]:
    return [*redaction(document, only=finding.at)]


for _number, _kind in enumerate(KINDS, 1):
    _declare(_kind, _number)
