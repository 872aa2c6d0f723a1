"""The page for the whole class: all curves on one map, how far they are apart, what is often missing.

It is made to be shown to everybody: no name of a student or file is in it, and no number of fewer than
``min_n`` students.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median, quantiles
from typing import NamedTuple

from cjm_widgets.document.model import Document
from cjm_widgets.grading.looks import key
from cjm_widgets.grading.rubric import Rubric
from cjm_widgets.grading.scoring import Result
from cjm_widgets.grading.student_page import page, text
from cjm_widgets.lint.linter import Linter

_MOST_STAGES = 24
_MOST_FAULTS = 8
_WIDTH, _HEIGHT, _PAD, _TEXT = 120, 240, 20, 18
_NUMBER = ' class="number"'
_LONGEST = 16
"""Characters of a stage's name below the curves; the table has all."""


class StageSpread(NamedTuple):
    """How far the drawn emotions of a class are apart at a stage, each from -1 to 1 of its map's scale."""

    name: str
    n: int
    lowest: float
    lower: float
    middle: float
    upper: float
    highest: float


def class_page(rubric: Rubric, results: Sequence[Result], maps: Sequence[Document], min_n: int) -> str:
    """The page as HTML.

    Examples
    --------
    >>> "fewer than 10 students" in class_page(Rubric("A visit", ()), [], [], 10)
    True
    """
    title = f"{rubric.title or 'Assignment'}: the class"
    head = f"<h1>{text(title)}</h1>"
    if len(results) < max(min_n, 1):
        why = (
            f"Nothing is shown of fewer than {min_n} students: in so small a class, numbers tell who is who. "
            "Whoever shows more names a smaller min_n."
        )
        return page(title, f"{head}<p>{why}</p>")
    without = sum(bool(result.problem) for result in results)
    none = f" {_count(without, min_n)} without a map." if without else ""
    return page(
        title,
        f"{head}<p>{len(results)} submissions.{none}</p>"
        + _points(results)
        + _curves(maps, min_n)
        + _items(rubric, results)
        + _faults(maps, min_n, rubric.day),
    )


def _count(number: int, min_n: int) -> str:
    """A number of students, where it is one of many."""
    return str(number) if number >= min_n else f"Fewer than {min_n}"


def _points(results: Sequence[Result]) -> str:
    points = [result.points for result in results]
    of = results[0].of
    return f"<p>Half of all have {median(points):g} of {of:g} points or more.</p>"


def _items(rubric: Rubric, results: Sequence[Result]) -> str:
    """For each item the mean share of its points, the lowest first."""
    rows = []
    for at, item in enumerate(rubric.items):
        share = sum(result.items[at].points for result in results) / (item.points * len(results))
        rows.append((share, item.about))
    cells = "".join(
        f"<tr><td>{text(about)}</td><td class='number'>{share:.0%}</td></tr>" for share, about in sorted(rows)
    )
    return _table("What was asked", ("Asked", "Points, of all"), cells)


def _faults(maps: Sequence[Document], min_n: int, day: date | None) -> str:
    """The rules of lint that most maps break, where at least ``min_n`` do."""
    findings_of = [Linter().update(document, today=day) for document in maps]
    counted = Counter(
        rule for findings in findings_of for rule in {finding.rule.code for finding in findings}
    )
    titles = {finding.rule.code: finding.rule for findings in findings_of for finding in findings}
    often = [(code, number) for code, number in counted.most_common() if number >= min_n][:_MOST_FAULTS]
    if not often:
        return ""
    rows = "".join(
        f"<tr><td>{text(titles[code].title)}</td><td class='number'>{number} of {len(maps)}</td>"
        f"<td>{text(titles[code].advice)}</td></tr>"
        for code, number in often
    )
    return _table("Common faults", ("What", "Maps", "What to do"), rows)


def _table(title: str, head: Sequence[str], rows: str, numbers: int = 1) -> str:
    """A table whose first column is followed by ``numbers`` columns of numbers."""
    names = "".join(
        f'<th scope="col"{_NUMBER if 1 <= at <= numbers else ""}>{name}</th>' for at, name in enumerate(head)
    )
    inside = f"<thead><tr>{names}</tr></thead><tbody>{rows}</tbody>"
    return f"<h2>{title}</h2><div class='wide'><table>{inside}</table></div>"


# --- curves


def _curves(maps: Sequence[Document], min_n: int) -> str:
    curves = [curve for document in maps if (curve := _curve(document))]
    spreads = [*spreads_of(curves, min_n)]
    if not spreads:
        return f"<h2>Curves</h2><p>No stage has an emotion drawn by {min_n} students or more.</p>"
    names = [key(one.name) for one in spreads]
    lines = [_line("one", [curve[name][1] if name in curve else None for name in names]) for curve in curves]
    width = _WIDTH * len(spreads)
    labels = "".join(
        f'<text x="{_x(at):.0f}" y="{_HEIGHT - 4}" text-anchor="middle">{text(_short(one.name))}</text>'
        for at, one in enumerate(spreads)
    )
    zero = f'<line class="zero" x1="0" x2="{width}" y1="{_y(0):.1f}" y2="{_y(0):.1f}"/>'
    size = f'width="{width}" height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}"'
    middle = _line("middle", [one.middle for one in spreads])
    words = f"{len(curves)} drawn curves, and the middle one of each stage"
    picture = f'<svg role="img" aria-label="{words}" {size}>{zero}{"".join(lines)}{middle}{labels}</svg>'
    rows = "".join(
        f"<tr><td>{text(one.name)}</td><td class='number'>{one.n}</td>"
        + "".join(f"<td class='number'>{value:+.2f}</td>" for value in one[3:6])
        + "</tr>"
        for one in spreads
    )
    head = ("Stage", "Students", "A quarter is below", "Middle", "A quarter is above")
    note = (
        f"<p class='quiet'>{words}. From -1, the worst of a map's scale, to 1, the best. "
        f"Stages that fewer than {min_n} students have are left out.</p>"
    )
    return f"<h2>Curves</h2><div class='wide'>{picture}</div>{note}" + _table("Spread", head, rows, 4)


def _curve(document: Document) -> dict[str, tuple[str, float]]:
    """The first persona's curve: by the key of a stage its name, and the emotion from -1 to 1."""
    low, high = document.scale
    for persona in document.personas:
        if row := document.emotion.get(persona.id):
            return {
                key(stage.name): (stage.name, (row[stage.id].value - low) / (high - low) * 2 - 1)
                for stage in document.stages
                if stage.id in row
            }
    return {}


def spreads_of(curves: Sequence[dict[str, tuple[str, float]]], min_n: int) -> Iterator[StageSpread]:
    """The spread at each stage that at least ``min_n`` curves have, in the order that most have them."""
    places: dict[str, list[float]] = {}
    values: dict[str, list[float]] = {}
    names: dict[str, Counter[str]] = {}
    for curve in curves:
        for at, (stage, (name, value)) in enumerate(curve.items()):
            places.setdefault(stage, []).append(at / max(len(curve) - 1, 1))
            values.setdefault(stage, []).append(value)
            names.setdefault(stage, Counter())[name] += 1
    common = [stage for stage, every in values.items() if len(every) >= max(min_n, 1)]
    common.sort(key=lambda stage: (-len(values[stage]), stage))
    shown = sorted(common[:_MOST_STAGES], key=lambda stage: (sum(places[stage]) / len(places[stage]), stage))
    for stage in shown:
        every = sorted(values[stage])
        lower, middle, upper = quantiles(every, n=4, method="inclusive") if len(every) > 1 else every * 3
        yield StageSpread(
            names[stage].most_common(1)[0][0], len(every), every[0], lower, middle, upper, every[-1]
        )


def _x(at: int) -> float:
    return _WIDTH * (at + 0.5)


def _y(value: float) -> float:
    return _PAD + (1 - value) / 2 * (_HEIGHT - _TEXT - 2 * _PAD)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _line(kind: str, values: Sequence[float | None]) -> str:
    """A line through the stages that have a value; a stage without one is a gap."""
    parts: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            parts[-1].append(f"{_x(at):.1f},{_y(value):.1f}")
    return "".join(
        f'<polyline class="{kind}" points="{" ".join(points)}"/>' for points in parts if len(points) > 1
    )
