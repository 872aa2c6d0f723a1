"""How often each interval contains the true number, by simulation: the table that ``make bench`` prints.

Five shapes of answers from 0 to 10, with 10, 30 and 300 respondents: every interval is computed for many
samples at once. A sample without an interval, as where nobody differs, is left out. An interval keeps its
confidence if it contains the truth within 3 points of it; the docstring of any other says how far it is off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from cjm_widgets import Journey
from cjm_widgets.analysis.distribution import distribution_frame
from cjm_widgets.analysis.trend import slope
from cjm_widgets.measures.amounts import total
from cjm_widgets.measures.averages import mean, median
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.shares import bottom_box, top_box
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import AnswerShares, ClusterProducts, Histograms
from cjm_widgets.statistics.intervals import goodman_intervals

LEVEL = 0.95
NOMINAL = 0.03
"""How far from its confidence an interval may be and still keep it."""
SCALE, VALUES = (0.0, 10.0), np.arange(11.0)
AMOUNTS = np.array([0, 5, 10, 15, 20, 30, 40, 60, 90, 150, 300.0])
SIZES = (10, 30, 300)
SHAPES: dict[str, Array] = {
    name: np.array(parts, np.float64) / np.sum(parts)
    for name, parts in {
        "even": [1] * 11,
        "bell": [1, 2, 5, 10, 18, 24, 18, 10, 5, 2, 1],
        "skewed": [1, 1, 2, 2, 3, 5, 8, 14, 22, 24, 18],
        "two peaks": [14, 12, 6, 2, 1, 1, 1, 3, 12, 22, 26],
        "ceiling": [1, 0.5, 0.5, 0.5, 1, 1.5, 2, 4, 9, 15, 65],
    }.items()
}
QUESTIONS, TOGETHER = 4, 5
SAMPLES, DRAWN = 6000, 600
"""How many samples of an interval, and how many of the bootstrap's, which draws from each."""

Sampling = Callable[[np.random.Generator, Array, int, int], Histograms]


@dataclass(frozen=True)
class Case:
    """An interval whose coverage is simulated.

    Parameters
    ----------
    cover
        From random numbers, a shape, the number of respondents and of samples to which samples have an
        interval, and in which of these it contains the truth.
    maker
        Whose docstring says what the interval is.
    off
        How far from its confidence it may be.
    samples
        How many samples, for each size of 10 and 30 respondents.
    """

    cover: Callable[[np.random.Generator, Array, int, int], tuple[Array, Array]]
    maker: Callable[..., object]
    off: float = NOMINAL
    samples: int = SAMPLES


# --- samples


def plain(random: np.random.Generator, shape: Array, n: int, samples: int) -> Histograms:
    """One answer of each respondent."""
    return Histograms(VALUES, random.multinomial(n, shape, samples))


def amounts(random: np.random.Generator, shape: Array, n: int, samples: int) -> Histograms:
    """One amount of each respondent."""
    return Histograms(AMOUNTS, random.multinomial(n, shape[::-1], samples))


def weighted(random: np.random.Generator, shape: Array, n: int, samples: int) -> Histograms:
    """One answer of each respondent, whose weight is a half, 1 or 3."""
    answers = random.choice(11, (samples, n), p=shape)
    weights = random.choice([0.5, 1.0, 3.0], (samples, n), p=[0.5, 0.3, 0.2])
    sums = []
    for numbers in (np.ones_like(weights), weights, weights**2):
        table = np.zeros((samples, 11))
        np.add.at(table, (np.arange(samples)[:, np.newaxis], answers), numbers)
        sums.append(table)
    return Histograms(VALUES, sums[0].astype(np.int64), *sums[1:])


def several(random: np.random.Generator, shape: Array, n: int, samples: int) -> Histograms:
    """Four answers of each respondent, who answers alike."""
    counts = _alike(random, shape, (samples, n, QUESTIONS), 0.4)
    shares = counts / QUESTIONS
    respondents = np.zeros((samples, 11), np.int64)
    respondents[:, 0] = n  # shares read the answers, not the means
    answers = AnswerShares(
        several=np.ones(samples, np.bool_),
        values=np.broadcast_to(VALUES, (samples, 11)),
        n=counts.sum(axis=1),
        shares=shares.sum(axis=1),
        products=np.einsum("rni,rnj->rij", shares, shares),
        cluster_products=None,
        questions=np.full(samples, QUESTIONS),
        withheld=np.zeros(samples, np.bool_),
    )
    return Histograms(VALUES, respondents, answers=answers)


def clustered(random: np.random.Generator, shape: Array, n: int, samples: int) -> Histograms:
    """One answer of each respondent, five of whom are together and answer alike."""
    counts = _alike(random, shape, (samples, n // TOGETHER, TOGETHER), 0.3)
    products = np.einsum("rgi,rgj->rij", counts, counts).astype(np.float64)
    clusters = ClusterProducts(products, np.full(samples, n / TOGETHER))
    return Histograms(VALUES, counts.sum(axis=1), clusters=clusters)


def _alike(
    random: np.random.Generator, shape: Array, size: tuple[int, int, int], correlation: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """How many of each unit's answers have each value, which correlate within the unit."""
    common = random.standard_normal((*size[:2], 1)) * correlation**0.5
    latent = common + random.standard_normal(size) * (1 - correlation) ** 0.5
    answers = np.searchsorted(ndtri(np.cumsum(shape)[:-1]), latent)
    return (answers[..., np.newaxis] == np.arange(11)).sum(axis=2)


# --- intervals


def of(measure: Measure, sampling: Sampling = plain) -> Callable[..., tuple[Array, Array]]:
    """The interval of a measure."""

    def cover(random: np.random.Generator, shape: Array, n: int, samples: int) -> tuple[Array, Array]:
        cells = sampling(random, shape, n, samples)
        one = measure.estimate(cells, SCALE, bounded=sampling is not amounts)
        scale = n if measure == total() else 1
        return _covered(one.low, one.high, scale * _truth(measure, shape, sampling is amounts))

    return cover


def difference(measure: Measure) -> Callable[..., tuple[Array, Array]]:
    """The interval of a difference to as many respondents who answer evenly."""

    def cover(random: np.random.Generator, shape: Array, n: int, samples: int) -> tuple[Array, Array]:
        a, b = plain(random, shape, n, samples), plain(random, SHAPES["even"], n, samples)
        change = measure.compare(a, b, SCALE)
        return _covered(change.low, change.high, _truth(measure, shape) - _truth(measure, SHAPES["even"]))

    return cover


def line(measure: Measure) -> Callable[..., tuple[Array, Array]]:
    """The interval of the slope over three waves of the same shape."""

    def cover(random: np.random.Generator, shape: Array, n: int, samples: int) -> tuple[Array, Array]:
        waves = Histograms(VALUES, random.multinomial(n, shape, (3, samples)))
        one = slope(measure, waves, SCALE, LEVEL)
        return _covered(one.low, one.high, 0.0)

    return cover


def goodman(random: np.random.Generator, shape: Array, n: int, samples: int) -> tuple[Array, Array]:
    """Goodman's intervals of the shares of all scores together."""
    share = plain(random, shape, n, samples).n / n
    low, high = goodman_intervals(share, np.array(float(n)), LEVEL)
    return np.ones(samples, np.bool_), ((low <= shape) & (shape <= high)).all(axis=1)


def _truth(measure: Measure, shape: Array, of_amounts: bool = False) -> float:
    n = np.round(shape * 1e7).astype(np.int64)
    everyone = Histograms(AMOUNTS, n[::-1]) if of_amounts else Histograms(VALUES, n)
    value = float(measure.estimate(everyone, SCALE, bounded=False).value)
    return value / n.sum() if measure == total() else value


def _covered(low: Array, high: Array, truth: float) -> tuple[Array, Array]:
    known = ~np.isnan(low)
    return known, ((low - 1e-9 <= truth) & (truth <= high + 1e-9))[known]


CASES: dict[str, Case] = {
    "mean, t": Case(of(mean()), mean, off=0.12),
    "mean, bootstrap": Case(of(mean(interval="bootstrap", draws=400)), mean, off=0.18, samples=DRAWN),
    "median, order statistics": Case(of(median()), median, off=0.051),
    "top-2 box, Wilson": Case(of(top_box()), top_box),
    "bottom-3 box, Wilson": Case(of(bottom_box(3)), bottom_box, off=0.04),
    "NPS, adjusted Wald": Case(of(nps()), nps),
    "NPS, score": Case(of(nps(interval="score")), nps),
    "NPS, Wald": Case(of(nps(interval="wald")), nps, off=0.07),
    "NPS, bootstrap": Case(of(nps(interval="bootstrap", draws=400)), nps, off=0.09, samples=DRAWN),
    "top-2 box of 4 questions": Case(of(top_box(), several), top_box),
    "NPS of 4 questions": Case(of(nps(), several), nps),
    "weighted mean": Case(of(mean(), weighted), mean, off=0.18),
    "weighted median": Case(of(median(), weighted), median, off=0.051),
    "weighted top-2 box": Case(of(top_box(), weighted), top_box),
    "weighted NPS": Case(of(nps(), weighted), nps, off=0.045),
    "mean, clusters of 5": Case(of(mean(), clustered), mean, off=0.09),
    "median, clusters of 5": Case(of(median(), clustered), median, off=0.051),
    "top-2 box, clusters of 5": Case(of(top_box(), clustered), top_box, off=0.051),
    "NPS, clusters of 5": Case(of(nps(), clustered), nps, off=0.051),
    "mean of amounts, t": Case(of(mean(), amounts), mean, off=0.41),
    "total of amounts, t": Case(of(total(), amounts), total, off=0.41),
    "distribution, Goodman": Case(goodman, distribution_frame, off=0.31),
    "difference of means, Welch": Case(difference(mean()), Journey.compare),
    "difference of shares, Newcombe": Case(difference(top_box()), Journey.compare, off=0.045),
    "difference of NPS, adjusted Wald": Case(difference(nps()), Journey.compare, off=0.055),
    "slope of means": Case(line(mean()), Journey.trend, off=0.035),
    "slope of shares": Case(line(top_box()), Journey.trend, off=0.051),
    "slope of NPS": Case(line(nps()), Journey.trend, off=0.05),
}
"""Every interval, with how far its docstring says it may be from its confidence."""


def coverage(case: Case, samples: float = 1.0) -> Iterator[tuple[int, str, float, float]]:
    """For each size and shape, the part of samples with an interval, and how many of these contain the truth.

    Parameters
    ----------
    case
        The interval.
    samples
        How many samples, as a part of the usual number.
    """
    random = np.random.default_rng(2017)
    for n in SIZES:
        for name, shape in SHAPES.items():
            each = int(case.samples * samples / (5 if n == max(SIZES) else 1))
            known, inside = case.cover(random, shape, n, max(each, 50))
            yield n, name, float(known.mean()), float(inside.mean()) if len(inside) else np.nan


def furthest(case: Case, samples: float = 1.0) -> float:
    """How far the coverage is from the confidence at most; sizes and shapes without intervals have none."""
    return float(np.nanmax([abs(inside - LEVEL) for *_, inside in coverage(case, samples)]))


BUDGETS = {f"coverage of {name}: furthest from 95 %": case.off for name, case in CASES.items()}


def measure() -> dict[str, float]:
    """Print the table, and return how far each interval is from its confidence at most."""
    print(f"{'coverage, %':34}" + "".join(f"  n = {n}: {', '.join(SHAPES)}" for n in SIZES))
    most = []
    for name, case in CASES.items():
        cells = [*coverage(case)]
        most.append(float(np.nanmax([abs(inside - LEVEL) for *_, inside in cells])))
        figures = (f"{100 * inside:6.1f}" for *_, inside in cells)
        print(f"{name:34}" + "".join(figures), flush=True)
    return dict(zip(BUDGETS, most, strict=True))
