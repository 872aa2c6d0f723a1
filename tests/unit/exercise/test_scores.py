"""What the other kinds score, against brute force, scipy and what is worked out by hand."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.exercise.find_faults import PlaceCard, points_of_marks
from cjm_widgets.exercise.order_cards import kendall_distance
from tests.unit.exercise.samples import EXCERPTS, QUOTES, SAMPLES, card_journey, whole

OF = {sample.kind: sample for sample in SAMPLES}


def result_of(kind: str, answer: dict[str, Any]) -> Any:
    """The result of another answer to a sample."""
    exercise = OF[kind].make()
    exercise.answer = answer
    return exercise.reveal()


# --- order


def test_the_distance_is_kendalls_of_every_order_of_five() -> None:
    places = dict(zip("abcde", range(5), strict=True))
    for order in permutations("abcde"):
        wrong, pairs = kendall_distance(order, places)
        tau = stats.kendalltau(range(5), [places[one] for one in order]).statistic
        assert pairs == 10
        assert 1 - 2 * wrong / pairs == pytest.approx(tau)


def test_cards_of_one_stage_may_stand_either_way() -> None:
    # Garage and Signs arrive, Benches wait, Bus and Taxi leave: 10 pairs less the 2 of one stage.
    for order in (
        ["item-3", "item-4", "item-1", "item-2", "item-5"],
        ["item-4", "item-3", "item-1", "item-5", "item-2"],
    ):
        result = result_of("order-the-touchpoints", {"order": order})
        assert (result.points, result.of) == (8, 8)
    reverse = result_of(
        "order-the-touchpoints", {"order": ["item-5", "item-2", "item-1", "item-4", "item-3"]}
    )
    assert (reverse.points, reverse.of) == (0, 8)


def test_a_card_out_of_place_costs_the_pairs_it_passed() -> None:
    result = result_of("order-the-touchpoints", {"order": ["item-1", "item-3", "item-4", "item-2", "item-5"]})
    assert result.points == 6  # Benches before Garage and before Signs
    assert {one.id: (one.points, one.of) for one in result.items}["item-1"] == (2, 4)


@pytest.mark.parametrize(
    "order",
    [
        ["item-1"],
        ["item-1", "item-1", "item-2", "item-3", "item-4"],
        ["item-9", "item-1", "item-2", "item-3", "item-4"],
    ],
)
def test_an_order_has_each_card_once(order: list[str]) -> None:
    with pytest.raises(cjm.CjmError):
        result_of("order-the-touchpoints", {"order": order})


def test_cards_of_one_stage_alone_have_no_order() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], lanes=["Touchpoints"])
    journey.set_cell("Wait", "Touchpoints", "Garage\nSigns")
    with pytest.raises(cjm.CjmError, match="all of one stage"):
        cjm.Exercise("order-the-touchpoints", journey)
    with pytest.raises(cjm.CjmError, match="did you mean 'Touchpoints'"):
        cjm.Exercise("order-the-touchpoints", journey, lane="Touchpoint")


# --- sort


def test_a_card_next_to_its_stage_is_half_a_point() -> None:
    result = whole(OF["sort-cards"]).reveal()  # all five into the middle
    assert (result.points, result.of, result.exact) == (1 + 4 * 0.5, 5, 1)
    far = result_of("sort-cards", {"stages": dict.fromkeys([f"item-{n}" for n in range(1, 6)], "Arrive")})
    assert far.points == 2 * 1 + 0.5 + 2 * 0


# --- faults


def test_false_alarms_cost_a_point_each_and_nobody_is_below_zero() -> None:
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions"], title="A visit")
    exercise = cjm.Exercise("find-the-faults", journey, select="CJM206,CJM214", log=False)
    (stage,) = {place.id for place in exercise.task.stages if place.name == "Leave"}
    assert exercise.task.faults == 4  # three stages without a goal, and the map itself
    alarm = exercise.task.rows[0].cells[0].id
    for marks, points in (
        (["map", stage], 2),
        (["map"], 1),
        (["map", stage, alarm], 1),
        ([alarm, exercise.task.rows[0].head.id], 0),
    ):
        exercise.hide()
        exercise.answer = {"marks": marks}
        assert exercise.reveal().points == points
    assert set(exercise.reveal().faults) == {"map", *(place.id for place in exercise.task.stages)}


def test_points_of_marks_are_found_less_false_alarms() -> None:
    assert [points_of_marks(hits, alarms) for hits, alarms in ((3, 0), (3, 2), (2, 2), (0, 5))] == [
        3,
        1,
        0,
        0,
    ]


def test_a_place_shows_its_cards_with_what_backs_them_and_the_scores_of_personas() -> None:
    journey = cjm.Journey(["Wait"], personas=["Ann"], lanes=["Emotion", "Pain points", "Touchpoints"])
    journey.set_emotion("Wait", -1.5)
    journey.set_cell("Wait", "Pain points", "Too long")
    journey.set_cell("Wait", "Touchpoints", "Desk")
    card = journey.cards.index[0]
    journey.cards.loc[card, ["evidence", "source", "n"]] = ["data", "Survey", 2421]
    journey.sync()
    rows = cjm.Exercise("find-the-faults", journey, log=False).task.rows
    shown = {row.head.name: row.cells[0].cards for row in rows}
    assert shown == {
        "Emotion": (PlaceCard(text="Ann", score=-1.5, evidence="assumption"),),
        "Pain points": (PlaceCard(text="Too long", evidence="data", about="Survey", n=2421),),
        "Touchpoints": (PlaceCard(text="Desk", evidence="none"),),
    }


def test_a_map_without_faults_is_no_exercise() -> None:
    with pytest.raises(cjm.CjmError, match="the rules find no fault"):
        cjm.Exercise("find-the-faults", card_journey(), select="CJM703")


def test_every_finding_of_the_templates_has_a_place() -> None:
    for name in cjm.templates().index:
        exercise = cjm.Exercise("find-the-faults", cjm.Journey.from_template(name), log=False)
        task = exercise.task
        places = [task.whole, *task.stages, *(one for row in task.rows for one in (row.head, *row.cells))]
        exercise.answer = {"marks": [place.id for place in places]}
        result = exercise.reveal()
        assert len(result.hits) == task.faults
        assert result.points == max(0, 2 * task.faults - len(places))


# --- excerpts


def test_cards_are_checked_by_rule_not_by_wording() -> None:
    result = whole(OF["fill-a-lane"]).reveal()
    assert result.rules == {"item-1": (True, True, True, True), "item-2": (True, True, True, False)}
    assert (result.points, result.of) == (5, 6)


@pytest.mark.parametrize(
    ("change", "points"),
    [
        ({"text": "Anything at all"}, 3),
        ({"who": "BEN "}, 3),
        ({"stage": "Arrive"}, 2),
        ({"evidence": "data"}, 2),
        ({"evidence": None}, 2),
        ({"who": "Ada"}, 2),
        ({"evidence": "assumption", "who": "", "stage": "Leave"}, 0),
    ],
)
def test_each_rule_is_a_point(change: dict[str, Any], points: int) -> None:
    cards = OF["fill-a-lane"].answer["cards"]
    result = result_of("fill-a-lane", {"cards": {**cards, "item-1": {**cards["item-1"], **change}}})
    assert result.items[0].points == points


def test_either_stage_of_an_excerpt_about_two_is_right() -> None:
    cards = OF["fill-a-lane"].answer["cards"]
    for stage in ("Arrive", "Wait"):
        result = result_of("fill-a-lane", {"cards": {**cards, "item-2": {**cards["item-2"], "stage": stage}}})
        assert result.items[1].points == 3


@pytest.mark.parametrize(
    ("excerpt", "words"),
    [
        (("It was late", "Ana"), "is a dictionary with text, who and stage, not"),
        ({"text": "x", "who": "Ada", "stage": "Arive"}, "did you mean 'Arrive'"),
        ({"text": "x", "who": "", "stage": "Wait"}, "excerpt 3 needs a text, who said it, and a stage"),
        ({"text": "x", "who": "Ada"}, "excerpt 3"),
        ({"text": "x", "who": "Ada", "stage": "Wait", "whom": "y"}, "excerpt 3"),
        ("x", "excerpt 3"),
    ],
)
def test_an_excerpt_that_is_none_is_refused(excerpt: Any, words: str) -> None:
    with pytest.raises(cjm.CjmError, match=words):
        cjm.Exercise("fill-a-lane", card_journey(), excerpts=[*EXCERPTS, excerpt])


def test_an_exercise_says_what_else_it_needs() -> None:
    with pytest.raises(cjm.CjmError, match="Fill a lane needs excerpts="):
        cjm.Exercise("fill-a-lane", card_journey())
    with pytest.raises(cjm.CjmError, match="an exercise needs two quotes or more, and there is 1 quote"):
        cjm.Exercise("two-coders", card_journey(), quotes=["Full up"])


# --- coders


def test_the_agreement_of_two_coders_is_cohens_kappa() -> None:
    first = ["Wait", "Wait", "Arrive", "Leave"]
    second = ["Wait", "Arrive", "Arrive", "Leave"]
    ids = [f"item-{n}" for n in range(1, 5)]
    result = result_of(
        "two-coders",
        {"first": dict(zip(ids, first, strict=True)), "second": dict(zip(ids, second, strict=True))},
    )
    observed, chance = 3 / 4, (2 * 1 + 1 * 2 + 1 * 1) / 16
    assert (result.points, result.of, result.apart) == (3, 4, ("item-2",))
    assert result.kappa == pytest.approx((observed - chance) / (1 - chance))
    assert result.low <= result.kappa <= result.high


def test_one_stage_for_everything_has_no_kappa() -> None:
    same = dict.fromkeys([f"item-{n}" for n in range(1, len(QUOTES) + 1)], "Wait")
    result = result_of("two-coders", {"first": same, "second": same})
    assert (result.points, result.kappa) == (4, None)


def test_two_coders_need_no_teachers_file(tmp_path: Any) -> None:
    whole(OF["two-coders"]).save(tmp_path / "quotes.cjm-exercise.json")
    assert [path.name for path in tmp_path.iterdir()] == ["quotes.cjm-exercise.json"]
    exercise = cjm.Exercise.read(tmp_path / "quotes.cjm-exercise.json", log=False)
    exercise.answer = OF["two-coders"].answer
    assert exercise.reveal().points == 3
