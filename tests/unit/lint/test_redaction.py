"""Taking out what tells who somebody is: nothing planted is left, and little else is touched."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.model import (
    Comment,
    Decision,
    Document,
    Hypothesis,
    Interview,
    MapSnapshot,
    Metric,
    Reply,
    Score,
    Stage,
    Walkthrough,
)
from cjm_widgets.lint.identities import identities, is_account, is_card, without_identities
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.redaction import redaction
from cjm_widgets.lint.rule import chosen
from cjm_widgets.storage import file
from tests.unit.lint.maps import OPPORTUNITY, STAGES, card, codes, good, with_cards
from tests.unit.lint.people import PLAIN, Planted, plain_sentences, planted


def peopled(every: list[Planted]) -> Document:
    """A map with a planted sentence in every place that holds words."""
    chance = Random(1)
    texts = [one.text for one in every]
    chance.shuffle(texts)
    take = iter(texts)
    document = good()

    def said() -> tuple[Comment, ...]:
        return (Comment(author="P1", text=next(take), replies=(Reply(author="P2", text=next(take)),)),)

    person = replace(
        document.personas[0],
        about=next(take),
        quote=next(take),
        goals=(next(take), next(take)),
        needs=(next(take),),
        pains=(next(take),),
        comments=said(),
    )
    stages = tuple(
        replace(one, goal=next(take), notes=next(take), action=next(take), timing=next(take), comments=said())
        for one in document.stages
    )
    lanes = tuple(replace(one, hint=next(take), comments=said()) for one in document.lanes)
    old = Document(id="old", scenario=next(take), stages=(Stage(id="a", name="A", notes=next(take)),))
    bet = replace(
        OPPORTUNITY,
        kpi=next(take),
        hypothesis=Hypothesis(change=next(take), metric=Metric(name=next(take))),
    )
    quotes = {
        stage: (card(next(take), id=f"q{stage}", who="P4", source=next(take), tags=(next(take),)),)
        for stage in STAGES
    }
    scores = {"commuter": {stage: Score(1, evidence="quote", source=next(take)) for stage in STAGES}}
    sources = tuple(replace(one, note=next(take)) for one in document.sources)
    log = {
        "decisions": (Decision(author="P5", text=next(take), why=next(take)),),
        "interviews": (Interview(name=next(take)),),
        "walkthroughs": (Walkthrough(author="P6", notes={"use": next(take)}),),
    }
    rest = tuple(card(text, id=f"r{at}", evidence="quote", who="P4") for at, text in enumerate(take))
    return replace(
        document,
        title="A map of many words",
        personas=(person,),
        stages=stages,
        lanes=lanes,
        emotion=scores,
        sources=sources,
        comments=(Comment(author="P3", text=texts[-1]),),
        **log,
        snapshots=(MapSnapshot(id="old", name="Then", map=old),),
        cells={
            **document.cells,
            "opportunities": {"choose": (bet,)},
            "actions": {**quotes, "use": (*quotes["use"], *rest)},
        },
    )


@pytest.fixture(scope="module")
def people() -> list[Planted]:
    return planted()


def test_none_of_200_planted_identities_is_left(people: list[Planted], tmp_path: Path) -> None:
    assert len(people) == 200
    journey = cjm.Journey([*STAGES], lanes=["Thoughts"], personas=["Commuter"])
    third = [people[at::3] for at in range(3)]
    for stage, every in zip(STAGES, third, strict=True):
        journey.set_cell(stage, "Thoughts", "\n".join(one.text for one in every))
    before = journey.document
    assert journey.redact() > 0
    journey.save(tmp_path / "map.cjm.json")
    text = (tmp_path / "map.cjm.json").read_text(encoding="utf-8")
    assert [one for one in people if one.secret in text] == []
    assert journey.lint(select="privacy").empty
    journey.undo()
    assert journey.document == before


def test_none_is_left_wherever_a_map_holds_words(people: list[Planted]) -> None:
    document = peopled(people)
    text = file.dumps(document)
    present = [one for one in people if one.secret in text]
    assert len(present) > 150
    operations = list(redaction(document))
    clean, inverses = apply_all(document, operations)
    text = file.dumps(clean)
    assert [one for one in people if one.secret in text] == []
    assert apply_all(clean, inverses)[0] == document
    assert list(redaction(clean)) == []


def test_each_kind_is_found_as_what_it_is(people: list[Planted]) -> None:
    wrong = [
        one
        for one in people
        if not any(
            each.kind == one.kind and one.secret in one.text[each.start : each.end] + " "
            for each in identities(one.text)
        )
    ]
    # A number of 13 or more digits may be a card's and a phone's at once.
    assert [one for one in wrong if one.kind not in ("card", "phone", "account")] == []
    assert len(wrong) <= 4


def test_false_alarms_are_counted() -> None:
    sentences = plain_sentences()
    alarms = [(text, identities(text)) for text in sentences if identities(text)]
    assert [text for text in PLAIN if identities(text)] == []
    assert len(sentences) == 300
    assert len(alarms) == 0


def test_cards_and_accounts_are_told_by_their_check_digits() -> None:
    # Numbers that card schemes publish for tests; the example of the IBAN registry.
    for number in ("4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "6011111111111117"):
        assert is_card(number)
        assert not is_card(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not is_card("0000 0000 0000 0000")
    assert is_account("DE89 3704 0044 0532 0130 00")
    assert is_account("GB29NWBK60161331926819")
    assert not is_account("DE88 3704 0044 0532 0130 00")


def test_names_of_the_map_s_own_personas_stay() -> None:
    text = "Anna Kowalska rides to work, Bernd Nowak does not"
    assert without_identities(text, names_of=("Anna Kowalska",)) == (
        "Anna Kowalska rides to work, [name] does not"
    )


@pytest.mark.parametrize(
    "name",
    ["Fatima al-Fihri", "Maria d’Angelo", "David ben Gurion", "Karl-Heinz von der Heydt", "Ana du Plessis"],
)
def test_a_name_goes_with_the_small_words_in_it(name: str) -> None:
    assert without_identities(f"{name} waited for an hour") == "[name] waited for an hour"
    assert without_identities(f"My name is {name}") == "My name is [name]"
    document = with_cards("actions", STAGES[0], card(f"{name} waited for an hour", id="one"))
    assert codes(Linter(chosen(["privacy"], ())).update(document)) == {"CJM805"}


def test_who_is_a_name_where_two_words_are() -> None:
    assert without_identities("Thulile Okafor, 34", is_name=True) == "[name], 34"
    assert without_identities("Participant 4, woman, 34", is_name=True) == "Participant 4, woman, 34"
    assert without_identities("Thulile Okafor, 34") == "Thulile Okafor, 34"


def test_a_fix_redacts_one_card_only() -> None:
    document = replace(
        good(),
        cells={
            "actions": {
                "use": (card("Mail ada@example.org", id="a"), card("Mail bob@example.org", id="b")),
            }
        },
    )
    journey = cjm.Journey.from_document(document)
    assert journey.fix("CJM801") == 2
    assert journey.frame.loc["Use", "Actions"] == "Mail [e-mail]\nMail [e-mail]"
    rules = chosen(["privacy"], ())
    assert codes(Linter(rules).update(journey.document)) == set()
