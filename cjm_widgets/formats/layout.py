"""Where the map is in a table as people share it: what is above it, and what names stages and lanes.

A plain table has the title in the corner, stages in its first row and lanes in its first column. Others have
a title and a persona in rows of their own, phases above the stages, lanes grouped by a column before their
names, or one stage a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cjm_widgets.document.lane_kinds import lane_called
from cjm_widgets.document.model import Layer
from cjm_widgets.document.names import slug
from cjm_widgets.formats.row_labels import feelings_label, group_layer, is_phase_label

Texts = Sequence[Sequence[str]]
Axis = Literal["rows", "columns"]
AXES: tuple[Axis, ...] = ("columns", "rows")

_STAGE_WORDS = ("stage", "stages", "step", "steps")
_ABOVE = {
    "title": ("title", "journey", "map", "customer-journey", "customer-journey-map", "project"),
    "persona": ("persona", "personas", "customer", "user", "actor"),
    "scenario": ("scenario", "goal", "description"),
}


@dataclass(frozen=True)
class TableLayout:
    """Where a table has its map; the default is a plain table's.

    Attributes
    ----------
    top
        The row that names the stages.
    phases
        The row above it that names their phases, or None.
    label
        The column that names the lanes; the one before it, if any, names their groups.
    turned
        Whether rows are stages, so that the other positions are the turned table's.
    word
        Whether the corner says what the stages are, as "Stage", and is no title.
    """

    top: int = 0
    phases: int | None = None
    label: int = 0
    turned: bool = False
    word: bool = False


def layout_of(rows: Texts, axis: Axis | None = None) -> TableLayout:
    """Where a table has its map, as its corner and the usual names of lanes say.

    Parameters
    ----------
    rows
        Texts, the first of them not empty.
    axis
        Whether stages are rows or columns, where that is known.

    Examples
    --------
    >>> layout_of([["Stage", "Actions", "Thoughts"], ["Arrive", "Parks", "Late"]]).turned
    True
    >>> layout_of([["A visit", "Arrive"], ["Actions", "Parks"]]) == TableLayout()
    True
    """
    top = _first_row(rows)
    if axis != "columns" and (axis == "rows" or _stages_are_rows(rows[top:])):
        below = turned_rows(rows[top:])
        return replace(_of_columns(below, 0), turned=True)
    return _of_columns(rows, top)


def map_rows(rows: Texts) -> Texts:
    """The rows below what is above a map."""
    return rows[_first_row(rows) :]


def turned_rows(rows: Texts) -> list[list[str]]:
    """Rows as columns."""
    return [[_cell(row, at) for row in rows] for at in range(max(map(len, rows)))]


def words_above(rows: Texts) -> tuple[dict[str, str], list[str]]:
    """Title, persona and scenario that rows above a map say, and the texts that are none of them.

    Examples
    --------
    >>> words_above([["Journey map"], ["Persona: Ann"], ["Stage", "Arrive"], ["Actions", "Parks"]])
    ({'title': 'Journey map', 'persona': 'Ann'}, [])
    """
    words: dict[str, str] = {}
    others = []
    for row in rows[: _first_row(rows)]:
        if not any(row):
            continue
        key, _, text = _cell(row, 0).partition(":")
        text = text.strip() or _cell(row, 1)
        what = _word_above(key)
        if not (text and what):
            what, text = "title", _cell(row, 0)
        if what not in words:
            words[what] = text
        else:
            others.append(": ".join(filter(None, row)))
    return words, others


def groups_of(rows: Texts) -> list[tuple[str, Layer | None]]:
    """The group of each row, from a column where a group is named once, and the layer it is."""
    groups = []
    group = ""
    for row in rows:
        group = _cell(row, 0) or group
        groups.append((group, group_layer(group)))
    return groups


def known_lanes(names: Iterable[str]) -> list[str]:
    """Those of the names that lanes usually have.

    Examples
    --------
    >>> known_lanes(["Customer actions", "Arrive", "Feelings"])
    ['Customer actions', 'Feelings']
    """
    return [name for name in names if name and _is_lane(name)]


def is_stage_word(corner: str) -> bool:
    """Whether a corner says what is beside it: "Stage", "Journey steps", "step_name"."""
    return slug(corner).removesuffix("-name").rpartition("-")[2] in _STAGE_WORDS


def _is_lane(name: str) -> bool:
    fields = lane_called(name)
    return fields["role"] != "other" or fields["kind"] != "cards" or feelings_label(name) is not None


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _width(row: Sequence[str]) -> int:
    return max((at + 1 for at, text in enumerate(row) if text), default=0)


def _word_above(key: str) -> str | None:
    return next((what for what, keys in _ABOVE.items() if slug(key) in keys), None)


def _first_row(rows: Texts) -> int:
    """The first row of the map: the rows above it are narrower than those below, and begin at the left."""
    filled = [at for at, row in enumerate(rows) if any(row)]
    widest = max(_width(row) for row in rows)
    for at in filled:
        row = rows[at]
        is_pair = bool(_word_above(_cell(row, 0).rstrip(": "))) and _width(row) == 2 and widest > 2
        if not (_cell(row, 0) and (_width(row) == 1 or is_pair)):
            return 0 if _is_lane(_cell(row, 0)) else at
    return 0


def _stages_are_rows(rows: Texts) -> bool:
    """Whether the first row names lanes, and more of them than the first column."""
    across = known_lanes(rows[0][1:])
    down = known_lanes(_cell(row, 0) for row in rows[1:])
    return len(across) > len(down) and (len(across) >= 2 or is_stage_word(_cell(rows[0], 0)))


def _of_columns(rows: Texts, top: int) -> TableLayout:
    phases: int | None = None
    following = next((at for at in range(top + 1, len(rows)) if any(rows[at])), None)
    if following is not None and _names_phases(rows[top], rows[following], max(map(_width, rows[top:]))):
        phases, top = top, following
    label = 1 if _has_groups(rows[top:]) else 0
    corner = _cell(rows[top], label)
    return TableLayout(top, phases, label, word=is_stage_word(corner))


def _names_phases(above: Sequence[str], below: Sequence[str], width: int) -> bool:
    corner, stage = _cell(above, 0), _cell(below, 0)
    if not all(_cell(below, at) for at in range(1, width)) or _is_lane(stage):
        return False
    gaps = not all(_cell(above, at) for at in range(1, width))
    if is_stage_word(stage):
        return not corner or is_phase_label(corner) or gaps
    return gaps and (not corner or is_phase_label(corner)) and any(above)


def _has_groups(rows: Texts) -> bool:
    """Whether the second column names lanes and the first their groups."""
    corner, beside = _cell(rows[0], 0), _cell(rows[0], 1)
    if _width(rows[0]) < 3 or (corner and not is_group_word(corner)):
        return False
    below = [row for row in rows[1:] if any(row)]
    has_labels = bool(below) and all(_cell(row, 1) for row in below) and any(_cell(row, 0) for row in below)
    return has_labels and (not beside or is_stage_word(beside))


def is_group_word(corner: str) -> bool:
    """Whether a corner says that groups are below it."""
    return slug(corner) in ("group", "groups", "layer", "layers")
