"""Experiments: a hypothesis frozen before anyone saw a result, and what the result says of it."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any, NamedTuple

import msgspec

from cjm_widgets.document.errors import InvalidOperationError, UnknownNameError, quoted
from cjm_widgets.document.links import CardPlace, anchor_called, cards_by_id
from cjm_widgets.document.model import Document, Hypothesis, Metric, Preregistration
from cjm_widgets.document.operations import CardChanges, SetCard

_FEWER_IS_BETTER = {"bottom_box", "drop_off", "time_in_stage", "gap"}
"""Measures that get better as they fall."""


class Change(NamedTuple):
    """How much a metric changed, from before to after, with the interval of the change."""

    before: float
    after: float
    difference: float
    low: float
    high: float
    n_before: int | None
    n_after: int | None
    method: str


def hash_of(hypothesis: Hypothesis, author: str, time: str) -> str:
    """The SHA-256 of a hypothesis with who froze it and when: the same for the same words and numbers.

    Examples
    --------
    >>> hash_of(Hypothesis(change="more signs"), "Ada", "2026-11-28")[:12]
    '458761f5615b'
    """
    plain = {"hypothesis": msgspec.to_builtins(hypothesis), "author": author, "time": time}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_intact(frozen: Preregistration) -> bool:
    """Whether a preregistration is still what its hash was made of."""
    return frozen.hash == hash_of(frozen.hypothesis, frozen.author, frozen.time)


def card_called(document: Document, name: str) -> CardPlace:
    """The card of that text or id, with its place.

    Raises
    ------
    UnknownNameError
        There is none, or several cards say it.
    """
    cards = cards_by_id(document)
    if name in cards:
        return cards[name]
    anchor = anchor_called(document, name)
    if anchor.card is None:
        raise UnknownNameError(f"{quoted(name)} is a stage; name a card by its text or id")
    return cards[anchor.card]


def preregister_operation(document: Document, name: str, author: str, time: str, *, again: bool) -> SetCard:
    """The edit that freezes the hypothesis of a card.

    Raises
    ------
    InvalidOperationError
        The hypothesis has no metric or target, or is frozen already and ``again`` does not say to replace it.
    """
    place = card_called(document, name)
    card = place.card
    bet = card.hypothesis
    if bet is None or bet.metric is None or bet.metric.target is None:
        raise InvalidOperationError(
            f"the hypothesis of {quoted(card.text)} has no "
            f"{'target' if bet and bet.metric else 'metric'} yet; without one no result could refute it"
        )
    if card.preregistration is not None and not again:
        raise InvalidOperationError(
            f"{quoted(card.text)} was preregistered on {card.preregistration.time[:10]}; "
            "say why= to replace that, which goes into the log of decisions"
        )
    frozen = Preregistration(hypothesis=bet, author=author, time=time, hash=hash_of(bet, author, time))
    return SetCard(
        stage=place.stage,
        lane=place.lane,
        card=card.id,
        changes=CardChanges(preregistration=frozen),
        was=CardChanges(preregistration=card.preregistration),
    )


def changed_fields(frozen: Hypothesis, now: Hypothesis | None) -> tuple[str, ...]:
    """Which fields of a hypothesis are not as they were frozen.

    Examples
    --------
    >>> changed_fields(Hypothesis(change="a", baseline=1), Hypothesis(change="a", baseline=2))
    ('baseline',)
    """
    now = now or Hypothesis()
    return tuple(name for name in frozen.__struct_fields__ if getattr(frozen, name) != getattr(now, name))


def verdict(bet: Hypothesis, change: Change) -> str:
    """What the interval of a change says of a hypothesis: "supported", "not supported" or "unclear".

    The hoped change is the target less the baseline, or less the value before where no baseline is said. It
    is supported where the whole interval lies on the hoped side of no change and does not lie short of the
    hoped change; not supported where the whole interval lies short of the hoped change; unclear otherwise.

    Examples
    --------
    >>> bet = Hypothesis(metric=Metric(name="NPS", target=45), baseline=40)
    >>> [verdict(bet, Change(40, 45, 5, low, high, 9, 9, "")) for low, high in ((2, 8), (-4, 3), (-1, 9))]
    ['supported', 'not supported', 'unclear']
    """
    assert bet.metric is not None
    assert bet.metric.target is not None
    start = change.before if bet.baseline is None else bet.baseline
    hope = bet.metric.target - start
    if hope == 0 or any(math.isnan(end) for end in (hope, change.low, change.high)):
        return "unclear"
    low, high = (change.low, change.high) if hope > 0 else (-change.high, -change.low)
    if high < abs(hope):
        return "not supported"
    return "supported" if low > 0 else "unclear"


def guardrail_verdict(metric: Metric, change: Change) -> str:
    """What the interval of a change says of a guardrail: "worse", "not worse" or "unclear".

    Examples
    --------
    >>> guardrail_verdict(Metric(name="Drop-off", measure="drop_off"), Change(1, 2, 1, 0.5, 1.5, 9, 9, ""))
    'worse'
    """
    falls = metric.measure.partition(" ")[0] in _FEWER_IS_BETTER
    low, high = (-change.high, -change.low) if falls else (change.low, change.high)
    if any(math.isnan(end) for end in (low, high)):
        return "unclear"
    return "worse" if high < 0 else "not worse" if low >= 0 else "unclear"


def change_of(frame: Any, source: str, stage: str, after: str | None) -> Change | None:
    """The change at a stage from a frame of comparisons, whose ``a`` is what came after; None without one."""
    rows = frame[(frame["stage"] == stage) & (frame["source"] == source)]
    if not len(rows):
        return None
    row = rows.iloc[0]
    change = Change(
        before=float(row["value_b"]),
        after=float(row["value_a"]),
        difference=float(row["difference"]),
        low=float(row["low"]),
        high=float(row["high"]),
        n_before=_count(row["n_b"]),
        n_after=_count(row["n_a"]),
        method=str(row["method"]),
    )
    return change if after is None or row["segment_a"] == after else _reversed(change)


def _count(n: Any) -> int | None:
    return None if n is None or n != n or str(n) == "<NA>" else int(n)


def _reversed(change: Change) -> Change:
    """The change the other way round: from what was taken for after to what was taken for before."""
    return change._replace(
        before=change.after,
        after=change.before,
        difference=-change.difference,
        low=-change.high,
        high=-change.low,
        n_before=change.n_after,
        n_after=change.n_before,
    )
