"""Survival against R's numbers of the lung trial of Loprinzi and others (1994), and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.statistics.survival import aalen_johansen, kaplan_meier, lasting, log_rank

LUNG = (
    "306:1:1 455:1:1 1010:0:1 210:1:1 883:1:1 1022:0:1 310:1:2 361:1:2 218:1:1 166:1:1 170:1:1 654:1:2 "
    "728:1:2 71:1:1 567:1:1 144:1:1 613:1:1 707:1:1 61:1:2 88:1:1 301:1:1 81:1:2 624:1:1 371:1:1 394:1:1 "
    "520:1:2 574:1:1 118:1:1 390:1:1 12:1:1 473:1:2 26:1:1 533:1:1 107:1:2 53:1:1 122:1:2 814:1:1 965:0:2 "
    "93:1:1 731:1:2 460:1:1 153:1:2 433:1:2 145:1:2 583:1:1 95:1:2 303:1:1 519:1:1 643:1:1 765:1:2 "
    "735:1:2 189:1:1 53:1:1 246:1:1 689:1:1 65:1:1 5:1:2 132:1:1 687:1:2 345:1:2 444:1:2 223:1:1 175:1:1 "
    "60:1:2 163:1:1 65:1:1 208:1:2 821:0:2 428:1:1 230:1:1 840:0:1 305:1:2 11:1:1 132:1:1 226:1:2 426:1:2 "
    "705:1:2 363:1:2 11:1:1 176:1:1 791:1:1 95:1:1 196:0:1 167:1:2 806:0:1 284:1:1 641:1:2 147:1:1 "
    "740:0:2 163:1:1 655:1:1 239:1:1 88:1:1 245:1:2 588:0:2 30:1:1 179:1:1 310:1:1 477:1:1 166:1:2 "
    "559:0:2 450:1:2 364:1:1 107:1:1 177:1:1 156:1:1 529:0:2 11:1:1 429:1:1 351:1:2 15:1:1 181:1:1 "
    "283:1:1 201:1:2 524:1:2 13:1:1 212:1:1 524:1:1 288:1:1 363:1:1 442:1:1 199:1:2 550:1:2 54:1:1 "
    "558:1:1 207:1:1 92:1:1 60:1:1 551:0:2 543:0:2 293:1:2 202:1:1 353:1:1 511:0:2 267:1:1 511:0:2 "
    "371:1:2 387:1:1 457:1:1 337:1:1 201:1:2 404:0:1 222:1:1 62:1:2 458:0:1 356:0:2 353:1:1 163:1:1 "
    "31:1:1 340:1:2 229:1:1 444:0:1 315:0:2 182:1:2 156:1:1 329:1:1 364:0:2 291:1:1 179:1:1 376:0:2 "
    "384:0:2 268:1:2 292:0:1 142:1:1 413:0:1 266:0:2 194:1:2 320:1:1 181:1:1 285:1:1 301:0:1 348:1:2 "
    "197:1:1 382:0:2 303:0:1 296:0:2 180:1:1 186:1:2 145:1:2 269:0:2 300:0:1 284:0:1 350:1:2 272:0:2 "
    "292:0:2 332:0:2 285:1:2 259:0:1 110:1:1 286:1:1 270:1:1 81:1:1 131:1:1 225:0:1 269:1:1 225:0:1 "
    "243:0:2 279:0:1 276:0:2 135:1:1 79:1:2 59:1:1 240:0:2 202:0:2 235:0:2 105:1:1 224:0:2 239:1:2 "
    "237:0:1 173:0:2 252:0:2 221:0:1 185:0:1 92:0:2 13:1:1 222:0:1 192:0:2 183:1:1 211:0:2 175:0:2 "
    "197:0:1 203:0:2 116:1:1 188:0:1 191:0:1 105:0:2 174:0:1 177:0:2 "
)
"""Days, whether died (1) or last seen alive (0), and sex, of 228 patients: R's ``survival::lung``."""


def trial() -> np.ndarray:
    return np.array([[int(one) for one in patient.split(":")] for patient in LUNG.split()])


def counted(rows: np.ndarray, time: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many died, and how many were last seen alive, at each time."""
    place = np.searchsorted(time, rows[:, 0])
    died = rows[:, 1] == 1
    return tuple(np.bincount(place[of], minlength=len(time)) for of in (died, ~died))


@pytest.mark.parametrize(
    ("transform", "expected"),
    [("log", (310, 285, 363)), ("log-log", (310, 284, 361)), ("plain", (310, 284, 361))],
)
def test_the_median_and_its_interval_are_those_of_r(transform, expected):
    rows = trial()
    time = np.unique(rows[:, 0]).astype(float)
    assert len(rows) == 228
    assert lasting(kaplan_meier(time, *counted(rows, time), transform=transform)) == expected


def test_quartiles_are_those_of_r():
    rows = trial()
    time = np.unique(rows[:, 0]).astype(float)
    curve = kaplan_meier(time, *counted(rows, time), transform="log")
    assert lasting(curve, 0.75) == (170, 145, 197)
    assert lasting(curve, 0.25) == (550, 460, 654)


def test_the_log_rank_test_is_that_of_r():
    rows = trial()
    time = np.unique(rows[:, 0]).astype(float)
    groups = [counted(rows[rows[:, 2] == sex], time) for sex in (1, 2)]
    test = log_rank(*(np.array(each) for each in zip(*groups, strict=True)))
    assert float(test.statistic) == pytest.approx(10.3267, abs=1e-4)
    assert (float(test.freedom), float(test.p)) == (1, pytest.approx(0.0013, abs=5e-5))


def test_without_censoring_the_curve_is_the_share_that_lasts_longer():
    times = np.array([3.0, 1.0, 2.0, 2.0, 7.0])
    time, n = np.unique(times, return_counts=True)
    curve = kaplan_meier(time, n, np.zeros_like(n))
    assert curve.share.tolist() == pytest.approx([(times > each).mean() for each in time])


def test_a_curve_that_stays_above_a_half_has_no_median():
    curve = kaplan_meier(np.array([1.0, 5.0]), np.array([1, 0]), np.array([0, 9]))
    assert lasting(curve).value == np.inf


def test_exits_add_up_to_all_that_left():
    random = np.random.default_rng(3)
    ended, censored = random.integers(0, 4, (3, 12)), random.integers(0, 3, 12)
    time = np.arange(12.0)
    share = kaplan_meier(time, ended.sum(axis=0), censored).share
    assert aalen_johansen(ended, censored).share.sum(axis=0) == pytest.approx(1 - share)


def test_the_error_of_exits_without_censoring_is_that_of_a_share():
    ended = np.array([[2, 0, 3, 1], [1, 4, 0, 2]])
    leaving, n = aalen_johansen(ended, np.zeros(4, int)), ended.sum()
    share = np.cumsum(ended, axis=1) / n
    # Binomial; at the last time everyone has left, and only which way they left is uncertain.
    assert leaving.share == pytest.approx(share)
    assert leaving.error == pytest.approx(np.sqrt(share * (1 - share) / n))


def test_an_unknown_interval_is_named():
    with pytest.raises(MeasureError, match="log-log"):
        kaplan_meier(np.array([1.0]), np.array([1]), np.array([0]), transform="loglog")


def test_one_group_has_nothing_to_compare():
    test = log_rank(np.array([[1, 2], [0, 0]]), np.array([[1, 0], [0, 0]]))
    assert np.isnan(test.p)
