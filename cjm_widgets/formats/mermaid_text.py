"""Mermaid's ``journey`` text, read as Mermaid reads it: first made ready, then parsed, then its entities.

What Mermaid refuses is refused, with the line of the file. The grammar is in mermaid.lark; the tests hold all
of this against Mermaid itself. A score that is no number is ``None``; Mermaid goes on with it as well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.formats.front_matter import front_title
from cjm_widgets.formats.needed import needed

BLANK = (
    "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000\ufeff"
)
"""What JavaScript takes for white space."""

_S = f"[{BLANK}]"
_LINE_END = "\n\u2028\u2029"
_TAG = re.compile(r"<([A-Za-z0-9_]+)([^>]*)>")
_FRONT_MATTER = re.compile(rf"((?:(?!\n){_S})*)-{{3}}{_S}*\n(.*?)\n\1-{{3}}{_S}*\n+", re.DOTALL)
_DIRECTIVE = re.compile(
    rf"%%\{{{_S}*(?:[A-Za-z0-9_]+{_S}*:|[A-Za-z0-9_]+){_S}*"
    rf"(?:[A-Za-z0-9_]+|(?:(?!\}}%%)[^\u2028\u2029])*)?{_S}*(?:\}}%%)?"
)
_COMMENT_LINE = re.compile(rf"(?<![^{_LINE_END}]){_S}*%%(?!\{{)[^\n]+\n?")
_STYLE = re.compile(rf"(?:style|classDef)[^{_LINE_END}]*:[^{BLANK}]*#[^{_LINE_END}]*;")
_ANY_COMMENT = re.compile(rf"{_S}*%%[^{_LINE_END}]*\n")
_OTHER_DIAGRAM = re.compile("C4(?:Container|Component|Dynamic|Deployment)")
_ENTITY = re.compile("#([A-Za-z0-9_]+);")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_OTHER_BASE = re.compile("0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")

_LINES = (
    "'title ...', 'section ...', 'accTitle: ...', 'accDescr: ...', '%% a comment' or "
    "'name: score: persona, persona'"
)


@dataclass(frozen=True)
class Task:
    """A task, its texts as Mermaid holds them: untrimmed, entities not replaced. ``line`` is the file's."""

    section: str
    name: str
    score: float | None
    actors: tuple[str, ...]
    line: int


@dataclass
class JourneyText:
    """What Mermaid reads in a journey; texts as in ``Task``, but in the front matter nothing is an entity."""

    front_title: str = ""
    title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def parsed(text: str, name: str) -> JourneyText:
    """What Mermaid reads in a text; ``name`` is the file's, for errors.

    Raises
    ------
    FileFormatError
        Mermaid refuses it too; the sentence names the line.

    Examples
    --------
    >>> parsed("journey\\n section Before\\n  Wait: 2: Ann, Bo", "visit.mmd").tasks
    [Task(section='Before', name='Wait', score=2.0, actors=('Ann', 'Bo'), line=3)]
    """
    ready = _Ready(text, name)
    lark = needed("lark", "Mermaid texts")
    try:
        tree = _grammar().parse(ready.text)
    except lark.UnexpectedInput as error:
        at = len(ready.text) - 1 if error.pos_in_stream is None else error.pos_in_stream
        raise ready.refusal(at) from None
    journey = JourneyText(front_title=ready.front_title)
    for part in tree.children[1:]:
        _read(journey, part, ready)
    return journey


def shown(text: str) -> str:
    """A text as a reader of the diagram sees it: trimmed, then entities replaced.

    Examples
    --------
    >>> shown(" Gate #35;12#colon; C ")
    'Gate #12: C'
    """
    return with_entities(text.strip(BLANK))


def with_entities(text: str) -> str:
    """A text with its entities replaced as a browser does it."""
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    said = entity[1]
    if not said.isdecimal():
        return html.unescape(f"&{said};")
    code = int(said)
    if 0x80 <= code <= 0x9F or code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return html.unescape(f"&#{code};")
    return chr(code)


@cache
def _grammar() -> Any:
    text = (files("cjm_widgets.formats") / "mermaid.lark").read_text("utf-8")
    return needed("lark", "Mermaid texts").Lark(text, parser="lalr", lexer="basic")


class _Ready:
    """A text as Mermaid's parser gets it, and where its characters were in the file."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self._file = re.sub("\r\n?", "\n", text)
        self._cuts: list[list[tuple[int, int]]] = []
        self.text = _TAG.sub(lambda tag: f"<{tag[1]}{_single_quoted(tag[2])}>", self._file)
        self.front_title = ""
        if front := _FRONT_MATTER.match(self.text):
            self.front_title = front_title(front[2], front[1], name)
            self._cut([front.span()])
        elif self.text.lstrip(BLANK).startswith("---"):
            raise self.refusal(0, "the front matter that '---' opens is not closed by another '---'")
        self._cut(match.span() for match in _DIRECTIVE.finditer(self.text))
        self._cut(match.span() for match in _COMMENT_LINE.finditer(self.text))
        self._cut([(0, len(self.text) - len(self.text.lstrip(BLANK)))])
        self._check_kind()
        self._cut((match.end() - 1, match.end()) for match in _STYLE.finditer(self.text))
        self.text += "\n"

    def _cut(self, spans: Iterable[tuple[int, int]]) -> None:
        every = [span for span in spans if span[0] < span[1]]
        kept = []
        end = 0
        for start, after in every:
            kept.append(self.text[end:start])
            end = after
        self.text = "".join([*kept, self.text[end:]])
        self._cuts.append(every)

    def _check_kind(self) -> None:
        if not self.text.startswith("journey"):
            raise self.refusal(0, "a Mermaid journey begins with the word 'journey'")
        if other := _OTHER_DIAGRAM.search(_ANY_COMMENT.sub("\n", self.text + "\n")):
            at = self.text.index(other[0])
            raise self.refusal(at, f"{other[0]!r} makes Mermaid take the whole text for a C4 diagram")

    def line(self, at: int) -> int:
        """The line of the file that holds a character of the text, from 1."""
        for cuts in reversed(self._cuts):
            for start, after in cuts:
                if start <= at:
                    at += after - start
        return self._file.count("\n", 0, at) + 1

    def refusal(self, at: int, why: str = "") -> FileFormatError:
        """The error for what stands at a character of the text."""
        line = self.line(at)
        lines = self._file.split("\n")
        said = lines[min(line, len(lines)) - 1].strip()[:60]
        why = why or f"Mermaid does not take {said!r}; a line is {_LINES}, and # : ; are #35; #58; #59;"
        return FileFormatError(f"{self.name} is not a Mermaid journey: line {line}: {why}")


def _single_quoted(attributes: str) -> str:
    return re.sub('="([^"]*)"', r"='\1'", attributes)


def _read(journey: JourneyText, part: Any, ready: _Ready) -> None:
    """Take in a statement: a token, or a task of two tokens."""
    match getattr(part, "type", "TASK"):
        case "TITLE":
            journey.title = part[6:]
        case "SECTION":
            journey.sections.append(part[8:])
        case "ACC_TITLE":
            journey.acc_title = part.partition(":")[2].strip(BLANK)
        case "ACC_DESCR":
            journey.acc_descr = part.partition(":")[2].strip(BLANK)
        case "ACC_DESCR_BLOCK":
            if inside := part.partition("{")[2][:-1].lstrip(BLANK):  # empty braces say nothing
                journey.acc_descr = re.sub(f"\n{_S}+", "\n", inside.rstrip(BLANK))
        case _:
            name, data = part.children
            section = journey.sections[-1] if journey.sections else ""
            score, *rest = str(data)[1:].split(":")
            actors = tuple(actor.strip(BLANK) for actor in rest[0].split(",")) if rest else ()
            journey.tasks.append(Task(section, str(name), _number(score), actors, ready.line(name.start_pos)))


def _number(text: str) -> float | None:
    """What JavaScript's ``Number`` makes of a text; None where that is not a number."""
    bare = text.strip(BLANK)
    if not bare:
        return 0.0
    if _DECIMAL.fullmatch(bare):
        return float(bare)
    if _OTHER_BASE.fullmatch(bare):
        return float(int(bare, 0))
    infinite = re.fullmatch("([+-]?)Infinity", bare)
    return float(f"{infinite[1]}inf") if infinite else None
