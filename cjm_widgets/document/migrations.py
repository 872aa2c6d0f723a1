"""Bringing what older versions wrote to the form of this one: single pure steps, carried out in order.

A version that changes what a file means adds its step here and a golden file to ``tests/golden``; a minor
version that only adds keys adds none. 1.0 is the first version, so there is no step yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import VERSION


class Step(NamedTuple):
    """From one major version to the next: plain values to plain values, the given ones left as they are."""

    major: int
    """What it reads."""
    change: Callable[[dict[str, Any]], dict[str, Any]]


STEPS: Sequence[Step] = ()


def migrated(value: dict[str, Any], name: str, steps: Sequence[Step] | None = None) -> dict[str, Any]:
    """A file's plain values as this major version writes them; a newer minor version's keep their number.

    Parameters
    ----------
    value
        With a ``"cjm"`` version, which must be text.
    name
        Where the values came from, for errors.
    steps
        Those of this version unless given.

    Raises
    ------
    FileFormatError
        The version is none, of a newer major version, or older than any that can be read.
    """
    major, ours = _major(value["cjm"], name), _major(VERSION, "this version")
    if major > ours:
        raise FileFormatError(
            f"{name} was written by a newer version (format {value['cjm']}; this one reads {VERSION}). "
            "It was left as it is: update cjm_widgets to open it"
        )
    for step in STEPS if steps is None else steps:
        if step.major == major < ours:
            value, major = {**step.change(value), "cjm": f"{major + 1}.0"}, major + 1
    if major < ours:
        raise FileFormatError(f"{name} is of format {value['cjm']}, which was never released")
    return value


def _major(version: str, name: str) -> int:
    numbers = version.split(".")
    if not all(number.isdecimal() for number in numbers) or len(numbers) != 2:
        raise FileFormatError(f"{name} is not a map: {version!r} is not a version such as {VERSION!r}")
    return int(numbers[0])
