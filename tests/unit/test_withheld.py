"""What a map withholds is in nothing that it becomes: neither said nor in the place of a single line.

Two surveys differ only in what is withheld: how many of a small segment there were, and what they and the
segment withheld with them answered. Whatever a map is made into has to be the same of both.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import lxml.etree
import lxml.html
import msgspec
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.rows.naming import OTHER
from cjm_widgets.storage import file
from cjm_widgets.widgets.numbers import measured_of

CREW = [1] * 137 + [2] * 149
STAFF = [4] * 311 + [5] * 167
PUBLIC = [1, 2, 3, 4, 5] * 400
SECRETS = {"137", "149", "311", "167", "286", "478", "1.52", "4.35"}
"""How many gave each answer, how many there were, and the means of both segments."""
MADE: dict[str, Callable[[cjm.Journey], str | bytes]] = {
    "svg": lambda journey: journey.to_svg(),
    "html": lambda journey: journey.to_html(),
    "png": lambda journey: journey.to_png(scale=1),
    "csv": lambda journey: journey.to_csv() + journey.to_csv(tidy=True),
    "xlsx": lambda journey: journey.to_xlsx(tidy=True),
    "mermaid": lambda journey: journey.to_mermaid(),
    "markdown": lambda journey: journey.to_markdown(),
    "pptx": lambda journey: journey.to_pptx(),
    "file": lambda journey: file.dumps(journey.document),
    "display": lambda journey: told(
        journey._repr_mimebundle_()[0], "application/vnd.jupyter.widget-view+json"
    ),
    "wire": lambda journey: msgspec.json.encode(measured_of(journey, "")),
    "curve": lambda journey: json.dumps(journey.chart(by="team").to_dict()),
    "distribution": lambda journey: json.dumps(journey.chart("distribution", by="team").to_dict()),
    "compared": lambda journey: unfiltered(journey).compare("team").to_csv(),
    "frames": lambda journey: "".join(
        frame.to_csv(index=False)
        for frame in (
            journey.measures,
            journey.measures_by("team"),
            journey.distribution(),
            journey.summary(),
            journey.assumptions(),
        )
    ),
}


def unfiltered(journey: cjm.Journey) -> cjm.Journey:
    journey.filters = {}
    return journey


def told(bundle: dict[str, Any], *without: str) -> str:
    return json.dumps({kind: data for kind, data in bundle.items() if kind not in without})


def joined(crew: list[int], staff: list[int]) -> cjm.Journey:
    team = ["crew"] * len(crew) + ["staff"] * len(staff) + ["public"] * len(PUBLIC)
    rows = pd.DataFrame({"team": team, "Q1": [*crew, *staff, *PUBLIC]})
    rows["Q2"] = 6 - rows["Q1"]
    journey = cjm.Journey(["Arrive", "Wait"], personas=["Ana"], title="A visit")
    journey.set_persona("Ana", segment={"team": "crew"})
    journey.emotion["Ana"] = [1, -1]
    journey.join(
        rows,
        columns={"Q1": "Arrive", "Q2": "Wait"},
        scale=(1, 5),
        by="team",
        min_n=300,
        measures=[cjm.mean(), cjm.median(), cjm.top_box()],
    )
    return journey


@pytest.fixture(scope="module")
def both() -> tuple[cjm.Journey, cjm.Journey]:
    """The journey, and one whose crew were fewer and answered what staff did."""
    everyone = [*CREW, *STAFF]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cjm_widgets.journey.sources.source_record.now", lambda: "2026-03-01T10:42:00+00:00")
        return joined(CREW, STAFF), joined(everyone[-241:], everyone[:-241])


@pytest.mark.parametrize("filters", [{}, {"team": OTHER}, {"team": "public"}], ids=["all", "small", "large"])
@pytest.mark.parametrize("kind", MADE)
def test_nothing_depends_on_what_is_withheld(
    both: tuple[cjm.Journey, cjm.Journey], kind: str, filters: dict[str, str]
) -> None:
    made = []
    for journey in both:
        journey.filters = filters
        made.append(MADE[kind](journey))
    assert parts(made[0]) == parts(made[1])


@pytest.mark.parametrize("kind", [kind for kind in MADE if kind != "png"])
def test_no_withheld_number_is_written(both: tuple[cjm.Journey, cjm.Journey], kind: str) -> None:
    journey = both[0]
    journey.filters = {}
    words = " ".join(said(parts(MADE[kind](journey))))
    assert not {*re.findall(r"\d+(?:\.\d\d)?", words)} & SECRETS


def parts(made: str | bytes, name: str = "") -> list[tuple[str, bytes]]:
    """A file, or those packed in it at any depth; when they were packed is left out."""
    content = made.encode() if isinstance(made, str) else made
    if not content.startswith(b"PK"):
        return [(name, content)]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        inner = [name for name in packed.namelist() if name != "docProps/core.xml"]
        return [part for name in inner for part in parts(packed.read(name), name)]


def said(files: list[tuple[str, bytes]]) -> Iterator[str]:
    """The texts of files; where things are drawn is no text."""
    for name, content in files:
        if content.startswith(b"<!doctype"):
            yield from lxml.html.document_fromstring(content).itertext()
        elif content.startswith((b"<?xml", b"<svg")):
            yield from lxml.etree.fromstring(content).itertext()
        elif not name.endswith((".jpeg", ".bin")):
            yield content.decode()
