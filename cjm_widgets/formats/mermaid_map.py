"""Maps as Mermaid journeys and back. Mermaid draws how people feel at each task, and nothing else of a map.

=========  ==========================================================================================
map        Mermaid
=========  ==========================================================================================
title      ``title`` and ``accTitle``
scenario   ``accDescr``
phase      ``section``; where a stage has none, after one that has, a section of a no-break space
stage      a task; several in a row where personas feel differently, told apart by their actors
emotion    the score, the map's scale laid on Mermaid's 1 to 5; decimals are kept
persona    an actor
gap        a task without actors at 3, for Mermaid has no gaps
=========  ==========================================================================================

Back, the scale is -2 to 2. Tasks in a row with one name are one stage where no actor is in two of them.
Scores beyond 1 to 5 become the nearest. Tasks without actors are gaps where all of them score 3, else
everyone's score. What would mean something to Mermaid is an entity (``#35;``): names come back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjm_widgets.document.errors import CjmWarning, FileFormatError, listing, warn
from cjm_widgets.document.model import MAX_NAME, Document, Score, Stage
from cjm_widgets.document.names import labels
from cjm_widgets.formats.emotion_rows import SCALE
from cjm_widgets.formats.made import PERSONA, Found, document_of
from cjm_widgets.formats.mermaid_text import BLANK, JourneyText, Task, parsed, shown

LOW, NEUTRAL, HIGH = 1.0, 3.0, 5.0
_SHOWN_BY_MERMAID = 50_000
_DIGITS = 12
_NO_PHASE = "#nbsp;"
"""The section that ends a phase, for Mermaid knows no other end. In names a no-break space is ``#160;``."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MEANT = re.compile(rf"[#:;<>&%{{}}\xb0\xb6\x01-\x1f\x7f]|(?! )[{BLANK}]|\A | \Z|C(?=4)")
_KEYWORD = re.compile("(?i:journey|title|section|acc(?:title|descr))")


def mermaid_text(document: Document) -> str:
    """A map as a Mermaid journey.

    Examples
    --------
    >>> from cjm_widgets.document.model import Persona
    >>> ann, wait = Persona(id="ann", name="Ann"), Stage(id="wait", name="Wait: #1")
    >>> emotion = {"ann": {"wait": Score(value=-1.5)}}
    >>> print(mermaid_text(Document(id="visit", stages=(wait,), personas=(ann,), emotion=emotion)), end="")
    journey
      Wait#58; #35;1: 1.5: Ann
    """
    text = "\n".join(_lines(document)) + "\n"
    if len(text) > _SHOWN_BY_MERMAID:
        warn(
            f"the map is {len(text):,} characters as Mermaid; Mermaid shows at most {_SHOWN_BY_MERMAID:,} "
            "unless its maxTextSize is raised",
            CjmWarning,
        )
    return text


def read_mermaid(content: bytes | str, name: str) -> Document:
    """The map in a Mermaid journey: stages, phases, personas and emotions.

    Raises
    ------
    FileFormatError
        Mermaid refuses the text too, or a name is too long; the sentence names the line.

    Examples
    --------
    >>> document = read_mermaid("journey\\n Wait: 2: Ann, Bo\\n Leave: 5: Ann", "visit.mmd")
    >>> {who: {stage: score.value for stage, score in row.items()} for who, row in document.emotion.items()}
    {'ann': {'wait': -1.0, 'leave': 2.0}, 'bo': {'wait': -1.0}}
    """
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FileFormatError(f"{name} is not UTF-8 text (byte {error.start})") from None
    return document_of(_found(parsed(content, name), name), name)


# --- out


def _lines(document: Document) -> Iterator[str]:
    yield "journey"
    if document.title:
        yield f"  title {_written(document.title)}"
        yield f"  accTitle: {_written(document.title)}"
    if document.scenario:
        yield f"  accDescr: {_written(document.scenario)}"
    phases, stages = labels(document.phases), labels(document.stages)
    phase: str | None = None
    for stage in document.stages:
        if stage.phase != phase:
            phase = stage.phase
            yield f"  section {_written(phases[phase]) if phase else _NO_PHASE}"
        for score, actors in _tasks(document, stage):
            named = f": {', '.join(actors)}" if actors else ""
            yield f"{'  ' if phase is None else '    '}{_written(stages[stage.id])}: {score}{named}"


def _tasks(document: Document, stage: Stage) -> list[tuple[str, list[str]]]:
    """A score and those who give it, the first of them first."""
    low, high = document.scale
    together: dict[str, list[str]] = {}
    for id, label in labels(document.personas).items():
        if score := document.emotion.get(id, {}).get(stage.id):
            value = LOW + (score.value - low) / (high - low) * (HIGH - LOW)
            together.setdefault(f"{value:.{_DIGITS}g}", []).append(_written(label).replace(",", "#44;"))
    return list(together.items()) or [(f"{NEUTRAL:g}", [])]


def _written(text: str) -> str:
    """A text in which Mermaid sees no more than text."""
    written = _MEANT.sub(lambda found: f"#{ord(found[0])};", text)
    if _KEYWORD.match(written):
        written = f"#{ord(written[0])};{written[1:]}"
    return written


# --- in


def _found(journey: JourneyText, name: str) -> Found:
    tasks = journey.tasks
    named = dict.fromkeys(actor for task in tasks for actor in _actors(task))
    found = Found(
        title=shown(journey.title) or journey.front_title or shown(journey.acc_title),
        scenario=shown(journey.acc_descr),
        lanes=[("Emotion", "emotion")],
        personas=list(named) or [PERSONA],
    )
    positions = {persona: position for position, persona in enumerate(found.personas)}
    gaps = all(task.score == NEUTRAL for task in tasks if not _actors(task))
    for together in _stages(tasks):
        first, stage = together[0], len(found.stages)
        phase = "" if first.section.strip(BLANK) == _NO_PHASE else _name(first.section, first.line, name)
        found.stages.append(_name(first.name, first.line, name))
        found.phases.append(phase)
        for task in together:
            if (value := _value(task)) is None:
                continue
            for actor in _actors(task) or (() if gaps else found.personas):
                found.emotion[positions[actor], stage] = Score(value=value)
    _warn(tasks, name)
    return found


def _actors(task: Task) -> list[str]:
    return [shown(actor) for actor in task.actors if actor]


def _stages(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """The tasks of each stage: those in a row with one name whose actors differ."""
    together: list[Task] = []
    seen: set[str] = set()
    for task in tasks:
        actors = set(_actors(task))
        same = together and (task.section, shown(task.name)) == (together[0].section, shown(together[0].name))
        if not (same and actors and seen and actors.isdisjoint(seen)):
            if together:
                yield together
            together, seen = [], set()
        together.append(task)
        seen |= actors
    if together:
        yield together


def _name(text: str, line: int, name: str) -> str:
    told = shown(_BREAK.sub(" ", text))
    if len(told) > MAX_NAME:
        raise FileFormatError(
            f"{name} is not a map: line {line}: a name has {len(told):,} characters; at most {MAX_NAME} fit"
        )
    return told


def _value(task: Task) -> float | None:
    if task.score is None:
        return None
    low, high = SCALE
    share = (min(max(task.score, LOW), HIGH) - LOW) / (HIGH - LOW)
    return round(low + share * (high - low), _DIGITS)


def _warn(tasks: Sequence[Task], name: str) -> None:
    beyond = [task.line for task in tasks if task.score is not None and not LOW <= task.score <= HIGH]
    missing = [task.line for task in tasks if task.score is None]
    for lines, why in (
        (beyond, "scores beyond 1 to 5 are read as the nearest"),
        (missing, "scores that are no numbers are read as gaps"),
    ):
        if lines:
            warn(f"{name}: {why}: lines {listing(map(str, lines))}", CjmWarning)
