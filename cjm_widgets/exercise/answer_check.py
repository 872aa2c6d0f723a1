"""Whether a whole answer is right, told without the key by a slow salted digest in the students' file.

A digest tells yes or no. Whoever tries all possible answers finds the right one, so each try is slow, and a
kind of exercise, or a task, with few possible answers has no digest.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any

from msgspec import Meta, Struct

from cjm_widgets.exercise import find_faults, order_cards, sort_cards
from cjm_widgets.exercise.find_faults import FaultAnswer, FaultKey, FaultTask
from cjm_widgets.exercise.kinds import Answer, Key, Task, name_of
from cjm_widgets.exercise.order_cards import OrderAnswer, OrderKey, OrderTask
from cjm_widgets.exercise.sort_cards import SortAnswer, SortKey, SortTask

ROUNDS = 600_000
"""Of PBKDF2 with SHA-256: some tenths of a second for each try."""
MOST_ROUNDS = 10_000_000
"""A file that asks for more is refused, since it would stop the page."""
FEWEST = 2**20
"""Fewer possible answers than these have no digest: trying them all would take less than days."""


class AnswerCheck(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The digest of the right answer, and what it was made with.

    ``groups`` are how many cards each stage has, in their order, where the cards of a stage may stand either
    way; empty for other kinds.
    """

    salt: str
    rounds: Annotated[int, Meta(ge=1, le=MOST_ROUNDS)]
    digest: str
    groups: tuple[Annotated[int, Meta(ge=1)], ...] = ()


@dataclass(frozen=True)
class ExactKind:
    """What makes the right answer of a kind one text.

    Attributes
    ----------
    right
        From the task and the key to a right answer.
    groups
        From the key to the groups of an `AnswerCheck`.
    text
        From the task, an answer and the groups to a text, which is the same for all right answers.
    possible
        How many texts there are of a task, a key and its groups.
    """

    right: Callable[[Any, Any], Any]
    groups: Callable[[Any], tuple[int, ...]]
    text: Callable[[Any, Any, Sequence[int]], str]
    possible: Callable[[Any, Any, Sequence[int]], int]


def _right_order(task: OrderTask, key: OrderKey) -> OrderAnswer:
    return OrderAnswer(order=tuple(sorted(key.places, key=lambda id: (key.places[id], id))))


def _order_groups(key: OrderKey) -> tuple[int, ...]:
    return tuple(len([*group]) for _, group in groupby(sorted(key.places.values())))


def _order_text(task: OrderTask, answer: OrderAnswer, groups: Sequence[int]) -> str:
    """The ids, those of a group sorted.

    >>> _order_text(None, OrderAnswer(order=("c", "b", "a")), (1, 2))
    'c;a,b'
    """
    order = iter(answer.order)
    return ";".join(",".join(sorted(next(order) for _ in range(size))) for size in groups)


def _possible_orders(task: OrderTask, key: OrderKey, groups: Sequence[int]) -> int:
    return math.factorial(len(key.places)) // math.prod(map(math.factorial, groups))


def _right_sort(task: SortTask, key: SortKey) -> SortAnswer:
    return SortAnswer(stages={id: task.stages[place] for id, place in key.places.items()})


def _sort_text(task: SortTask, answer: SortAnswer, groups: Sequence[int]) -> str:
    """The place of the stage of each card, in the order of the task."""
    return ",".join(str(task.stages.index(answer.stages[item.id])) for item in task.items)


def _right_marks(task: FaultTask, key: FaultKey) -> FaultAnswer:
    return FaultAnswer(marks=tuple(key.faults))


def _marks_text(task: FaultTask, answer: FaultAnswer, groups: Sequence[int]) -> str:
    return ",".join(sorted(answer.marks))


def _possible_marks(task: FaultTask, key: FaultKey, groups: Sequence[int]) -> int:
    places = 1 + len(task.stages) + sum(1 + len(row.cells) for row in task.rows)
    return math.comb(places, task.faults)


EXACT: dict[str, ExactKind] = {
    order_cards.KIND: ExactKind(_right_order, _order_groups, _order_text, _possible_orders),
    sort_cards.KIND: ExactKind(
        _right_sort, lambda key: (), _sort_text, lambda task, key, _: len(task.stages) ** len(task.items)
    ),
    find_faults.KIND: ExactKind(_right_marks, lambda key: (), _marks_text, _possible_marks),
}
"""The kinds whose right answer is one text; of the others the distance counts, or the wording is free."""


def make_check(task: Task, key: Key, salt: str, rounds: int = ROUNDS) -> AnswerCheck | None:
    """The digest of the right answer; None where the kind has none, or too few answers are possible.

    Parameters
    ----------
    task, key
        What is to be done, and what is right.
    salt
        A random text, so that nobody has digests of all answers beforehand.
    rounds
        How often each try is hashed.
    """
    exact = EXACT.get(name_of(task))
    if exact is None:
        return None
    groups = exact.groups(key)
    if exact.possible(task, key, groups) < FEWEST:
        return None
    text = exact.text(task, exact.right(task, key), groups)
    return AnswerCheck(salt=salt, rounds=rounds, digest=digest_of(text, salt, rounds), groups=groups)


def fits(task: Task, check: AnswerCheck) -> bool:
    """Whether a digest is of such a task at all."""
    if isinstance(task, OrderTask):
        return sum(check.groups) == len(task.items)
    return name_of(task) in EXACT and not check.groups


def is_right(task: Task, check: AnswerCheck, answer: Answer) -> bool:
    """Whether all of an answer is right; it has to be whole."""
    text = EXACT[name_of(task)].text(task, answer, check.groups)
    return hmac.compare_digest(digest_of(text, check.salt, check.rounds), check.digest)


def digest_of(text: str, salt: str, rounds: int) -> str:
    """PBKDF2 with HMAC and SHA-256 (RFC 8018, 5.2) of 32 bytes, in hexadecimal digits.

    Examples
    --------
    >>> digest_of("password", "salt", 2)
    'ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43'
    """
    secret, grain = text.encode(), salt.encode()
    if hasattr(hashlib, "pbkdf2_hmac"):
        return hashlib.pbkdf2_hmac("sha256", secret, grain, rounds).hex()
    # Pythons without OpenSSL, such as Pyodide's, lack it; this is as right, and some times slower.
    keyed = hmac.new(secret, None, "sha256")

    def hashed(content: bytes) -> bytes:
        once = keyed.copy()
        once.update(content)
        return once.digest()

    block = hashed(grain + b"\x00\x00\x00\x01")
    whole = int.from_bytes(block, "big")
    for _ in range(rounds - 1):
        block = hashed(block)
        whole ^= int.from_bytes(block, "big")
    return whole.to_bytes(32, "big").hex()
