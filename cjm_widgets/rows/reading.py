"""How rows are read: which columns hold scores, for which stage, and on what scale."""

from __future__ import annotations

import fnmatch
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from numbers import Real
from typing import Any, Literal, Self, TypeAlias, cast, get_args, get_type_hints

from msgspec.structs import force_setattr, replace

from cjm_widgets.document.errors import RowsError, check_choice, listing, unknown
from cjm_widgets.document.model import Column, Id, JoinOptions
from cjm_widgets.document.names import slug
from cjm_widgets.rows.mentions import CellOptions
from cjm_widgets.rows.scores import text
from cjm_widgets.rows.waves import EVERY
from cjm_widgets.rows.word_scales import plain_word

Match: TypeAlias = Literal["exact", "ignore case", "glob", "regex"]
MATCHES: tuple[Match, ...] = get_args(Match)
_Test: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True)
class Rules:
    """Texts to stages; the first rule that fits decides.

    Parameters
    ----------
    stages
        What to look for, and the id of the stage it means.
    match
        How: ``"exact"``; ``"ignore case"``, which does not mind spaces around or between words either;
        ``"glob"`` (``*`` any characters, ``?`` any one, ``[ab]`` one of these) over the whole text; or
        ``"regex"``, found anywhere in the text, in RE2's syntax.

    former
        Slugs of names that stages no longer have, and the ids of these stages. Exact texts are looked up
        there where no stage has them; the rule is then the id.

    Raises
    ------
    RowsError
        When an expression is none, or RE2 is not installed.
    MeasureError
        When there is no such ``match``.

    Examples
    --------
    >>> rules = Rules({"checkout*": "checkout", "*": "browse"}, "glob")
    >>> rules.get("checkout_paid"), rules.get("cart"), rules.fitting("checkout_paid")
    ('checkout', 'browse', ['checkout*', '*'])
    """

    stages: Mapping[str, Id]
    match: Match = "exact"
    former: Mapping[str, Id] = field(default_factory=dict)
    _tests: dict[str, _Test] = field(init=False, repr=False, compare=False)
    _known: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_choice("match", self.match, MATCHES)
        read = _READERS.get(self.match)
        object.__setattr__(self, "_tests", {rule: read(rule) for rule in self.stages} if read else {})

    def __iter__(self) -> Iterator[str]:
        return iter(self.stages)

    def __len__(self) -> int:
        return len(self.stages)

    def get(self, text: str) -> Id | None:
        """The id of the stage a text means, or None."""
        fitting = self.fitting(text)
        return self.stages[fitting[0]] if fitting else None

    def is_old_name(self, text: str) -> bool:
        """Whether a text is a name that a stage no longer has, and no rule fits it."""
        return self.match == "exact" and text not in self.stages and slug(text) in self.former

    def fitting(self, text: str) -> list[str]:
        """Every rule that fits a text, in order."""
        if self.match == "exact":
            if text in self.stages:
                return [text]
            return [self.former[slug(text)]] if self.is_old_name(text) else []
        if text not in self._known:
            self._known[text] = [rule for rule, fits in self._tests.items() if fits(text)]
        return self._known[text]


def _ignoring_case(rule: str) -> _Test:
    wanted = _plain(rule)
    return lambda text: _plain(text) == wanted


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _glob(rule: str) -> _Test:
    return lambda text: fnmatch.fnmatchcase(text, rule)


def _regex(rule: str) -> _Test:
    try:
        import re2  # type: ignore[import-untyped]  # it has no stubs
    except ImportError as error:
        raise RowsError(
            'match="regex" runs expressions by RE2, which is not installed: '
            'pip install "cjm_widgets[patterns]"'
        ) from error
    options = re2.Options()
    options.log_errors = False
    try:
        expression = re2.compile(rule, options)
    except re2.error as error:
        raise RowsError(f"{rule!r} is no expression that RE2 can run: {_reason(error)}") from error
    return lambda text: expression.search(text) is not None


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


_READERS: dict[str, Callable[[str], _Test]] = {  # exact texts are looked up
    "ignore case": _ignoring_case,
    "glob": _glob,
    "regex": _regex,
}

# --- which columns hold scores, for which stage, on what scale


Per: TypeAlias = Literal["respondent", "answer"]
PER: tuple[Per, ...] = get_args(Per)


@cache
def column_options(plan: type[AnyPlan]) -> tuple[str, ...]:
    """The options of a plan that name one column."""
    hints = get_type_hints(plan, include_extras=True)
    return tuple(name for name, hint in hints.items() if hint in (Column, Column | None))


class AnyPlan(JoinOptions, frozen=True, kw_only=True, dict=True):
    """How to read rows: the options of a join, and what the map has to do with them.

    Parameters
    ----------
    scale
        Lowest and highest score; a value outside is never a score.
    stages
        Long rows: what to look for in the stage column, and the id of the stage it means.
    names
        What the stages are called, to suggest where nothing fits; by default the texts of ``stages``.
    former
        Slugs of names that stages no longer have, and their ids; see `Rules`.
    cells
        How cells name several options, where the columns hold these and no scores.
    """

    scale: tuple[float, float]
    names: tuple[str, ...] = ()
    former: Mapping[str, Id] = {}
    cells: CellOptions | None = None

    def __post_init__(self) -> None:
        for name in ("missing", "by", "reverse"):
            force_setattr(self, name, several(getattr(self, name)))
        force_setattr(self, "crossings", tuple(tuple(each) for each in self.crossings))
        check_labels(self.labels)
        if len(set(self.by)) < len(self.by):
            raise RowsError(f"by= names a column twice: {', '.join(self.by)}")
        self._check_waves()
        if self.wave is not None:
            force_setattr(self, "by", (self.wave, *(column for column in self.by if column != self.wave)))
        force_setattr(self, "scale", checked_scale(self.scale))
        check_min_n(self.min_n)
        check_choice("per", self.per, PER)
        self._check_form()
        if self.cells is not None:
            self._check_mentions()
        _ = self.rules  # an expression that cannot be run is refused here

    def _check_waves(self) -> None:
        force_setattr(self, "waves", tuple(text(name) for name in several(self.waves)))
        if self.every is not None:
            check_choice("every", self.every, EVERY)
        for option in ("waves", "every"):
            if getattr(self, option) and self.wave is None:
                raise RowsError(f"{option}= is about the column of time: name it with wave=")
        if self.waves and self.every is not None:
            raise RowsError("every= puts waves in time order itself: leave waves= out, or every=")
        if len(set(self.waves)) < len(self.waves):
            raise RowsError(f"waves= names a wave twice: {', '.join(self.waves)}")

    def _check_form(self) -> None:
        """Raise `RowsError` where the options do not say where the scores are."""

    def _check_mentions(self) -> None:
        """Raise `RowsError` for options that mentions have no use for."""
        without = {
            "labels": "an option is called as its cell has it",
            "reverse": "options have no order",
            "expected": "options have no gap",
            "cluster": "shares of mentions are of independent respondents",
        }
        for option, why in without.items():
            if getattr(self, option):
                raise RowsError(f"{option}= is for scores: of cjm.mentions() {why}; leave it out")
        if self.per == "answer":
            raise RowsError('per="answer" is for scores: cjm.mentions() are of respondents; leave it out')
        if isinstance(self, CountedPlan):
            raise RowsError(
                "cjm.mentions() reads the cells of rows, journey.join(..., measures=cjm.mentions()); a table "
                "of counts has none"
            )

    @property
    def wide(self) -> bool:
        """Whether a row is a respondent and a column a question."""
        return bool(self.columns)

    @property
    def questions(self) -> dict[str, Id]:
        """Wide rows: each column of scores, expected ones included, and the stage that it is about."""
        return {column: stage for stage, column in self.expected.items()} | self.columns

    def renamed(self, names: Mapping[str, str]) -> Self:
        """The same plan with other names of columns replaced by their own."""
        if not names:
            return self

        def own(column: Any) -> Any:
            return names.get(column, column)

        single = {option: own(getattr(self, option)) for option in column_options(type(self))}
        return replace(
            self,
            **single,
            columns={own(column): stage for column, stage in self.columns.items()},
            expected={stage: own(column) for stage, column in self.expected.items()},
            where={own(column): values for column, values in self.where.items()},
            by=tuple(own(column) for column in self.by),
            crossings=tuple(tuple(own(column) for column in each) for each in self.crossings),
            reverse=tuple(own(column) for column in self.reverse),
        )

    @cached_property
    def rules(self) -> Rules:
        """Long rows: which stage a text of the stage column means."""
        return Rules(self.stages, self.match, self.former)

    def name_of(self, stage: Id) -> str:
        """What a stage is called: its first text in the rules."""
        return next((text for text, id in self.stages.items() if id == stage), stage)

    @property
    def score_columns(self) -> tuple[str, ...]:
        """The columns that hold scores."""
        if self.wide:
            return tuple(dict.fromkeys([*self.columns, *self.expected.values()]))
        return () if self.score is None else (self.score,)

    @property
    def word_scores(self) -> Mapping[str, float]:
        """The score of each answer in words, as far as the options say it."""
        return self.labels

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What to suggest for a text that means no stage."""
        return self.names or tuple(self.stages)

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every column the plan reads, each once."""
        single = (getattr(self, option) for option in column_options(type(self)))
        present = (column for column in single if column is not None)
        expected = self.expected.values()
        return tuple(dict.fromkeys([*self.columns, *expected, *present, *self.by, *self.where]))


class Plan(AnyPlan, frozen=True, kw_only=True):
    """How to read rows of scores or amounts: wide (``columns``) or long (``stage`` and ``score``).

    Parameters
    ----------
    columns
        Wide rows, one respondent a row: each column of scores, and the id of its stage. Several columns
        may share a stage; its value is then each respondent's mean over those answered.
    stage, score
        Long rows, one answer a row: the column that names the stage, and the one that holds the score.
    scale, stages, names
        As for `AnyPlan`.
    match
        Long rows: how texts are looked for; see `Rules`.
    respondent
        The column that says who answered. Long rows: several answers of one person in a stage become one
        mean; without it each row counts as a respondent. Wide rows: the first row of each respondent
        counts, and later ones are duplicates.
    where
        Rows that count: for each column the values to keep, as text, ``None`` for missing.
    missing
        Codes that mean "no answer". They match by value: ``6``, ``6.0`` and ``"6"`` are the same code.
    labels
        The score of each answer in words.
    reverse
        The columns of scores whose lowest score is the best; they are turned round.
    by
        Columns whose values tell segments apart.
    crossings
        Several of them each, whose combinations are counted too; see `cross`.
    wave
        Which of them is time; it becomes the first of them, so that segments stand in its order.
    waves, every
        The waves in time order, or how long one is; see `read_waves`.
    expected
        Wide rows: for each stage the column of the score that respondents expected.
    weight
        The column of weights, zero or more.
    cluster
        The column that says who answered together, such as one household or one clinic.
    per
        Whose scores a stage with several questions holds: the mean of each ``"respondent"``, or every
        ``"answer"``. Only wide rows have the choice; a long row without ``respondent`` is an answer anyway.
    min_n
        Respondents that a number needs to be shown, at least 1; see `release`.

    Raises
    ------
    RowsError
        When both or neither of the two forms are there, or the scale is no scale.

    Examples
    --------
    >>> Plan(scale=(1, 5), columns={"Q14": "security"}, missing=(0, 6), by=("flight_type",)).wide
    True
    """

    def _check_form(self) -> None:
        if self.per == "answer" and self.cluster is not None:
            raise RowsError(
                'per="answer" takes every answer for an independent respondent\'s, and cluster= says that '
                "they are not: give one of them"
            )
        long = self.stage is not None or self.score is not None
        if self.expected and not self.wide:
            raise RowsError("expected= names columns beside those of columns=: it is for wide rows")
        unasked = [stage for stage in self.expected if stage not in self.columns.values()]
        if unasked:
            raise RowsError(
                f"expected= has {listing(unasked)}, of which columns= has no answers to set them against"
            )
        if self.wide and long:
            raise RowsError(
                "columns= is for wide rows, stage= and score= are for long ones: give one form, not both"
            )
        if not self.wide and (self.stage is None or self.score is None):
            if long:
                present, lacking = ("stage", "score") if self.score is None else ("score", "stage")
                raise RowsError(f"{present}= needs {lacking}= beside it: long rows have a column for each")
            raise RowsError(
                "say where the scores are: columns={column: stage} for wide rows, "
                "or stage= and score= for long ones"
            )
        for column in self.reverse:
            if column not in self.score_columns:
                raise unknown(
                    "column of scores to reverse", column, self.score_columns, plural="columns of scores"
                )
        if self.per == "answer" and not self.wide and self.respondent is not None:
            raise RowsError(
                'per="answer" lets every row of long rows count by itself: leave respondent= out, or per='
            )


def check_labels(labels: Mapping[str, float]) -> None:
    """Raise `RowsError` unless every label has a finite number, and alike labels have the same."""
    scores: dict[str, tuple[str, float]] = {}
    for label, score in labels.items():
        if isinstance(score, bool) or not isinstance(score, Real) or not math.isfinite(score):
            raise RowsError(
                f"labels= gives {label!r} {score!r}, which is no score; an answer that is none is named in "
                "missing=[...]"
            )
        other, known = scores.setdefault(plain_word(label), (label, float(score)))
        if known != score:
            raise RowsError(
                f"labels= gives {other!r} {known:g} and {label!r} {score:g}, which are the same answer"
            )


def several(value: Any) -> tuple[Any, ...]:
    """One text or number, or several of them; None is none."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)


def checked_scale(scale: object) -> tuple[float, float]:
    """The lowest and the highest score as numbers, or `RowsError` for what is no scale."""
    ends = tuple(scale) if isinstance(scale, tuple | list) else ()
    numbers = len(ends) == 2 and all(
        isinstance(end, Real) and not isinstance(end, bool) and math.isfinite(end) for end in ends
    )
    if not numbers:
        raise RowsError(f"scale= is the lowest and the highest score, such as (1, 5), not {scale!r}")
    low, high = (float(cast("float", end)) for end in ends)
    if low >= high:
        raise RowsError(f"scale=({low:g}, {high:g}) is upside down: the lowest score comes first")
    return low, high


# --- how a table that was counted already is to be read


class CountedPlan(AnyPlan, frozen=True, kw_only=True):
    """How to read a table that was counted already.

    Parameters
    ----------
    stage
        The column that names the stage.
    n
        The column that says how many respondents, or their number for every line. Of percentages it is how
        many they are of.
    scale, stages, match, names, missing, by, wave, waves, every, min_n
        As for `Plan`.
    score
        The column that holds the score, or the answer that ``boxes`` gives a score to.
    percent
        The column of percentages, 0 to 100, where a line has one of them.
    boxes
        Which score it is: of each column of percentages, or beside ``score`` of each answer.

    Raises
    ------
    RowsError
        When these do not say where the scores are.
    """

    stage: Column
    n: str | int
    percent: Column | None = None
    boxes: Mapping[str, float] = {}

    @property
    def word_scores(self) -> Mapping[str, float]:
        """The score of each answer in words, as far as the options say it."""
        return {} if self.of_percentages else self.boxes

    @property
    def of_percentages(self) -> bool:
        """Whether the table has percentages, not numbers of respondents."""
        return self.score is None or self.percent is not None

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every column the plan reads, each once."""
        boxes = self.boxes if self.score is None else ()
        n = (self.n,) if isinstance(self.n, str) else ()
        return tuple(dict.fromkeys([*super().named_columns, *n, *boxes]))

    def _check_form(self) -> None:
        if self.score is None and (self.percent is not None or not self.boxes):
            raise RowsError(
                "say where the scores are: score= for a column of them, or boxes={column: score} for columns "
                "of percentages"
            )
        if self.reverse:
            raise RowsError(
                "reverse= is for rows of answers; boxes= says which score each answer of a table is"
            )
        is_number = isinstance(self.n, int) and not isinstance(self.n, bool) and self.n > 0
        if not isinstance(self.n, str) and not is_number:
            raise RowsError(f"n= is the column of respondents, or how many there are, not {self.n!r}")
        if self.score is not None and self.percent is None and not isinstance(self.n, str):
            raise RowsError("n= is the column that says how many gave each score")
        for box, score in self.boxes.items():
            low, high = self.scale
            if not isinstance(score, int | float) or not low <= score <= high:
                raise RowsError(f"boxes= gives {box!r} {score!r}, which is no score from {low:g} to {high:g}")


LEAST = 1
"""No ``min_n`` may be lower."""


def check_min_n(min_n: object) -> int:
    """The number of respondents, or `RowsError` where it protects nobody."""
    if isinstance(min_n, bool) or not isinstance(min_n, int) or min_n < LEAST:
        raise RowsError(
            f"min_n={min_n!r}: numbers of fewer respondents are withheld so that nobody can be recognised; "
            f"a whole number from {LEAST} up, 10 by default"
        )
    return min_n
