"""Maps to draw: one with everything a map can have, and one that says a text wherever it can."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cjm_widgets as cjm
from cjm_widgets.document.model import (
    Card,
    Comment,
    Counts,
    Document,
    Lane,
    Measure,
    Persona,
    Phase,
    Score,
    Source,
    Stage,
    Tally,
)
from cjm_widgets.examples import AIRPORT_COLUMNS, airport_survey


def airport(by: Sequence[str] = ("flight_type",)) -> cjm.Journey:
    """The airport template with its survey joined."""
    journey = cjm.Journey.from_template("airport-departure")
    journey.join(
        airport_survey(), columns=AIRPORT_COLUMNS, scale=(1, 5), missing=[0, 6, "Blank"], by=list(by)
    )
    return journey


def saying(texts: Sequence[str]) -> Document:
    """A map with a stage for each text, which says it in every field that takes text."""
    stages = tuple(
        Stage(id=f"s{at}", name=text, goal=text, timing=text, phase=f"p{at}") for at, text in enumerate(texts)
    )
    cells = {
        lane: {
            f"s{at}": (
                Card(
                    id=f"{lane}{at}",
                    text=text,
                    evidence="quote",
                    source=text,
                    tags=(text,),
                    owner=text,
                    kpi=text,
                    channel=text,
                    links=(text, f"https://example.com/{text}", f"javascript:{text}"),
                    comments=(Comment(author=text, text=text),),
                ),
            )
            for at, text in enumerate(texts)
        }
        for lane in ("cards", "chips")
    }
    first = texts[0]
    return Document(
        id="saying",
        title=first,
        scenario=first,
        stages=stages,
        phases=tuple(Phase(id=f"p{at}", name=text) for at, text in enumerate(texts)),
        lanes=(
            Lane(id="emotion", name=first, kind="emotion", role="emotion", hint=first),
            Lane(id="measure", name=first, kind="measure", role="measure", hint=first),
            Lane(id="cards", name=first, hint=first),
            Lane(id="chips", name=first, role="touchpoints", layer="backstage"),
        ),
        personas=tuple(
            Persona(id=f"r{at}", name=text, about=text, segment={first: text})
            for at, text in enumerate(texts[:2])
        ),
        emotion={"r0": {f"s{at}": Score(value=(-1) ** at) for at in range(len(texts))}},
        cells=cells,
        sources=(_counted(texts, first),),
    )


def _counted(texts: Sequence[str], column: str) -> Source:
    segments = tuple((text,) for text in dict.fromkeys(texts[:3]))
    n = tuple((20 + at, 40) for at in range(len(segments)))
    tally = Tally((4.0, 5.0), n)
    return Source(
        id="survey",
        name=texts[0],
        by=(column,),
        scale=(1.0, 5.0),
        measures=(Measure("mean"), Measure("top_box")),
        rows=1000,
        read=texts[0],
        counts=Counts(
            by=(column,),
            segments=segments,
            respondents=tuple(map(sum, n)),
            stages={f"s{at}": tally for at in range(len(texts))},
        ),
    )


def numbers_in(text: str) -> list[str]:
    """The numbers that a text writes."""
    return re.findall(r"[−+]?\d[\d,]*(?:\.\d+)?", text)
