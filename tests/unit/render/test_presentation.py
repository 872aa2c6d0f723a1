"""The presentation in a page: each stage with its number and cards, and nothing for the presenter only."""

from __future__ import annotations

import lxml.html
from msgspec.structs import replace

from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.render.web_page import LIMIT, web_page
from tests.unit.render.maps import airport

MAP = Document(
    id="m",
    title="A visit",
    stages=(Stage(id="a", name="Arrive", goal="Be early", notes="Say it slowly"), Stage(id="w", name="Wait")),
    lanes=(Lane(id="actions", name="Actions"), Lane(id="pains", name="Pains")),
    cells={
        "actions": {
            "a": (Card(id="1", text="Parks", span=2),),
            "w": (Card(id="2", text="Reads", evidence="none"),),
        },
        "pains": {"w": (Card(id="3", text="Long <b>queue</b>", evidence="data", n=1240),)},
    },
)


def _dialog(document: Document) -> lxml.html.HtmlElement:
    (dialog,) = lxml.html.document_fromstring(web_page(document, {})).xpath("//dialog[not(@class)]")
    return dialog


def test_each_stage_has_its_cards_and_those_that_reach_into_it() -> None:
    stages = _dialog(MAP).xpath(".//section[@data-stage]")
    assert [stage.get("aria-label") for stage in stages] == ["Arrive", "Wait"]
    assert stages[0].xpath(".//*[@class='goal']/text()") == ["Be early"]
    assert stages[0].xpath(".//li/span/text()") == ["Parks"]
    assert stages[1].xpath(".//h3/text()") == ["Actions", "Pains"]
    assert stages[1].xpath(".//li/span/text()") == ["Parks", "Reads", "Long <b>queue</b>"]
    assert stages[1].xpath(".//li/@class") == ["assumption", "none", "data"]
    assert stages[1].xpath(".//small/text()") == ["n 1,240"]


def test_the_notes_of_whoever_presents_are_not_in_the_page() -> None:
    assert "Say it slowly" not in web_page(MAP, {})


def test_numbers_stand_with_their_interval_and_n_and_follow_the_filters() -> None:
    dialog = _dialog(airport().document)
    numbers = dialog.xpath(".//section[1]//*[@class='number']")
    assert len(numbers) > 1
    shown = [
        block for block in dialog.xpath(".//section[1]//div[@data-choice]") if block.get("hidden") is None
    ]
    assert [block.get("data-choice") for block in shown] == ["0"]
    assert all("n " in number.text_content() for number in numbers)
    assert len(dialog.xpath(".//*[local-name()='g'][@class='measured']")) == len(numbers)


def test_it_is_small_beside_the_page() -> None:
    text = web_page(airport().document, {})
    dialog = text[text.index("<dialog") : text.index("</dialog>")]
    print(f"page {len(text.encode()):,} bytes, of them the presentation {len(dialog.encode()):,}")
    assert len(dialog) < len(text) / 4


def test_a_page_that_would_be_too_large_leaves_it_out_and_says_so() -> None:
    cards = tuple(Card(id=f"c{at}", text="y" * 1000) for at in range(300))
    text = web_page(replace(MAP, cells={"actions": {"w": cards}}), {})
    assert "<dialog" not in text
    assert "The presentation was left out" in text
    assert len(text.encode()) <= LIMIT


def test_a_map_without_stages_has_none() -> None:
    text = web_page(Document(id="m"), {})
    assert "<dialog" not in text
    assert 'class="present"' not in text
