"""Which stage a text means: by the names of the stages, or by the rules a user gives.

Rules are tried in order on each distinct text once, never on every row. Regular expressions run by RE2, whose
time grows with the text alone, so no expression can hang a notebook; it is loaded when one is used.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from cjm_widgets.document.model import Id
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.measure import check_choice

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

    def fitting(self, text: str) -> list[str]:
        """Every rule that fits a text, in order."""
        if self.match == "exact":
            return [text] if text in self.stages else []
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
        import re2  # type: ignore[import-untyped]
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
        raise RowsError(f"{rule!r} is no expression that RE2 can run: {_said(error)}") from error
    return lambda text: expression.search(text) is not None


def _said(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


_READERS: dict[str, Callable[[str], _Test]] = {  # exact texts are looked up
    "ignore case": _ignoring_case,
    "glob": _glob,
    "regex": _regex,
}
