"""What is written down about a map: decisions, what interviews confirm, walks through the journey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from msgspec.structs import fields

from cjm_widgets.document.errors import InvalidOperationError, quoted, unknown
from cjm_widgets.document.links import cards_by_id
from cjm_widgets.document.model import Document, StageCheck
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.document.operations import MapChanges, SetMap

CHECKS = tuple(field.name for field in fields(StageCheck) if field.name != "extra")


def log_operation(document: Document, log: str, entry: Any) -> SetMap:
    """The edit that adds an entry to a log of the map."""
    was: tuple[Any, ...] = getattr(document, log)
    changes: dict[str, Any] = {log: (*was, entry)}
    saw: dict[str, Any] = {log: was}
    return SetMap(changes=MapChanges(**changes), was=MapChanges(**saw))


def decision_rows(document: Document) -> Iterator[tuple[Any, ...]]:
    """``time, author, text, why, stage, opportunity, metric`` of each decision, in words."""
    stages, cards = labels(document.stages), cards_by_id(document)
    for one in document.decisions:
        card = cards.get(one.opportunity or "")
        yield (
            *(one.time, one.author, one.text, one.why, stages.get(one.stage or "", one.stage or "")),
            *(card.card.text if card else one.opportunity or "", one.metric),
        )


def validation_rows(document: Document) -> Iterator[tuple[Any, ...]]:
    """For each stage and check how many interviews confirm it, of how many that say something of it.

    Where there are walkthroughs, also how many of them came through each stage.
    """
    for stage, label in labels(document.stages).items():
        for check in CHECKS:
            answers = [getattr(one.stages.get(stage, StageCheck()), check) for one in document.interviews]
            known = [answer for answer in answers if answer is not None]
            yield label, check, sum(known), len(known), _phrase(sum(known), len(known), check)
        if document.walkthroughs:
            timed = [walk.minutes[stage] for walk in document.walkthroughs if stage in walk.minutes]
            came = sum(stage in walk.minutes or stage in walk.notes for walk in document.walkthroughs)
            yield label, "walkthrough", came, len(document.walkthroughs), _walked(came, document, timed)


def _walked(came: int, document: Document, timed: Sequence[float]) -> str:
    from cjm_widgets.render.numbers import count_of, duration

    words = f"{came} of {count_of(len(document.walkthroughs), 'walk')} came through it"
    return f"{words}, in {duration(median(timed))} (median of {len(timed)})" if timed else words


def _phrase(k: int, n: int, check: str) -> str:
    return f"{k} of {n} interviews confirm the {check}" if n else f"no interview says anything of the {check}"


def walk_rows(document: Document) -> Iterator[tuple[Any, ...]]:
    """``time, author, persona, stage, minutes, note`` of each stage of each walk."""
    stages, personas = labels(document.stages), labels(document.personas)
    for one in document.walkthroughs:
        who = personas.get(one.persona or "", one.persona or "")
        for id in {**dict.fromkeys(stages), **one.minutes, **one.notes}:
            if id in one.minutes or id in one.notes:
                minutes = one.minutes.get(id)
                yield one.time, one.author, who, stages.get(id, id), minutes, one.notes.get(id, "")


def checks_of(document: Document, stages: Mapping[str, Any]) -> dict[str, StageCheck]:
    """What an interview confirms, by stage id, from stages by name and checks by word.

    Raises
    ------
    UnknownNameError
        There is no such stage or check.
    InvalidOperationError
        What is said of a check is neither True, False nor None.
    """
    result = {}
    for name, said in stages.items():
        if not isinstance(said, Mapping):
            raise InvalidOperationError(
                f"of {quoted(name)} an interview says {{'sequence': True, 'emotion': False}}, not {said!r}"
            )
        for check, answer in said.items():
            if check not in CHECKS:
                raise unknown("check", check, CHECKS)
            if answer is not None and not isinstance(answer, bool):
                raise InvalidOperationError(
                    f"{check} at {quoted(name)} is True, False or None, not {answer!r}"
                )
        result[resolve(document.stages, name, "stage")] = StageCheck(**said)
    return result


def by_stage(document: Document, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by stage id, from values by the names of stages."""
    return {resolve(document.stages, name, "stage"): value for name, value in values.items()}
