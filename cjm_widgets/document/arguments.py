"""Arguments of public functions, held to the types that their signatures say before anything is done.

A verb that is handed a frame where it takes a name would otherwise fail somewhere inside, with an error that
names neither. What an annotation alone cannot say (a range, a name that is there) stays with the function.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from numbers import Integral, Real
from os import PathLike
from typing import Any, ParamSpec, TypeVar

from cjm_widgets.document.errors import InvalidOperationError, quoted

P = ParamSpec("P")
R = TypeVar("R")

_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "str": ("text", lambda value: isinstance(value, str)),
    "bool": ("True or False", lambda value: type(value).__name__ in ("bool", "bool_")),
    "int": ("a whole number", lambda value: isinstance(value, Integral) and not isinstance(value, bool)),
    "float": ("a number", lambda value: isinstance(value, Real) and not isinstance(value, bool)),
    "None": ("None", lambda value: value is None),
    "Iterable[str]": ("a list of texts", lambda value: isinstance(value, Iterable)),
    "Mapping": ("a dictionary", lambda value: isinstance(value, Mapping)),
    "PathLike": ("a path", lambda value: isinstance(value, PathLike)),
    "MeasureChoice": (
        "a measure, its name, several of them or None",
        lambda value: value is None or hasattr(value, "maker") or isinstance(value, Iterable),
    ),
    "Document": ("a document", lambda value: type(value).__name__ == "Document"),
}
"""What a word of an annotation is called in a sentence, and whether a value is one."""
_WORDS = {"os.PathLike[str]": "PathLike", "Theme": "str", "Sequence[str]": "Iterable[str]"}
_LARGEST = 1e300


def checks_arguments(function: Callable[P, R]) -> Callable[P, R]:
    """The function, refusing arguments of other types than its annotations name.

    Annotations of other words than those of everyday types are left to the function.

    Raises
    ------
    InvalidOperationError
        On a call, naming the argument, what it takes and what it is.

    Examples
    --------
    >>> @checks_arguments
    ... def greet(name: str, times: int = 1) -> str:
    ...     return name * times
    >>> greet("Ada", 2)
    'AdaAda'
    >>> try:
    ...     greet(["Ada"])
    ... except InvalidOperationError as error:
    ...     print(error)
    name= of greet() takes text, not ['Ada']
    """

    @wraps(function)
    def call(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            bound = _signature(function).bind(*arguments, **options)
        except TypeError:
            return function(*arguments, **options)  # raises with the names that Python users know
        for name, value in bound.arguments.items():
            kinds = _accepted(str(_signature(function).parameters[name].annotation))
            if kinds and not any(fits(value) for _, fits in kinds):
                takes = " or ".join(words for words, _ in kinds)
                raise InvalidOperationError(
                    f"{name}= of {function.__name__}() takes {takes}, not {quoted(value)}"
                )
            if isinstance(value, int) and not -_LARGEST < value < _LARGEST:
                raise InvalidOperationError(f"{name}= of {function.__name__}() is beyond all bounds")
        return function(*arguments, **options)

    return call


@cache
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


@cache
def _accepted(annotation: str) -> list[tuple[str, Callable[[Any], bool]]]:
    """What an annotation accepts; nothing where not all its words are known."""
    words = [word.strip() for word in re.split(r"\|(?![^\[]*\])", annotation)]
    words = [_WORDS.get(word, "Mapping" if word.startswith("Mapping[") else word) for word in words]
    return [_KINDS[word] for word in words] if all(word in _KINDS for word in words) else []
