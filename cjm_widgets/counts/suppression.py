"""Which cells of several tables to withhold, when all of the tables are published together.

The tables are of the same respondents by different columns, so that a cell of one is the sum of cells of
another: a line. Small cells are withheld, then others until no small one follows from the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

MOST_UNKNOWNS = 150
"""The most withheld cells that are solved for together; of more, a whole table is withheld instead."""
_MOST_AUDITS = 40
"""How often to withhold one more cell and look again, before a whole table is withheld."""

Segments = Sequence[tuple[str | None, ...]]


@dataclass(frozen=True)
class Line:
    """A cell, and the cells of a finer table that add up to it, by their places among all cells."""

    total: int
    parts: Index
    table: int


@dataclass(frozen=True)
class Tables:
    """Tables of the same respondents; `tables` makes them.

    Parameters
    ----------
    table
        For each cell, the number of its table.
    start
        Where the cells of each table begin, and at last how many cells there are.
    lines
        Every sum that links two of the tables.
    """

    table: Index
    start: Index
    lines: tuple[Line, ...]


def tables(by: Sequence[tuple[str, ...]], segments: Sequence[Segments]) -> Tables:
    """Link tables by their sums.

    Parameters
    ----------
    by
        The columns of each table; one of a table's columns comes after those with fewer.
    segments
        The segments of each table.

    Examples
    --------
    >>> linked = tables([(), ("site",)], [((),), (("A",), ("B",))])
    >>> [(line.total, line.parts.tolist()) for line in linked.lines]
    [(0, [1, 2])]
    """
    sizes = [len(each) for each in segments]
    start = np.concatenate([[0], np.cumsum(sizes, dtype=np.intp)])
    lines: list[Line] = []
    for fine, columns in enumerate(by):
        below = [place for place, other in enumerate(by) if set(other) < set(columns)]
        nearest = [place for place in below if not any(set(by[place]) < set(by[other]) for other in below)]
        for coarse in nearest:
            places = [columns.index(column) for column in by[coarse]]
            position = {segment: number for number, segment in enumerate(segments[coarse])}
            group = np.array(
                [position[tuple(segment[place] for place in places)] for segment in segments[fine]], np.intp
            )
            order = np.argsort(group, kind="stable")
            ends = np.cumsum(np.bincount(group, minlength=sizes[coarse]))
            for number, parts in enumerate(np.split(order, ends[:-1])):
                if len(parts):
                    lines.append(Line(int(start[coarse] + number), parts + start[fine], fine))
    return Tables(np.repeat(np.arange(len(by)), sizes), start, tuple(lines))


def suppress(
    linked: Tables, n: Whole, min_n: int, withheld: Mask | None = None
) -> tuple[Mask, frozenset[int]]:
    """Which cells to withhold, and which tables as a whole.

    Of the parts of a total that is published, never a single one is withheld, and never fewer than ``min_n``
    respondents together; parts of a total that is withheld are withheld with it. Then it is solved for the
    cells that are withheld: where sums together still determine a small one, another is withheld. Where that
    does not help or would take too long, a table is withheld as a whole, even which segments it has.

    Parameters
    ----------
    linked
        The tables.
    n
        Respondents of each cell, shape ``(variables, cells)``: variables that are withheld together, such as
        a stage and its questions.
    min_n
        Respondents that a cell needs.
    withheld
        Cells to withhold in any case.

    Returns
    -------
    hidden : Mask
        Shape ``(cells,)``; a cell in which nobody answered is never withheld.
    left_out : frozenset of int
        The tables to withhold as a whole.

    References
    ----------
    Hundepool and others (2012), "Statistical Disclosure Control", chapter 4: primary and complementary
    suppression in linked tables.

    Examples
    --------
    >>> linked = tables([(), ("site",)], [((),), (("A",), ("B",), ("C",))])
    >>> suppress(linked, np.array([[63, 3, 40, 20]]), min_n=10)[0].astype(int).tolist()
    [0, 1, 0, 1]
    """
    some: Mask = np.any(n > 0, axis=0).reshape(-1)
    small: Mask = np.any((n > 0) & (n < min_n), axis=0).reshape(-1)
    hidden = small | (some & withheld) if withheld is not None else small.copy()
    left_out: set[int] = set()
    if not hidden.any():
        return hidden, frozenset()
    size: Whole = n.max(axis=0)
    for audit in range(_MOST_AUDITS + len(linked.start)):
        _complete(linked, n, min_n, hidden, some, size)
        exposed, large = _audit(linked, small, hidden, left_out)
        if not len(exposed) and large is None:
            break
        if large is None:
            own = linked.table[exposed[0]]
            visible = np.flatnonzero((linked.table == own) & some & ~hidden)
            if len(visible) and audit < _MOST_AUDITS:
                hidden[visible[np.argmin(size[visible])]] = True
                continue
            large = max(set(range(len(linked.start) - 1)) - left_out)
        left_out.add(large)
        hidden |= some & (linked.table == large)
    return hidden, frozenset(left_out)


def _complete(linked: Tables, n: Whole, min_n: int, hidden: Mask, some: Mask, size: Whole) -> None:
    """Hide more parts of totals until the hidden ones protect each other."""
    changed = True
    while changed:
        changed = False
        for line in linked.lines:
            marks = hidden[line.parts]
            if hidden[line.total]:
                if not (marks | ~some[line.parts]).all():
                    hidden[line.parts] |= some[line.parts]
                    changed = True
                continue
            while marks.any():
                present = n[:, line.parts] > 0
                number = (present & marks).sum(axis=1)
                together = (n[:, line.parts] * marks).sum(axis=1)
                if not ((number > 0) & ((number < 2) | (together < min_n))).any():
                    break
                others = np.flatnonzero(~marks & some[line.parts])
                if not len(others):
                    break
                hidden[line.parts[others[np.argmin(size[line.parts[others]])]]] = True
                marks = hidden[line.parts]
                changed = True


def _audit(linked: Tables, small: Mask, hidden: Mask, left_out: set[int]) -> tuple[Index, int | None]:
    """The small cells that the published sums determine; or a table too large to say so of."""
    unknown = np.flatnonzero(hidden & ~np.isin(linked.table, [*left_out]))
    number = np.full(len(hidden), -1)
    number[unknown] = np.arange(len(unknown))
    rows = []
    for line in linked.lines:
        if line.table in left_out:
            continue
        parts = number[line.parts]
        parts, total = parts[parts >= 0], number[line.total]
        if len(parts) or total >= 0:
            rows.append((parts, total))
    exposed: list[int] = []
    for cells, equations in _components(rows, len(unknown)):
        if not small[unknown[cells]].any():
            continue
        if len(equations) == 1 and equations[0][1] < 0:
            known = [*cells] if len(cells) == 1 else []
        elif _is_graph(equations, cells):
            known = _bridges(equations)
        else:
            if len(cells) > MOST_UNKNOWNS:
                owners = linked.table[unknown[cells]]
                return np.zeros(0, np.intp), int(np.argmax(np.bincount(owners)))
            known = _determined(equations, cells)
        exposed += [unknown[cell] for cell in known if small[unknown[cell]]]
    return np.array(sorted(exposed), np.intp), None


Equation = tuple[Index, int]


def _components(rows: Sequence[Equation], cells: int) -> list[tuple[Index, list[Equation]]]:
    """Cells that equations link, with their equations."""
    root = list(range(cells))

    def find(cell: int) -> int:
        while root[cell] != cell:
            root[cell] = root[root[cell]]
            cell = root[cell]
        return cell

    for parts, total in rows:
        every = [*parts.tolist(), *([total] if total >= 0 else [])]
        first = find(every[0])
        for cell in every[1:]:
            root[find(cell)] = first
    groups: dict[int, tuple[list[int], list[Equation]]] = {}
    for cell in range(cells):
        groups.setdefault(find(cell), ([], []))[0].append(cell)
    for parts, total in rows:
        groups[find(int(parts[0]) if len(parts) else total)][1].append((parts, total))
    return [(np.array(own, np.intp), equations) for own, equations in groups.values()]


def _is_graph(equations: Sequence[Equation], cells: Index) -> bool:
    """Whether the cells are those of one table by two columns, whose totals are all published."""
    if any(total >= 0 for _, total in equations) or not equations:
        return False
    uses = np.bincount(np.concatenate([parts for parts, _ in equations]), minlength=int(cells.max()) + 1)
    if not (uses[cells] == 2).all():
        return False
    side: dict[int, int] = {}  # two lines of one direction share no cell
    at: dict[int, list[int]] = {}
    for place, (parts, _) in enumerate(equations):
        for cell in parts.tolist():
            at.setdefault(cell, []).append(place)
    near: dict[int, list[int]] = {}
    for a, b in at.values():
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    side[0], ahead = 0, [0]
    while ahead:
        here = ahead.pop()
        for other in near.get(here, ()):
            if other not in side:
                side[other] = 1 - side[here]
                ahead.append(other)
            elif side[other] == side[here]:
                return False
    return True


def _bridges(equations: Sequence[Equation]) -> list[int]:
    """The cells that lie on no cycle of lines, which the totals therefore determine.

    References
    ----------
    Tarjan (1974), "A note on finding the bridges of a graph", Information Processing Letters 2.
    """
    at: dict[int, list[int]] = {}
    for place, (parts, _) in enumerate(equations):
        for cell in parts.tolist():
            at.setdefault(cell, []).append(place)
    near: list[list[tuple[int, int]]] = [[] for _ in equations]
    for cell, (a, b) in at.items():
        near[a].append((b, cell))
        near[b].append((a, cell))
    order = [-1] * len(equations)
    low = [0] * len(equations)
    bridges: list[int] = []
    count = 0
    for start in range(len(equations)):
        if order[start] >= 0:
            continue
        order[start] = low[start] = count
        count += 1
        path = [(start, -1, iter(near[start]))]
        while path:
            here, came_by, rest = path[-1]
            step = next(rest, None)
            if step is None:
                path.pop()
                if path:
                    before = path[-1][0]
                    low[before] = min(low[before], low[here])
                    if low[here] > order[before]:
                        bridges.append(came_by)
                continue
            other, cell = step
            if cell == came_by:
                continue
            if order[other] >= 0:
                low[here] = min(low[here], order[other])
            else:
                order[other] = low[other] = count
                count += 1
                path.append((other, cell, iter(near[other])))
    return bridges


def _determined(equations: Sequence[Equation], cells: Index) -> list[int]:
    """The cells that have one value in all solutions of the equations."""
    place = {int(cell): number for number, cell in enumerate(cells)}
    matrix: Array = np.zeros((len(equations), len(cells)))
    for row, (parts, total) in zip(matrix, equations, strict=True):
        row[[place[cell] for cell in parts.tolist()]] = 1
        if total >= 0:
            row[place[total]] = -1
    if not len(matrix):
        return []
    _, weight, basis = np.linalg.svd(matrix)
    free = basis[(weight > 1e-9).sum() :]
    fixed: Mask = ~(np.abs(free) > 1e-9).any(axis=0)
    return [int(cell) for cell in cells[fixed]]
