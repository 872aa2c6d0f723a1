"""Net shares: promoters and boxes, and each of their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.analysis.tables import measures_by
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document import model
from cjm_widgets.document.errors import MeasureError, UnknownNameError
from cjm_widgets.measures.measure import full_name
from cjm_widgets.measures.nets import enps, net_box, nps
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from tests.unit.measures.cells import answers, cell, ends

VECTORS = [
    "nps_1_2_3",
    "nps_75_675_250",
    "nps_9_8_19",
    "nps_3_2_5",
    "nps_0_0_10",
    "nps_0_5_0",
    "nps_10_0_0",
    "nps_342_968_1436",
]
INTERVALS = {"adjusted_wald": "adjusted.wald", "wald": "wald", "score": "iterative"}


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("name", VECTORS)
def test_every_interval_equals_r(vectors, name, interval):
    given, expected = vectors[name]["input"], vectors[name]["expected"]
    promoters = cell({3: given["det"], 7: given["pas"], 10: given["pro"]})
    boxes = cell({1: given["det"], 3: given["pas"], 5: given["pro"]})
    for found in (
        nps(interval=interval).estimate(promoters, (0, 10)),
        enps(interval=interval).estimate(promoters, (0, 10)),
        net_box(interval=interval).estimate(boxes, (1, 5)),
    ):
        assert found.value / 100 == pytest.approx(expected["nps"], abs=1e-6)
        low, high = expected[INTERVALS[interval]]
        if low == high:  # no width is no interval
            assert np.isnan(ends(found)).all()
            assert f"no interval: all {found.n} gave" in str(found.method)
        else:
            assert np.array(ends(found)) / 100 == pytest.approx([max(low, -1), min(high, 1)], abs=1e-6)


def test_intervals_of_a_survey_equal_r_overall_and_by_segment(airport_rows, oracle):
    plan = Plan(scale=(0, 10), columns={"NETPRO": "overall"}, missing=(11,), by=("flight_type",))
    every = (nps(), nps(interval="wald"), nps(interval="score"))
    source = MeasuredSource("survey", stack(count(airport_rows, plan)[0]), plan.scale, every)
    keys = {every[0].name: "adj_wald", every[1].name: "wald", every[2].name: "score"}
    for name, found in estimate(source, ["overall"]).items():
        assert [found.low[0] / 100, found.high[0] / 100] == pytest.approx(oracle["nps"][keys[name]], abs=1e-6)
    for row in measures_by("flight_type", [source], {"overall": "Overall"}).itertuples():
        name = full_name(row.measure, row.options)
        expected = oracle["nps_by_segment"][row.segment][keys[name]]
        assert [row.low / 100, row.high / 100] == pytest.approx(expected, abs=1e-6)


def test_the_score_interval_of_passives_alone_is_the_closed_one():
    # Nobody is up or down: the test's variance is D (1 - D), so n D = z^2 (1 - D).
    z2, n = 1.959963984540054**2, 7
    found = nps(interval="score").estimate(cell({7: n}), (0, 10))
    assert ends(found) == pytest.approx([-100 * z2 / (n + z2), 100 * z2 / (n + z2)])


def test_a_score_interval_stays_on_its_scale_and_turns_with_it():
    up = nps(interval="score").estimate(cell({3: 1, 10: 12}), (0, 10))
    down = nps(interval="score").estimate(cell({3: 12, 10: 1}), (0, 10))
    assert -100 <= up.low <= up.value <= up.high <= 100
    assert ends(down) == pytest.approx([-up.high, -up.low])


def test_one_promoter_is_within_the_interval_of_one_answer():
    found = nps().estimate(cell({10: 1}), (0, 10))
    assert found.low < found.value == found.high == 100


def test_nobody_has_no_net_share_by_any_interval():
    for interval in INTERVALS:
        found = nps(interval=interval).estimate(cell({10: 0}), (0, 10))
        assert np.isnan([found.value, found.low, found.high]).all()


def test_net_box_takes_means_between_the_boxes_for_neither():
    found = net_box().estimate(cell({2.0: 1, 2.5: 3, 3.9: 2, 4.0: 4}), (1, 5))
    assert found.value == pytest.approx(30)
    assert net_box(boxes=1).estimate(cell({1: 1, 2: 2, 5: 3}), (1, 5)).value == pytest.approx(100 * 2 / 6)


def test_a_weighted_net_share_has_its_interval_at_kish_n():
    weights = [1, 2, 3, 2]
    found = nps(interval="wald").estimate(answers([0, 7, 10, 10], weights), (0, 10))
    net, n = 4 / 8, 64 / 18
    half = 1.959963984540054 * np.sqrt((6 / 8 - net**2) / n)
    assert net + half > 1
    assert ends(found) == pytest.approx([100 * (net - half), 100])
    assert found.method == "weighted NPS, Wald at Kish n 95 %, cut at the ends of the scale"


def test_the_score_of_employees_has_a_name_of_its_own():
    assert (enps().name, enps().label, enps().method(True)) == (
        "enps",
        "eNPS",
        "weighted eNPS, adjusted Wald at Kish n 95 %",
    )
    assert enps() != nps()


@pytest.mark.parametrize(
    ("measure", "stored"),
    [
        (nps(interval="score"), model.Measure("nps", {"interval": "score"})),
        (enps(level=0.9), model.Measure("enps", {"level": 0.9})),
        (net_box(boxes=1, interval="wald"), model.Measure("net_box", {"boxes": 1, "interval": "wald"})),
    ],
)
def test_a_document_gives_back_the_net_share_it_was_given(measure, stored):
    assert to_stored(measure) == stored
    assert from_stored(stored) == measure


def test_a_net_share_says_what_it_is():
    measure = net_box(interval="score", level=0.9)
    assert measure.name == "net_box(interval='score', level=0.9)"
    assert (measure.label, measure.unit, measure.axis((1, 5))) == ("Net top-2 box", "nps", (-100, 100))
    assert measure.method(False) == "net top-2 box, score 90 %"
    assert net_box(boxes=1).label == "Net box"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: nps(interval="wilson"), "one of adjusted_wald, wald, score, bootstrap, not 'wilson'"),
        (lambda: nps(interval="adjusted.wald"), "did you mean 'adjusted_wald'"),
        (lambda: nps(interval=0.9), "not 0.9"),
        (lambda: enps().require((1, 5)), "enps needs answers from 0 to 10"),
        (lambda: net_box(boxes=0), "from each end, 1 or more"),
        (lambda: net_box(boxes=3).require((1, 5)), "overlap on the scale 1 to 5; at most boxes=2"),
    ],
)
def test_a_net_share_that_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(MeasureError, match=sentence):
        make()


def test_a_measure_nobody_makes_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'net_box'"):
        from_stored(model.Measure("netbox"))
