r"""What in a text tells who somebody is: e-mail addresses, numbers of phones, cards and accounts, names.

Names are recognised by what stands around them, and by two thousand first names before another capitalised
word. A rare name without a title, a signature or a surname is not: no list has all names, and a rule that
takes every capitalised word for one would hide the text. `identities` therefore finds less than a reader
would, and little that is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

Kind: TypeAlias = Literal["e-mail", "phone", "card", "account", "name"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_EMAIL = re.compile(r"[\w.+'-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]+)+")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d-]|[.,]\d)")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)\d{1,3}[ .-]?)?(?:\(0?\)[ .-]?)?(?:\(\d{1,5}\)|\d{1,5})"
    r"(?:(?: ?/ ?|[ .-])?\d{2,5}){2,5}(?![\w-]|[.,]\d)"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_SPACES = " \t\u00a0"
_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
"""A word that begins with a capital letter, or one of a script without capitals."""
_PARTICLE = (
    r"(?:(?:van|von|de|da|di|del|della|der|den|des|la|le|du|do|dos|ter|zu|af|bin|ben|ibn|bint|al|el)\s|"
    r"(?:al|el|ul|d|l)['’-])*"
)
_SURNAME = rf"(?:{_PARTICLE}{_WORD})"
_FULL = rf"{_WORD}(?:[{_SPACES}](?:{_WORD}\.?|{_PARTICLE}{_WORD})){{0,3}}"
_TITLE = re.compile(
    rf"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Herr|Frau|Señora?|Sra?|Monsieur|Madame|Mme|Mlle|Signora?)\b\.?"
    rf"[{_SPACES}]+(?P<name>{_FULL})"
)
_CALLED = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name['’]s|[Nn]ame:|I am called|[Cc]all me|named|[Ii]ch hei(?:ß|ss)e|"
    rf"[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i chiamo)[{_SPACES}]+(?P<name>{_FULL})"
)
_SIGNED = re.compile(
    rf"(?:[—–]|(?:^|\s)--?|\b(?:[Rr]egards|[Cc]heers|[Ss]incerely|[Tt]hanks|[Yy]ours),?)[{_SPACES}]*\n?"
    rf"(?P<name>{_WORD}[{_SPACES}](?:{_WORD}\.?[{_SPACES}])?{_SURNAME})\s*(?:,\s*\d{{1,3}})?\s*[.]?\s*$",
    re.MULTILINE,
)
_ALONE = re.compile(
    rf"^\s*(?P<name>{_WORD}(?:[{_SPACES}](?:{_WORD}\.?|{_PARTICLE}{_WORD})){{1,3}})\s*(?:,\s*\d{{1,3}})?\s*$"
)
_PAIR = re.compile(rf"\b(?P<first>{_WORD})[{_SPACES}](?:{_WORD}\.?[{_SPACES}])?(?P<last>{_SURNAME})")
_MAY_BE = re.compile(r"[@\[(]|\d[ ./()-]?\d|[^\W\d_a-z]")
"""Whether a text can hold an identity at all."""


class Identity(NamedTuple):
    """Something in a text that tells who somebody is: its kind, and where it stands."""

    kind: Kind
    start: int
    end: int


def identities(text: str, *, names_of: Collection[str] = (), is_name: bool = False) -> list[Identity]:
    """What in a text tells who somebody is, in the order of the text; none overlaps another.

    Parameters
    ----------
    text
        Any.
    names_of
        Names that are nobody's: those of the map's personas.
    is_name
        Whether the text stands where a person is named, so that two capitalised words are a name.

    Examples
    --------
    >>> text = "Ask Mrs. Ada Byron, ada@example.org or +44 20 7946 0958"
    >>> [(one.kind, text[one.start : one.end]) for one in identities(text)]
    [('name', 'Ada Byron'), ('e-mail', 'ada@example.org'), ('phone', '+44 20 7946 0958')]
    """
    if not _MAY_BE.search(text):
        return []
    spans: list[Identity] = []
    for one in (*_addresses(text), *_numbers(text), *_names(text, is_name)):
        words = text[one.start : one.end].casefold()
        fictional = one.kind == "name" and any(words in name.casefold() for name in names_of)
        if not fictional and all(one.end <= other.start or one.start >= other.end for other in spans):
            spans.append(one)
    return sorted(spans, key=lambda one: one.start)


def without_identities(text: str, *, names_of: Collection[str] = (), is_name: bool = False) -> str:
    """A text in which each of them is replaced by its kind in brackets; arguments as of `identities`.

    Examples
    --------
    >>> without_identities("Write to ada@example.org")
    'Write to [e-mail]'
    """
    for _ in range(3):  # what is left may read as a name once its neighbour is gone
        every = identities(text, names_of=names_of, is_name=is_name)
        if not every:
            break
        for one in reversed(every):
            text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return text


def _addresses(text: str) -> Iterator[Identity]:
    for match in _EMAIL.finditer(text):
        yield Identity("e-mail", match.start(), match.end())


def _numbers(text: str) -> Iterator[Identity]:
    for match in _ACCOUNT.finditer(text):
        if is_account(match[0]):
            yield Identity("account", match.start(), match.end())
    for match in _CARD.finditer(text):
        if is_card(match[0]):
            yield Identity("card", match.start(), match.end())
    for match in _PHONE.finditer(text):
        if _is_phone(match[0]):
            yield Identity("phone", match.start(), match.end())


def is_card(text: str) -> bool:
    """Whether digits are the number of a payment card: 13 to 19 of them that pass Luhn's test.

    References
    ----------
    ISO/IEC 7812-1:2017, annex B.

    Examples
    --------
    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(char) for char in text if char.isdecimal()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_account(text: str) -> bool:
    """Whether a text is the number of a bank account: an IBAN whose check digits are right.

    References
    ----------
    ISO 13616-1:2020; ISO/IEC 7064, MOD 97-10.

    Examples
    --------
    >>> is_account("GB82 WEST 1234 5698 7654 32"), is_account("GB83 WEST 1234 5698 7654 32")
    (True, False)
    """
    plain = "".join(text.split())
    if not 15 <= len(plain) <= 34 or not plain.isascii() or not plain.isalnum():
        return False
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def _is_phone(text: str) -> bool:
    """Whether digits in groups are a phone's: 7 to 15, begun by + or 0 or in groups, and no day."""
    digits = sum(char.isdecimal() for char in text)
    if not 7 <= digits <= 15 or text.startswith("000") or _DAY.fullmatch(text):
        return False
    begins = text.startswith(("+", "0", "("))
    groups = re.split(r"[ ./()-]+", text.strip("()"))
    if begins:
        return len(groups) > 1 or digits >= 9
    return len(groups) == 3 and [len(group) for group in groups] == [3, 3, 4]


def _names(text: str, is_name: bool) -> Iterator[Identity]:
    patterns = (_TITLE, _CALLED, _SIGNED, *((_ALONE,) if is_name else ()))
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            words = match["name"].split()
            if not any(word.strip(".").casefold() in no_names() for word in words):
                yield Identity("name", start, end)
    known = first_names()
    place = 0
    while match := _PAIR.search(text, place):
        first, last = match["first"], match["last"].split()[-1]
        if first.casefold().split("-")[0] in known and last.casefold() not in no_names():
            yield Identity("name", match.start(), match.end())
            place = match.end()
        else:
            place = match.end("first")


@cache
def first_names() -> frozenset[str]:
    """First names of many languages, in lower case, that are no usual words of English."""
    return _word_list("first_names.txt")


@cache
def no_names() -> frozenset[str]:
    """Words, in lower case, that are part of no name though they may stand capitalised beside one."""
    return _word_list("no_names.txt")


def _word_list(name: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(name).read_text(encoding="utf-8").split())
