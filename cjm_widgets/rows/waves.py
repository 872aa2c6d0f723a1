"""The order of waves in time, read from how they are written; what has no clear order is refused.

A trend over waves in the wrong order shows a rise as a fall, so an order is never guessed from the alphabet.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from cjm_widgets.document.errors import CjmWarning, RowsError, listing, nearest, warn
from cjm_widgets.document.numerals import plain_text
from cjm_widgets.rows.protocol import AnyRows
from cjm_widgets.rows.scores import number, text

Every: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
EVERY: tuple[Every, ...] = get_args(Every)
MOST_WAVES = 100
"""The most waves: more are ids or times of answering, which ``every`` puts together."""

Place: TypeAlias = tuple[Any, ...]
"""Where a wave stands in time, to be compared with the places of the same column only."""


@dataclass(frozen=True)
class Waves:
    """The wave of each label, and the waves in time order.

    Parameters
    ----------
    names
        For each label of the column, the name of its wave; ``None`` for a missing one.
    order
        Every name once, the earliest first.
    """

    names: tuple[str | None, ...]
    order: tuple[str, ...]


def read_waves(
    column: str,
    labels: Sequence[Any],
    *,
    ranked: bool = False,
    every: Every | None = None,
    order: Sequence[str] = (),
) -> Waves:
    """Read which waves the labels of a column mean, and their order in time.

    Understood are numbers; dates and times, also as text such as "2023-01-31", "31.12.2023", "12/2023",
    "Q4 2023", "2023-W05", "Dec 2023", "Winter 2023" or "2022/23"; names of months or seasons without a year;
    words such as "pre" and "post" or "before" and "after"; and texts that differ by one number only, such as
    "Wave 2" and "Wave 10". Different texts of the same time are one wave. A winter is the one that begins in
    its year.

    Parameters
    ----------
    column
        The name of the column, for error messages.
    labels
        Its distinct values; ``None`` for a missing one.
    ranked
        Whether the labels stand in an order of their own, as those of an ordered categorical do.
    every
        The length of a wave; dates are then put together in "2023-01-31", "2023-W05", "2023-01", "2023-Q1"
        or "2023".
    order
        The names in time order; none to read the order from the labels.

    Raises
    ------
    RowsError
        When the order is not clear, a value is missing from ``order``, ``every`` meets a value that is no
        date, or there are more than 100 waves.

    Examples
    --------
    >>> read_waves("phase", ["post", None, "pre"]).order
    ('pre', 'post')
    >>> read_waves("round", ["Wave 10", "Wave 2"]).order
    ('Wave 2', 'Wave 10')
    >>> read_waves("day", ["31.12.2023", "01.02.2023"], every="quarter").names
    ('2023-Q4', '2023-Q1')
    """
    texts = _texts(labels)
    present = tuple(dict.fromkeys(name for name in texts if name is not None))
    if every is not None:
        named = _periods(column, present, every)
        order = tuple(sorted(set(named.values())))  # names of periods of one length sort as time does
    elif order:
        lacking = [name for name in present if name not in order]
        if lacking:
            like = nearest(lacking[0], order)
            raise RowsError(
                f"waves= lacks {listing(lacking)}, which wave column {column!r} holds"
                + (f"; did you write {like!r} for {lacking[0]!r}?" if like else "; add it where it belongs")
            )
        named, order = {name: name for name in present}, tuple(name for name in order if name in present)
    elif ranked:
        named, order = {name: name for name in present}, present
    else:
        if len(present) > MOST_WAVES and _places_of_dates(present) is not None:
            raise _too_many(column, len(present))
        named, order = _understood(column, labels, present)
    if len(order) > MOST_WAVES:
        raise _too_many(column, len(order))
    return Waves(tuple(None if name is None else named[name] for name in texts), tuple(order))


def wave_key(
    rows: AnyRows, column: str, every: Every | None, order: Sequence[str]
) -> tuple[Any, tuple[str, ...]]:
    """The column of time as a key whose labels are the names of waves, and the names in time order.

    Parameters
    ----------
    rows
        Rows of any engine.
    column, every, order
        As for `read_waves`.
    """
    key, waves = _labels_and_waves(rows, column, every, order)
    same = all(
        label is None or text(label) == name for label, name in zip(key.labels, waves.names, strict=True)
    )
    return key if same else rows.relabel(key, waves.names), waves.order


def read_calendar(rows: AnyRows, column: str, every: Every | None, order: Sequence[str]) -> dict[str, str]:
    """The wave that each value of the column of time means, by its `wave_name`; the earliest waves first.

    Parameters
    ----------
    rows
        Rows of any engine.
    column, every, order
        As for `read_waves`.
    """
    key, waves = _labels_and_waves(rows, column, every, order)
    named = {wave_name(label): name for label, name in zip(key.labels, waves.names, strict=True) if name}
    return dict(sorted(named.items(), key=lambda pair: waves.order.index(pair[1])))


def _labels_and_waves(
    rows: AnyRows, column: str, every: Every | None, order: Sequence[str]
) -> tuple[Any, Waves]:
    key = rows.key(column, daily=every is not None)
    rows.tabulate([key])  # an engine has all labels of a key once it was in a table
    return key, read_waves(column, key.labels, ranked=key.ranked, every=every, order=order)


def in_time_order(names: Iterable[str]) -> tuple[str, ...] | None:
    """Names of waves in time order; ``None`` where that is not clear.

    Examples
    --------
    >>> in_time_order(["after", "before"]), in_time_order(["north", "south"])
    (('before', 'after'), None)
    """
    names = tuple(names)
    places = _places(names)
    if places is None or len({*places.values()}) < len(names):
        return None
    return tuple(sorted(names, key=places.__getitem__))


def wave_name(value: object) -> str:
    """The name of the wave that a value of its column means: dates without a time of midnight.

    Examples
    --------
    >>> wave_name(dt.datetime(2023, 1, 31)), wave_name(2016.0)
    ('2023-01-31', '2016')
    """
    return str(_texts([value])[0])


def _texts(labels: Iterable[Any]) -> list[str | None]:
    """Labels as text, the same from every engine and from CSV: "2016" for 2016.0, dates without midnight."""
    texts = [None if label is None else text(label) for label in labels]
    written = [name for name in texts if name is not None]
    if all(_MIDNIGHT.fullmatch(name) for name in written):
        return [None if name is None else name[:10] for name in texts]
    return [
        None if name is None else name.split(".")[0] if _WHOLE.fullmatch(name) else name for name in texts
    ]


_MIDNIGHT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]00:00(?::00(?:\.0+)?)?(?: ?Z|[+-][0-9]{2}:?[0-9]{2})?")
_WHOLE = re.compile(r"-?[0-9]+\.0+")


def _understood(
    column: str, labels: Sequence[Any], present: tuple[str, ...]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The name of the wave that each text means, and the names in time order."""
    truths = any(isinstance(label, bool) for label in labels)
    places = dict.fromkeys(present, ()) if len(present) < 2 else None if truths else _places(present)
    if places is None:
        some = sorted(present)  # engines return them in any order
        example = ", ".join(map(repr, some[:6])) + (", ..." if len(some) > 6 else "")
        raise RowsError(
            f"wave column {column!r} holds {listing(some)}, whose order in time is not clear{_why(present)}; "
            f"name every wave, the earliest first: waves=[{example}]"
        )
    at: dict[Place, str] = {}
    for name in sorted(present):
        at.setdefault(places[name], name)
    order = tuple(at[place] for place in sorted(at))
    _warn_of_winters(column, order)
    return {name: at[places[name]] for name in present}, order


def _warn_of_winters(column: str, order: Sequence[str]) -> None:
    """Say where a winter beside another season of its year was taken for the one that begins in it."""
    if len(order) < 2 or (moments := _in_one_form(order, _FORMS)) is None:
        return
    begins = [moment.begins for moment in moments.values() if moment.length == "season"]
    in_one_year = [moments[name].begins for name in order if not re.search("[0-9][-/][0-9]", name)]
    winters = [place[0] for place in in_one_year if place in begins and place[1] == _SEASONS["winter"]]
    if any((year, season) in begins for year in winters for season in (1, 2, 3)):
        warn(
            f"the waves of {column!r} are read in this order: {listing(order)}; a winter is the one that "
            "begins in its year. Where it is not, name every wave, the earliest first: waves=[...]",
            CjmWarning,
        )


def _why(names: Sequence[str]) -> str:
    """Why an order is not clear, where names are nearly understood."""
    if _in_one_form(names, _DAYS_OR_MONTHS) is not None:
        return f" ({names[0]} begins with the day or with the month)"
    if _by_table(names, _MONTHS) is not None or _by_table(names, _SEASONS) is not None:
        return " (they may lie in two years)"
    return ""


def _too_many(column: str, n: int) -> RowsError:
    return RowsError(
        f"wave column {column!r} has {n:,} different values, and {MOST_WAVES} waves are the most; "
        'every="month" puts dates together, as do "day", "week", "quarter" and "year"'
    )


# --- where each name stands in time


def _places(names: Sequence[str]) -> dict[str, Place] | None:
    """Where each name stands in time; ``None`` where that is not clear."""
    for read in (_as_numbers, _places_of_dates, _as_months, _as_seasons, _as_words, _as_numbered):
        places = read(names)
        if places is not None:
            return places
    return None


def _as_numbers(names: Sequence[str]) -> dict[str, Place] | None:
    numbers = {name: number(name) for name in names}
    return {name: (value,) for name, value in numbers.items()} if None not in numbers.values() else None


def _plain(name: str) -> str:
    return " ".join(plain_text(name).casefold().split())


# --- dates


class _Form(NamedTuple):
    """A way to write a time: an expression with named parts, and the length of time that it names."""

    length: str
    expression: str
    """Compiled when a wave is first read: it takes longer than all else of importing this module."""


_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {
    **{name: place for place, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: place for place, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

_Y = r"(?P<year>[0-9]{4})"
_YY = r"'?(?P<year>[0-9]{4}|[0-9]{2})"
_M = r"(?P<month>[0-9]{1,2})"
_D = r"(?P<day>[0-9]{1,2})"
_NAME = f"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\\.?"
_SEASON = f"(?P<season>{'|'.join(_SEASONS)})"
_TIME = (
    r"(?:[t ](?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)"
    r"(?: ?(?:z|utc|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_GAP = r"[-/., ]*"


def _forms(length: str, *expressions: str) -> tuple[_Form, ...]:
    return tuple(_Form(length, expression) for expression in expressions)


_FORMS = (
    *_forms(
        "day",
        f"{_Y}([-/.]){_M}\\2{_D}{_TIME}",
        f"{_D}\\.{_M}\\.{_YY}{_TIME}",
        f"{_D}(?:st|nd|rd|th)?{_GAP}{_NAME}{_GAP}{_YY}{_TIME}",
        f"{_NAME}{_GAP}{_D}(?:st|nd|rd|th)?(?:, ?| ){_Y}{_TIME}",
    ),
    *_forms(
        "week",
        f"{_Y}{_GAP}(?:cw|kw|w|week) ?(?P<week>[0-9]{{1,2}})",
        f"(?:cw|kw|w|week) ?(?P<week>[0-9]{{1,2}}){_GAP}{_Y}",
    ),
    *_forms("month", f"{_Y}[-/.]{_M}", f"{_M}[-/.]{_Y}", f"{_NAME}{_GAP}{_YY}", f"{_Y}{_GAP}{_NAME}"),
    *_forms(
        "quarter",
        f"(?:fy ?)?{_Y}{_GAP}q(?P<quarter>[1-4])",
        f"(?:q|quarter ){_GAP}(?P<quarter>[1-4]){_GAP}(?:fy ?)?{_YY}",
        f"(?P<quarter>[1-4])(?:st|nd|rd|th)? ?q(?:uarter)?{_GAP}{_YY}",
    ),
    *_forms("half", f"{_Y}{_GAP}h(?P<half>[12])", f"h(?P<half>[12]){_GAP}{_YY}"),
    *_forms(
        "season",
        f"{_SEASON}{_GAP}{_YY}(?:[-/](?:[0-9]{{4}}|[0-9]{{2}}))?",
        f"{_Y}(?:[-/](?:[0-9]{{4}}|[0-9]{{2}}))?{_GAP}{_SEASON}",
    ),
    *_forms("year", f"{_Y}[-/](?P<next>[0-9]{{4}}|[0-9]{{2}})", _Y),
)
_DAYS_FIRST = _forms("day", f"{_D}([-/]){_M}\\2{_YY}{_TIME}")
_MONTHS_FIRST = _forms("day", f"{_M}([-/]){_D}\\2{_YY}{_TIME}")
_DAYS_OR_MONTHS = _forms("day", r"[0-9]{1,2}[-/][0-9]{1,2}[-/](?P<year>[0-9]{4}|[0-9]{2})")


class _Moment(NamedTuple):
    """A time as it was written: the length of time it names, and when that begins."""

    length: str
    begins: Place


def _places_of_dates(names: Sequence[str]) -> dict[str, Place] | None:
    moments = _dates(names)
    if not moments or len({moment.length for moment in moments.values()}) > 1:
        return None
    return {name: moment.begins for name, moment in moments.items()}


def _dates(names: Sequence[str], *, exact: bool = False) -> dict[str, _Moment] | None:
    """The time that each name means; ``None`` where one is no time.

    Days and months that may be read either way have none either, unless their order is the same both ways
    and only the order is wanted.
    """
    days, months = (_in_one_form(names, (*_FORMS, *first)) for first in (_DAYS_FIRST, _MONTHS_FIRST))
    if days is None or months is None or days == months:
        return days or months
    by_days, by_months = ([*dict(sorted(of.items(), key=_begin)).keys()] for of in (days, months))
    return days if not exact and by_days == by_months else None


def _begin(moment: tuple[str, _Moment]) -> Place:
    return moment[1].begins


def _in_one_form(names: Sequence[str], forms: Sequence[_Form]) -> dict[str, _Moment] | None:
    moments = {}
    for name in names:
        moment = _moment(_plain(name), forms)
        if moment is None:
            return None
        moments[name] = moment
    return moments or None


def _moment(plain: str, forms: Sequence[_Form]) -> _Moment | None:
    for length, expression in forms:
        match = re.fullmatch(expression, plain)
        if match is not None and (begins := _begins(length, match.groupdict())) is not None:
            return _Moment(length, begins)
    return None


def _begins(length: str, parts: Mapping[str, str | None]) -> Place | None:
    """When the time that an expression has matched begins; ``None`` for one that does not exist."""
    written = parts.get("year") or "1"
    year = int(written) + (0 if len(written) != 2 else 2000 if int(written) < 70 else 1900)
    if length == "year":
        following = parts.get("next")
        return (year,) if following is None or (year + 1) % 100 == int(following) % 100 else None
    if length == "season":
        return year, _SEASONS[str(parts["season"])]
    if length in ("quarter", "half"):
        return year, int(str(parts[length]))
    if length == "week":
        week = int(str(parts["week"]))
        return (year, week) if 1 <= week <= 53 else None
    month = _MONTHS[str(parts["name"])] if parts.get("name") else int(str(parts.get("month") or 1))
    try:
        day = dt.date(year, month, int(parts.get("day") or 1))
        time = dt.time.fromisoformat(str(parts.get("time") or "0:00").rjust(5, "0"))
    except ValueError:
        return None
    return (year, month) if length == "month" else (day.year, day.month, day.day, time)


_WITHIN: Mapping[str, tuple[Every, ...]] = {
    "day": EVERY,
    "week": ("week",),
    "month": ("month", "quarter", "year"),
    "quarter": ("quarter", "year"),
    "half": ("year",),
    "year": ("year",),
}
"""Which periods a length of time lies within."""


def _periods(column: str, names: Sequence[str], every: Every) -> dict[str, str]:
    """The name of the period that each date falls into."""
    marked = {name: _with_dashes(name) for name in names}
    moments = _dates([*marked.values()], exact=True)
    if moments is None and names:
        odd = next((name for name in names if _moment(_plain(marked[name]), _FORMS) is None), names[0])
        raise RowsError(
            f'every="{every}" puts dates together, and wave column {column!r} holds {odd!r}, which is not a '
            "date that can be read in one way only; write dates as 2023-01-31"
        )
    periods = {}
    for name in names:
        moment = moments[marked[name]] if moments else _Moment("", ())
        if every not in _WITHIN.get(moment.length, ()):
            raise RowsError(
                f'every="{every}" cannot say when {name!r} of wave column {column!r} is, a {moment.length}: '
                "leave every= out, and each value is a wave"
            )
        periods[name] = _period(every, moment)
    return periods


def _with_dashes(name: str) -> str:
    """A date of eight digits with dashes."""
    return f"{name[:4]}-{name[4:6]}-{name[6:]}" if re.fullmatch(r"[12][0-9]{7}", name) else name


def _period(every: Every, moment: _Moment) -> str:
    length, (year, *rest) = moment
    if every == "year":
        return f"{year:04}"
    if every == "quarter":
        return f"{year:04}-Q{rest[0] if length == 'quarter' else (rest[0] + 2) // 3}"
    if every == "month":
        return f"{year:04}-{rest[0]:02}"
    if every == "week":
        year, week = (year, rest[0]) if length == "week" else dt.date(year, *rest[:2]).isocalendar()[:2]
        return f"{year:04}-W{week:02}"
    return f"{year:04}-{rest[0]:02}-{rest[1]:02}"


# --- names without a year, words, numbers


def _by_table(names: Sequence[str], table: Mapping[str, int]) -> dict[str, Place] | None:
    places = {name: table.get(_plain(name).rstrip(".")) for name in names}
    known = {name: (place,) for name, place in places.items() if place is not None}
    return known if known and len(known) == len(places) else None


def _as_months(names: Sequence[str]) -> dict[str, Place] | None:
    places = _by_table(names, _MONTHS)
    return places if places and _in_one_year(places, 12) else None


def _as_seasons(names: Sequence[str]) -> dict[str, Place] | None:
    places = _by_table(names, _SEASONS)
    return places if places and _in_one_year(places, 4) else None


def _in_one_year(places: Mapping[str, Place], length: int) -> bool:
    """Whether the first and the last of a year do not meet over New Year, with a gap within the year."""
    order = sorted({place for (place,) in places.values()})
    return order[0] > 1 or order[-1] < length or len(order) in (1, length)


_WORDS = {
    **dict.fromkeys(("pre", "before", "baseline"), 0),
    **dict.fromkeys(("during", "mid", "midline"), 1),
    **dict.fromkeys(("post", "after", "endline"), 2),
    **dict.fromkeys(("follow-up", "follow up", "followup"), 3),
}
_WORD = re.compile(
    f"(?P<before>.*?)(?<![a-z])(?P<word>{'|'.join(_WORDS)})(?P<after>[^a-z].*|test|survey|)", re.DOTALL
)


def _as_words(names: Sequence[str]) -> dict[str, Place] | None:
    """Before and after, with the same other words, and a number where there are several."""
    places: dict[str, Place] = {}
    others = set()
    for name in names:
        match = _WORD.fullmatch(_plain(name))
        if match is None:
            return None
        other = match["before"] + match["after"]
        digits = re.findall("[0-9]+", other)
        if len(digits) > 1:
            return None
        others.add(re.sub("[^a-z]", "", other))
        places[name] = _WORDS[match["word"]], int(digits[0]) if digits else 0
    # Two words for one time, as "pre" and "before", may be two waves.
    return places if len(others) == 1 and len({*places.values()}) == len(places) else None


def _as_numbered(names: Sequence[str]) -> dict[str, Place] | None:
    """Texts that differ in one number only, or in one number and a year."""
    pieces = [re.split("([0-9]+)(?:(?:st|nd|rd|th)(?![a-z]))?", _plain(name)) for name in names]
    stems = {tuple(stem.strip(" .,:_#-") for stem in piece[::2]) for piece in pieces}
    if not pieces or len(stems) > 1:
        return None
    numbers = [[int(digits) for digits in piece[1::2]] for piece in pieces]
    varying = [place for place, column in enumerate(zip(*numbers, strict=True)) if len({*column}) > 1]
    years = [
        place
        for place in varying
        if all(1900 <= each[place] <= 2100 for each in numbers) and len(varying) == 2
    ]
    if len(years) == 1:
        varying.sort(key=lambda place: place not in years)
    elif len(varying) > 1 or not numbers[0]:
        return None
    return {name: tuple(each[place] for place in varying) for name, each in zip(names, numbers, strict=True)}
