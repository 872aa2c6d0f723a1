"""One page, without script or network, that shows what changed between two versions of a map.

The curve of then is thin and grey, that of now in ink; both are solid where they were measured. What was
added, removed, changed or moved says so in a word; there is no red and no green.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from html import escape
from math import inf
from typing import Any

from cjm_widgets.document.diff import Difference, diff
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document, Figure, MeasureInfo, Source, Stage
from cjm_widgets.document.names import card_ids, labels
from cjm_widgets.render.numbers import compact, signed, write_interval, write_value
from cjm_widgets.statistics.differences import recovered_interval

_PIECE = re.compile(r"\s*(?:\w+(?:[^\s\w]+\w+)*|\S)")
"""A word ("3.62", "long-term") or a mark after it, with the space before: a comma that goes leaves it."""
_WIDTH, _HEIGHT, _PAD = 160, 140, 16
_STYLE = """
.cjm-change {
  color-scheme: light dark; --ink: #1c1c1c; --grey: #6b6b6b; --line: #ddd; --soft: #f4f4f4; --page: #fff;
  padding: 24px; background: var(--page); color: var(--ink); font: 13px/18px system-ui, sans-serif;
  h1 { font-size: 20px; line-height: 28px; margin: 0 0 4px; color: inherit }
  p { margin: 0 0 12px; color: var(--grey) }
  .wide { overflow-x: auto }
  table { border-collapse: collapse; margin: 16px 0; font: inherit }
  tr { background: none }
  th, td { min-width: 140px; padding: 6px 8px; border: 1px solid var(--line); white-space: normal }
  th, td { text-align: start; vertical-align: top }
  th { background: var(--soft); font-weight: 600 } td.same { color: var(--grey) }
  .card { padding: 4px 6px; border: 1px solid var(--line); border-radius: 4px; margin-bottom: 4px }
  .card { overflow-wrap: anywhere } small { display: block; color: var(--grey) }
  del { color: var(--grey) } ins { font-weight: 600; text-decoration: none }
  .by { display: block; color: var(--grey) } .by.clear { color: var(--ink); font-weight: 600 }
  svg text { fill: var(--ink); font-size: 11px } .then { fill: none; stroke: var(--grey); stroke-width: 1 }
  .now { fill: none; stroke: var(--ink); stroke-width: 2 } .drawn { stroke-dasharray: 5 4 }
  .zero { stroke: var(--line) }
}
@media (prefers-color-scheme: dark) {
  .cjm-change { --ink: #eee; --grey: #a5a5a5; --line: #444; --soft: #2a2a2a; --page: #181818 }
}
body.cjm-change { margin: 0 }
"""


def change_page(before: Document, after: Document, names: tuple[str, str]) -> str:
    """The page; ``names`` say what the two versions are called.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> old = Document(id="visit", stages=(Stage(id="wait", name="Wait"),))
    >>> new = Document(id="visit", stages=(Stage(id="wait", name="Waiting"),))
    >>> "<del>Wait</del>" in change_page(old, new, ("Before", "After"))
    True
    """
    title, (then, now) = _title(before, after), map(escape, names)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{title}: {then} → {now}</title><style>{_STYLE}</style></head>\n"
        f'<body class="cjm-change">{_body(before, after, names)}</body></html>\n'
    )


def change_fragment(before: Document, after: Document, names: tuple[str, str]) -> str:
    """The same as a part of another page, such as the output of a notebook's cell."""
    return f'<div class="cjm-change"><style>{_STYLE}</style>{_body(before, after, names)}</div>'


def _body(before: Document, after: Document, names: tuple[str, str]) -> str:
    every = list(diff(before, after))
    then, now = map(escape, names)
    parts = [
        f"<h1>{_title(before, after)}</h1>",
        f"<p>{then} → {now}: {escape(_counts(every))}</p>",
        _curves(before, after),
        _stages(before, after),
        _rest(every),
    ]
    return "".join(parts)


def _title(before: Document, after: Document) -> str:
    return escape(after.title or before.title or "Untitled journey")


def _counts(every: Sequence[Difference]) -> str:
    counted = Counter[str](one.change for one in every)
    kinds = [change for change in ("added", "removed", "changed", "moved") if counted[change]]
    return ", ".join(f"{counted[change]} {change}" for change in kinds) or "nothing changed"


# --- curves


def _curves(before: Document, after: Document) -> str:
    """Both curves through the stages of now, the numbers beside their points."""
    stages = labels(after.stages)
    lines = [(kind, *_curve(document)) for kind, document in (("then", before), ("now", after))]
    low, high = after.scale
    known = [value for _, values, _ in lines for id, value in values.items() if id in stages]
    if not known:
        return ""
    low, high = min(low, *known), max(high, *known)
    y = {value: _PAD + (high - value) / (high - low) * (_HEIGHT - 2 * _PAD) for value in (*known, 0.0)}
    x = {id: _WIDTH * (at + 0.5) for at, id in enumerate(stages)}
    width = _WIDTH * len(stages)
    zero = f'<line class="zero" x1="0" x2="{width}" y1="{y[0.0]:.1f}" y2="{y[0.0]:.1f}"/>'
    shapes = [zero] if low <= 0 <= high else []
    for kind, values, measured in lines:
        drawn = "" if measured else " drawn"
        for run in _runs([(x[id], y[values[id]]) if id in values else None for id in stages]):
            points = " ".join(f"{a:.1f},{b:.1f}" for a, b in run)
            shapes.append(f'<polyline class="{kind}{drawn}" points="{points}"/>')
        above = 14 if kind == "then" else -6
        for id in stages:
            if id in values:
                at = f'x="{x[id]:.1f}" y="{y[values[id]] + above:.1f}"'
                shapes.append(f'<text {at} text-anchor="middle">{values[id]:+.2f}</text>')
    size = f'width="{width}" height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}"'
    picture = f'<svg role="img" aria-label="Emotion then and now" {size}>{"".join(shapes)}</svg>'
    return f'<div class="wide">{picture}</div>'


def _curve(document: Document) -> tuple[dict[str, float], bool]:
    """The emotion at each stage, and whether it was measured: by the first source that has a mean."""
    low, high = document.scale
    for source in document.sources:
        if source.scale is None or source.kind != "survey":
            continue
        least, most = source.scale
        values = {
            stage: low + (figure.value - least) / (most - least) * (high - low)
            for stage, figures in source.figures.items()
            if (figure := figures.get("mean")) is not None and figure.value is not None
        }
        if values:
            return values, True
    for persona in document.personas:
        if row := document.emotion.get(persona.id):
            return {stage: score.value for stage, score in row.items()}, False
    return {}, False


def _runs(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    run: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield run
        run = []


# --- stage by stage


def _stages(before: Document, after: Document) -> str:
    """A table of stages and lanes: numbers then and now, and the cards that are not as they were."""
    was, stages = labels(before.stages), labels(after.stages)
    stages |= {id: name for id, name in was.items() if id not in stages}
    if not stages:
        return ""
    gone = {stage.id for stage in before.stages} - {stage.id for stage in after.stages}
    head = "".join(
        f"<th scope='col'>{_changed(was.get(id, name), '' if id in gone else name)}</th>"
        for id, name in stages.items()
    )
    numbers = [*_numbers(before, after, stages)]
    rows = "".join((*_phases(before, after, stages), *numbers, *_lanes(before, after, stages)))
    note = f"<p>{_INTERVALS}</p>" if any("class='by" in row for row in numbers) else ""
    return _table(f"<th></th>{head}", rows) + note


_INTERVALS = (
    "The interval of a change is made of those of the two numbers (Zou and Donner 2008), of people who are "
    "not the same; it is bold where it leaves zero."
)


def _table(head: str, rows: str) -> str:
    inside = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="wide"><table>{inside}</table></div>'


def _phases(before: Document, after: Document, stages: Mapping[str, str]) -> Iterator[str]:
    """The phase of each stage, then and now, where either map has phases."""
    if not before.phases and not after.phases:
        return
    sides = []
    for document in (before, after):
        names = labels(document.phases)
        sides.append({stage.id: _phase(stage, names) for stage in document.stages})
    cells = []
    for id in stages:
        then, now = (side.get(id, "") for side in sides)
        mark = "" if then == now or not all(id in side for side in sides) else "<small>phase changed</small>"
        cells.append(f"<td>{_changed(then, now)}{mark}</td>")
    yield f"<tr><th scope='row'>Phase</th>{''.join(cells)}</tr>"


def _phase(stage: Stage, names: Mapping[str, str]) -> str:
    return "" if stage.phase is None else names.get(stage.phase, stage.phase)


def _numbers(before: Document, after: Document, stages: Mapping[str, str]) -> Iterator[str]:
    for source in after.sources:
        alike = [other for other in before.sources if source.id == other.id or source.name == other.name]
        if not alike:
            continue
        old = alike[0]
        same_rows = bool(source.fingerprint) and source.fingerprint == old.fingerprint
        for name in sorted(
            {name for row in (*old.figures.values(), *source.figures.values()) for name in row}
        ):
            pairs = [(_figure(old.figures, id, name), _figure(source.figures, id, name)) for id in stages]
            if all(a == b for a, b in pairs):
                continue
            then, now = _info(old, name), _info(source, name)
            # Intervals of two confidences make none of the change.
            has_interval = then.level == now.level and not same_rows
            cells = "".join(
                f"<td>{_number(a, now)} → <b>{_number(b, now)}</b>{_change(a, b, now, has_interval)}</td>"
                for a, b in pairs
            )
            yield f"<tr><th scope='row'>{escape(source.name)}, {escape(now.label or name)}</th>{cells}</tr>"


def _figure(figures: Mapping[str, Mapping[str, Figure]], stage: str, measure: str) -> Figure:
    return figures.get(stage, {}).get(measure, Figure(n=0, why="not asked"))


def _info(source: Source, name: str) -> MeasureInfo:
    """How to read a measure; of a file without legends no more than its name."""
    every = source.legend.measures if source.legend else ()
    bare = MeasureInfo(name=name, label=name, unit="score", low=-inf, high=inf, level=0.95)
    return next((info for info in every if info.name == name), bare)


def _number(figure: Figure, info: MeasureInfo) -> str:
    if figure.value is None:
        return escape(figure.why or "no number")
    known = figure.low is not None and figure.high is not None
    ends = f" ({write_interval(info.unit, figure.low, figure.high)})" if known else ""  # type: ignore[arg-type]
    return f"{write_value(info.unit, figure.value)}{ends}, n {figure.n:,}"


def _change(then: Figure, now: Figure, info: MeasureInfo, has_interval: bool) -> str:
    """By how much a number changed, with its interval; bold where that leaves zero."""
    if then.value is None or now.value is None:
        return ""
    by = now.value - then.value
    known = None not in (then.low, then.high, now.low, now.high)
    if not has_interval or not known:
        return f"<span class='by'>{_signed(info, by)}</span>"
    low, high = recovered_interval(
        (now.value, now.low, now.high),  # type: ignore[arg-type]
        (then.value, then.low, then.high),  # type: ignore[arg-type]
    )
    words = f"{_signed(info, by)} ({_signed(info, low)} to {_signed(info, high)})"
    return f"<span class='by{' clear' if low > 0 or high < 0 else ''}'>{words}</span>"


def _signed(info: MeasureInfo, by: float) -> str:
    """A difference in the unit of its measure, of shares in percentage points; as the screen writes it."""
    match info.unit:
        case "share":
            return f"{signed(by * 100, 1)} pp"
        case "amount":
            return f"+{compact(by)}" if by > 0 else compact(by)
        case "minutes":
            return f"{signed(by, 1)} min"
        case unit:
            return signed(by, 1 if unit == "nps" else 2)


def _lanes(before: Document, after: Document, stages: Mapping[str, str]) -> Iterator[str]:
    lanes = {lane.id: lane.name for lane in (*card_lanes(before), *card_lanes(after))}
    places, here = set(card_ids(before)), set(card_ids(after))
    for lane, name in lanes.items():
        cells = []
        for stage in stages:
            old = {card.id: card for card in before.cells.get(lane, {}).get(stage, ())}
            new = {card.id: card for card in after.cells.get(lane, {}).get(stage, ())}
            cells.append([*_changed_cards(old, new, places, here)])
        if any(cells):
            row = "".join(
                f"<td>{''.join(one)}</td>" if one else "<td class='same'>no change</td>" for one in cells
            )
            yield f"<tr><th scope='row'>{escape(name)}</th>{row}</tr>"


def _changed_cards(
    old: Mapping[str, Card], new: Mapping[str, Card], places: Set[str], here: Set[str]
) -> Iterator[str]:
    for id, card in new.items():
        if id in old and old[id] != card:
            yield _card(_changed(old[id].text, card.text), f"changed{_fields(old[id], card)}")
        elif id not in old:
            yield _card(f"<ins>{escape(card.text)}</ins>", "moved here" if id in places else "added")
    for id, card in old.items():
        if id not in new:
            yield _card(f"<del>{escape(card.text)}</del>", "moved away" if id in here else "removed")


_LONG = 40
"""Above so many characters a value of a card is not worth its room."""


def _fields(was: Card, now: Card) -> str:
    """The fields of a card that differ, but its text: ", owner: Ana → Ben, hypothesis"."""
    parts = []
    for name in now.__struct_fields__:
        old, new = getattr(was, name), getattr(now, name)
        if old == new or name == "text":
            continue
        then, after = (_brief(value) for value in (old, new))
        field = name.replace("_", " ")
        parts.append(field if then is None or after is None else f"{field}: {then} → {after}")
    return "".join(f", {part}" for part in parts)


def _brief(value: Any) -> str | None:
    """A value short enough to be said; None for any other."""
    if value in (None, "", ()):
        return "none"
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    if isinstance(value, float):
        value = f"{value:g}"
    return str(value) if isinstance(value, str | int) and len(str(value)) <= _LONG else None


def _card(text: str, word: str) -> str:
    return f'<div class="card">{text}<small>{escape(word)}</small></div>'


def _changed(before: str, after: str) -> str:
    """The text of now with what went and what came, word by word."""
    old, new = _PIECE.findall(before.strip()), _PIECE.findall(after.strip())
    words = SequenceMatcher(a=[one.lstrip() for one in old], b=[one.lstrip() for one in new], autojunk=False)
    parts: list[str] = []
    for what, a, b, c, d in words.get_opcodes():
        if what != "equal" and a < b:
            parts.append(f"<del>{escape(''.join(old[a:b]))}</del>")
        if c == d:
            continue
        text = "".join(new[c:d])
        if parts and parts[-1].endswith("</del>") and text[0].isalnum():
            parts.append(" ")  # the first word of a text has no space before it
        parts.append(escape(text) if what == "equal" else f"<ins>{escape(text)}</ins>")
    return "".join(parts)


# --- the rest


def _rest(every: Sequence[Difference]) -> str:
    """All else that differs, a line each."""
    rows = [
        "".join(("<tr>", *(f"<td>{escape(_text(value))}</td>" for value in _values(one)), "</tr>"))
        for one in every
        if one.what not in ("card", "figure")
    ]
    if not rows:
        return ""
    names = ("Change", "What", "Where", "Field", "Then", "Now")
    return _table("".join(f"<th scope='col'>{name}</th>" for name in names), "".join(rows))


def _values(one: Difference) -> tuple[Any, ...]:
    return one.change, one.what, one.where, one.field, one.before, one.after


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:400]
