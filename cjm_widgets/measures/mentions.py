"""Mentions: the share of respondents who mention an option, where several can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from cjm_widgets.counts.stack import StackedCounts
from cjm_widgets.document.errors import MeasureError, listing
from cjm_widgets.measures.measure import Measure, Scale, Suits
from cjm_widgets.measures.shares import Share
from cjm_widgets.rows.mentions import OTHER_OPTIONS, CellOptions
from cjm_widgets.statistics.arrays import Array, Mask
from cjm_widgets.statistics.histograms import Design, Histograms


@dataclass(frozen=True)
class Mentions(Share):
    """The share of respondents who mention one option, or all options of a source; see `mentions`.

    Parameters
    ----------
    option
        The option; empty for all, of which a source then has a measure each.
    separator
        What stands between two options in a cell.
    listed
        The options that count, one a line; empty for those that occur.
    """

    maker: ClassVar[str] = "mentions"
    suits: ClassVar[Suits] = "mentions"

    option: str = ""
    separator: str = ";"
    listed: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.cells

    @cached_property
    def cells(self) -> CellOptions:
        """How the options of a cell are written."""
        return CellOptions(self.separator, tuple(self.listed.split("\n")) if self.listed else ())

    @property
    def label(self) -> str:
        return self.option or "Mentions"

    @property
    def averages_shares(self) -> bool:
        return False

    def of_option(self, option: str) -> Mentions:
        """The measure of one option."""
        return Mentions(self.level, option)

    def own_counts(self, cells: Histograms) -> Histograms:
        if cells.mentions is not None and self.option in cells.mentions:
            return cells.mentions[self.option]
        n = np.zeros((*cells.n.shape[:-1], 2), np.int64)
        withheld = cells.withheld_cells if cells.mentions is None else None
        return Histograms(np.array([0.0, 1.0]), n, withheld=withheld)

    def _method(self, design: Design) -> str:
        whom = f"mention {self.option!r}" if self.option else "mention each option"
        return f"{design.of}share of respondents who {whom}, Wilson{design.at} {self._percent}"

    def _members(self, values: Array, scale: Scale) -> Mask:
        members: Mask = values == 1
        return members


def cells_of(measures: Sequence[Measure]) -> CellOptions | None:
    """How cells name the options of a source with these measures; None for a source of scores or amounts.

    Raises
    ------
    MeasureError
        When mentions stand beside other measures.
    """
    of_options = [measure for measure in measures if isinstance(measure, Mentions)]
    if not of_options:
        return None
    if len(measures) > 1:
        others = [measure.name for measure in measures if measure is not of_options[0]]
        raise MeasureError(
            f"cjm.mentions() reads the options of cells, and {listing(others)} would read them otherwise: "
            "join the columns of options by themselves, and those of scores in a join of their own"
        )
    return of_options[0].cells


def options_of(counts: StackedCounts, listed: Sequence[str]) -> list[str]:
    """The options of a source in order: as they are listed, or the most frequent first; all others last."""
    cells = counts.select().cells(counts.stages).mentions or {}
    most = {option: int(one.n[..., 1].sum()) for option, one in cells.items()}
    known = [option for option in listed if option in most]
    others = sorted({*most} - {*known, OTHER_OPTIONS}, key=lambda option: (-most[option], option))
    return [*known, *others, *([OTHER_OPTIONS] if OTHER_OPTIONS in most else [])]


def each_option(measure: Mentions, counts: StackedCounts) -> tuple[Mentions, ...]:
    """The measure of each option of a source; the one of all where there are none."""
    if measure.option:
        return (measure,)
    options = options_of(counts, measure.cells.listed)
    return tuple(measure.of_option(option) for option in options) or (measure,)


def mentions(
    separator: str = ";", options: str | Iterable[str] | None = None, level: float = 0.95
) -> Mentions:
    """The share of respondents who mention each option of a question with several answers, with Wilson's
    interval.

    For columns of text such as ``"Queue;Price"``, and for several columns of one stage: an option each, as
    text or as 0 and 1 (then called as its column is), or more such texts. ``journey.measures`` has a row for
    each option, which is in the column ``options``. Who mentions no option at a stage is no respondent there:
    a share is of those who mention anything. With weights: the weighted share, and Wilson's interval at
    Kish's effective number of respondents.

    Spaces around an option do not matter, upper and lower case do; an option twice in a cell counts once, and
    one in quotes may have the separator inside. An option that fewer than ``min_n`` respondents mention is
    withheld with what would give it away, and has no name of its own unless ``options`` lists it: such
    options, and all but the 50 most frequent, are together ``"other options"``, and a warning says so.

    Parameters
    ----------
    separator
        What stands between two options of a cell.
    options
        The options to tell apart, in order, instead of all that occur; those may have the separator inside.
        One that nobody mentions is then 0 at every stage with answers.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When an option makes no sense.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q5": ["Queue;Price", "Queue", None, "Queue"] * 5})
    >>> source = journey.join(rows, columns={"Q5": "Wait"}, measures=cjm.mentions(), min_n=5)
    >>> journey.measures[["measure", "options", "n", "value"]].round(3)
        measure         options   n  value
    0  mentions  option='Queue'  15  1.000
    1  mentions  option='Price'  15  0.333
    """
    listed = [options] if isinstance(options, str) else [] if options is None else list(options)
    for option in listed:
        if not isinstance(option, str) or "\n" in option:
            raise MeasureError(
                f"options= lists the options of the cells, such as ['Queue', 'Price'], not {option!r}"
            )
    return Mentions(level, separator=separator, listed="\n".join(option.strip() for option in listed))
