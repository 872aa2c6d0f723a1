"""Reading a rubric from TOML, strictly.

An unknown key, a wrong type or a feedback that gives an answer away is refused with a sentence, since a
rubric that is read otherwise than it was meant grades a whole class wrongly.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.errors import CjmError, listing, nearest, quoted
from cjm_widgets.document.model import Card
from cjm_widgets.grading.looks import LOOKS
from cjm_widgets.grading.rubric import Rubric, RubricItem
from cjm_widgets.lint.rule import chosen
from cjm_widgets.lint.rules import RULES
from cjm_widgets.storage.limits import read_bytes

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_POINTS = 1000
_MOST_ITEMS = 200
_EVIDENCE = ("assumption", "quote", "walkthrough", "data", "none")
_KINDS: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "id": ("text", str),
    "points": ("a number", (int, float)),
    "about": ("text", str),
    "feedback": ("text", str),
    "look": ("text", str),
    "measure": ("text", str),
    "rule": ('a code such as "CJM401", or a list of codes', (str, list)),
    "lost": ("a number", (int, float)),
    "at_least": ("a whole number", int),
    "lane": ("text", str),
    "evidence": ("a list of texts", list),
    "fields": ("a list of texts", list),
    "per_stage": ("true or false", bool),
    "of_all": ("true or false", bool),
    "whole": ("true or false", bool),
    "n": ("a whole number", int),
    "answer": ("a list of names, or a table of stages", (list, dict)),
    "tolerance": ("a number", (int, float)),
}
_TOP: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "step": (int, float),
    "day": date,
    "file": str,
    "item": list,
}
_OPTIONS = {
    "cards": {"at_least", "lane", "evidence", "fields", "per_stage", "of_all"},
    "order": {"answer"},
    "curve": {"answer"},
    "measure": {"at_least", "n", "answer", "tolerance"},
    "rule": {"lost"},
}
"""The options of a look, of a measure and of a rule; other looks count things and take ``at_least``."""


@checks_arguments
def read_rubric(source: str | os.PathLike[str]) -> Rubric:
    """The rubric in a TOML file, or in a text that has more than one line.

    Parameters
    ----------
    source
        The path of a file, or TOML itself, as in a hidden cell of nbgrader.

    Raises
    ------
    CjmError
        It is no TOML, has a key, type or value that makes no sense, or says an answer in its feedback. The
        sentence names the item.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> rubric = cjm.grading.read_rubric('''
    ... title = "A visit"
    ... [[item]]
    ... id = "stages"
    ... points = 2
    ... about = "At least three stages"
    ... look = "stages"
    ... at_least = 3
    ... feedback = "Walk through the visit once more: what comes before and after?"
    ... ''')
    >>> rubric.title, rubric.of, rubric.items[0].at_least
    ('A visit', 2.0, 3)
    """
    text, name = _text(source)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CjmError(f"{name} is not TOML: {error}") from None
    except RecursionError:
        raise CjmError(f"{name} is nested too deeply") from None
    _check_keys(value, _TOP, name)
    for key, kind in _TOP.items():
        if key in value and (not isinstance(value[key], kind) or isinstance(value[key], bool)):
            raise CjmError(f"{name}: {key} = {quoted(value[key])} is of the wrong type")
    items = value.get("item", [])
    if not items or len(items) > _MOST_ITEMS:
        raise CjmError(f"{name} has {len(items)} items: write 1 to {_MOST_ITEMS}, each below its [[item]]")
    step = float(value.get("step", 0.5))
    if not 0.01 <= step <= _MOST_POINTS:
        raise CjmError(f"{name}: step = {quoted(value['step'])} is not from 0.01 to {_MOST_POINTS}")
    every = tuple(_item(item, at, step, name) for at, item in enumerate(items))
    ids = [item.id for item in every]
    if twice := [id for id in ids if ids.count(id) > 1]:
        raise CjmError(f"{name} has two items with the id {quoted(twice[0])}")
    return Rubric(value.get("title", ""), every, step, value.get("day"), value.get("file", ""))


def _text(source: str | os.PathLike[str]) -> tuple[str, str]:
    if isinstance(source, str) and "\n" in source:
        return source, "the rubric"
    path = Path(source)
    try:
        return read_bytes(path).decode("utf-8"), path.name
    except UnicodeDecodeError:
        raise CjmError(f"{path.name} is not UTF-8 text") from None
    except OSError as error:
        raise CjmError(f"the rubric {quoted(str(source))} cannot be read: {error.strerror}") from None


def _check_keys(value: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    for key in value:
        if key not in known:
            close = nearest(key, known)
            hint = f"; did you mean {quoted(close)}?" if close else f". Keys: {listing(known)}"
            raise CjmError(f"{where} has the unknown key {quoted(key)}{hint}")


def _item(value: Any, at: int, step: float, name: str) -> RubricItem:
    where = f"{name}, item {at + 1}"
    if not isinstance(value, dict):
        raise CjmError(f"{where} is no table: write [[item]] above it")
    if isinstance(value.get("id"), str):
        where += f" ({value['id']})"
    _check_keys(value, _KINDS, where)
    for key, given in value.items():
        words, kind = _KINDS[key]
        if not isinstance(given, kind) or (isinstance(given, bool) and kind is not bool):
            raise CjmError(f"{where}: {key} is {words}, not {quoted(given)}")
    for key in ("id", "points", "about", "feedback"):
        if key not in value:
            raise CjmError(f"{where} has no {key}")
    if not _ID.fullmatch(value["id"]):
        raise CjmError(
            f"{where}: the id is of lower-case letters, digits and underscores, not {quoted(value['id'])}"
        )
    points = float(value["points"])
    if not 0 < points <= _MOST_POINTS or abs(points / step - round(points / step)) > 1e-9:
        raise CjmError(f"{where}: points are a multiple of the step {step:g}, up to {_MOST_POINTS}")
    _check_subject(value, where)
    _check_options(value, where)
    _check_values(value, where)
    rules = value.get("rule", ())
    item = RubricItem(
        **{
            **value,
            "points": points,
            "rule": (rules,) if isinstance(rules, str) else tuple(rules),
            "evidence": tuple(value.get("evidence", ())),
            "fields": tuple(value.get("fields", ())),
            "answer": _answer(value, where),
        }
    )
    for key in ("about", "feedback"):
        for answer in _answer_words(item):
            if re.search(
                rf"(?<![\w.]){re.escape(answer.casefold())}(?![\w.]*\w)", getattr(item, key).casefold()
            ):
                raise CjmError(f"{where}: the {key} says the answer {quoted(answer)}")
    return item


def _check_subject(value: Mapping[str, Any], where: str) -> None:
    """Refuse what looks at nothing, at two things, or at what there is not."""
    look, measure = value.get("look", ""), value.get("measure", "")
    if bool(look) + bool(measure) > 1 or not (look or measure or value.get("rule")):
        raise CjmError(
            f"{where} looks at one thing: look or measure, with or without a rule, or a rule alone"
        )
    if look and look not in LOOKS:
        raise CjmError(f"{where}: {_no_such('look', look, LOOKS)}")
    if measure:
        _check_measure(measure, where)
    rules = value.get("rule", [])
    for code in [rules] if isinstance(rules, str) else rules:
        if not isinstance(code, str):
            raise CjmError(f'{where}: a rule is a code such as "CJM401", not {quoted(code)}')
        if code not in RULES:
            chosen([code], [])  # names the nearest, and takes beginnings and subjects too


def _check_options(value: Mapping[str, Any], where: str) -> None:
    """Refuse options of another look, and those that say nothing beside the others."""
    look, measure = value.get("look", ""), value.get("measure", "")
    accepted = {"id", "points", "about", "feedback", "look", "measure", "rule", "whole"}
    if look:
        accepted |= _OPTIONS.get(look, {"at_least"})
    for subject in ("measure", "rule"):
        if value.get(subject):
            accepted |= _OPTIONS[subject]
    if foreign := [key for key in value if key not in accepted]:
        raise CjmError(f"{where}: {foreign[0]} is no option of {look or measure or 'a rule alone'}")
    if measure and "at_least" in value and "answer" in value:
        raise CjmError(f"{where}: at_least says nothing beside an answer")
    if measure and "tolerance" in value and "answer" not in value:
        raise CjmError(f"{where}: tolerance says nothing without an answer")
    if look in ("order", "curve") and not value.get("answer"):
        raise CjmError(f"{where}: {look} needs an answer")


def _check_values(value: Mapping[str, Any], where: str) -> None:
    """Refuse names that none has, and numbers out of range."""
    for key, known in (("evidence", _EVIDENCE), ("fields", Card.__struct_fields__)):
        for one in value.get(key, ()):
            if one not in known:
                raise CjmError(f"{where}: {key} has {quoted(one)}, not one of {listing(known)}")
    for key in ("at_least", "n", "lost"):
        if value.get(key, 1) <= 0:
            raise CjmError(f"{where}: {key} is above 0, not {quoted(value[key])}")
    if value.get("tolerance", 0) < 0:
        raise CjmError(f"{where}: tolerance is 0 or more")


def _no_such(what: str, name: str, known: Mapping[str, Any]) -> str:
    close = nearest(name, known)
    hint = f"; did you mean {quoted(close)}?" if close else "."
    return f"there is no {what} {quoted(name)}{hint} {what.capitalize()}s: {listing(known)}"


def _check_measure(name: str, where: str) -> None:
    """Refuse a measure that no source can have: its maker's name, with or without options in brackets."""
    try:
        from cjm_widgets.measures.registry import makers
    except ImportError:  # a Python in the browser without numpy: sources are read from their files there
        return
    known, maker = makers(), name.partition("(")[0]
    if maker not in known:
        raise CjmError(f"{where}: {_no_such('measure', maker, known)}")


def _answer(value: Mapping[str, Any], where: str) -> Any:
    answer = value.get("answer", ())
    if value.get("look") == "order":
        if not isinstance(answer, list) or len(answer) < 2 or not all(isinstance(one, str) for one in answer):
            raise CjmError(f"{where}: the answer is a list of names in their order, two or more")
        return tuple(answer)
    if isinstance(answer, list):
        raise CjmError(f"{where}: the answer is a table, such as answer = {{ Wait = 3.5 }}")
    ranges: dict[str, Any] = {}
    for stage, right in dict(answer).items():
        both = [right] if value.get("measure") else right
        wanted = "a number" if value.get("measure") else "a range, such as [-2, -1]"
        numbers = isinstance(both, list) and all(
            isinstance(one, int | float) and not isinstance(one, bool) for one in both
        )
        if not numbers or len(both) != (1 if value.get("measure") else 2):
            raise CjmError(f"{where}: the answer at {quoted(stage)} is {wanted}")
        ranges[stage] = float(right) if value.get("measure") else (float(both[0]), float(both[1]))
    return MappingProxyType(ranges) if ranges else ()


def _answer_words(item: RubricItem) -> Iterator[str]:
    """What the texts of an item must not say: names in order, and right numbers."""
    if isinstance(item.answer, tuple):
        yield from item.answer
        return
    for right in item.answer.values():
        if isinstance(right, float):
            yield f"{right:g}"
        else:  # whole ends of a range are everyday numbers, as in "at 2 stages"
            yield from (f"{end:g}" for end in right if end != int(end))
