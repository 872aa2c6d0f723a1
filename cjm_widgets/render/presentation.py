"""The presentation of a page: the curve, and each stage in the size a room needs, shown by the page's script.

Without the script nothing of it is seen. Notes, which are for whoever presents, are not in a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.document.coverage import BACKED
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.model import Card, Lane, Stage
from cjm_widgets.render.content import UNTITLED, Content
from cjm_widgets.render.markup import add_text, as_html
from cjm_widgets.render.measure_lane import MeasureLane, measure_lane, standing
from cjm_widgets.render.numbers import brief, count, plain, write_interval, write_value
from cjm_widgets.render.paint import line_path
from cjm_widgets.render.personas import look_of
from cjm_widgets.render.shapes import number_of
from cjm_widgets.render.words import printable

_STAGE = 100
"""Width of a stage in the drawing, which stretches to the width of the screen."""
_HEIGHT, _TOP, _FOOT = 130, 14, 116
_STANDS = {"above": "Above the target.", "below": "Below the target.", "unclear": "Not clear of the target."}
_KEYS = (
    ("first", "Start", "Home"),
    ("blank", "Blank", "B"),
    ("full", "Full screen", "F"),
    ("leave", "Leave", "Esc"),
)


def presentation_html(contents: Sequence[Content]) -> str:
    """The dialog that presents a map, closed.

    Parameters
    ----------
    contents
        The same map under different filters; the page's script shows the numbers of one of them.
    """
    title = printable(contents[0].document.title or UNTITLED)
    return as_html(Element("dialog", {"aria-label": f"Presentation: {title}"}), _parts(contents, title))


def _parts(contents: Sequence[Content], title: str) -> Iterator[Element]:
    content = contents[0]
    top = Element("header")
    add_text(top, "b", title)
    top.append(_legend(contents))
    SubElement(top, "span", {"class": "place"})
    yield top
    yield _curve(contents)
    steps = Element("ol", {"aria-label": "Stages"})
    for number, stage in enumerate(content.stages, 1):
        button = SubElement(SubElement(steps, "li"), "button", {"type": "button"})
        add_text(button, "span", f"{number} ")
        button[-1].tail = printable(stage.name)
    yield steps
    numbers = [_first_measures(one) for one in contents]
    cards = [
        (lane.name, _cards_by_stage(content, lane)) for lane in content.lanes if lane_content(lane) == "cards"
    ]
    for at, stage in enumerate(content.stages):
        yield _stage(content, stage, at, numbers, cards)
    foot = Element("footer")
    _button(foot, "previous", "", "←")
    keys = SubElement(foot, "span", {"class": "keys"})
    for act, words, key in _KEYS:
        _button(keys, act, words, key)
    _button(foot, "next", "", "→")
    yield foot
    yield Element("p", {"role": "status"})


def present_button() -> Element:
    """What opens the presentation; the script shows it."""
    button = Element("button", {"type": "button", "class": "present", "hidden": ""})
    button.text = "Present"
    return button


def _button(into: Element, act: str, words: str, key: str) -> None:
    button = SubElement(into, "button", {"type": "button", "data-act": act})
    add_text(button, "span", words)
    add_text(button, "kbd", key)


# --- the curve


def _curve(contents: Sequence[Content]) -> Element:
    content = contents[0]
    width = _STAGE * max(len(content.stages), 1)
    box = {"viewBox": f"0 0 {width} {_HEIGHT}", "preserveAspectRatio": "none", "aria-hidden": "true"}
    svg = Element("svg", box)
    SubElement(svg, "rect", {"class": "here", "width": str(_STAGE), "height": str(_HEIGHT)})
    low, high = content.document.scale
    zero = _height(content, 0.0 if low < 0 < high else (low + high) / 2)
    for y, kind in ((_TOP, "guide"), (zero, "zero"), (_FOOT, "guide")):
        line = {"x1": "0", "x2": str(width), "y1": brief(y), "y2": brief(y)}
        SubElement(svg, "line", {"class": kind, **line})
    for place, persona in enumerate(content.document.personas):
        scores = content.document.emotion.get(persona.id, {})
        values = [score.value if (score := scores.get(stage.id)) else None for stage in content.stages]
        look = look_of(place)
        stroke = {"stroke": f"var(--{look.colour})", "stroke-dasharray": look.dash}
        _line(svg, content, values, {"class": "drawn", **stroke, **_of_persona(content, place)}, look.round)
    for choice, one in enumerate(contents):
        values = _measured(one)
        if any(value is not None for value in values):
            _line(svg, one, values, {"class": "measured", **_of_choice(contents, choice)})
    return svg


def _legend(contents: Sequence[Content]) -> Element:
    """What the curves are."""
    legend, content = Element("span"), contents[0]
    if any(value is not None for value in _measured(content)):
        legend.text = "Solid: measured. "
    for place, persona in enumerate(content.document.personas):
        words = f"{'Dotted' if look_of(place).round else 'Dashed'}: drawn for {persona.name}"
        add_text(legend, "span", words, **_of_persona(content, place))
    return legend


def _of_persona(content: Content, place: int) -> dict[str, str]:
    """What the page's script reads to show one persona of several; the first is shown at the start."""
    if len(content.document.personas) == 1:
        return {}
    return {"data-persona": str(place), **({"hidden": ""} if place else {})}


def _line(
    svg: Element,
    content: Content,
    values: Sequence[float | None],
    look: dict[str, str],
    is_round: bool = False,
) -> None:
    """A curve, and a dot for each of its values."""
    spots = [
        None if value is None else ((at + 0.5) * _STAGE, _height(content, value))
        for at, value in enumerate(values)
    ]
    group = SubElement(svg, "g", {key: value for key, value in look.items() if key != "stroke-dasharray"})
    dash = {"stroke-dasharray": look["stroke-dasharray"]} if "stroke-dasharray" in look else {}
    if is_round:
        dash["stroke-linecap"] = "round"
    SubElement(group, "path", {"d": line_path(spots), **dash})
    dots = "".join(f"M{brief(x)} {brief(y)}h.01" for x, y in filter(None, spots))
    SubElement(group, "path", {"class": "dots", "d": dots})


def _height(content: Content, value: float) -> float:
    low, high = content.document.scale
    return _TOP + (high - value) / (high - low) * (_FOOT - _TOP)


def _measured(content: Content) -> list[float | None]:
    lane = next((lane for lane in content.lanes if lane_content(lane) == "emotions"), None)
    reading = content.reading_of_curve(lane.source if lane else None)
    points = reading.curve if reading else {}
    return [points[stage.id].value if stage.id in points else None for stage in content.stages]


def _of_choice(contents: Sequence[object], choice: int) -> dict[str, str]:
    """What the page's script reads to show the numbers of a choice; the first is shown at the start."""
    if len(contents) == 1:
        return {}
    return {"data-choice": str(choice), **({"hidden": ""} if choice else {})}


# --- a stage


def _stage(
    content: Content,
    stage: Stage,
    at: int,
    numbers: Sequence[MeasureLane | None],
    lanes: Sequence[tuple[str, Sequence[Sequence[Card]]]],
) -> Element:
    section = Element("section", {"data-stage": str(at), "hidden": "", "tabindex": "0"})
    section.set("aria-label", printable(stage.name))
    words = SubElement(section, "div", {"class": "about"})
    phase = next((phase.name for phase in content.document.phases if phase.id == stage.phase), "")
    above = " · ".join(filter(None, [phase, "Moment of truth" if stage.moment_of_truth else ""]))
    if above:
        add_text(words, "p", above)
    add_text(words, "h2", stage.name)
    if stage.goal:
        add_text(words, "p", stage.goal, **{"class": "goal"})
    for choice, one in enumerate(numbers):
        if one is not None:
            _numbers(words, one, at, _of_choice(numbers, choice))
    cards = SubElement(section, "div", {"class": "cards"})
    for name, columns in lanes:
        if columns[at]:
            block = SubElement(cards, "div")
            add_text(block, "h3", name)
            items = SubElement(block, "ul")
            for card in columns[at]:
                _card(items, card)
    return section


def _first_measures(content: Content) -> MeasureLane | None:
    """The first row of measures that the map shows, if it has any."""
    lane = next((lane for lane in content.lanes if lane_content(lane) == "measures"), None)
    row = measure_lane(content, lane) if lane else None
    return row if row is not None and row.lines else None


def _numbers(into: Element, row: MeasureLane, at: int, choice: dict[str, str]) -> None:
    """The first number the map shows of a stage, with its interval and n, and how it stands to the target."""
    lead, *others = row.lines
    figure, unit = lead.figures[at], lead.measure.unit
    if figure.value is None:
        return
    stands = standing(figure, lead.target)
    block = SubElement(into, "div", choice)
    number = SubElement(block, "p", {"class": "number"})
    opens = {"type": "button", "data-number": number_of(lead.row, at)}
    value = SubElement(number, "b", {"class": stands})
    add_text(value, "button", write_value(unit, figure.value), **opens)
    interval = ""
    if figure.low is not None and figure.high is not None:
        interval = f" {write_interval(unit, figure.low, figure.high)}"
    target = "" if lead.target is None else f" · target {plain(lead.target, 1)}"
    facts = SubElement(number, "span")
    add_text(facts, "span", f"{lead.measure.label}{interval}")
    add_text(facts, "span", f"n {count(figure.n)}{target}")
    further = [
        f"{line.measure.label} {write_value(line.measure.unit, other.value)}."
        for line in others
        if (other := line.figures[at]).value is not None
    ]
    note = " ".join(filter(None, [_STANDS.get(stands, ""), *further]))
    if note:
        add_text(block, "p", note)


def _cards_by_stage(content: Content, lane: Lane) -> list[Sequence[Card]]:
    """The cards of each cell, after those of earlier stages that reach into it."""
    row = content.document.cells.get(lane.id, {})
    columns: list[Sequence[Card]] = [row.get(stage.id, ()) for stage in content.stages]
    reaching: dict[int, list[Card]] = {}
    for start, cards in enumerate(columns):
        for card in cards:
            for at in range(start + 1, min(start + card.span, len(columns))):
                reaching.setdefault(at, []).append(card)
    for at, earlier in reaching.items():
        columns[at] = [*earlier, *columns[at]]
    return columns


def _card(items: Element, card: Card) -> None:
    item = SubElement(items, "li", {"class": card.evidence})
    text = f"“{card.text}”" if card.evidence == "quote" else card.text
    add_text(item, "span", text)
    backed = f"n {count(card.n)}" if card.evidence == "data" and card.n is not None else card.source
    if card.evidence in BACKED and backed:
        add_text(item, "small", backed)
