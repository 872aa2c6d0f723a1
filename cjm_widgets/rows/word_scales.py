"""The usual English scales of answers in words, and which of them a column of words is on.

A scale is recognised only where its words leave no doubt; what is recognised is told, and whatever else is
meant can be said with ``labels=`` or ``scale=``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_LEAST_WORDS = 3
"""Different words that show which scale of four points or more it is."""


@dataclass(frozen=True)
class WordScale:
    """A scale of answers in words.

    Parameters
    ----------
    name
        What it asks about: agreement, satisfaction, frequency, likelihood, quality or yes/no.
    levels
        The wordings of each point, from the lowest to the highest; the first of each is the usual one.
    """

    name: str
    levels: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.levels)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The point of each wording, from 0."""
        return {word: place for place, level in enumerate(self.levels) for word in level}

    @property
    def scale(self) -> tuple[float, float]:
        """The scores of its ends: from 1, but no and yes are 0 and 1."""
        low = 0.0 if len(self) == 2 else 1.0
        return low, low + len(self) - 1

    @property
    def title(self) -> str:
        """What to call it in a sentence."""
        return f"the {self.name} scale of {len(self)} points"

    def scores(self, low: float) -> dict[str, float]:
        """The score of each wording where the lowest is ``low``."""
        return {word: low + place for word, place in self.places.items()}

    def holds(self, words: Iterable[str]) -> bool:
        """Whether these are words of the scale, each of a point of its own."""
        places = [self.places.get(word) for word in words]
        return None not in places and len(set(places)) == len(places)


def plain_word(answer: str) -> str:
    """An answer without what does not matter: case, spaces, a full stop, the kind of apostrophe.

    Examples
    --------
    >>> plain_word("  Strongly  AGREE. ")
    'strongly agree'
    """
    return " ".join(answer.replace("\u2019", "'").casefold().split()).strip(" .")


@dataclass(frozen=True)
class Recognition:
    """The scale that words are on, or those that they may be on.

    Parameters
    ----------
    scale
        The scale; None where there is none, or doubt.
    rivals
        The scales that have all the words; the smallest first.
    """

    scale: WordScale | None
    rivals: tuple[WordScale, ...] = ()


def recognise(columns: Collection[Collection[str]], points: int | None = None) -> Recognition:
    """The scale of the words of one or several questions that are asked on the same one.

    The smallest scale that has all the words is it, if every one of its points was answered. If some point
    was not, it must have three words at least, and no scale of the same size or one point more may give them
    other scores.

    Parameters
    ----------
    columns
        The different words of each question, as `plain_word` has them.
    points
        How many points the scale has, where that is known.

    Examples
    --------
    >>> words = ["disagree", "neutral", "agree", "strongly agree"]
    >>> recognise([words]).scale.title
    'the agreement scale of 5 points'
    >>> doubtful = recognise([["poor", "fair", "good"]])
    >>> doubtful.scale, [len(scale) for scale in doubtful.rivals][:2]
    (None, [4, 5])
    """
    rivals = [
        scale
        for scale in WORD_SCALES
        if points in (None, len(scale)) and all(scale.holds(words) for words in columns)
    ]
    rivals.sort(key=len)
    words = {word for column in columns for word in column}
    if not rivals or not words:
        return Recognition(None)
    seen = [{scale.places[word] for word in words} for scale in rivals]
    whole = [scale for scale, places in zip(rivals, seen, strict=True) if len(places) == len(scale)]
    if whole:
        return Recognition(whole[0], tuple(rivals))
    smallest = rivals[0]
    near = [scale for scale in rivals if len(scale) <= len(smallest) + 1]
    certain = all(
        len(scale) == len(smallest) and all(scale.places[word] == smallest.places[word] for word in words)
        for scale in near
    )
    enough = len(seen[0]) >= min(_LEAST_WORDS, len(smallest) - 1)
    return Recognition(smallest if certain and enough else None, tuple(rivals))


# --- the scales


def _levels(*wordings: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(level.split("|")) for level in wordings)


def _both(name: str, low: Sequence[str], middle: str, high: Sequence[str]) -> tuple[WordScale, WordScale]:
    """A scale with a middle, and the same one without."""
    return WordScale(name, _levels(*low, middle, *high)), WordScale(name, _levels(*low, *high))


def _of(word: str, *degrees: str) -> str:
    """The wordings of degrees of a word: "very|extremely" of "likely"."""
    return "|".join(f"{degree} {word}" for degree in "|".join(degrees).split("|"))


_MOST = "very|extremely|completely|totally|highly|strongly"
_SOME = "somewhat|fairly|moderately|mostly|rather|quite|slightly"
_LITTLE = "somewhat|slightly|a little|rather"


def _agreement() -> Iterable[WordScale]:
    def strong(word: str) -> str:
        degrees = "strongly|completely|totally|fully|definitely"
        return f"{_of(word, degrees)}|{'|'.join(f'{word} {one}' for one in degrees.split('|'))}"

    def some(word: str) -> str:
        degrees = "somewhat|slightly|rather|partly"
        after = "|".join(f"{word} {one}" for one in ("somewhat", "slightly", "a little"))
        return f"{_of(word, degrees)}|tend to {word}|{after}"

    middle = (
        "neither agree nor disagree|neither agree or disagree|neither disagree nor agree|neutral|neither"
        "|undecided"
    )
    yield from _both(
        "agreement",
        [strong("disagree"), f"disagree|{some('disagree')}|mostly disagree"],
        middle,
        [f"agree|{some('agree')}|mostly agree", strong("agree")],
    )
    yield from _both(
        "agreement",
        [strong("disagree"), "disagree|moderately disagree|mostly disagree", some("disagree")],
        middle,
        [some("agree"), "agree|moderately agree|mostly agree", strong("agree")],
    )


def _satisfaction() -> Iterable[WordScale]:
    for bad, good in (("dissatisfied", "satisfied"), ("unsatisfied", "satisfied"), ("unhappy", "happy")):
        middle = f"neither {good} nor {bad}|neither {bad} nor {good}|neutral|neither|indifferent"
        yield from _both(
            "satisfaction",
            [_of(bad, _MOST), f"{bad}|{_of(bad, _SOME)}"],
            middle,
            [f"{good}|{_of(good, _SOME)}", _of(good, _MOST)],
        )
        yield from _both(
            "satisfaction",
            [_of(bad, _MOST), f"{bad}|{_of(bad, 'moderately|mostly')}", _of(bad, _LITTLE)],
            middle,
            [_of(good, _LITTLE), f"{good}|{_of(good, 'moderately|mostly')}", _of(good, _MOST)],
        )
        yield from _both(
            "satisfaction",
            [_of(bad, "extremely|completely|totally"), f"very {bad}", f"{bad}|{_of(bad, _LITTLE)}"],
            middle,
            [f"{good}|{_of(good, _LITTLE)}", f"very {good}", _of(good, "extremely|completely|totally")],
        )
    yield WordScale(
        "satisfaction",
        _levels(
            "not at all satisfied|not satisfied at all",
            "slightly satisfied|not very satisfied|not so satisfied",
            "moderately satisfied|somewhat satisfied|fairly satisfied",
            "very satisfied",
            "extremely satisfied|completely satisfied",
        ),
    )
    yield WordScale(
        "satisfaction",
        _levels(
            "not at all satisfied|not satisfied at all",
            "not very satisfied",
            "somewhat satisfied|fairly satisfied|satisfied|rather satisfied",
            "very satisfied",
        ),
    )


_FREQUENCY = (
    _levels("never", "sometimes|occasionally", "usually|often|frequently|most of the time", "always"),
    _levels("never", "rarely|seldom", "sometimes|occasionally", "often|frequently"),
    _levels(
        "never",
        "rarely|seldom|hardly ever|almost never",
        "sometimes|occasionally",
        "often|frequently|usually|most of the time|almost always",
        "always|all the time|every time",
    ),
    _levels(
        "never", "rarely|seldom|almost never", "sometimes|occasionally", "often|fairly often", "very often"
    ),
    _levels("never", "sometimes", "about half the time", "most of the time|usually|often", "always"),
    _levels("never", "rarely|seldom", "sometimes|occasionally", "often|frequently", "very often", "always"),
    _levels(
        "never",
        "very rarely",
        "rarely|seldom",
        "occasionally|sometimes",
        "frequently|often",
        "very frequently|very often|always",
    ),
    _levels(
        "never",
        "rarely|seldom",
        "occasionally",
        "sometimes",
        "frequently|often",
        "usually|very often",
        "always|every time",
    ),
)


def _likelihood() -> Iterable[WordScale]:
    middle = "neither likely nor unlikely|neither unlikely nor likely|neutral|neither|undecided|unsure"
    most = f"{_MOST}|most"
    yield from _both(
        "likelihood",
        [_of("unlikely", most), f"unlikely|{_of('unlikely', _SOME)}|not likely"],
        middle,
        [f"likely|{_of('likely', _SOME)}", _of("likely", most)],
    )
    yield from _both(
        "likelihood",
        [_of("unlikely", most), "unlikely|moderately unlikely", _of("unlikely", _LITTLE)],
        middle,
        [_of("likely", _LITTLE), "likely|moderately likely", _of("likely", most)],
    )
    yield from _both(
        "likelihood",
        [_of("unlikely", "extremely|completely"), "very unlikely", f"unlikely|{_of('unlikely', _LITTLE)}"],
        middle,
        [f"likely|{_of('likely', _LITTLE)}", "very likely", _of("likely", "extremely|completely")],
    )
    yield WordScale(
        "likelihood",
        _levels(
            "not at all likely|not likely at all",
            "slightly likely|not very likely|not so likely",
            "moderately likely|somewhat likely",
            "very likely",
            "extremely likely|completely likely",
        ),
    )
    yield WordScale(
        "likelihood",
        _levels(
            "not at all likely|not likely at all",
            "not very likely",
            "somewhat likely|fairly likely|likely",
            "very likely",
        ),
    )
    yield from _both(
        "likelihood",
        ["definitely not|definitely will not|definitely would not", "probably not|probably will not"],
        "might or might not|maybe|possibly|perhaps",
        ["probably|probably yes|probably will", "definitely|definitely yes|definitely will"],
    )


def _quality() -> Iterable[WordScale]:
    worst = "very poor|very bad|terrible|awful|extremely poor|extremely bad"
    best = "very good|excellent|great|extremely good"
    middle = "fair|average|acceptable|adequate|ok|okay|neutral|neither good nor bad|neither good nor poor"
    yield from _both("quality", [worst, "poor|bad"], middle, ["good", best])
    yield WordScale("quality", _levels("poor", "fair|average", "good", "excellent"))
    yield WordScale("quality", _levels("poor", "fair|average", "good", "very good", "excellent|outstanding"))
    yield WordScale(
        "quality",
        _levels(
            "very poor|poor|far below average|well below average",
            "below average",
            "average",
            "above average",
            "excellent|far above average|well above average",
        ),
    )
    yield WordScale(
        "quality", _levels("very poor|terrible", "poor|bad", "fair|average", "good", "very good", "excellent")
    )
    yield from _both(
        "quality",
        ["extremely poor|extremely bad|terrible|awful", "very poor|very bad", "poor|bad"],
        middle,
        ["good", "very good", "excellent|extremely good|exceptional|outstanding"],
    )


def _every() -> Iterable[WordScale]:
    yield WordScale("yes/no", _levels("no|n|false", "yes|y|true"))
    yield from _agreement()
    yield from _satisfaction()
    for levels in _FREQUENCY:
        yield WordScale("frequency", levels)
    yield from _likelihood()
    yield from _quality()


WORD_SCALES: tuple[WordScale, ...] = tuple(_every())
