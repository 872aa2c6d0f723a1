"""Guess the curve: distances, points, the flat line and turns against what is worked out by hand."""

from __future__ import annotations

import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.exercise.guess_the_curve import count_turns, distance_to_interval, points_at
from cjm_widgets.shown.values import Point
from tests.unit.exercise.samples import survey_journey


def exercise(scores: list[float | None], **options: object) -> cjm.Exercise:
    """A guess of the three stages."""
    one = cjm.Exercise("guess-the-curve", survey_journey(), log=False, **options)
    one.answer = {"scores": scores}
    return one


def interval(values: list[int]) -> tuple[float, float]:
    """The t interval of the mean of answers from 1 to 5, on the scale of -2 to 2."""
    low, high = stats.t.interval(0.95, len(values) - 1, stats.tmean(values), stats.sem(values))
    return float(low) - 3, float(high) - 3


INTERVALS = [interval([4, 5] * 40), interval([1, 2] * 40), interval([1, 2, 1, 2, 2] * 16)]


def test_a_guess_anywhere_inside_the_interval_costs_nothing() -> None:
    for place in (0, 1):
        result = exercise([one[place] for one in INTERVALS]).reveal()
        assert (result.points, result.of, result.off) == (30, 30, pytest.approx(0, abs=1e-9))


def test_a_stage_loses_a_point_for_each_fifth_it_lies_from_the_interval() -> None:
    result = exercise([INTERVALS[0][0] - 0.4, INTERVALS[1][1] + 1.2, INTERVALS[2][0]]).reveal()
    assert result.stage_points == (8, 4, 10)
    assert result.apart == pytest.approx((0.4, 1.2, 0.0))
    assert result.off == pytest.approx(1.6 / 3)


def test_halves_of_a_point_are_rounded_up_and_none_is_below_zero() -> None:
    assert [points_at(one) for one in (0, 0.09, 0.1, 0.11, 0.3, 1.9, 1.91, 4)] == [10, 10, 10, 9, 9, 1, 0, 0]


def test_points_depend_on_the_width_of_the_scale() -> None:
    assert points_at(5, (0, 100)) == points_at(0.2, (-2, 2)) == 9


def test_the_distance_is_from_the_nearer_end() -> None:
    assert [distance_to_interval(guess, 0.5, 1.0) for guess in (0.25, 0.5, 0.7, 1.0, 1.5)] == [
        0.25,
        0,
        0,
        0,
        0.5,
    ]


def test_a_flat_line_at_the_neutral_point_is_the_baseline() -> None:
    result = exercise([2, 2, 2]).reveal()
    apart = [INTERVALS[0][0], -INTERVALS[1][1], -INTERVALS[2][1]]
    assert result.flat_off == pytest.approx(sum(apart) / 3)
    assert result.flat_points == sum(points_at(one) for one in apart)
    assert exercise([0, 0, 0]).reveal().points == result.flat_points


def test_only_turns_that_the_survey_tells_apart_count() -> None:
    assert INTERVALS[1][1] > INTERVALS[2][0]  # Wait and Leave overlap
    rises = exercise([1, 0, 2]).reveal()
    falls = exercise([1, 0, -2]).reveal()
    wrong = exercise([0, 1, 2]).reveal()
    assert [(one.right_turns, one.turns) for one in (rises, falls, wrong)] == [(1, 1), (1, 1), (0, 1)]


def test_a_guess_that_stays_level_reads_no_turn() -> None:
    low, high = Point(n=9, value=0, low=-1, high=0.5), Point(n=9, value=1, low=0.6, high=1.5)
    assert count_turns([0, 0], [low, high]) == count_turns([1, 1], [high, low])
    assert count_turns([0, 0], [low, high]).right == 0


def test_another_segment_is_scored_against_its_own_curve() -> None:
    one = cjm.Exercise("guess-the-curve", survey_journey(), by="flight", log=False)
    mean, other = interval([4, 5, 4] * 20), interval([1, 2, 1] * 20)
    one.answer = {"scores": [mean[0], other[1], 0], "segment": "near"}  # three of four rows
    near = one.reveal()
    assert [point.value for point in near.measured[:2]] == pytest.approx([4 / 3, -5 / 3])
    assert near.stage_points[:2] == (10, 10)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"scores": [0, 0]}, "a guess has a score for each of 3 stages, not 2"),
        ({"scores": [0, 0, 7]}, "the guess of 'Leave' is 7; scores run from -2 to 2"),
        ({"scores": [0, 0, 0], "segment": "nere"}, "no segment 'nere'"),
        ({"scores": "high"}, "scores"),
        ({"points": [1]}, "points"),
    ],
)
def test_a_wrong_answer_is_refused_with_a_sentence(answer: dict[str, object], words: str) -> None:
    one = cjm.Exercise("guess-the-curve", survey_journey(), by="flight", log=False)
    with pytest.raises(cjm.CjmError, match=words):
        one.answer = answer


def test_what_an_exercise_needs_is_said() -> None:
    with pytest.raises(cjm.CjmError, match="no source of the journey has scores to guess"):
        cjm.Exercise("guess-the-curve", cjm.Journey(["Arrive", "Wait"]))
    with pytest.raises(cjm.CjmError, match="did you mean 'flight'"):
        cjm.Exercise("guess-the-curve", survey_journey(), by="flights")
    with pytest.raises(cjm.CjmError, match="did you mean 'Arrive'"):
        cjm.Exercise("guess-the-curve", survey_journey(), stages=["Arive", "Wait"])
    with pytest.raises(cjm.CjmError, match="a curve needs 2"):
        cjm.Exercise("guess-the-curve", survey_journey(), stages=1)
