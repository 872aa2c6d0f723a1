"""What answers mean that are not plain numbers: words, value labels, scores the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cjm_widgets.document.errors import CjmWarning, RowsError, listing, nearest, warn
from cjm_widgets.document.numerals import NUMBER, plain_text
from cjm_widgets.rows.protocol import Key
from cjm_widgets.rows.reading import AnyPlan, CountedPlan
from cjm_widgets.rows.scores import (
    NO_SCALE,
    Meaning,
    is_blank,
    labelled_number,
    means_no_answer,
    missing_codes,
    read_numbers,
    text,
)
from cjm_widgets.rows.word_scales import WORD_SCALES, Recognition, WordScale, plain_word, recognise

LABELS, BOXES, ORDER = "labels=", "boxes=", "the order of its categories"
"""What else may say the scores of words."""
_ANY = (float("-inf"), float("inf"))


ValueLabels = Mapping[str, Mapping[float, str]]


def find_meanings(
    keys: Mapping[str, Key],
    plan: AnyPlan,
    value_labels: ValueLabels | None = None,
    scale: tuple[float, float] | None = None,
) -> dict[str, Meaning]:
    """What the answers of each column of scores mean.

    Words have the scores that ``labels=`` gives them, or else the order of an ordered categorical, or else
    those of a usual scale that all the words of the columns on it are on; see `recognise`.

    Parameters
    ----------
    keys
        Each column of scores; its labels must be complete.
    plan
        How to read them; its scale is ignored.
    value_labels
        For each column the labels of its numbers, as statistics programs store them.
    scale
        The lowest and the highest score, where they are known.

    Raises
    ------
    RowsError
        An ordered categorical has another number of categories than the scale has scores.
    """
    if scale == NO_SCALE and not plan.word_scores:
        return {column: Meaning() for column in keys}
    meanings = {column: _labels_of(column, (value_labels or {}).get(column, {}), plan) for column in keys}
    if plan.word_scores:
        scores = {plain_word(answer): score for answer, score in plan.word_scores.items()}
        ends = (min(scores.values()), max(scores.values()))
        for column, meaning in meanings.items():
            origin = BOXES if isinstance(plan, CountedPlan) else LABELS
            meanings[column] = replace(meaning, scores=scores, scale=ends, origin=origin)
        return meanings
    words = {column: _words(key, plan, scale) for column, key in keys.items()}
    for column, key in keys.items():
        if key.ranked and words[column]:
            meanings[column] = _in_order(column, key, plan, scale, meanings[column])
            words[column] = {}
    for column, (found, low) in _recognised(words, scale).items():
        scores = found.scores(low)
        meanings[column] = replace(
            meanings[column],
            scores=scores,
            scale=(low, low + len(found) - 1),
            word_scale=found,
            origin=found.title,
        )
    return meanings


def _labels_of(column: str, labels: Mapping[float, str], plan: AnyPlan) -> Meaning:
    codes = tuple(value for value, label in labels.items() if means_no_answer(label))
    return Meaning(value_labels=labels, codes=codes, reverse=column in plan.reverse)


def _words(key: Key, plan: AnyPlan, scale: tuple[float, float] | None) -> dict[str, object]:
    """The answers of a column that are words, by `plain_word`; none where it has numbers beside them."""
    missing = missing_codes(plan.missing)
    labels = [
        label
        for label in key.labels
        if not is_blank(label) and not means_no_answer(label) and not missing.holds(label)
    ]
    numbers = read_numbers(labels, scale or _ANY)
    if any(
        value is not None and not isinstance(label, bool)
        for label, value in zip(labels, numbers, strict=True)
    ):
        return {}
    return {plain_word(label): label for label in labels if isinstance(label, str)}


def _in_order(
    column: str, key: Key, plan: AnyPlan, scale: tuple[float, float] | None, meaning: Meaning
) -> Meaning:
    """The categories of an ordered categorical, from the lowest score up."""
    missing = missing_codes(plan.missing)
    categories = [
        plain_word(label)
        for label in key.labels
        if isinstance(label, str)
        and not is_blank(label)
        and not means_no_answer(label)
        and not missing.holds(label)
    ]
    low, high = scale or (1.0, float(len(categories)))
    if scale is not None and high - low != len(categories) - 1:
        raise RowsError(
            f"column {column!r} has {len(categories)} ordered categories, and the scale {low:g} to {high:g} "
            f"has not as many scores: say scale=({low:g}, {low + len(categories) - 1:g}), or give each its "
            f"score: {labels_to_say(key.labels)}"
        )
    scores = {category: low + place for place, category in enumerate(categories)}
    return replace(meaning, scores=scores, scale=(low, high), origin=ORDER)


def _recognised(
    words: Mapping[str, Collection[str]], scale: tuple[float, float] | None
) -> dict[str, tuple[WordScale, float]]:
    """The usual scale of each column of words, and its lowest score; columns asked alike are on one scale."""
    points = None
    if scale is not None:
        points = int(scale[1] - scale[0]) + 1 if (scale[1] - scale[0]).is_integer() else 0
    found: dict[str, tuple[WordScale, float]] = {}
    for name in dict.fromkeys(scale.name for scale in WORD_SCALES):
        own = {
            column: answers
            for column, answers in words.items()
            if answers
            and column not in found
            and any(one.name == name and one.holds(answers) for one in WORD_SCALES)
        }
        recognition = recognise([*own.values()], points) if own else Recognition(None)
        one = recognition.scale
        if one is not None and one.name == name:
            low = one.scale[0] if scale is None else scale[0]
            found |= dict.fromkeys(own, (one, low))
    return found


def rivals_of(answers: Iterable[object]) -> tuple[WordScale, ...]:
    """The usual scales that some words may be on, the smallest first."""
    words = [
        plain_word(answer) for answer in answers if isinstance(answer, str) and not means_no_answer(answer)
    ]
    return recognise([words]).rivals


def labels_to_say(answers: Iterable[object], low: float = 1) -> str:
    """``labels=`` for answers in words, ready to paste; the scores are for the reader to check.

    Examples
    --------
    >>> labels_to_say(["bad", "good"])
    "labels={'bad': 1, 'good': 2}"
    """
    words = [answer for answer in answers if isinstance(answer, str) and not is_blank(answer)]
    each = ", ".join(f"{word!r}: {low + place:g}" for place, word in enumerate(words))
    return f"labels={{{each}}}"


# --- the scale that they say


def scale_of(meanings: Mapping[str, Meaning]) -> tuple[float, float] | None:
    """The scale that words are on; None where there are none.

    Raises
    ------
    RowsError
        Columns are on scales of different lengths.
    """
    scales: dict[tuple[float, float], str] = {}
    for column, meaning in meanings.items():
        if meaning.scale is not None:
            scales.setdefault(meaning.scale, f"{column!r} by {meaning.origin}")
    if len(scales) > 1:
        each = "; ".join(f"{low:g} to {high:g} of {where}" for (low, high), where in scales.items())
        raise RowsError(f"the columns are on different scales: {each}. Join them one by one, or say labels=")
    return next(iter(scales), None)


def labelled_scale(meanings: Mapping[str, Meaning], scores: Iterable[float]) -> tuple[float, float] | None:
    """The scale that the value labels of a file show, where every score is on it."""
    scales = {meaning.labelled_scale for meaning in meanings.values()}
    scale = next(iter(scales)) if len(scales) == 1 else None
    if scale is None or not all(scale[0] <= score <= scale[1] for score in scores):
        return None
    return scale


# --- what to say of them


def note_meanings(
    meanings: Mapping[str, Meaning], keys: Mapping[str, Sequence[object]], plan: AnyPlan
) -> str:
    """Warn of what was read from words and labels, and return what every method should say of it.

    Parameters
    ----------
    keys
        For each column its answers.
    """
    sentences, notes = [], []
    for columns in _read_alike(meanings, keys):
        meaning = meanings[columns[0]]
        used = _used(meaning, [answer for column in columns for answer in keys[column]])
        each = ", ".join(f"{answer!r} is {score:g}" for answer, score in used)
        sentences.append(
            f"words in {listing(columns)} are read by {meaning.origin}: {each}{_unseen(meaning, used)}"
        )
        if meaning.origin not in (LABELS, BOXES):
            notes.append(f"words read by {meaning.origin}")
    for column, meaning in meanings.items():
        seen = [meaning.value_labels[code] for code in meaning.codes if code in _numbers(keys[column])]
        if seen:
            codes = ", ".join(f"{code:g} {meaning.value_labels[code]!r}" for code in meaning.codes)
            sentences.append(f"{codes} in {column} is no answer, by the labels of the file")
    if sentences:
        warn(f"{'; '.join(sentences)}. source.labels has every answer and its score", CjmWarning)
    _warn_of_unused(meanings, keys, plan)
    _warn_of_best_first(meanings, keys)
    return ", ".join(dict.fromkeys(notes))


def _read_alike(meanings: Mapping[str, Meaning], keys: Mapping[str, Sequence[object]]) -> list[list[str]]:
    """The columns with words, those together whose words have the same scores."""
    groups: dict[tuple[str, tuple[tuple[str, float], ...]], list[str]] = {}
    for column, meaning in meanings.items():
        if _used(meaning, keys[column]):
            groups.setdefault((meaning.origin, tuple(meaning.scores.items())), []).append(column)
    return [*groups.values()]


def _used(meaning: Meaning, answers: Iterable[object]) -> list[tuple[str, float]]:
    """The answers that are words with a score, from the lowest up."""
    scores = {text(answer): meaning.score_of(answer) for answer in answers if answer is not None}
    present = [(answer, score) for answer, score in scores.items() if score is not None]
    return sorted(present, key=lambda one: (one[1], one[0]))


def _unseen(meaning: Meaning, used: Iterable[tuple[str, float]]) -> str:
    """What nobody answered, or may have been left out of a longer scale with a middle."""
    scale = meaning.word_scale
    if scale is None or meaning.scale is None:
        return ""
    words = [plain_word(answer) for answer, _ in used]
    seen = {scale.places[word] for word in words}
    unseen = [level[0] for place, level in enumerate(scale.levels) if place not in seen]
    if unseen:
        return f" (nobody answered {' or '.join(map(repr, unseen))})"
    longer = next((one for one in rivals_of(words) if len(one) == len(scale) + 1), None)
    if longer is None:
        return ""
    extra = next(
        level[0]
        for place, level in enumerate(longer.levels)
        if place not in {longer.places[w] for w in words}
    )
    low = meaning.scale[0]
    return f" (if {extra!r} could be answered too, say scale=({low:g}, {low + len(longer) - 1:g}))"


def _numbers(answers: Sequence[object]) -> set[float]:
    return {value for value in read_numbers(answers, _ANY) if value is not None}


def _warn_of_unused(
    meanings: Mapping[str, Meaning], keys: Mapping[str, Sequence[object]], plan: AnyPlan
) -> None:
    """Warn of labels that no answer has."""
    answers = dict.fromkeys(
        text(answer) for every in keys.values() for answer in every if not is_blank(answer)
    )
    known = {plain_word(answer) for answer in answers}
    unused = [label for label in plan.word_scores if plain_word(label) not in known]
    close = {label: nearest(label, answers) for label in unused}
    hints = [f"{label!r}" + (f" (nearest: {close[label]!r})" if close[label] else "") for label in unused]
    lost = [
        label
        for label in unused
        if close[label] and plain_word(str(close[label])) not in map(plain_word, plan.word_scores)
    ]
    if lost or (unused and len(unused) == len(plan.word_scores)):
        option = BOXES if isinstance(plan, CountedPlan) else LABELS
        warn(f"no answer is {listing(hints)}, as {option} has it", CjmWarning)


def _warn_of_best_first(meanings: Mapping[str, Meaning], keys: Mapping[str, Sequence[object]]) -> None:
    """Warn of columns whose lowest number is labelled as the best, and are not said to be reversed."""
    columns: list[str] = []
    example = ""
    for column, meaning in meanings.items():
        labels = {code: label for code, label in meaning.value_labels.items() if code not in meaning.codes}
        labels |= {pair[0]: pair[1] for answer in keys[column] if (pair := labelled_number(answer))}
        if meaning.origin == ORDER:
            labels |= {score: word for word, score in meaning.scores.items()}
        if meaning.reverse or meaning.word_scale is not None or not _descends(labels):
            continue
        columns.append(column)
        low, high = min(labels), max(labels)
        example = example or f"{low:g} is {labels[low]!r} and {high:g} is {labels[high]!r}"
    if columns:
        warn(
            f"in {listing(columns)} {example}: if the lowest score is the best, say reverse={columns!r}",
            CjmWarning,
        )


def _descends(labels: Mapping[float, str]) -> bool:
    """Whether labels of numbers are a usual scale from its highest point down."""
    ordered = [
        plain_word(label)
        for _, label in sorted(labels.items())
        if not means_no_answer(label) and not _is_number(label)
    ]
    for scale in WORD_SCALES:
        if len(ordered) > 1 and len(scale) > 2 and scale.holds(ordered):
            places = [scale.places[word] for word in ordered]
            return places == sorted(places, reverse=True)
    return False


def _is_number(label: str) -> bool:
    return re.fullmatch(NUMBER, plain_text(label)) is not None


# --- as a table


def answer_records(
    column: str, answers: Mapping[object, tuple[float, int]], meaning: Meaning
) -> list[dict[str, Any]]:
    """The rows of ``source.labels`` for one column: each answer that is not a plain number, and its score.

    Parameters
    ----------
    answers
        For each answer that is a score, the score and how many rows have it.
    """
    records: list[dict[str, Any]] = []
    seen: set[str] = set()
    for answer, (score, rows) in answers.items():
        origin = _origin(answer, meaning)
        if origin:
            label = meaning.value_labels.get(_plain_score(answer), None) if origin == "value label" else None
            records.append(_record(column, label or text(answer), score, rows, origin, meaning.reverse))
            seen.add(plain_word(text(answer)))
    if meaning.word_scale is not None and meaning.scale is not None:
        places = {meaning.word_scale.places[word] for word in seen if word in meaning.word_scale.places}
        low, high = meaning.scale
        for place, level in enumerate(meaning.word_scale.levels):
            if place not in places:
                score = high - place if meaning.reverse else low + place
                records.append(_record(column, level[0], score, 0, meaning.origin, meaning.reverse))
    return sorted(records, key=lambda one: (one["score"], one["answer"]))


def _record(column: str, answer: str, score: float, rows: int, origin: str, reverse: bool) -> dict[str, Any]:
    read_as = f"{origin}, reversed" if reverse else origin
    return {"column": column, "answer": answer, "score": score, "rows": rows, "read_as": read_as}


def _plain_score(answer: object) -> float:
    (value,) = read_numbers([answer], _ANY)
    return float("nan") if value is None else value


def _origin(answer: object, meaning: Meaning) -> str:
    """What said the score of an answer; empty for a plain number."""
    if meaning.score_of(answer) is not None:
        return meaning.origin
    if _plain_score(answer) in meaning.value_labels:
        return "value label"
    if isinstance(answer, str):
        if labelled_number(answer) is not None:
            return "labelled number"
        if not _is_number(answer):
            return "number as text"
    return "number" if meaning.reverse else ""
