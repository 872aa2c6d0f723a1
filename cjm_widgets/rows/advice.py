"""What to tell about values that were read in an unusual way, and about those that are no scores."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from cjm_widgets.document.errors import CjmWarning, OutOfScaleWarning, listing, warn
from cjm_widgets.document.numerals import COMMA, NUMBER, plain_text
from cjm_widgets.rows.reading import Plan
from cjm_widgets.rows.reconciliation import RowOutcomes, quote
from cjm_widgets.rows.scores import (
    MATCHED,
    NO_SCALE,
    OUT_OF_SCALE,
    conflicting_labels,
    is_code,
    labelled_number,
    means_no_answer,
    number,
)

_EXAMPLES = 5
_MOST_VALUES = 50
"""How many values that are no scores a warning lists, which is more than any question has."""
_MOST_CODES = 2
"""More different whole numbers next to the scale than this are answers on a longer scale."""


# --- how values were read


def note_readings(outcomes: Sequence[RowOutcomes], plan: Plan) -> None:
    """Warn once about scores that were read from decimal commas, parts of the scale and labelled numbers."""
    readings: dict[str, dict[str, None]] = {}
    rows: dict[str, int] = {}
    for one in outcomes:
        if one.score is None:
            continue
        scores = dict(zip(one.labels, one.score.tolist(), strict=True))
        for value, n in one.values(MATCHED):
            spelling = _spelling(value)
            if spelling is not None:
                readings.setdefault(spelling, {})[f"{quote(value)} is {scores[value]:g}"] = None
                rows[spelling] = rows.get(spelling, 0) + n
    if readings:
        each = (
            f"{spelling} in {_rows(rows[spelling])} ({_several(examples, _EXAMPLES)})"
            for spelling, examples in sorted(readings.items())
        )
        where = listing(plan.columns) if plan.wide else f"{plan.score}"
        warn(f"read as numbers in {where}: {'; '.join(each)}", CjmWarning)


def _spelling(value: object) -> str | None:
    """How a score is written, where its number is not all of its text."""
    if not isinstance(value, str):
        return None
    plain = plain_text(value)
    if re.fullmatch(NUMBER, plain):
        return None
    if re.fullmatch(COMMA, plain):
        return "decimal commas"
    return "parts of the highest score" if labelled_number(value) is None else "labelled numbers"


# --- values that are no scores


def warn_out_of_scale(outcomes: Sequence[RowOutcomes], plan: Plan) -> None:
    """Warn once about values that are neither scores nor missing codes, and what they most likely mean."""
    places: dict[str, list[str]] = {}
    values: dict[str, object] = {}
    for one in outcomes:
        for value, rows in one.values(OUT_OF_SCALE):
            where = f"column {one.name!r}" if plan.wide else f"column {plan.score!r} at {one.name!r}"
            places.setdefault(quote(value), []).append(f"{where} ({_rows(rows)})")
            values[quote(value)] = value
    if not places:
        return
    each = _several((f"{value} in {listing(where)}" for value, where in places.items()), _MOST_VALUES, "; ")
    amounts = plan.scale == NO_SCALE
    what = "no amounts" if amounts else "off the scale {:g} to {:g}".format(*plan.scale)
    conflicts: dict[float, tuple[str, ...]] = {}
    for one in outcomes:
        conflicts |= conflicting_labels(one.labels, plan.scale)
    advice = " ".join(_advice(values, plan, conflicts))
    warn(f"{what}, so not counted{'' if amounts else ' as scores'}: {each}. {advice}", OutOfScaleWarning)


def _advice(
    values: Mapping[str, object], plan: Plan, conflicts: Mapping[float, tuple[str, ...]]
) -> Iterable[str]:
    """What values most likely mean, a sentence for each kind; ``values`` has each by its quote."""
    numbers = {
        name: value
        for name, label in values.items()
        if (value := _number_of(label)) is not None and not plan.scale[0] <= value <= plan.scale[1]
    }
    codes = [
        name for name, label in values.items() if means_no_answer(label) or _is_code(numbers.get(name), plan)
    ]
    beyond = {name: value for name, value in numbers.items() if name not in codes}
    if plan.scale != NO_SCALE and beyond:
        low, high = min(*plan.scale, *beyond.values()), max(*plan.scale, *beyond.values())
        yield f"If {_several(beyond)} {_are(beyond)}, say scale=({low:g}, {high:g})."
        if len(beyond) <= _MOST_CODES and all(value.is_integer() for value in beyond.values()):
            codes = [name for name in values if name in codes or name in beyond]
    if codes:
        means = "means" if len(codes) == 1 else "mean"
        yield f"If {_several(codes)} {means} 'no answer', say missing=[{', '.join(codes)}]."
    labelled = [name for name, label in values.items() if name not in codes and labelled_number(label)]
    if conflicts:
        value, meanings = next(iter(conflicts.items()))
        yield (
            f"{_several(labelled)} are numbers with labels, but {value:g} has several: "
            f"{' and '.join(map(repr, meanings))}; give each answer its number before joining."
        )
    words = [name for name in values if name not in codes and name not in numbers and name not in labelled]
    commas = [name for name in words if re.fullmatch(COMMA, plain_text(str(values[name])))]
    if commas:
        yield f"{_several(commas)} may have a decimal comma or thousands: write a point, or no comma."
    words = [name for name in words if name not in commas]
    if words:
        one, kind = len(words) == 1, "amount" if plan.scale == NO_SCALE else "answer"
        what = "amount" if plan.scale == NO_SCALE else "score from {:g} to {:g}".format(*plan.scale)
        yield (
            f"{_several(words)} {'is' if one else 'are'} no {what}: where "
            f"{f'it is an {kind}' if one else f'they are {kind}s'}, put "
            f"{'its number' if one else 'their numbers'} in the column before joining."
        )


def _number_of(label: object) -> float | None:
    """The finite number of a value, also of a labelled one."""
    pair = labelled_number(label)
    value = number(label) if pair is None else pair[0]
    return value if value is not None and math.isfinite(value) else None


def _is_code(value: float | None, plan: Plan) -> bool:
    return value is not None and is_code(value) and not (value < 0 and plan.scale[0] < 0)


def _are(several: Collection[Any]) -> str:
    return "is an answer" if len(several) == 1 else "are answers"


def _several(names: Iterable[str], most: int = _MOST_VALUES, between: str = ", ") -> str:
    """Names for a message; more than ``most`` are counted."""
    every = [*names]
    more = [f"and {len(every) - most:,} more"] if len(every) > most else []
    return between.join([*every[:most], *more])


def _rows(n: int) -> str:
    return f"{n:,} {'row' if n == 1 else 'rows'}"
