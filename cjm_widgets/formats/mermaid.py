"""Maps as Mermaid journeys and back. Mermaid draws how people feel at each task, and nothing else of a map.

=========  ==========================================================================================
map        Mermaid
=========  ==========================================================================================
title      ``title`` and ``accTitle``
scenario   ``accDescr``
phase      ``section``; where a stage has none, after one that has, a section of a no-break space
stage      a task; several in a row where personas feel differently, told apart by their actors;
           where two stages in a row with one name would become one, the second's first letter is an
           entity
emotion    the score, the map's scale laid on Mermaid's 1 to 5; decimals are kept
persona    an actor
gap        a task without actors at 3, for Mermaid has no gaps
=========  ==========================================================================================

Back, the scale is -2 to 2. Tasks in a row with one name are one stage where no actor is in two of them.
Scores beyond 1 to 5 become the nearest. Tasks without actors are gaps where all of them score 3, else
everyone's score. What would mean something to Mermaid is an entity (``#35;``): names come back as they were.

The reader knows what people's files contain: front matter with a title, directives, comments, and the lines
listed in ``_LINES``. It refuses any other line and names it, so that no map differs from Mermaid's drawing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from cjm_widgets.counts.survey import SHOWS_FEW
from cjm_widgets.document.errors import CjmWarning, FileFormatError, listing, warn
from cjm_widgets.document.model import MAX_NAME, Document, Score, Stage
from cjm_widgets.document.names import labels
from cjm_widgets.formats.draft import PERSONA, MapDraft, document_of
from cjm_widgets.formats.omissions import warn_of_omissions
from cjm_widgets.formats.row_labels import SCALE
from cjm_widgets.shown.sources import few_people
from cjm_widgets.storage.limits import (
    MAX_MARKS,
    check_lines,
    check_merged,
    check_named,
    check_size,
    check_text_size,
    decode_text,
)

LOW, NEUTRAL, HIGH = 1.0, 3.0, 5.0
_SHOWN_BY_MERMAID = 50_000
_DIGITS = 12
_NO_PHASE = "#nbsp;"
"""The section that ends a phase, for Mermaid knows no other end. In names a no-break space is ``#160;``."""
_MEANINGFUL = re.compile(r"[#:;<>&%{}\xb0\xb6\x01-\x1f\x7f\ufeff]|(?![ \x85])\s|\A | \Z|C(?=4)")
"""What Mermaid, HTML or the end of a line could change; a name with C4 in it can begin another diagram."""
_KEYWORD = re.compile("(?i:journey|title|section|acc(?:title|descr))")

_LINES = (
    "'title ...', 'section ...', 'accTitle: ...', 'accDescr: ...', '%% a comment' or "
    "'name: score: persona, persona'"
)
_BLANK = " \t\f\v\xa0\u3000\ufeff"
_FULLWIDTH = "\uff1a"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})[ \t]*(\{?[\w.-]*\}?).*")
_FENCED = ("mermaid", "mermaid-example")
"""What a fence of Mermaid is called; the second is of Mermaid's own documentation."""
_HEAD = re.compile(r"journey(?!\S)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DIRECTIVE = re.compile(r"%%\{")
_COMMENT = re.compile(rf"^[{_BLANK}]*%(?!%?\{{).*", re.MULTILINE)
_HASH_COMMENT = re.compile(r"#(?!\w+;).*", re.ASCII)
_DESCRIPTION = re.compile(rf"^[{_BLANK}]*accDescr[{_BLANK}]*\{{", re.IGNORECASE | re.MULTILINE | re.ASCII)
_TITLE_OR_SECTION = re.compile(rf"(title|section)[{_BLANK}]+(.+)", re.IGNORECASE | re.ASCII)
_ACCESSIBLE = re.compile(rf"(accTitle|accDescr)[{_BLANK}]*:[{_BLANK}]*(.+)", re.IGNORECASE | re.ASCII)
_NO_TASK = re.compile(rf"journey\b|%|acc(?:Title|Descr)[{_BLANK}]*[:{{]", re.IGNORECASE | re.ASCII)
_ENTITY = re.compile(r"#(\w+);", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_IN_QUOTES = re.compile("'((?:[^']|'')*)'")
_NOT_PLAIN = re.compile(r"[\[\]{}|>&*!%@`,?-]|.*:(?:\s|$)")
"""Values of YAML that are more than a text on one line, or not allowed."""


def mermaid_text(document: Document) -> str:
    """A map as a Mermaid journey.

    Raises
    ------
    FileFormatError
        The map is larger than a Mermaid journey that is read.

    Examples
    --------
    >>> from cjm_widgets.document.model import Persona
    >>> ann, wait = Persona(id="ann", name="Ann"), Stage(id="wait", name="Wait: #1")
    >>> emotion = {"ann": {"wait": Score(value=-1.5)}}
    >>> print(mermaid_text(Document(id="visit", stages=(wait,), personas=(ann,), emotion=emotion)), end="")
    journey
      Wait#58; #35;1: 1.5: Ann
    """
    warn_of_omissions(document, "Mermaid", ("title", "scenario"))
    few = [f"  %% {SHOWS_FEW}"] if few_people(document) else []
    text = "\n".join([*_lines(document), *few]) + "\n"
    _check_readable(document, text)
    if len(text) > _SHOWN_BY_MERMAID:
        warn(
            f"the map is {len(text):,} characters as Mermaid; Mermaid shows at most {_SHOWN_BY_MERMAID:,} "
            "unless its maxTextSize is raised",
            CjmWarning,
        )
    return text


def _check_readable(document: Document, text: str) -> None:
    """Refuse a map that would not be read again."""
    name, to = "the Mermaid journey", "written"
    check_named(document, name, to=to)
    check_size(text.encode(), name, to=to)
    check_text_size(text, name, to=to)
    check_lines(text, name, to=to)
    rows = [row for row in document.emotion.values() if row]
    scores = ({row[stage.id].value for row in rows if stage.id in row} for stage in document.stages)
    _check_scores(sum(max(1, len(values)) for values in scores), len(rows), name, to=to)


def read_mermaid(content: bytes | str, name: str) -> Document:
    """The map in a Mermaid journey: stages, phases, personas and emotions.

    Raises
    ------
    FileFormatError
        A line is not understood, or a name is too long; the sentence names the line.

    Examples
    --------
    >>> document = read_mermaid("journey\\n Wait: 2: Ann, Bo\\n Leave: 5: Ann", "visit.mmd")
    >>> {who: {stage: score.value for stage, score in row.items()} for who, row in document.emotion.items()}
    {'ann': {'wait': -1.0, 'leave': 2.0}, 'bo': {'wait': -1.0}}
    """
    text = decode_text(content, name)
    check_lines(text, name)
    check_merged(text.split("\n"), name)
    return document_of(_draft(read_journey(fenced_journey(text, name) or text, name), name), name)


# --- out


def _lines(document: Document) -> Iterator[str]:
    yield "journey"
    if document.title:
        yield f"  title {_encode(document.title)}"
        yield f"  accTitle: {_encode(document.title)}"
    if document.scenario:
        yield f"  accDescr: {_encode(document.scenario)}"
    phases, distinct = labels(document.phases), labels(document.stages)
    phase: str | None = None
    before, seen = "", set[str]()
    for stage in document.stages:
        if stage.phase != phase:
            phase, before = stage.phase, ""
            yield f"  section {_encode(phases[phase]) if phase else _NO_PHASE}"
        tasks = _tasks(document, stage)
        name = _encode(stage.name or distinct[stage.id])
        if name == before and seen and tasks[0][1] and seen.isdisjoint(tasks[0][1]):
            name = _other_spelling(name)
        before, seen = name, {actor for _, actors in tasks for actor in actors}
        for score, actors in tasks:
            people = f": {', '.join(actors)}" if actors else ""
            yield f"{'  ' if phase is None else '    '}{name}: {score}{people}"


def _tasks(document: Document, stage: Stage) -> list[tuple[str, list[str]]]:
    """Each score of a stage with those who give it, in the order of the personas."""
    low, high = document.scale
    together: dict[str, list[str]] = {}
    for id, label in labels(document.personas).items():
        if score := document.emotion.get(id, {}).get(stage.id):
            value = LOW + (score.value - low) / (high - low) * (HIGH - LOW)
            together.setdefault(f"{value:.{_DIGITS}g}", []).append(_encode(label).replace(",", "#44;"))
    return list(together.items()) or [(f"{NEUTRAL:g}", [])]


def _other_spelling(name: str) -> str:
    """The same name spelt otherwise, by which two stages in a row stay two."""
    return f"#0{name[1:]}" if name.startswith("#") else f"#{ord(name[0])};{name[1:]}"


def _encode(text: str) -> str:
    """A text that Mermaid reads as nothing but text."""
    encoded = _MEANINGFUL.sub(lambda match: f"#{ord(match[0])};", text)
    if _KEYWORD.match(encoded):
        encoded = f"#{ord(encoded[0])};{encoded[1:]}"
    return encoded


# --- in: from the text to its lines


@dataclass(frozen=True)
class JourneyTask:
    """A task of a Mermaid journey. Its score is None where it is not a number; ``line`` counts from 1."""

    section: str
    name: str
    score: float | None
    actors: tuple[str, ...]
    line: int


@dataclass
class JourneyText:
    """What the lines of a Mermaid journey say, with their entities. ``front_title`` has none, only text."""

    front_title: str = ""
    title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: list[str] = field(default_factory=list)
    tasks: list[JourneyTask] = field(default_factory=list)


def read_journey(text: str, name: str) -> JourneyText:
    """The lines of a Mermaid journey; ``name`` is the file's, for errors.

    Raises
    ------
    FileFormatError
        A line is not understood; the sentence names it.

    Examples
    --------
    >>> read_journey("journey\\n section Before\\n  Wait: 2: Ann, Bo", "visit.mmd").tasks
    [JourneyTask(section='Before', name='Wait', score=2.0, actors=('Ann', 'Bo'), line=3)]
    """
    return _TextLines(text, name).journey


def fenced_journey(text: str, name: str) -> str | None:
    r"""The first Mermaid journey in a fence of a Markdown text, or None where there is no such fence.

    Lines before it are blank, so that errors name the lines of the file. A warning says where there are more.

    Examples
    --------
    >>> fenced_journey("# Visit\n```mermaid\njourney\n Wait: 2\n```\n", "visit.md")
    '\n\njourney\n Wait: 2'
    """
    lines = re.sub("\r\n?", "\n", text).split("\n")
    journeys: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        opening = _FENCE.fullmatch(lines[at])
        at += 1
        if opening is None:
            continue
        start, mark = at, opening[1]
        while at < len(lines) and not _closes(lines[at], mark):
            at += 1
        if opening[2].strip("{}").casefold() in _FENCED and _is_journey(lines[start:at]):
            journeys.append((start, at))
        at += 1
    if not journeys:
        return None
    start, end = journeys[0]
    if len(journeys) > 1:
        others = listing(f"line {first + 1}" for first, _ in journeys[1:])
        warn(
            f"{name} has {len(journeys)} Mermaid journeys; the one at line {start + 1} is read, not {others}",
            CjmWarning,
        )
    return "\n".join([*[""] * start, *lines[start:end]])


def _closes(line: str, mark: str) -> bool:
    bare = line.strip()
    return len(bare) >= len(mark) and bare == mark[0] * len(bare)


def _is_journey(lines: Sequence[str]) -> bool:
    return any(_HEAD.match(line.lstrip()) for line in lines)


def decode_entities(text: str) -> str:
    """A text with its entities as a browser shows them.

    Examples
    --------
    >>> decode_entities("Gate #35;12#colon; C")
    'Gate #12: C'
    """
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if not name.isdecimal():
        return html.unescape(f"&{name};")
    code = int(name) if len(name) <= len("1114111") else 0
    if 0x80 <= code <= 0x9F or code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return html.unescape(f"&#{code};")
    return chr(code)


class _TextLines:
    """One pass over a text, which fills a journey."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.journey = JourneyText()
        text = self._front_matter(re.sub("\r\n?", "\n", text))
        text, _ = _cut_blocks(text, _DIRECTIVE, "}%%")
        text, descriptions = _cut_blocks(_COMMENT.sub("", text), _DESCRIPTION, "}")
        for description in descriptions:
            self.journey.acc_descr = re.sub(r"\n\s+", "\n", description.strip())
        self.lines = [line.strip(_BLANK) for line in text.split("\n")]
        first = next((at for at, line in enumerate(self.lines) if line), 0)
        if not _HEAD.match(self.lines[first]):
            raise self._no_journey(first)
        self._line(first, self.lines[first].removeprefix("journey").lstrip(_BLANK))
        for at in range(first + 1, len(self.lines)):
            self._line(at, self.lines[at])

    def _no_journey(self, first: int) -> FileFormatError:
        later = next((at for at, line in enumerate(self.lines) if _HEAD.match(line)), None)
        mend = "" if later is None else f"; that is line {later + 1}: leave out the lines before it"
        return self._refusal(first, f"a Mermaid journey begins with the word 'journey'{mend}")

    def _refusal(self, at: int, why: str) -> FileFormatError:
        return FileFormatError(f"{self.name} is not a Mermaid journey: line {at + 1}: {why}")

    def _front_matter(self, text: str) -> str:
        """Take the title from the front matter, and return the text with blank lines in its place."""
        lines = text.split("\n")
        marks = (at for at, line in enumerate(lines) if line.strip(_BLANK) == "---")
        first = next((at for at, line in enumerate(lines) if line.strip(_BLANK)), 0)
        if (opening := next(marks, None)) != first or opening is None:
            return text
        if (closing := next(marks, None)) is None:
            raise self._refusal(opening, "the front matter that '---' opens is not closed by another '---'")
        body = dedent("\n".join(lines[opening + 1 : closing])).split("\n")
        titles = [at for at, line in enumerate(body) if re.match(r"title:(?!\S)", line)]
        for number, at in enumerate(titles):
            line = opening + 1 + at
            if number > 0:
                raise self._refusal(line, "the front matter has a second title")
            continues = at + 1 < len(body) and body[at + 1].startswith((" ", "\t"))
            title = None if continues else _yaml_text(body[at].removeprefix("title:").strip())
            if title is None:
                raise self._refusal(
                    line, "the title is not understood; write it on one line, in double quotes"
                )
            self.journey.front_title = title
        return "\n".join([*[""] * (closing + 1), *lines[closing + 1 :]])

    def _line(self, at: int, line: str) -> None:
        if statement := _ACCESSIBLE.fullmatch(line):
            if statement[1].casefold() == "acctitle":
                self.journey.acc_title = statement[2]
            else:
                self.journey.acc_descr = statement[2]
            return
        line = _HASH_COMMENT.sub("", line).rstrip(_BLANK)
        bare = _ENTITY.sub("", line)  # without the semicolons that end entities
        statement = _TITLE_OR_SECTION.fullmatch(line)
        is_title = statement is not None and statement[1].casefold() == "title"
        if statement and not is_title and ":" in bare and ";" not in bare:
            colon = f"'{statement[1]} {statement[2].replace(':', '#58;')}'"
            raise self._refusal(at, f"a colon in the name of a section is #58;; write {colon}")
        if ";" in bare:
            raise self._not_understood(at)
        if statement is None:
            if line:
                self._task(at, line)
        elif is_title:
            self.journey.title = statement[2]
        else:
            self.journey.sections.append(statement[2])

    def _task(self, at: int, line: str) -> None:
        name, *data = (part.strip(_BLANK) for part in line.split(":"))
        if not name or not any(data) or _NO_TASK.match(line):
            raise self._not_understood(at)
        if len(data) > 2:
            raise self._refusal(at, _colons(name, data, line))
        score = float(data[0]) if _DECIMAL.fullmatch(data[0]) else None
        actors = tuple(actor for part in data[1:] for one in part.split(",") if (actor := one.strip(_BLANK)))
        section = self.journey.sections[-1] if self.journey.sections else ""
        self.journey.tasks.append(JourneyTask(section, name, score, actors, at + 1))

    def _not_understood(self, at: int) -> FileFormatError:
        if _FULLWIDTH in self.lines[at] and ":" not in self.lines[at]:
            line = self.lines[at].replace(_FULLWIDTH, ":")[:60]
            return self._refusal(at, f"its colons are fullwidth, which Mermaid does not read; write {line!r}")
        why = f"{self.lines[at][:60]!r} is not understood; a line is {_LINES}"
        return self._refusal(at, f"{why}, and in names # : ; are #35; #58; #59;")


def _colons(name: str, data: Sequence[str], line: str) -> str:
    """Why a task with too many colons is refused, and how it is to be written."""
    at = len(data) - (1 if _DECIMAL.fullmatch(data[-1]) else 2)  # where the score is
    if at > 0 and _DECIMAL.fullmatch(data[at]):
        parts = line.split(":")
        head, rest = "#58;".join(parts[: at + 1]), ":".join(parts[at + 1 :])
        marks = listing(repr(":".join(parts[: end + 1])) for end in range(at))
        return f"the colon after {marks} is part of the task's name; write it as #58;: '{head}:{rest}'"
    return f"{line[:60]!r} has {len(data)} colons; a colon in the name of a task or persona is #58;"


def _cut_blocks(text: str, opening: re.Pattern[str], closing: str) -> tuple[str, list[str]]:
    """The text with only the line ends of such blocks, and what each of them contains."""
    pieces, blocks, at = [], [], 0
    while (start := opening.search(text, at)) and (end := text.find(closing, start.end())) >= 0:
        blocks.append(text[start.end() : end])
        pieces += [text[at : start.start()], "\n" * text.count("\n", start.start(), end)]
        at = end + len(closing)
    return "".join([*pieces, text[at:]]), blocks


def _yaml_text(value: str) -> str | None:
    """The text that a value on one line of YAML is, or None where it may be anything else."""
    if value.startswith('"'):
        try:
            text = json.loads(value)
        except ValueError:
            return None
        return text if isinstance(text, str) else None
    if match := _IN_QUOTES.fullmatch(value):
        return match[1].replace("''", "'")
    plain = re.sub(r"(?:^|\s)#.*", "", value).rstrip()
    return None if _NOT_PLAIN.match(plain) or plain.startswith("'") else plain


# --- in: from the lines to the map


def _check_scores(tasks: int, personas: int, name: str, *, to: str = "read") -> None:
    if tasks * personas > MAX_MARKS:
        raise FileFormatError(
            f"{name} is not {to}: {tasks:,} tasks and {personas:,} personas are more than "
            f"{MAX_MARKS:,} scores"
        )


def _draft(journey: JourneyText, name: str) -> MapDraft:
    tasks = journey.tasks
    actors = dict.fromkeys(actor for task in tasks for actor in _actors(task))
    draft = MapDraft(
        title=decode_entities(journey.title) or journey.front_title or decode_entities(journey.acc_title),
        scenario=decode_entities(journey.acc_descr),
        lanes=[("Emotion", "emotion")],
        personas=list(actors) or [PERSONA],
    )
    _check_scores(len(tasks), len(draft.personas), name)
    positions = {persona: position for position, persona in enumerate(draft.personas)}
    gaps = all(task.score == NEUTRAL for task in tasks if not task.actors)
    for together in _stages(tasks):
        first, stage = together[0], len(draft.stages)
        draft.stages.append(_name(first.name, first.line, name))
        draft.phases.append("" if first.section == _NO_PHASE else _name(first.section, first.line, name))
        for task in together:
            if (value := _value(task)) is None:
                continue
            for actor in _actors(task) or (() if gaps else draft.personas):
                draft.emotion[positions[actor], stage] = Score(value=value)
    _warn(journey, name)
    return draft


def _actors(task: JourneyTask) -> list[str]:
    return [decode_entities(actor) for actor in task.actors]


def _stages(tasks: Sequence[JourneyTask]) -> Iterator[list[JourneyTask]]:
    """The tasks of each stage: those in a row with one name whose actors differ."""
    together: list[JourneyTask] = []
    seen: set[str] = set()
    for task in tasks:
        actors = set(_actors(task))
        same = together and (task.section, task.name) == (together[0].section, together[0].name)
        if not (same and actors and seen and actors.isdisjoint(seen)):
            if together:
                yield together
            together, seen = [], set()
        together.append(task)
        seen |= actors
    if together:
        yield together


def _name(text: str, line: int, name: str) -> str:
    decoded = decode_entities(_BREAK.sub(" ", text))
    if len(decoded) > MAX_NAME:
        raise FileFormatError(
            f"{name} is not a map: line {line}: "
            f"a name has {len(decoded):,} characters; at most {MAX_NAME} fit"
        )
    return decoded


def _value(task: JourneyTask) -> float | None:
    if task.score is None:
        return None
    low, high = SCALE
    share = (min(max(task.score, LOW), HIGH) - LOW) / (HIGH - LOW)
    return round(low + share * (high - low), _DIGITS)


def _warn(journey: JourneyText, name: str) -> None:
    tasks = journey.tasks
    for task in tasks:
        for entity in re.finditer(r"#([0-9]+);", task.name):
            char = decode_entities(entity[0])
            if entity.start() > 0 and not char.isalnum() and not _MEANINGFUL.fullmatch(char) and char != ",":
                warn(
                    f"{name}: line {task.line}: {entity[0]!r} is read as {char!r}, as Mermaid draws it; "
                    f"if it is a number, write '#35;{entity[1]}#59;'",
                    CjmWarning,
                )
    beyond = [task.line for task in tasks if task.score is not None and not LOW <= task.score <= HIGH]
    missing = [task.line for task in tasks if task.score is None]
    for lines, why in (
        (beyond, "scores beyond 1 to 5 are read as the nearest"),
        (missing, "scores that are no numbers are read as gaps"),
    ):
        if lines:
            warn(f"{name}: {why}: lines {listing(map(str, lines))}", CjmWarning)
