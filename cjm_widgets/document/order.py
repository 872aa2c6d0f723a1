"""Orders of ids: which of them moved between two, and one order out of two that began as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest ids that have to move to bring those of ``before`` into the order of ``after``.

    Ids that only one of them has count for nothing. The others form a longest increasing subsequence,
    found by patience sorting: Fredman 1975, Discrete Mathematics 11.

    Examples
    --------
    >>> moved("abcdef", "bcdxefa")
    {'a'}
    """
    places = {id: place for place, id in enumerate(before)}
    common = [id for id in after if id in places]
    tails: list[int] = []  # the smallest place that a run of each length can end with
    ends: list[str] = []
    previous: dict[str, str | None] = {}
    for id in common:
        at = bisect_left(tails, places[id])
        tails[at : at + 1] = [places[id]]
        ends[at : at + 1] = [id]
        previous[id] = ends[at - 1] if at else None
    stayed, id_or_none = set(), ends[-1] if ends else None
    while id_or_none is not None:
        stayed.add(id_or_none)
        id_or_none = previous[id_or_none]
    return set(common) - stayed


def merged_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], members: Collection[str]
) -> tuple[list[str], bool]:
    """The members in one order, and whether both sides moved them to different ones (then ours is kept).

    What only one side has stands after what precedes it there; where both put something into the same gap,
    the run whose first id sorts first comes first, so that either side gets the same.

    Examples
    --------
    >>> merged_order("abc", "axbc", "cab", "abcx")
    (['c', 'a', 'x', 'b'], False)
    """
    o, t = [id for id in ours if id in members], [id for id in theirs if id in members]
    in_ours, in_theirs, in_base = set(o), set(t), set(base)
    both = in_ours & in_theirs
    in_o, in_t = [id for id in o if id in both], [id for id in t if id in both]
    old = [id for id in base if id in both]
    ours_moved = [id for id in in_o if id in in_base] != old
    theirs_moved = [id for id in in_t if id in in_base] != old
    clash = in_o != in_t and ours_moved == theirs_moved
    skeleton = in_t if in_o != in_t and theirs_moved and not ours_moved else in_o
    runs: dict[str | None, list[list[str]]] = {}
    for side in (o, t):
        fresh, anchor = True, None
        for id in side:
            if id in both:
                fresh, anchor = True, id
            elif fresh:
                runs.setdefault(anchor, []).append([id])
                fresh = False
            else:
                runs[anchor][-1].append(id)
    order: list[str] = []
    for anchor in (None, *skeleton):
        order += [] if anchor is None else [anchor]
        for run in sorted(runs.get(anchor, ())):
            order += run
    return order, clash
