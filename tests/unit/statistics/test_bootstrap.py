"""Bootstrap intervals against resampled rows, another library, and what must hold of any."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cjm_widgets.analysis.tables import measures_by
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.nets import enps, net_box, nps
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.histograms import Histograms
from tests.benchmarks import bootstrap
from tests.unit.measures.cells import answers, cell, ends
from tests.unit.statistics.oracles import percentile_interval

PEOPLE = {0: 40, 3: 60, 6: 50, 7: 80, 8: 120, 9: 90, 10: 160}


def test_the_interval_is_that_of_resampled_rows():
    rows = np.repeat([*PEOPLE], [*PEOPLE.values()])
    random = np.random.default_rng(1)
    samples = random.choice(rows, (20_000, len(rows)))
    resampled = {
        nps(interval="bootstrap", draws=20_000): 100 * ((samples >= 9).mean(1) - (samples <= 6).mean(1)),
        mean(interval="bootstrap", draws=20_000): samples.mean(1),
    }
    for measure, draws in resampled.items():
        found = measure.estimate(cell(PEOPLE), (0, 10))
        width = found.high - found.low
        assert ends(found) == pytest.approx(np.quantile(draws, [0.025, 0.975]), abs=0.04 * width)


def test_many_respondents_have_the_interval_of_the_normal_curve():
    many = {score: 1000 * n for score, n in PEOPLE.items()}
    found, wald = (nps(interval=interval).estimate(cell(many), (0, 10)) for interval in ("bootstrap", "wald"))
    assert found.value == wald.value
    assert ends(found) == pytest.approx(ends(wald), abs=0.03)
    drawn, student = (
        mean(interval=interval).estimate(cell(many), (0, 10)) for interval in ("bootstrap", "t")
    )
    assert ends(drawn) == pytest.approx(ends(student), abs=0.001)


def test_scipy_draws_the_same_interval():
    rows = np.repeat([*PEOPLE], [*PEOPLE.values()])
    found = mean(interval="bootstrap", draws=10_000).estimate(cell(PEOPLE), (0, 10))
    assert ends(found) == pytest.approx(percentile_interval(rows, 9999, seed=2), abs=0.01)


def test_the_same_seed_draws_the_same_interval_and_another_seed_another():
    one, again, other = (
        ends(nps(interval="bootstrap", seed=seed).estimate(cell(PEOPLE), (0, 10))) for seed in (0, 0, 5)
    )
    assert one == again
    assert other != one


def test_a_segment_has_the_interval_its_rows_alone_have():
    random = np.random.default_rng(4)
    rows = pd.DataFrame({"Q": random.integers(0, 11, 400), "who": random.choice([*"abc"], 400)})
    measures = (nps(interval="bootstrap"), net_box(interval="bootstrap"), mean(interval="bootstrap"))

    def source(frame: pd.DataFrame) -> MeasuredSource:
        counts, _ = count(frame, Plan(scale=(0, 10), columns={"Q": "a"}, by=("who",)))
        return MeasuredSource("s", stack(counts), (0, 10), measures)

    every = measures_by("who", [source(rows)], {"a": "A"})
    for letter in "abc":
        alone = estimate(source(rows[rows["who"] == letter]), ["a"])
        table = every[every["segment"] == letter].set_index("measure")
        for name, found in alone.items():
            maker = name.partition("(")[0]
            assert [*table.loc[maker, ["low", "high"]]] == [found.low[0], found.high[0]]


def test_with_weights_as_many_are_drawn_as_kish_counts():
    scores = [*range(11)] * 40
    weights = [1] * 220 + [5] * 220
    found = nps(interval="bootstrap").estimate(answers(scores, weights), (0, 10))
    wald = nps(interval="wald").estimate(answers(scores, weights), (0, 10))
    assert found.method == "weighted NPS, percentile bootstrap at Kish n 95 %, 2,000 draws"
    assert found.value == wald.value
    assert ends(found) == pytest.approx(ends(wald), abs=1)
    plain, ones = (
        mean(interval="bootstrap").estimate(answers(scores, weight), (0, 10))
        for weight in (None, [1.0] * 440)
    )
    assert ends(plain) == ends(ones)


def test_those_who_agree_have_no_interval_nor_has_one_alone():
    measure = nps(interval="bootstrap")
    agreed = measure.estimate(cell({10: 8}), (0, 10))
    assert np.isnan(ends(agreed)).all()
    assert str(agreed.method).endswith("no interval: all 8 gave 10")
    assert np.isnan(ends(measure.estimate(cell({10: 1}), (0, 10)))).all()
    nobody = measure.estimate(cell({10: 0}), (0, 10))
    assert np.isnan([nobody.value, *ends(nobody)]).all()


def test_an_interval_contains_its_estimate_also_at_low_confidence():
    counts = np.random.default_rng(9).integers(0, 5, (60, 11))
    cells = Histograms(np.arange(11.0), counts)
    for level in (0.01, 0.95):
        for make in (nps, enps, net_box, mean):
            found = make(interval="bootstrap", level=level, draws=100).estimate(cells, (0, 10))
            known = ~np.isnan(found.low)
            assert (found.low[known] <= found.value[known] + 1e-9).all()
            assert (found.value[known] <= found.high[known] + 1e-9).all()


def test_the_method_names_the_draws_and_the_document_keeps_them():
    measure = enps(interval="bootstrap", level=0.9, draws=10_000, seed=3)
    assert measure.method(weighted=False) == "eNPS, percentile bootstrap 90 %, 10,000 draws"
    assert to_stored(measure).options == {"interval": "bootstrap", "level": 0.9, "draws": 10_000, "seed": 3}
    assert from_stored(to_stored(measure)) == measure
    assert nps(interval="bootstrap").name == "nps(interval='bootstrap')"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: nps(interval="bootstrap", draws=50), "draws= is a whole number from 100 to 100,000, not 50"),
        (lambda: mean(interval="bootstrap", draws=2e3), "not 2000.0"),
        (lambda: nps(interval="bootstrap", seed=-1), "seed= is a whole number from 0"),
        (lambda: nps(interval="bootstrap", seed=True), "not True"),
        (lambda: nps(draws=500), "interval='adjusted_wald' draws nothing: say interval='bootstrap'"),
        (lambda: mean(seed=4), "interval='t' draws nothing"),
        (lambda: mean(interval="boot"), "interval= is one of t, bootstrap, not 'boot'; did you mean"),
    ],
)
def test_options_that_make_no_sense_are_refused(make, sentence):
    with pytest.raises(MeasureError, match=sentence):
        make()


def test_the_benchmark_gives_a_ratio():
    assert [*bootstrap.measure(respondents=200)] == [*bootstrap.BUDGETS]
