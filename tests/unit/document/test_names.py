"""Labels, names back to ids, and ids for new things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.document.errors import UnknownNameError, nearest
from cjm_widgets.document.model import Card, Document, Stage
from cjm_widgets.document.names import card_id, fresh_id, labels, resolve, slug
from tests.contract.names import SUGGESTIONS

ids = st.text(alphabet="ab ()", min_size=1, max_size=6)
names = st.sampled_from(["a", "b", "a (a)", "a (b)", "b (a) (a)"])
stages = st.dictionaries(ids, names, max_size=6).map(
    lambda every: [Stage(id=id, name=name) for id, name in every.items()]
)


@given(stages)
def test_every_label_names_one_thing_and_leads_back_to_it(every: list[Stage]) -> None:
    known = labels(every)
    assert len(set(known.values())) == len(every)
    assert all(resolve(every, label, "stage") == id for id, label in known.items())


def test_each_of_several_things_with_one_name_carries_its_id() -> None:
    every = [Stage(id="wait", name="Wait"), Stage(id="go", name="Go"), Stage(id="wait-2", name="Wait")]
    assert list(labels(every).values()) == ["Wait (wait)", "Go", "Wait (wait-2)"]
    assert resolve(every, "wait-2", "stage") == "wait-2"
    with pytest.raises(UnknownNameError, match=r"2 stages are called 'Wait'.*wait, wait-2"):
        resolve(every, "Wait", "stage")


@pytest.mark.parametrize(("text", "among", "meant"), SUGGESTIONS)
def test_the_name_that_people_mean_is_suggested(text: str, among: tuple[str, ...], meant: str | None) -> None:
    assert nearest(text, among) == meant


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="no stage 'Secuirty'; did you mean 'Security'"):
        resolve([Stage(id="security", name="Security")], "Secuirty", "stage")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pain points", "pain-points"),
        ("  Café & Gate 12 ", "cafe-gate-12"),
        ("Ожидание", "ожидание"),
        ("보안 검색", "보안-검색"),
        ("出発ロビー", "出発ロヒー"),
        ("...", "item"),
        ("", "item"),
        ("x" * 500, "x" * 80),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_taken_id_is_numbered() -> None:
    assert fresh_id("wait", set()) == "wait"
    assert fresh_id("wait", {"wait", "wait-2"}) == "wait-3"


def test_a_card_id_is_used_nowhere_else_in_the_document() -> None:
    document = Document(id="visit", cells={"thoughts": {"go": (Card(id="actions.wait"),)}})
    assert card_id(document, "wait", "actions") == "actions.wait.2"
    assert len(card_id(document, "s" * 200, "l" * 200)) <= 200
