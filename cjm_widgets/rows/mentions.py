"""Cells that name several options at once, such as "Queue;Price", and which ones each value names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cjm_widgets.document.errors import CjmWarning, MeasureError, listing, nearest, warn
from cjm_widgets.rows.scores import MissingCodes, is_blank, number, text
from cjm_widgets.statistics.arrays import Mask

OTHER_OPTIONS = "other options"
"""What the options that have no name of their own are called together."""
MOST_NAMES = 50
"""The most options that are named without being listed: those that most respondents mention."""
_SEPARATORS = (";", ",", "|", "\n", "/")
_YES = frozenset({"1", "true", "yes", "y", "x", "checked", "selected", "ticked", "mentioned"})
_NO = frozenset({"0", "false", "no", "n", "unchecked", "not selected", "not ticked", "not mentioned"})


@dataclass(frozen=True)
class CellOptions:
    """How the options of a cell are written.

    Parameters
    ----------
    separator
        What stands between two of them. Spaces around it do not matter.
    listed
        The options that count, in order; none for all that occur.

    Raises
    ------
    MeasureError
        When there is no separator, or an option is listed twice, empty or no text.

    Examples
    --------
    >>> CellOptions(",").of(' "Queue, long" , Price,Queue,Price')
    ('Queue, long', 'Price', 'Queue')
    >>> CellOptions(",", ("Yes, often",)).of("Price, Yes, often")
    ('Price', 'Yes, often')
    """

    separator: str = ";"
    listed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.separator, str) or not self.separator or len(self.separator) > 20:
            raise MeasureError(
                "separator= is what stands between two options of a cell, such as ';' or ',', not "
                f"{self.separator!r}"
            )
        for option in self.listed:
            if not isinstance(option, str) or not option.strip() or len(option) > 200:
                raise MeasureError(
                    f"options= lists the options of the cells, such as ['Queue', 'Price'], not {option!r}"
                )
        if len({*self.listed}) < len(self.listed):
            raise MeasureError(f"options= lists an option twice: {', '.join(self.listed)}")

    def of(self, cell: str) -> tuple[str, ...]:
        """The options of a cell, each once: without spaces around them, and without quotes around all of one.

        A listed option, and one in quotes, may have the separator inside.
        """
        found = (
            (quoted.replace('""', '"') if quoted else listed or plain).strip()
            for quoted, listed, plain in self._parts.findall(cell)
        )
        return tuple(dict.fromkeys(option for option in found if option))

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        separator = self.separator.strip() or self.separator
        end = rf"\s*(?:{re.escape(separator)}|\Z)"
        inside = sorted((re.escape(one) for one in self.listed if separator in one), key=len)
        listed = "|".join(reversed(inside)) or r"(?!)"
        return re.compile(rf'\s*"((?:[^"]|"")+)"{end}|\s*({listed}){end}|(.*?){end}', re.DOTALL)


@dataclass(frozen=True)
class MentionColumn:
    """What each value of a column mentions.

    Parameters
    ----------
    options
        For each value its options; none for an empty one or a code for no answer.
    is_answer
        For each value, whether it is an answer; that of a column of zeros and ones is one in any case.
    """

    options: tuple[tuple[str, ...], ...]
    is_answer: Mask

    def counts(self, n: Iterable[int]) -> dict[str, int]:
        """How many rows mention each option; ``n`` are the rows of each value."""
        counts: dict[str, int] = {}
        for options, rows in zip(self.options, n, strict=True):
            for option in options:
                counts[option] = counts.get(option, 0) + int(rows)
        return counts

    def among(self, names: Sequence[str]) -> Mask:
        """Which names each value mentions, shape ``(values, names)``; the last stands for all others."""
        place = {name: at for at, name in enumerate(names)}
        mask = np.zeros((len(self.options), len(names)), np.bool_)
        for row, options in enumerate(self.options):
            for option in options:
                mask[row, place.get(option, len(names) - 1)] = True
        return mask


def read_mentions(
    column: str,
    labels: Sequence[object],
    cells: CellOptions,
    missing: MissingCodes,
    value_labels: Mapping[float, str],
) -> MentionColumn:
    """Read which options the values of a column mention.

    A column of zeros and ones, or of other words for no and yes, is of one option, which is called as the
    column is; so is one whose one has a label, which the option then has as its name. Numbers with labels
    are the options that their labels name.

    Examples
    --------
    >>> from cjm_widgets.rows.scores import missing_codes
    >>> read_mentions("Q5", [None, "Queue; Price", "n/a"], CellOptions(), missing_codes(["n/a"]), {}).options
    ((), ('Queue', 'Price'), ())
    >>> read_mentions("Queue", [0, 1], CellOptions(), missing_codes([]), {}).options
    ((), ('Queue',))
    """
    each: list[tuple[str, ...]]
    answers = np.array([not is_blank(label) and not missing.holds(label) for label in labels], np.bool_)
    words = [text(label).strip().casefold() for label, answer in zip(labels, answers, strict=True) if answer]
    if words and {*words} <= _YES | _NO:
        named = value_labels.get(1.0, "")
        option = column if named.strip().casefold() in _YES | {""} else named.strip()
        each = [
            (option,) if answer and text(label).strip().casefold() in _YES else ()
            for label, answer in zip(labels, answers, strict=True)
        ]
        return MentionColumn(tuple(each), answers)
    each = []
    for label, answer in zip(labels, answers, strict=True):
        value = number(label) if value_labels else None
        cell = text(label) if value is None else value_labels.get(value, text(label))
        options = cells.of(cell) if answer else ()
        each.append(tuple(option for option in options if not missing.holds(option)))
    is_answer = np.array([bool(options) for options in each], np.bool_)
    return MentionColumn(tuple(each), is_answer)


def name_options(cells: CellOptions, respondents: Mapping[str, int], min_n: int) -> tuple[str, ...]:
    """The options to name: those listed, or those that enough respondents mention, the most frequent first.

    Parameters
    ----------
    respondents
        For each option, how many mention it at the stage where most do.

    Examples
    --------
    >>> name_options(CellOptions(), {"Price": 12, "Queue": 40, "My name is Ann": 1}, 10)
    ('Queue', 'Price')
    """
    if cells.listed:
        return cells.listed
    enough = [option for option, n in respondents.items() if n >= min_n]
    return tuple(sorted(enough, key=lambda option: (-respondents[option], option))[:MOST_NAMES])


# --- what to tell


def warn_of_options(
    cells: CellOptions, respondents: Mapping[str, int], names: Collection[str], min_n: int, columns: str
) -> None:
    """Warn of options without a name of their own, of listed ones that nobody mentions, and of a separator
    that stands in no cell though another stands in many.
    """
    sentences = []
    unnamed = [option for option in respondents if option not in names]
    enough = sum(respondents[option] >= min_n for option in unnamed)
    if unnamed and cells.listed:
        most = sorted(unnamed, key=lambda option: (-respondents[option], option))
        close = [option for option in most if respondents[option] >= min_n][:5]
        which = f", such as {listing(map(repr, close))}" if close else ""
        sentences.append(f"{_number(len(unnamed))} not in options={which}")
    elif unnamed:
        few = len(unnamed) - enough
        if few:
            sentences.append(f"{_number(few)} of fewer than {min_n} respondents")
        if enough:
            sentences.append(f"{_number(enough)} less frequent than the {MOST_NAMES} named")
    if sentences:
        warn(
            f"counted together as {OTHER_OPTIONS!r} in {columns}: {' and '.join(sentences)}; "
            "cjm.mentions(options=[...]) names those to tell apart",
            CjmWarning,
        )
    unseen = [option for option in cells.listed if option not in respondents]
    if unseen:
        hints = [(option, nearest(option, respondents)) for option in unseen]
        each = listing(f"{option!r}" + (f" (nearest: {close!r})" if close else "") for option, close in hints)
        warn(f"nobody mentions {each} in {columns}, as options= has it", CjmWarning)
    _warn_of_separator(cells, respondents, columns)


def _warn_of_separator(cells: CellOptions, respondents: Mapping[str, int], columns: str) -> None:
    total = sum(respondents.values())
    for other in _SEPARATORS:
        inside = sum(n for option, n in respondents.items() if other in option)
        if other != cells.separator.strip() and inside * 2 > total:
            warn(
                f"most options of {columns} have {other!r} inside: if it separates options, say "
                f"cjm.mentions(separator={other!r})",
                CjmWarning,
            )
            return


def _number(options: int) -> str:
    return f"{options:,} option{'' if options == 1 else 's'}"
