"""Every rule: a map in which it finds what it is for, and one in which it does not."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.model import (
    Anchor,
    Comment,
    Counts,
    Document,
    Hypothesis,
    Link,
    Metric,
    Persona,
    Score,
    Source,
    Tally,
    Walkthrough,
)
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.mending import mend
from cjm_widgets.lint.rules import RULES
from tests.unit.lint.maps import (
    OPPORTUNITY,
    PAIN,
    STAGES,
    TODAY,
    bare,
    card,
    changed,
    codes,
    figure,
    good,
    lane,
    segments,
    source,
    with_cards,
    with_curve,
    with_lane,
    with_sources,
    with_stages,
)

Make = Callable[[], Document]
POPULATION = {"sex": {"woman": 0.5, "man": 0.5}}
CARD, ACCOUNT = "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32"


def persona(**fields: object) -> Document:
    return changed(personas=(replace(good().personas[0], **fields),))


def opportunity(**fields: object) -> Document:
    return with_cards("opportunities", "choose", replace(OPPORTUNITY, **fields))


def pain(**fields: object) -> Document:
    return with_cards("pain-points", "choose", replace(PAIN, **fields))


def action(text: str, **fields: object) -> Document:
    return with_cards("actions", "use", card(text, **{"evidence": "data", "n": 40, **fields}))


def stage(at: int, **fields: object) -> Document:
    stages = good().stages
    return changed(stages=(*stages[:at], replace(stages[at], **fields), *stages[at + 1 :]))


def future(**fields: object) -> Document:
    return replace(with_curve(0, 1, 1.5, **fields), kind="future")


def moves(**numbers: int) -> Document:
    """Events, each move ``start_end`` with its number of cases."""
    tallies = {
        name.replace("_", "\n"): Tally(values=(0.0, 1.0), n=((0, number),))
        for name, number in numbers.items()
    }
    log = Source(id="log", name="Log", kind="events", counts=Counts(events={"moves": Counts(stages=tallies)}))
    return with_sources(log)


def events(reached: float) -> Source:
    return source(
        {"search": figure(value=1.0), "use": figure(value=reached)},
        measure="reached",
        id="log",
        name="Log",
        kind="events",
        legend=None,
        scale=None,
    )


def asked(by: str, **numbers: int) -> Source:
    return source(counts=segments(by, numbers), scale=None)


def measured(drawn: float) -> Document:
    """A map whose survey measures +1 at one stage, by people, with what was drawn there."""
    journey = cjm.Journey(["Wait"], lanes=["Emotion"], personas=["Ana"])
    journey.join(pd.DataFrame({"Q1": [3, 4, 5, 4] * 25}), columns={"Q1": "Wait"}, scale=(1, 5))
    journey.set_emotion("Wait", drawn)
    return journey.document


def said(text: str) -> tuple[Comment, ...]:
    return (Comment(author="Ada", text=text),)


def lanes(*names: str) -> Document:
    every = tuple(lane(name) for name in names)
    return replace(good(), lanes=every, cells={}, emotion={})


quote = card("I gave up", evidence="quote", who="P4")
twins = (replace(good().personas[0], id="a"), replace(good().personas[0], id="b", name="commuter "))
back = Link(id="back", start=Anchor(stage="use"), end=Anchor(stage="search"))
fading = {"search": figure(900), "choose": figure(500), "use": figure(300)}

CASES: dict[str, tuple[Make, Make]] = {
    # --- people: what the rule finds, what it does not
    "CJM101": (lambda: changed(personas=(), emotion={}), good),
    "CJM102": (lambda: changed(personas=(*good().personas, Persona(id="b", name="Racer"))), good),
    "CJM103": (lambda: changed(scenario="  "), good),
    "CJM104": (
        lambda: changed(stages=tuple(replace(one, goal="") for one in good().stages)),
        lambda: replace(
            with_lane(lane("Goals"), {"use": (card("Arrive dry"),)}),
            stages=tuple(replace(one, goal="") for one in good().stages),
        ),
    ),
    "CJM105": (lambda: changed(metric=None), good),
    "CJM106": (lambda: changed(metric=Metric(name="NPS")), good),
    "CJM107": (lambda: persona(about=""), lambda: persona(about="", needs=("Lights",))),
    "CJM108": (
        lambda: replace(persona(segment={"city": "Kyiv"}), sources=(asked("sex", woman=9),)),
        lambda: replace(persona(segment={"sex": "woman"}), sources=(asked("sex", woman=9),)),
    ),
    "CJM109": (lambda: changed(personas=twins, emotion={}), good),
    "CJM110": (lambda: changed(review="2026-06-29"), lambda: changed(review="2026-06-30")),
    "CJM111": (lambda: changed(review=""), good),
    "CJM112": (lambda: persona(needs=("Lights", "lights ")), lambda: persona(needs=("Lights", "Lock"))),
    # --- structure
    "CJM201": (lambda: with_stages("Search", "Use"), good),
    "CJM202": (
        lambda: with_stages(*(f"Rides part {n}" for n in range(13))),
        lambda: with_stages(*(f"Rides part {n}" for n in range(12))),
    ),
    "CJM203": (lambda: with_stages("Search", "Choose", "Checkout"), good),
    "CJM204": (lambda: with_stages("Purchase", "Use", "Repair"), good),
    "CJM205": (lambda: with_stages("Wait", "Ride", "wait"), good),
    "CJM206": (lambda: stage(0, goal=""), good),
    "CJM207": (
        lambda: changed(cells={"actions": {"search": (card("Asks"),)}}),
        lambda: changed(cells={"actions": {"search": (card("Asks", span=3),)}}),
    ),
    "CJM208": (
        lambda: with_cards("touchpoints", "use"),
        lambda: changed(cells={"touchpoints": {"search": (card("Shop", span=3, channel="store"),)}}),
    ),
    "CJM209": (lambda: with_cards("touchpoints", "use", card("Web shop")), good),
    "CJM210": (
        lambda: changed(cells={"touchpoints": {id: (card(f"App {id}", channel="app"),) for id in STAGES}}),
        good,
    ),
    "CJM211": (lambda: with_lane(lane("Thoughts")), good),
    "CJM212": (
        lambda: moves(search_choose=70, choose_search=30),
        lambda: replace(
            moves(search_choose=70, choose_search=30),
            links=(Link(id="b", start=Anchor(stage="choose"), end=Anchor(stage="search")),),
        ),
    ),
    "CJM213": (
        lambda: changed(links=(replace(back, end=Anchor(card="gone")),)),
        lambda: changed(links=(back,)),
    ),
    "CJM214": (lambda: stage(1, moment_of_truth=False), good),
    "CJM215": (lambda: lanes("Actions", "Backstage actions"), lambda: lanes("Touchpoints", "Backstage")),
    # --- emotion
    "CJM301": (lambda: replace(bare(), emotion={"commuter": {"use": Score(1)}}), good),
    "CJM302": (lambda: measured(-1.5), lambda: measured(1.0)),
    "CJM303": (future, lambda: future(evidence="assumption")),
    "CJM304": (lambda: with_curve(0.5, 1, 1.5), good),
    "CJM305": (lambda: with_curve(-0.5, -1, -1.5), good),
    "CJM306": (lambda: with_curve(0.5, 0.6, 0.4), good),
    "CJM307": (lambda: with_curve(-0.5, 0, -1.5), good),
    "CJM308": (lambda: with_curve(-1, 1.5, 1), lambda: with_curve(-1, 1, 1.5)),
    "CJM309": (lambda: with_curve(1), lambda: with_curve(1, None, -1)),
    "CJM310": (lambda: with_curve(1, -1, 1, source=""), good),
    "CJM311": (lambda: with_curve(0, 1, -1.5), lambda: with_curve(0, -1.5, 0.5)),
    "CJM312": (lambda: replace(bare(), emotion={}), good),
    # --- evidence
    "CJM401": (
        lambda: replace(bare(), emotion={}, cells={"actions": {"use": (card("Rides"),)}}),
        lambda: replace(bare(), emotion={}, cells={"actions": {"use": (quote,)}}),
    ),
    "CJM402": (lambda: action("Rides", n=None), lambda: action("Rides", n=None, source="Diaries")),
    "CJM403": (lambda: with_cards("actions", "use", replace(quote, who="")), good),
    "CJM404": (
        lambda: with_lane(
            lane("Thoughts"), {"search": (quote,), "use": (replace(quote, id="b", text="I gave  up!"),)}
        ),
        lambda: with_lane(lane("Thoughts"), {"search": (quote,)}),
    ),
    "CJM405": (
        lambda: with_cards("actions", "use", replace(quote, evidence="assumption")),
        lambda: with_cards("actions", "use", quote),
    ),
    "CJM406": (
        lambda: pain(severity=3, evidence="assumption"),
        lambda: pain(severity=3, evidence="data"),
    ),
    "CJM407": (lambda: pain(n=4), lambda: pain(n=5)),
    "CJM408": (lambda: action("x " * 121, evidence="quote"), lambda: action("x " * 120, evidence="quote")),
    "CJM409": (
        lambda: action("Rides", n=None, evidence="walkthrough"),
        lambda: replace(
            action("Rides", n=None, evidence="walkthrough"),
            walkthroughs=(Walkthrough(author="Ada", minutes={"use": 4.0}),),
        ),
    ),
    # --- opportunities
    "CJM501": (
        lambda: with_cards("opportunities", "choose"),
        lambda: replace(
            with_cards("opportunities", "choose"),
            links=(Link(id="a", start=Anchor(card=PAIN.id), end=Anchor(stage="use")),),
        ),
    ),
    "CJM502": (lambda: opportunity(owner=""), lambda: opportunity(owner="", status="Done")),
    "CJM503": (lambda: opportunity(kpi="", hypothesis=None), lambda: opportunity(kpi="")),
    "CJM504": (lambda: opportunity(hypothesis=None), good),
    "CJM505": (lambda: opportunity(due=""), good),
    "CJM506": (lambda: opportunity(due="2026-06-29"), lambda: opportunity(due="2026-06-30")),
    "CJM507": (
        lambda: with_cards(
            "opportunities", "use", *(replace(OPPORTUNITY, id=f"b{n}", status="Testing") for n in range(6))
        ),
        lambda: with_cards(
            "opportunities", "use", *(replace(OPPORTUNITY, id=f"b{n}", status="Testing") for n in range(5))
        ),
    ),
    "CJM508": (lambda: opportunity(hypothesis=Hypothesis(change="If", metric=Metric(name="Orders"))), good),
    "CJM509": (
        lambda: opportunity(hypothesis=Hypothesis(change="If", metric=Metric(name="Orders", target=0.8))),
        good,
    ),
    "CJM510": (lambda: opportunity(impact=None), lambda: opportunity(ease=None, effort=3.0)),
    "CJM511": (lambda: opportunity(impact=(1.0, 9.0)), good),
    "CJM512": (lambda: opportunity(status="Done", evidence="assumption"), lambda: opportunity(status="Done")),
    "CJM513": (lambda: pain(severity=None), good),
    "CJM514": (
        lambda: opportunity(status="Doing", hypothesis=None),
        lambda: opportunity(status="Doing"),
    ),
    # --- data
    "CJM601": (lambda: with_sources(source({"use": figure(0)})), good),
    "CJM602": (
        lambda: with_sources(source({"use": figure(29)})),
        lambda: with_sources(source({"use": figure(30)})),
    ),
    "CJM603": (lambda: with_sources(source({"use": figure(0, None, why="withheld")})), good),
    "CJM604": (
        lambda: with_sources(source(), source(id="b", name="Poll", scale=(0.0, 10.0))),
        lambda: with_sources(source(), source(id="b", name="Poll")),
    ),
    "CJM605": (
        lambda: with_sources(source(columns={"Q1": "use", "Q2": "use", "Q3": "search"})),
        lambda: with_sources(source(columns={"Q1": "use", "Q3": "search"})),
    ),
    "CJM606": (
        lambda: with_sources(source(read="2025-06-29T10:00:00+00:00")),
        lambda: with_sources(source(read="2025-06-30T10:00:00+00:00")),
    ),
    "CJM607": (
        lambda: with_sources(source(), events(0.49)),
        lambda: with_sources(source(), events(0.5)),
    ),
    "CJM608": (
        lambda: with_sources(asked("sex", woman=700, man=300)),
        lambda: with_sources(asked("sex", woman=520, man=480)),
    ),
    "CJM609": (lambda: with_sources(), good),
    "CJM610": (
        lambda: changed(lanes=tuple(replace(one, target=None) for one in good().lanes)),
        good,
    ),
    "CJM611": (lambda: with_sources(source(off_map=81)), lambda: with_sources(source(off_map=80))),
    "CJM612": (lambda: with_sources(source({"use": figure(0, None, why="not asked")})), good),
    "CJM613": (lambda: with_sources(source(min_n=4)), lambda: with_sources(source(min_n=5))),
    "CJM614": (lambda: with_sources(source(fading)), good),
    # --- language
    "CJM701": (lambda: action("We send a reminder"), lambda: action("Gets a reminder")),
    "CJM702": (lambda: action("Enjoys a seamless ride"), lambda: action("Rides on without a stop")),
    "CJM703": (
        lambda: with_cards("actions", "use", card("Rides"), card("rides!", id="b")),
        lambda: with_cards("actions", "use", card("Rides"), card("Stops")),
    ),
    "CJM704": (
        lambda: with_cards("actions", "use", card("Asks a friend", id="b")),
        good,
    ),
    "CJM705": (lambda: action("x " * 81), lambda: action("x " * 80)),
    "CJM706": (lambda: action("TBD"), lambda: action("Asks for a test ride")),
    "CJM707": (lambda: action(" "), good),
    "CJM708": (lambda: pain(text="There should be a price filter"), good),
    "CJM709": (
        lambda: action("Every customer asks a friend", evidence="assumption"),
        lambda: action("31 of 40 ask a friend", evidence="assumption"),
    ),
    "CJM710": (lambda: stage(0, name="Stage 1"), good),
    # --- privacy
    "CJM801": (lambda: action("Writes to ada@example.org"), lambda: action("Writes @ noon")),
    "CJM802": (lambda: action("Calls +44 20 7946 0958"), lambda: action("Rides 20 km in 35 min, 2026")),
    "CJM803": (lambda: action(f"Pays with {CARD}"), lambda: action("Order 4111 1111 1111 1112")),
    "CJM804": (lambda: action(f"Pays to {ACCOUNT}"), lambda: action("Pays to GB83 WEST 1234 5698 7654 32")),
    "CJM805": (lambda: action("Rides", who="Anna Kowalska"), lambda: action("Rides", who="Participant 4")),
    "CJM811": (lambda: persona(quote="Mail ada@example.org"), good),
    "CJM812": (lambda: changed(comments=said("Call 020 7946 0958")), good),
    "CJM813": (lambda: stage(0, notes=f"Demo card {CARD}"), good),
    "CJM814": (lambda: persona(about=f"Account {ACCOUNT}"), good),
    "CJM815": (
        lambda: persona(quote="My name is Xiu Zhang"),
        lambda: persona(name="Anna Kowalska", quote="Anna Kowalska rides to work"),
    ),
}


def found(code: str, document: Document) -> bool:
    return code in codes(Linter().update(document, TODAY, POPULATION))


def test_every_rule_has_its_cases() -> None:
    assert [*CASES] == sorted(RULES)
    assert len(RULES) >= 40


def test_nothing_is_found_in_a_good_map() -> None:
    assert [(one.rule.code, one.message) for one in Linter().update(good(), TODAY)] == []


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_what_it_is_for(code: str) -> None:
    assert found(code, CASES[code][0]())


@pytest.mark.parametrize("code", CASES)
def test_a_rule_leaves_other_maps_alone(code: str) -> None:
    assert not found(code, CASES[code][1]())


@pytest.mark.parametrize("code", [code for code, one in RULES.items() if one.mend_label])
def test_a_fix_mends_what_was_found_and_can_be_undone(code: str) -> None:
    document = CASES[code][0]()
    if code == "CJM701":  # it needs somewhere to go to
        document = replace(document, lanes=(*document.lanes, lane("Backstage actions")))
    mending = mend(document, [RULES[code]], TODAY)
    assert mending.mended >= 1
    mended, inverses = apply_all(document, mending.operations)
    assert not found(code, mended)
    assert apply_all(mended, inverses)[0] == document


def test_every_rule_says_what_it_is_why_and_whence() -> None:
    for one in RULES.values():
        for words in (one.title, one.why, one.source, one.advice):
            assert words == words.strip()
            assert words
        assert not one.title.endswith(".")
        assert one.why.endswith(".")
        assert any(char.isdigit() for char in one.source) or "Carlzon" in one.source
        assert (one.looks_at == "document") == bool(one.parts), one.code
        assert (one.parts, one.roles)[one.looks_at == "document"] == ()
