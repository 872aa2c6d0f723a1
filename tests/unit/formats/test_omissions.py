"""What a format leaves out is named once, with how often the map has it."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning


def _visit() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], ["Actions", "Emotion"], personas=["Ann"], title="A visit")
    journey.set_cell("Arrive", "Actions", "Parks\nPays")
    journey.set_emotion("Wait", -1)
    journey.cards["owner"] = ["Bo", ""]
    journey.cards["n"] = [3, 4]
    journey.sync()
    journey.set_stage("Wait", goal="A seat", duration=5)
    journey.set_lane("Actions", layer="backstage")
    journey.set_persona("Ann", about="Flies weekly")
    return journey


BESIDE = "duration of stages (1), layer of lanes (1), about of personas (1)"
WRITERS: dict[str, tuple[Callable[[cjm.Journey], object], str]] = {
    "csv": (
        lambda one: one.to_csv(),
        f"CSV {{}}: n of cards (2), owner of cards (1), goal of stages (1), {BESIDE}",
    ),
    "tidy": (lambda one: one.to_csv(tidy=True), f"CSV {{}}: title (1), goal of stages (1), {BESIDE}"),
    "xlsx": (
        lambda one: one.to_xlsx(tidy=True),
        f"XLSX {{}}: title (1), goal of stages (1), {BESIDE}",
    ),
    "mermaid": (lambda one: one.to_mermaid(), f"Mermaid {{}}: cards (2), goal of stages (1), {BESIDE}"),
}


@pytest.mark.parametrize("format", WRITERS)
def test_what_is_left_out_is_named_once_with_its_count(format: str) -> None:
    write, sentence = WRITERS[format]
    with pytest.warns(CjmWarning) as warned:
        write(_visit())
    words = sentence.format("has no place for, and leaves out")
    assert [sorted(str(one.message).split("; ")[0].split(", ")) for one in warned] == [
        sorted(words.split(", "))
    ]


def test_a_map_that_is_all_there_is_written_without_a_word() -> None:
    journey = cjm.Journey(["Arrive"], ["Actions", "Emotion"], title="A visit")
    journey.set_cell("Arrive", "Actions", "Parks")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for write in (journey.to_csv, journey.to_xlsx):
            write()
