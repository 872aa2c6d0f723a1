"""The map as a table that a screen reader reads and a keyboard walks: stages as columns, lanes as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from cjm_widgets.analysis.tables import FEW
from cjm_widgets.document.model import Card, Lane
from cjm_widgets.document.names import labels
from cjm_widgets.render.card_lane import spans_of
from cjm_widgets.render.emotion_axis import EmotionAxis
from cjm_widgets.render.evidence import WORDS, evidence_of, said_by
from cjm_widgets.render.header import UNTITLED
from cjm_widgets.render.headers import phase_runs
from cjm_widgets.render.measure_axis import write_value
from cjm_widgets.render.numbers import count, duration
from cjm_widgets.render.readings import NOTHING, Reading
from cjm_widgets.render.scene import Scene
from cjm_widgets.render.words import printable

_LEVELS = {1: "low", 2: "medium", 3: "high"}
_SAFE = ("http", "https", "mailto")


def table(scenes: Sequence[Scene]) -> Element:
    """The table of a scene; the rows of numbers of the further ones are in it, hidden.

    Parameters
    ----------
    scenes
        The same map under different filters.
    """
    scene = scenes[0]
    made = Element("table")
    caption = f"{scene.document.title or UNTITLED}. Cards without a word on what backs them are assumptions."
    _add(made, "caption", caption)
    _head(SubElement(made, "thead"), scene)
    body = SubElement(made, "tbody")
    for lane in scene.lanes:
        if lane.kind == "cards":
            body.append(_cards(scene, lane))
            continue
        if lane.kind == "emotion":
            body.extend(_drawn(scene, lane))
        for choice, one in enumerate(scenes):
            for row in _numbers(one, lane):
                if len(scenes) > 1:
                    row.set("data-choice", str(choice))
                if choice:
                    row.set("hidden", "")
                body.append(row)
    return made


def written(element: Element) -> str:
    """An element as HTML."""
    return tostring(element, "unicode", method="html")


def _add(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = printable(text)
    return element


def _row(name: str) -> Element:
    row = Element("tr")
    _add(row, "th", name, scope="row")
    return row


def _head(head: Element, scene: Scene) -> None:
    runs = phase_runs(scene.stages, scene.document.phases)
    if runs:
        row = SubElement(head, "tr")
        _add(row, "td", "")
        for run in runs:
            _add(row, "th", run.phase.name if run.phase else "", scope="colgroup", colspan=str(run.count))
    row = SubElement(head, "tr")
    _add(row, "th", "Lane", scope="col")
    for name in labels(scene.stages).values():
        _add(row, "th", name, scope="col")
    about = {
        "Goal": [stage.goal for stage in scene.stages],
        "Takes": [
            stage.timing if stage.duration is None else duration(stage.duration) for stage in scene.stages
        ],
        "Moment of truth": ["yes" if stage.moment_of_truth else "" for stage in scene.stages],
    }
    for name, texts in about.items():
        if any(texts):
            row = _row(name)
            for text in texts:
                _add(row, "td", text)
            head.append(row)


# --- numbers


def _drawn(scene: Scene, lane: Lane) -> Iterator[Element]:
    """A row for each persona's drawn emotions."""
    axis = EmotionAxis(*scene.document.scale)
    reading = scene.reading(lane.source) or scene.reading(None)
    for id, name in labels(scene.document.personas).items():
        inside = reading.inside.get(id, {}) if reading else {}
        scores = scene.document.emotion.get(id, {})
        row = _row(f"{lane.name}, {name}, drawn")
        for stage in scene.stages:
            score = scores.get(stage.id)
            said = "no score drawn" if score is None else axis.write_drawn(score.value)
            outside = "" if inside.get(stage.id, True) else ", outside the measured interval"
            _add(row, "td", said + outside)
        yield row


def _numbers(scene: Scene, lane: Lane) -> Iterator[Element]:
    """The rows of what was measured, under the filters of the scene."""
    reading = scene.reading(lane.source) or (scene.reading(None) if lane.kind == "emotion" else None)
    if reading is None:
        return
    if lane.kind == "emotion":
        yield _measured(scene, lane, reading)
        return
    for measure in reading.chosen(lane.measures):
        row = _row(reading.with_note(f"{lane.name}, {measure.label}"))
        for stage in scene.stages:
            figure = reading.figure(stage.id, measure)
            if figure.value is None:
                _add(row, "td", NOTHING[figure.why or "not asked"])
                continue
            said = [write_value(measure.unit, figure.value)]
            if figure.low is not None and figure.high is not None:
                ends = (write_value(measure.unit, end) for end in (figure.low, figure.high))
                said.append(" to ".join(ends))
            said.append(f"n {count(figure.n)}")
            _add(row, "td", ", ".join([*said, "few respondents"] if figure.n < FEW else said))
        yield row
    if reading.marks:
        row = _row(f"{lane.name}, segments that differ")
        for stage in scene.stages:
            _add(row, "td", "; ".join(reading.marks.get(stage.id, ())))
        yield row


def _measured(scene: Scene, lane: Lane, reading: Reading) -> Element:
    axis = EmotionAxis(*scene.document.scale)
    row = _row(reading.with_note(f"{lane.name}, measured"))
    for stage in scene.stages:
        point = reading.curve.get(stage.id)
        _add(row, "td", "" if point is None else axis.write(point.value, 2))
    return row


# --- cards


def _cards(scene: Scene, lane: Lane) -> Element:
    row = _row(lane.name)
    cells = scene.document.cells.get(lane.id, {})
    for stage, span in zip(scene.stages, spans_of(cells, scene.stages), strict=True):
        if not span:
            continue
        cell = SubElement(row, "td", {"colspan": str(span)} if span > 1 else {})
        cards = cells.get(stage.id, ())
        if len(cards) == 1:
            _card(cell, cards[0], lane)
        elif cards:
            listed = SubElement(cell, "ul")
            for card in cards:
                _card(SubElement(listed, "li"), card, lane)
    return row


def _card(into: Element, card: Card, lane: Lane) -> None:
    into.text = printable(card.text)
    said = list(_said(card, lane))
    if said:
        into.text += " "
        _add(into, "small", " · ".join(said))
    for link in card.links:
        if urlsplit(_plain(link)).scheme.lower() in _SAFE:
            _add(into, "a", link, href=_plain(link), rel="noopener noreferrer")
        else:
            _add(into, "small", link)


def _plain(link: str) -> str:
    """A link as a browser would follow it, without what it ignores."""
    return "".join(printable(link).split())


def _said(card: Card, lane: Lane) -> Iterator[str]:
    """What a card says besides its text, in words."""
    evidence = evidence_of(card, lane)
    if evidence in ("quote", "data"):
        yield ": ".join(part for part in (WORDS[evidence], said_by(card, evidence)) if part)
    levels = {"severity": card.severity, "impact": card.impact, "effort": card.effort}
    for name, level in levels.items():
        if level:
            yield f"{name} {_LEVELS[level]}"
    for name, text in (("KPI", card.kpi), ("owner", card.owner), ("channel", card.channel)):
        if text:
            yield f"{name} {text}"
    if card.ours is not None:
        yield "ours" if card.ours else "a partner's"
    yield from (f"#{tag}" for tag in card.tags)
    yield from (f"{comment.author}: {comment.text}" for comment in card.comments)
