"""What stages or channels are worth for an outcome, as a tidy table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.events.cases import NUMBER, N, withheld_note
from cjm_widgets.document.model import Source
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import percent
from cjm_widgets.rows.event_times import OPEN
from cjm_widgets.rows.events import Visits
from cjm_widgets.rows.naming import OTHER
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.attribution import removal_effects, touch_credits

_VALUE: dict[str, Any] = {"source": object, "touch": object, "n": N, "share": NUMBER, "low": NUMBER}
_VALUE |= {"high": NUMBER, "effect": NUMBER, "outcomes": NUMBER, "value": NUMBER, "method": object}
_HOW = {
    "markov": "Markov removal effect",
    "first": "first touch",
    "last": "last touch",
    "linear": "all touches alike",
    "position": "40 % first, 40 % last, 20 % between",
}
DRAWS = 200
"""How many bootstrap samples of cases the intervals are from."""
_SEED = 0


@dataclass(frozen=True)
class Touches:
    """What cases touched before they had the outcome, or ended without it.

    Parameters
    ----------
    source
        Whose events they are.
    names
        What can be touched, in order.
    touch, case
        The places of what was touched among the names, and whose case it was, by case and time.
    won
        Which cases had the outcome.
    value
        What each case is worth; None where it is not known.
    """

    source: Source
    names: tuple[str, ...]
    touch: Index
    case: Index
    won: Mask
    value: Array | None


def touches_until(source: Source, visits: Visits, outcome: int | None) -> Touches:
    """What cases came to until they had an outcome.

    Parameters
    ----------
    visits
        Of stages, or of channels; with the outcome and the values of their cases.
    outcome
        The place of the stage that is the outcome, which is no touch; None for the column of outcomes, of
        which the event that has it is the last touch.
    """
    if outcome is None:
        assert visits.won is not None  # the plan names a column of outcomes
        won = visits.won != OPEN
        before = ~won[visits.case] | (visits.start <= visits.won[visits.case])
    else:
        there = np.flatnonzero(visits.stage == outcome)
        first = np.full(visits.cases, len(visits.case))
        np.minimum.at(first, visits.case[there], there)
        won = first < len(visits.case)
        before = np.arange(len(visits.case)) < first[visits.case]
    touch, case = visits.stage[before], visits.case[before]
    return Touches(source, visits.stages, touch, case, won, visits.value)


def with_named_touches(own: Touches) -> Touches:
    """The same with one name for all touches of fewer than ``min_n`` cases: a file must not name them.

    Examples
    --------
    >>> source = Source(id="log", name="Log", kind="events", min_n=2)
    >>> touch, case = np.array([0, 1, 2, 0]), np.array([0, 0, 1, 1])
    >>> own = with_named_touches(Touches(source, ("ad", "mail", "tv"), touch, case, case == 0, None))
    >>> own.names, own.touch.tolist()
    (('ad', 'other (withheld)'), [0, 1, 1, 0])
    """
    n = _cases_of(own)
    few = (n > 0) & (n < own.source.min_n)
    if not few.any():
        return own
    place = np.where(few, int((~few).sum()), np.cumsum(~few) - 1)
    names = [name for name, small in zip(own.names, few.tolist(), strict=True) if not small]
    return replace(own, names=(*names, OTHER), touch=place[own.touch])


def _cases_of(own: Touches) -> Whole:
    """How many cases have each touch."""
    cases = len(own.won)
    return np.bincount(np.unique(own.touch * cases + own.case) // cases, minlength=len(own.names))


def value_frame(
    touches: Iterable[Touches], labels: Mapping[str, str], rule: str, outcome: str, level: float
) -> pd.DataFrame:
    """What each touch is worth; see ``Journey.value_of``.

    Parameters
    ----------
    touches
        Of each source.
    labels
        What to call each touch.
    outcome
        What to call the outcome.
    """
    records: list[dict[str, Any]] = []
    for own in touches:
        records += _rows_of(own, labels, rule, outcome, level)
    several = len({record["source"] for record in records}) > 1
    columns = {name: kind for name, kind in _VALUE.items() if several or name != "source"}
    return frame_of_records([{name: record[name] for name in columns} for record in records], columns)


def _rows_of(
    own: Touches, labels: Mapping[str, str], rule: str, outcome: str, level: float
) -> Iterable[dict[str, Any]]:
    size, cases = len(own.names), len(own.won)
    n = _cases_of(own)
    touched = [place for place in range(size) if n[place]]
    lengths = np.bincount(own.case, minlength=cases)
    min_n = own.source.min_n
    winners = int((own.won & (lengths > 0)).sum())
    hidden = {place for place in touched if n[place] < min_n} if winners >= min_n else {*touched}
    for place in sorted(touched, key=lambda place: int(n[place])):
        # Shares add up to 1, so that one of them alone would follow from the others.
        if hidden and (len(hidden) < 2 or n[[*hidden]].sum() < min_n):
            hidden.add(place)
    base = dict.fromkeys(_VALUE) | {"source": own.source.name}
    if not touched:
        return
    share, effect = _shares(own, lengths, rule, np.ones(cases))
    ends = np.full((2, size), np.nan)
    if {*touched} - hidden:
        ends = np.nanquantile(_bootstrap(own, lengths, rule), [(1 - level) / 2, (1 + level) / 2], axis=0)
    total = None if own.value is None else float(own.value[own.won & (lengths > 0)].sum())
    method = f"{_HOW[rule]}, until {outcome}, bootstrap of cases {percent(level)} ({DRAWS} draws)"
    for place in touched:
        row = base | {"touch": labels.get(own.names[place], own.names[place])}
        if place in hidden:
            yield row | {"method": withheld_note(min_n)}
            continue
        yield row | {
            "n": int(n[place]),
            "share": float(share[place]),
            "low": float(ends[0, place]),
            "high": float(ends[1, place]),
            "effect": float(effect[place]) if effect is not None else np.nan,
            "outcomes": float(share[place] * winners),
            "value": np.nan if total is None else float(share[place] * total),
            "method": f"{method}, {own.source.note}" if own.source.note else method,
        }


def _shares(own: Touches, lengths: Index, rule: str, weight: Array) -> tuple[Array, Array | None]:
    """Which part of the outcome each touch gets, with so many of each case; and the removal effects."""
    size = len(own.names)
    effect = None
    if rule == "markov":
        effect = _removal(own, lengths, weight)
        credit = np.nan_to_num(effect)
    else:
        chosen = own.won[own.case]
        length = lengths[own.won & (lengths > 0)]
        worth = weight if own.value is None else weight * own.value
        credit = touch_credits(
            rule,
            own.touch[chosen],
            np.cumsum(length) - length,
            length,
            worth[own.won & (lengths > 0)],
            size,
        )
    whole = credit.sum()
    return credit / whole if whole else np.full(size, np.nan), effect


def _removal(own: Touches, lengths: Index, weight: Array) -> Array:
    """The removal effect of each touch; zero of what nobody touched."""
    size = len(own.names)
    first = np.append(True, own.case[1:] != own.case[:-1])[: len(own.case)]
    last = np.append(first[1:], True)[: len(own.case)]
    before = np.where(first, size, np.append(size, own.touch[:-1])[: len(own.touch)])
    by_case = weight[own.case]
    moves = np.bincount(before * size + own.touch, by_case, (size + 1) * size).reshape(size + 1, size)
    won = own.won[own.case] & last
    to_outcome = np.bincount(own.touch[won], by_case[won], size + 1)
    lost = np.bincount(own.touch[last & ~won], by_case[last & ~won], size + 1)
    untouched = lengths == 0
    to_outcome[size] = weight[untouched & own.won].sum()
    lost[size] = weight[untouched & ~own.won].sum()
    used = np.flatnonzero(moves.sum(axis=0) > 0)
    rows = np.append(used, size)
    effect = np.zeros(size)
    effect[used] = removal_effects(moves[np.ix_(rows, used)], to_outcome[rows], lost[rows]).effect
    return effect


def _bootstrap(own: Touches, lengths: Index, rule: str) -> Array:
    """The shares in samples of the cases, drawn with replacement."""
    random, cases = np.random.default_rng(_SEED), len(own.won)
    shares = []
    for _ in range(DRAWS):
        weight = np.bincount(random.integers(0, cases, cases), minlength=cases).astype(np.float64)
        shares.append(_shares(own, lengths, rule, weight)[0])
    return np.array(shares)
