"""One page: under a policy of its own hashes, with a real table, and with every segment's numbers."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from xml.etree.ElementTree import fromstring

import lxml.html
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.render.page.shorter import shorten
from cjm_widgets.render.web_page import LIMIT, PageLook, web_page
from tests.unit.render.maps import airport, saying


@pytest.fixture(scope="module")
def journey() -> cjm.Journey:
    return airport()


@pytest.fixture(scope="module")
def tree(journey: cjm.Journey) -> Any:
    return lxml.html.document_fromstring(journey.to_html())


def row(tree: Any, name: str, choice: int) -> list[str]:
    """The cells of a row of numbers, as the page shows them for a choice."""
    rows = tree.xpath(f"//table//tr[th='{name}' and @data-choice='{choice}']")
    assert len(rows) == 1
    return [cell.text_content() for cell in rows[0].xpath("td")]


def test_only_its_own_script_and_style_may_run(journey: cjm.Journey) -> None:
    text = journey.to_html()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


def test_nothing_in_it_leads_elsewhere(tree: Any) -> None:
    assert tree.xpath("//@src | //link | //iframe | //object | //embed | //@style") == []
    assert [href for href in tree.xpath("//@href") if not href.startswith(("http", "mailto:", "#"))] == []


def test_the_table_names_its_columns_and_rows(tree: Any) -> None:
    (table,) = tree.xpath("//table")
    assert table.xpath("caption")
    assert table.xpath("thead//th[@scope='col']/text()")[1:3] == ["Getting there", "Roads, parking, shuttle"]
    assert table.xpath("thead//th[@scope='colgroup']/@colspan") == ["2", "4", "1"]
    assert "Actions" in table.xpath("tbody//th[@scope='row']/text()")


def test_a_card_says_in_the_table_what_it_says_on_the_map(tree: Any) -> None:
    cells = tree.xpath("//tr[th='Opportunities']/td")
    assert cells[2].get("colspan") == "2"
    said = cells[2].text_content()
    assert said.startswith("Queue time shown from kerb to lane")
    assert "impact high · effort medium" in said
    assert "#live data" in said


@pytest.mark.parametrize(("choice", "segment"), [(0, None), (1, "domestic"), (2, "international")])
def test_every_choice_has_the_numbers_python_has(tree: Any, choice: int, segment: str | None) -> None:
    journey = airport()
    if segment:
        journey.filter(flight_type=segment)
    means = journey.measures.query("measure == 'mean'")
    expected = [
        f"{one.value:.2f}, {one.low:.2f} to {one.high:.2f}, n {one.n:,}" for one in means.itertuples()
    ]
    assert row(tree, "Rating, Mean", choice) == expected


def test_the_choices_are_in_the_order_of_the_columns_values(tree: Any) -> None:
    assert tree.xpath("//label/text()") == ["Flight type ", "Persona ", "Compare with "]
    assert tree.xpath("//select[not(@class)]/option/text()") == ["All", "domestic", "international"]
    said = tree.xpath("//div[@role='status']/p[@data-choice='2']/text()")
    assert said[0].startswith("Survey: 1,056 respondents · only international")


def test_a_filter_in_force_is_chosen_first() -> None:
    journey = airport()
    journey.filter(flight_type="domestic")
    tree = lxml.html.document_fromstring(journey.to_html())
    assert tree.xpath("//option[@selected]/text()") == ["domestic"]


def test_two_columns_have_a_choice_for_every_pair() -> None:
    rows = pd.DataFrame(
        {"q": [1, 2, 3, 4, 5] * 40, "sex": ["f", "m"] * 100, "age": ["old"] * 120 + ["young"] * 80}
    )
    journey = cjm.Journey(["Wait"], lanes=["Emotion"])
    journey.join(rows, columns={"q": "Wait"}, scale=(1, 5), by=["sex", "age"])
    tree = lxml.html.document_fromstring(journey.to_html())
    assert sorted({int(choice) for choice in tree.xpath("//tr/@data-choice")}) == list(range(9))
    columns = {
        select.xpath("../text()")[0].strip(): select.xpath("option/text()")
        for select in tree.xpath("//select")
    }
    choice = columns["Sex"].index("m") * 3 + columns["Age"].index("young")
    journey.filter(sex="m", age="young")
    found = journey.measures.query("measure == 'mean'")
    assert row(tree, "Rating, Mean", choice)[0].startswith(f"{found['value'].item():.2f}, ")


def test_the_picture_changes_with_the_choice(tree: Any) -> None:
    shown = {
        choice: " ".join(tree.xpath(f"//svg//g[@data-choice='{choice}']//text/text()"))
        for choice in (0, 1, 2)
    }
    assert "+1.31" in shown[0]
    assert "+1.22" in shown[2]
    assert len(set(shown.values())) == 3


def test_numbers_of_too_few_are_nowhere_and_said_to_be_withheld() -> None:
    rows = pd.DataFrame({"q": [4.0] * 43 + [2.0] * 7, "team": ["large"] * 43 + ["small"] * 7})
    journey = cjm.Journey(["Wait"], lanes=["Emotion"])
    journey.join(rows, columns={"q": "Wait"}, scale=(1, 5), by=["team"])
    text = journey.to_html()
    tree = lxml.html.document_fromstring(text)
    options = tree.xpath("//select[not(@class)]/option/text()")
    for team in options[1:]:
        assert row(tree, "Rating, Mean", options.index(team)) == ["withheld"]
    assert "respondents withheld" in text
    assert re.search(r"\bn (43|7)\b", text) is None


def test_too_many_choices_are_left_out_and_it_says_so() -> None:
    rows = pd.DataFrame({"q": [1, 2, 3, 4, 5] * 400, **{f"c{at}": [*range(20)] * 100 for at in range(4)}})
    journey = cjm.Journey(["Wait"], lanes=["Emotion"])
    journey.join(rows, columns={"q": "Wait"}, scale=(1, 5), by=["c0", "c1"])
    text = journey.to_html()
    assert "441 choices are too many for one page" in text
    assert "<select" not in text


def test_a_page_is_at_most_a_megabyte_and_says_what_it_leaves_out() -> None:
    journey = cjm.Journey(
        [f"Stage {n}" for n in range(500)], lanes=["Emotion", *(f"Lane {n}" for n in range(40))]
    )
    journey.frame = journey.frame.map(lambda _: "A card says what a card says")
    text = journey.to_html()
    assert len(text.encode()) <= LIMIT
    cells = lxml.html.document_fromstring(text).xpath("//td[text()='A card says what a card says']")
    assert len(cells) == 20_000
    assert "The picture leaves out the cards" in text


def test_it_is_the_same_every_time(journey: cjm.Journey) -> None:
    assert journey.to_html() == journey.to_html()


def test_text_stays_text_and_bad_links_are_none() -> None:
    texts = [
        "<script>alert(1)</script>",
        "</style></script><img src=x onerror=alert(1)>",
        "$policy ${title}",
        "&lt;",
    ]
    tree = lxml.html.document_fromstring(web_page(saying(texts), {}))
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert tree.xpath("//img") == []
    assert tree.findtext(".//h1") == texts[0]
    assert all(href.startswith("https://example.com/") for href in tree.xpath("//a/@href"))
    assert texts[2] in tree.xpath("//thead//th/text()")


TESTS = "Welch and two-proportion z, Holm over 14 tests of all columns, stages and measures"


def test_segments_that_differ_and_beliefs_the_data_do_not_bear_out_are_said(tree: Any) -> None:
    said = row(tree, f"Rating, segments that differ: {TESTS}", 0)
    assert [text.startswith("domestic above international (flight_type)") for text in said] == [
        stage == "Security" for stage in tree.xpath("//thead//th[@scope='col']/text()")[1:]
    ]
    beliefs = tree.xpath("//tr[th='Emotion, Maya Torres, drawn']/td/text()")
    assert beliefs[3] == "−1.6, outside the measured interval"


def test_numbers_of_few_respondents_say_so() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Emotion"])
    journey.join(pd.DataFrame({"q": [3, 4, 5, 4] * 5}), columns={"q": "Wait"}, scale=(1, 5))
    tree = lxml.html.document_fromstring(journey.to_html())
    assert tree.xpath("//tr[th='Rating, Mean']/td/button/text()")[0].endswith("n 20, few respondents")
    assert "few, n 20" in tree.xpath("//svg//text/text()")


def test_the_airport_map_is_a_page_of_at_most_150_kilobytes() -> None:
    journey = airport()
    journey.set_emotion("Security", 1.5, state="future")
    assert len(journey.to_html().encode()) <= 150_000


def test_a_page_names_the_notebook_cell_that_joined_a_source_only_where_one_did(journey: cjm.Journey) -> None:
    (source,) = journey.document.sources
    page = lxml.html.document_fromstring(web_page(journey.document, {}, look=PageLook(cells={source.id: 3})))
    assert set(page.xpath("//dt[.='Notebook cell']/following-sibling::dd[1]/text()")) == {"In [3]"}
    assert "Notebook cell" not in journey.to_html()


def test_a_picture_in_a_page_looks_as_it_does_on_its_own(journey: cjm.Journey) -> None:
    whole, short = fromstring(journey.to_svg()), fromstring(journey.to_svg())
    style = shorten(short)
    rules = dict(re.findall(r"svg \.(\w+)\{(.*?)\}", style))
    drawings = {f"#{path.get('id')}": path.attrib["d"] for path in short.iter() if path.get("id")}
    parts = [part for part in short.iter() if part.tag != "defs" and not part.get("id")]
    for part, own in zip(parts, whole.iter(), strict=True):
        look = dict(part.attrib)
        if "class" in look:
            declarations = (rule.partition(":") for rule in rules[look.pop("class")].split(";"))
            look |= {name: value.removesuffix("px") for name, _, value in declarations}
        if "href" in look:
            look["d"] = drawings[look.pop("href")]
        assert look == own.attrib
        assert part.text == own.text


def test_a_frame_holds_the_page_without_a_time_and_no_title_breaks_out_of_it(journey: cjm.Journey) -> None:
    frame = journey.to_iframe()
    assert frame._repr_html_() == frame == journey.to_iframe()
    inner = lxml.html.fragment_fromstring(frame).get("srcdoc")
    assert inner.startswith("<!doctype html>")
    assert journey.document.sources[0].read[:10] not in inner
    title = '"><script>alert(1)</script>'
    (element,) = lxml.html.fragments_fromstring(cjm.Journey(["Wait"], title=title).to_iframe())
    assert (element.tag, element.get("title")) == ("iframe", title)
