"""The gallery is tested: each example runs, is short, says what it shows, and can be drawn."""

from __future__ import annotations

import pandas as pd
import pytest

import cjm_widgets as cjm
from docs.building.gallery import MOST_LINES, Example, examples
from docs.building.output import description, is_picture

EXAMPLES = examples()


@pytest.fixture(autouse=True)
def one_survey(monkeypatch: pytest.MonkeyPatch, survey: pd.DataFrame) -> None:
    """Example data are made once, and copied for each example."""
    monkeypatch.setattr(cjm.examples, "airport_survey", survey.copy)


def test_the_gallery_has_at_least_24_examples() -> None:
    assert len(EXAMPLES) >= 24
    assert len({example.title for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_is_a_picture_of_few_lines(example: Example) -> None:
    assert example.lines <= MOST_LINES
    value = example.run()
    assert is_picture(value)
    assert description(value)
    if isinstance(value, cjm.Journey):
        assert value.to_svg().startswith("<svg")
    else:
        assert value.to_dict(validate=True)["$schema"].endswith(".json")
