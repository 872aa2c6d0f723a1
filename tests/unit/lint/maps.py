"""Small maps for the tests of rules: one that no rule finds fault with, and changes to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from cjm_widgets.document.lane_kinds import lane_called
from cjm_widgets.document.model import (
    Card,
    Counts,
    Document,
    Figure,
    Hypothesis,
    Id,
    Lane,
    Legend,
    MeasureInfo,
    Metric,
    Persona,
    Score,
    Source,
    Stage,
)

TODAY = date(2026, 6, 30)
STAGES = ("search", "choose", "use")
CURVE = MeasureInfo(name="mean", label="Mean", unit="score", low=1, high=5, level=0.95)


def card(text: str, id: str = "", **fields: Any) -> Card:
    """A card, its id made of its text."""
    return Card(id=id or text.casefold().replace(" ", "-")[:60] or "blank", text=text, **fields)


def lane(name: str, **fields: Any) -> Lane:
    """A lane that is what its name says."""
    return Lane(id=name.casefold().replace(" ", "-"), name=name, **{**lane_called(name), **fields})


def figure(n: int = 400, value: float | None = 4.0, **fields: Any) -> Figure:
    """A measured number."""
    return Figure(n=n, value=value, **fields)


def source(figures: Mapping[Id, Figure] | None = None, *, measure: str = "mean", **fields: Any) -> Source:
    """A survey with the same measure at each stage."""
    every = dict.fromkeys(STAGES, figure()) if figures is None else figures
    usual: dict[str, Any] = {
        "id": "survey",
        "name": "Survey",
        "scale": (1.0, 5.0),
        "rows": 400,
        "read": "2026-06-01T10:00:00+00:00",
        "legend": Legend(measures=(CURVE,), curve=CURVE, respondents=400),
    }
    return Source(**{**usual, **fields}, figures={stage: {measure: one} for stage, one in every.items()})


OPPORTUNITY = card(
    "Show the total price",
    evidence="data",
    n=40,
    owner="AO",
    kpi="Completed orders",
    hypothesis=Hypothesis(
        change="If the total is shown, more people finish",
        metric=Metric(name="Orders", target=0.8),
        guardrails=(Metric(name="Returns"),),
    ),
    due="2026-09-30",
    status="Idea",
    impact=(6.0, 8.0),
    ease=5.0,
)
PAIN = card("Finds the price only at the end", evidence="data", n=40, severity=2)


def good() -> Document:
    """A map that no rule finds fault with."""
    lanes = [
        lane(name) for name in ("Emotion", "Rating", "Actions", "Touchpoints", "Pain points", "Opportunities")
    ]
    lanes[1] = replace(lanes[1], target=4.0)
    touchpoints = (("Shop window", "store"), ("Sales person", "person"), ("Manual", "paper"))
    return Document(
        id="bicycle",
        title="Buying a bicycle",
        scenario="Somebody looks for a bicycle to ride to work",
        metric=Metric(name="NPS", target=40),
        review="2026-12-31",
        personas=(Persona(id="commuter", name="Commuter", about="Rides to work"),),
        stages=(
            Stage(id="search", name="Search", goal="Know what there is"),
            Stage(id="choose", name="Choose", goal="Trust one of them", moment_of_truth=True),
            Stage(id="use", name="Use", goal="Get to work in time"),
        ),
        lanes=tuple(lanes),
        cells={
            "actions": {
                stage: (card(text, evidence="data", n=40),)
                for stage, text in zip(
                    STAGES, ("Asks a friend", "Tries two in a shop", "Rides to work"), strict=True
                )
            },
            "touchpoints": {
                stage: (card(text, channel=channel),)
                for stage, (text, channel) in zip(STAGES, touchpoints, strict=True)
            },
            "pain-points": {"choose": (PAIN,)},
            "opportunities": {"choose": (OPPORTUNITY,)},
        },
        emotion={
            "commuter": {
                stage: Score(value, evidence="quote", source="Interviews 1 to 8")
                for stage, value in zip(STAGES, (0.5, -0.5, 1.5), strict=True)
            }
        },
        sources=(source(),),
    )


def bare() -> Document:
    """The good map without its survey."""
    document = good()
    lanes = tuple(one for one in document.lanes if one.kind != "measure")
    return replace(document, sources=(), lanes=lanes)


def changed(**fields: Any) -> Document:
    """The good map with other fields."""
    return replace(good(), **fields)


def with_cards(lane: str, stage: str, *cards: Card) -> Document:
    """The good map with other cards in a cell."""
    document = good()
    row = {**document.cells.get(lane, {}), stage: cards}
    return replace(document, cells={**document.cells, lane: row})


def with_lane(one: Lane, cards: Mapping[str, tuple[Card, ...]] | None = None) -> Document:
    """The good map with one more lane."""
    document = good()
    cells = {**document.cells, one.id: dict(cards)} if cards else document.cells
    return replace(document, lanes=(*document.lanes, one), cells=cells)


def with_curve(*values: float | None, **fields: Any) -> Document:
    """The good map with another drawn curve."""
    score = {"evidence": "quote", "source": "Interviews", **fields}
    pairs = zip(STAGES, values, strict=False)
    curve = {stage: Score(value, **score) for stage, value in pairs if value is not None}
    return changed(emotion={"commuter": curve})


def with_stages(*names: str) -> Document:
    """The good map with other stages, and all cards at the first."""
    document = good()
    stages = tuple(
        Stage(id=f"s{at}", name=name, goal="Get on", moment_of_truth=at == 0) for at, name in enumerate(names)
    )
    cells = {lane: {stages[0].id: next(iter(row.values()))} for lane, row in document.cells.items()}
    return replace(document, stages=stages, cells=cells, emotion={}, sources=())


def with_sources(*sources: Source) -> Document:
    """The good map with other sources."""
    return changed(sources=sources)


def segments(column: str, numbers: Mapping[str, int]) -> Counts:
    """Counts of respondents by a column."""
    return Counts(
        by=(column,),
        segments=tuple((value,) for value in numbers),
        respondents=tuple(numbers.values()),
    )


def codes(findings: Sequence[Any]) -> set[str]:
    """The codes of findings."""
    return {finding.rule.code for finding in findings}
