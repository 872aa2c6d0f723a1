"""What to tell about values that were read in an unusual way, and about those that are no scores."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, OutOfScaleWarning, listing, warn
from cjm_widgets.document.numerals import COMMA, NUMBER, plain_text
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.rows.meanings import ORDER, answer_records, rivals_of
from cjm_widgets.rows.naming import OTHER, may_name_answer
from cjm_widgets.rows.reading import AnyPlan
from cjm_widgets.rows.reconciliation import RowOutcomes, quote
from cjm_widgets.rows.scores import (
    MATCHED,
    NO_SCALE,
    OUT_OF_SCALE,
    Meaning,
    conflicting_labels,
    is_code,
    labelled_number,
    means_no_answer,
    number,
)
from cjm_widgets.rows.word_scales import plain_word

_EXAMPLES = 5
_MOST_VALUES = 50
"""How many values that are no scores a warning lists, which is more than any question has."""
_MOST_CODES = 2
"""More different whole numbers next to the scale than this are answers on a longer scale."""


# --- how values were read


def note_readings(
    outcomes: Sequence[RowOutcomes],
    plan: AnyPlan,
    meanings: Mapping[str, Meaning] | None = None,
    others: Mapping[str, str] | None = None,
) -> None:
    """Warn once about scores that were read from decimal commas, parts of the scale and labelled numbers.

    ``others`` says of other columns of numbers, such as weights, what was read in them.
    """
    readings: dict[str, dict[str, None]] = {}
    rows: dict[str, int] = {}
    for one in outcomes:
        if one.score is None:
            continue
        meaning = meaning_of(one, plan, meanings or {})
        scores = dict(zip(one.labels, one.score.tolist(), strict=True))
        for value, n in one.values(MATCHED):
            spelling = _spelling(value) if meaning.score_of(value) is None else None
            if spelling is not None:
                name = quote(value) if may_name_answer(value, n, plan) else OTHER
                readings.setdefault(spelling, {})[f"{name} is {scores[value]:g}"] = None
                rows[spelling] = rows.get(spelling, 0) + n
    each = [
        f"{spelling} in {row_count(rows[spelling])} ({_several(examples, _EXAMPLES)})"
        for spelling, examples in sorted(readings.items())
    ]
    sentences = [f"{listing(plan.score_columns)}: {'; '.join(each)}"] if each else []
    sentences += [f"{column}: {what}" for column, what in (others or {}).items()]
    if sentences:
        warn(f"read as numbers in {'; in '.join(sentences)}", CjmWarning)


def meaning_of(one: RowOutcomes, plan: AnyPlan, meanings: Mapping[str, Meaning]) -> Meaning:
    """What the answers of a column, or of a stage of long rows, mean."""
    return meanings.get(one.name if plan.wide else str(plan.score)) or Meaning()


def answers_of(outcomes: Sequence[RowOutcomes], plan: AnyPlan) -> dict[str, dict[object, int]]:
    """For each column of scores every answer, and how many rows have it."""
    answers: dict[str, dict[object, int]] = {column: {} for column in plan.score_columns}
    for one in outcomes:
        own = answers[one.name if plan.wide else str(plan.score)]
        for place in np.flatnonzero(one.n > 0).tolist():
            own[one.labels[place]] = own.get(one.labels[place], 0) + int(one.n[place])
    return answers


_LABELS = {"column": object, "answer": object, "score": np.float64, "rows": np.int64, "read_as": object}


def labels_frame(
    outcomes: Sequence[RowOutcomes], plan: AnyPlan, meanings: Mapping[str, Meaning]
) -> pd.DataFrame:
    """Every answer that is a score and no plain number.

    Returns
    -------
    pandas.DataFrame
        ``column, answer, score, rows, read_as``: by column, then score. Of a usual scale the points that
        nobody chose are there too, with no rows.
    """
    matched: dict[str, dict[object, tuple[float, int]]] = {column: {} for column in plan.score_columns}
    for one in outcomes:
        if one.score is None:
            continue
        own = matched[one.name if plan.wide else str(plan.score)]
        for place in np.flatnonzero((one.outcome == MATCHED) & (one.n > 0)).tolist():
            _, before = own.get(one.labels[place], (0.0, 0))
            own[one.labels[place]] = float(one.score[place]), before + int(one.n[place])
    records = [
        record
        for column, answers in matched.items()
        for record in answer_records(column, answers, meanings.get(column) or Meaning())
    ]
    return frame_of_records(_without_few(records, plan), _LABELS)


def _without_few(records: Sequence[dict[str, Any]], plan: AnyPlan) -> list[dict[str, Any]]:
    """The lines with answers that must not be named together, where they have one score and origin."""
    lines: dict[tuple[Any, ...], dict[str, Any]] = {}
    for record in records:
        usual = not record["rows"] or record["read_as"].startswith(("value label", ORDER))
        named = usual or may_name_answer(record["answer"], record["rows"], plan)
        line = record if named else record | {"answer": OTHER}
        key = tuple(line[name] for name in ("column", "answer", "score", "read_as"))
        rows = lines[key]["rows"] if key in lines else 0
        lines[key] = line | {"rows": rows + line["rows"]}
    return [*lines.values()]


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


def warn_out_of_scale(outcomes: Sequence[RowOutcomes], plan: AnyPlan) -> None:
    """Warn once about values that are neither scores nor missing codes, and what they most likely mean."""
    places: dict[str, list[str]] = {}
    for one in outcomes:
        for value, rows in one.values(OUT_OF_SCALE):
            name = quote(value) if may_name_answer(value, rows, plan) else f"answers of few, {OTHER}"
            where = f"column {one.name!r}" if plan.wide else f"column {plan.score!r} at {one.name!r}"
            places.setdefault(name, []).append(f"{where} ({row_count(rows)})")
    if not places:
        return
    each = _several((f"{value} in {listing(where)}" for value, where in places.items()), _MOST_VALUES, "; ")
    amounts = plan.scale == NO_SCALE
    what = "no amounts" if amounts else "off the scale {:g} to {:g}".format(*plan.scale)
    advice = advice_on(outcomes, plan)
    warn(f"{what}, so not counted{'' if amounts else ' as scores'}: {each}. {advice}", OutOfScaleWarning)


def advice_on(outcomes: Sequence[RowOutcomes], plan: AnyPlan) -> str:
    """What the values that are neither scores nor missing codes most likely mean, in sentences."""
    values = {
        quote(value): value
        for one in outcomes
        for value, n in one.values(OUT_OF_SCALE)
        if may_name_answer(value, n, plan)
    }
    conflicts: dict[float, tuple[str, ...]] = {}
    for one in outcomes:
        conflicts |= conflicting_labels(one.labels, plan.scale)
    return " ".join(_advice(values, plan, conflicts))


def _advice(
    values: Mapping[str, object], plan: AnyPlan, conflicts: Mapping[float, tuple[str, ...]]
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
        yield advice_on_words([values[name] for name in words], plan)


def advice_on_words(words: Sequence[object], plan: AnyPlan) -> str:
    """What words that are no scores most likely mean, and how to say it."""
    one, scale = len(words) == 1, plan.scale
    is_are, what = (
        ("is" if one else "are"),
        "score" if scale == NO_SCALE else "score from {:g} to {:g}".format(*scale),
    )
    opening = f"{_several(map(quote, words))} {is_are} no {'amount' if plan.scale == NO_SCALE else what}"
    if plan.scale == NO_SCALE:
        return f"{opening}: where {'it is an amount' if one else 'they are amounts'}, put its number there."
    return f"{opening}: {labels_for(words, scale[0])}."


def labels_for(words: Sequence[object], low: float) -> str:
    """How to say the scores of words: what scale they look like, and ``labels=`` to correct."""
    rivals = rivals_of(words)
    if not rivals:
        labels = ", ".join(f"{word!r}: ..." for word in map(str, words))
        return f"where they are answers, say the score of each: labels={{{labels}}}"
    points = " or ".join(dict.fromkeys(str(len(rival)) for rival in rivals))
    scores = sorted((rivals[0].places[plain_word(str(word))] + low, str(word)) for word in words)
    labels = ", ".join(f"{word!r}: {score:g}" for score, word in scores)
    return (
        f"they look like the {rivals[0].name} scale of {points} points; say scale=, or the score of each, "
        f"for instance labels={{{labels}}}"
    )


def _number_of(label: object) -> float | None:
    """The finite number of a value, also of a labelled one."""
    pair = labelled_number(label)
    value = number(label) if pair is None else pair[0]
    return value if value is not None and math.isfinite(value) else None


def _is_code(value: float | None, plan: AnyPlan) -> bool:
    return value is not None and is_code(value) and not (value < 0 and plan.scale[0] < 0)


def _are(several: Collection[Any]) -> str:
    return "is an answer" if len(several) == 1 else "are answers"


def _several(names: Iterable[str], most: int = _MOST_VALUES, between: str = ", ") -> str:
    """Names for a message; more than ``most`` are counted."""
    every = [*names]
    more = [f"and {len(every) - most:,} more"] if len(every) > most else []
    return between.join([*every[:most], *more])


def row_count(n: int) -> str:
    """How many rows, in words."""
    return f"{n:,} {'row' if n == 1 else 'rows'}"
