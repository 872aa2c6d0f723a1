"""What a rule is, how one is declared, and what it finds.

A rule is a generator of places and sentences, declared by `rule` with all that is said of it: nothing else
says what a code means. What it looks at decides when it is run again; see `Scope`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct

from cjm_widgets.document.errors import CjmError, nearest, quoted
from cjm_widgets.document.model import Card, Document, Waiver
from cjm_widgets.document.operations import CardChanges, Operation, SetCard
from cjm_widgets.document.touches import Touch

Severity: TypeAlias = Literal["error", "warning", "hint"]
"""What makes readers believe something wrong; what makes a map less useful; what might."""
Scope: TypeAlias = Literal["cell", "stage", "lane", "document"]
"""What a rule looks at: the cards of a cell by themselves, all cells of a stage, all of a lane, or parts of
the map. An edit has a rule look again only at what it touched."""
Spot: TypeAlias = tuple[Touch, str]
"""A place by its ids, and what is the matter there."""
Mend: TypeAlias = Callable[[Document, "Finding"], Sequence[Operation]]
"""From the map as it is and a finding to the operations that mend it; none where it is mended already."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
GROUPS = {
    "1": "people",
    "2": "structure",
    "3": "emotion",
    "4": "evidence",
    "5": "opportunities",
    "6": "data",
    "7": "language",
    "8": "privacy",
}
"""The subject of a rule by the first digit of its code; each is a module of this room."""
MAP = Touch()
"""The place of what is the matter with the map as a whole."""


@dataclass(frozen=True)
class Rule:
    """A rule, and all that is said of it.

    Attributes
    ----------
    code
        ``CJM`` and three digits, the first of which is its subject's; stable for ever.
    severity, title
        How much it matters, and what it is about in a few words.
    why, source
        Why it matters, and where that practice is described.
    advice
        How to mend it.
    looks_at
        See `Scope`.
    parts
        Of a rule about the document: the fields that it reads; see `MapContext` for those that are none.
    roles
        Of a rule about cells or lanes: the roles of lanes that it is about; empty for all lanes of cards.
    check
        Finds the places.
    """

    code: str
    severity: Severity
    title: str
    why: str
    source: str
    advice: str
    looks_at: Scope
    parts: tuple[str, ...]
    roles: tuple[str, ...]
    check: Callable[..., Iterator[Spot]]
    _mends: dict[str, Mend] = field(default_factory=dict, repr=False, compare=False)

    @property
    def group(self) -> str:
        """Its subject."""
        return GROUPS[self.code[3]]

    def mend(self, label: str) -> Callable[[Mend], Mend]:
        """Declare how its findings are mended; ``label`` says what that does."""

        def declare(function: Mend) -> Mend:
            self._mends[label] = function
            return function

        return declare

    @property
    def mend_label(self) -> str:
        """What mending a finding does; empty where only a person can."""
        return next(iter(self._mends), "")

    def operations(self, document: Document, finding: Finding) -> Sequence[Operation]:
        """What mends a finding in a map; nothing where no edit can, or none is needed."""
        return [operation for function in self._mends.values() for operation in function(document, finding)]

    @property
    def fix(self) -> str:
        """How to mend it, with the call that does so where there is one."""
        own = f'{self.mend_label}: journey.fix("{self.code}")' if self.mend_label else ""
        return ". ".join(part for part in (self.advice.removesuffix("."), own) if part)


class Finding(Struct, frozen=True, gc=False):
    """What a rule found: where, and what is the matter there.

    Large maps have tens of thousands; none leads back to itself, so the garbage collector leaves them alone.
    """

    rule: Rule
    at: Touch
    message: str


RULES: dict[str, Rule] = {}
"""Every rule by its code, once `cjm_widgets.lint.rules` is imported."""


def rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    source: str,
    advice: str,
    looks_at: Scope = "document",
    parts: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Spot]]], Rule]:
    """Declare a rule; the function finds its places in what the rule looks at.

    A rule about cells or lanes is called with `Cells` and a `MapContext`, one about stages with a `Column`
    and the context, one about the document with the context alone.
    """

    def declare(check: Callable[..., Iterator[Spot]]) -> Rule:
        if code in RULES:
            raise AssertionError(f"{code} is there twice")
        RULES[code] = Rule(code, severity, title, why, source, advice, looks_at, parts, roles, check)
        return RULES[code]

    return declare


def chosen(select: Collection[str], ignore: Collection[str]) -> list[Rule]:
    """The rules of some codes: all of ``select``, or all there are, without those of ``ignore``.

    Parameters
    ----------
    select, ignore
        Codes such as ``"CJM203"``, beginnings of codes such as ``"CJM2"``, or subjects such as ``"privacy"``.

    Raises
    ------
    CjmError
        For what is none of these; names the nearest.
    """
    wanted = _codes(select) if select else RULES.keys()
    unwanted = _codes(ignore)
    return [RULES[code] for code in sorted(RULES) if code in wanted and code not in unwanted]


def _codes(choices: Collection[str]) -> set[str]:
    codes: set[str] = set()
    for choice in choices:
        name = choice.strip()
        matching = {
            code
            for code, one in RULES.items()
            if one.group == name.lower() or (name.upper().startswith("CJM") and code.startswith(name.upper()))
        }
        if not matching:
            every = [*RULES, *GROUPS.values()]
            close = nearest(name, every)
            hint = f"; did you mean {quoted(close)}?" if close else "."
            raise CjmError(f"there is no rule {quoted(name)}{hint} Subjects: {', '.join(GROUPS.values())}")
        codes |= matching
    return codes


def severity_rank(one: Rule) -> tuple[int, str]:
    """Where a rule stands in a list: errors first, then by code."""
    return SEVERITIES.index(one.severity), one.code


def waiver_of(document: Document, finding: Finding) -> Waiver | None:
    """The waiver of the map that leaves a finding out; None where it counts."""
    for waiver in document.waivers:
        if waiver.code == finding.rule.code and all(
            getattr(waiver, name) is None or getattr(waiver, name) == getattr(finding.at, name)
            for name in ("stage", "lane", "persona", "card")
        ):
            return waiver
    return None


def card_of(document: Document, finding: Finding) -> Card | None:
    """The card that a finding is about; None where it is gone."""
    at = finding.at
    cards = document.cells.get(at.lane or "", {}).get(at.stage or "", ())
    return next((card for card in cards if card.id == at.card), None)


def set_card(finding: Finding, **changes: Any) -> SetCard:
    """The operation that changes fields of the card that a finding is about."""
    at = finding.at
    return SetCard(
        stage=at.stage or "", lane=at.lane or "", card=at.card or "", changes=CardChanges(**changes)
    )
