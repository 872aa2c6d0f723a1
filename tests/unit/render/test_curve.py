"""The curve of a picture is the one on the screen."""

from __future__ import annotations

import random
import re

import pytest

from cjm_widgets.render.paint import band_path, line_path
from tests.unit.render.node import javascript

D3 = """
import { curveMonotoneX } from "d3-shape";
export default (runs) => runs.map((spots) => {
  const path = [];
  const put = (...at) => path.push(...at);
  const curve = curveMonotoneX({ moveTo: put, lineTo: put, bezierCurveTo: put });
  curve.lineStart();
  for (const [x, y] of spots) curve.point(x, y);
  curve.lineEnd();
  return path;
});
"""


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_curves_go_through_the_same_points_as_d3s() -> None:
    chance = random.Random(7)
    curves = [
        [
            (100 * at + chance.uniform(-20, 20), chance.choice([44, 150, chance.uniform(0, 276)]))
            for at in range(n)
        ]
        for n in (3, 4, 7, 12, 30)
    ]
    for spots, expected in zip(curves, javascript(D3, curves), strict=True):
        assert numbers(line_path(spots)) == pytest.approx(expected, abs=0.051)


def test_two_points_are_joined_by_a_straight_line() -> None:
    assert numbers(line_path([(0, 0), (30, 60)])) == [0, 0, 30, 60]


def test_nothing_is_drawn_across_a_gap_nor_for_a_lone_point() -> None:
    assert line_path([(0, 0), None, (20, 0), (40, 0), None, (60, 0)]).count("M") == 1
    assert line_path([(0, 0), None, (20, 5)]) == ""


def test_a_band_goes_along_the_high_ends_and_back_along_the_low() -> None:
    path = band_path([(0, 20, 10), (50, 25, 15), None])
    assert numbers(path)[:2] == [0, 10]
    assert numbers(path)[-2:] == [0, 20]
    assert path.endswith("Z")
