"""Two hundred planted identities, and sentences without any. Nobody here is a person."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

FIRST = (
    *("Anna", "Bernd", "Chiara", "Daisuke", "Elena", "Fatima", "Giulia"),
    *("Hiroshi", "Ivana", "Jürgen", "Katarzyna", "Lars", "Małgorzata", "Noah"),
    *("Olivier", "Priya", "Ricardo", "Sofia", "Tomasz", "Yusuf"),
)
RARE = (
    *("Zbyszko", "Ottilie", "Ferdia", "Xochitl", "Nkemdilim", "Thulile", "Ígor"),
    *("Þóra", "Wolfram", "Quirine"),
)
LAST = (
    *("Kowalska", "Müller", "Rossi", "Tanaka", "Petrova", "O'Brien", "García"),
    *("Nowak", "Schmidt", "Okafor", "Lindqvist", "Novák", "Ferreira", "Haddad"),
    *("Yilmaz", "Dubois", "Ivanov", "Byrne", "Sørensen", "van Dijk"),
)
DOMAINS = ["example.org", "mail.example.com", "post.example.co.uk", "beispiel.de", "exämple.net"]
SENTENCES = (
    "Then I wrote to {} and heard nothing",
    "{} is what they asked me for",
    "She said: ask {}, he said no",
    "Nobody answered ({})",
    "Twice: {}.",
)


class Planted(NamedTuple):
    """A sentence, and what in it tells who somebody is."""

    kind: str
    text: str
    secret: str


def planted(seed: int = 2026) -> list[Planted]:
    """Forty of each kind."""
    chance = Random(seed)
    every: list[Planted] = []
    for number in range(40):
        for kind, secret in (
            ("e-mail", _email(chance, number)),
            ("phone", _phone(chance, number)),
            ("card", _card(chance, number)),
            ("account", _account(chance, number)),
        ):
            every.append(Planted(kind, chance.choice(SENTENCES).format(secret), secret))
        every.append(_name(chance, number))
    return every


def _email(chance: Random, number: int) -> str:
    first, last = chance.choice(FIRST).lower(), chance.choice(LAST).lower().replace(" ", "")
    user = (f"{first}.{last}", f"{first[0]}{last}+{number}", f"{first}_{number}")[number % 3]
    return f"{user}@{chance.choice(DOMAINS)}"


def _phone(chance: Random, number: int) -> str:
    def digits(n: int) -> str:
        return "".join(chance.choice("23456789") for _ in range(n))

    forms = (
        f"+44 20 {digits(4)} {digits(4)}",
        f"+49 (0) 30 {digits(4)} {digits(3)}",
        f"(415) 555-{digits(4)}",
        f"415-555-{digits(4)}",
        f"0{digits(3)} {digits(6)}",
        f"+1 415 555 {digits(4)}",
        f"00{digits(2)} {digits(3)} {digits(3)} {digits(3)}",
        f"+48{digits(9)}",
        f"030 / {digits(2)} {digits(2)} {digits(2)} {digits(2)}",
    )
    return forms[number % len(forms)]


def _card(chance: Random, number: int) -> str:
    """Digits that pass Luhn's test, by trying the last one."""
    length = (16, 15, 16, 19)[number % 4]
    body = "4" + "".join(chance.choice("0123456789") for _ in range(length - 2))
    for last in "0123456789":
        text = body + last
        total = 0
        for at, char in enumerate(reversed(text)):
            digit = int(char) * (1 + at % 2)
            total += digit - 9 if digit > 9 else digit
        if total % 10 == 0:
            break
    groups = [text[at : at + 4] for at in range(0, len(text), 4)]
    return ("", " ", "-")[number % 3].join(groups)


def _account(chance: Random, number: int) -> str:
    country, length = (("DE", 18), ("GB", 18), ("FR", 23), ("PL", 24), ("NL", 14))[number % 5]
    letters = {"GB": "WEST", "NL": "ABNA"}.get(country, "")
    body = letters + "".join(chance.choice("0123456789") for _ in range(length - len(letters)))
    digits = "".join(str(int(char, 36)) for char in body + country + "00")
    text = f"{country}{98 - int(digits) % 97:02}{body}"
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4)) if number % 2 else text


def _name(chance: Random, number: int) -> Planted:
    first, rare, last = chance.choice(FIRST), chance.choice(RARE), chance.choice(LAST)
    forms = (
        (f"My name is {rare} {last} and I wait", f"{rare} {last}"),
        (f"Mrs. {last} never called back", last),
        (f"Then Dr {rare} {last} came", f"{rare} {last}"),
        (f"I told {first} {last} about it", f"{first} {last}"),
        (f"It took an hour — {rare} {last}", f"{rare} {last}"),
        (f"{first} {last} said the desk was closed", f"{first} {last}"),
        (f"Herr {last} war nicht da", last),
        (f"I spoke to {first} J. {last} at noon", f"{first} J. {last}"),
    )
    text, secret = forms[number % len(forms)]
    return Planted("name", text, secret)


PLAIN = (
    "Waits 35 minutes at Gate B12",
    "Flight LH 2831 leaves at 17:45",
    "Read on 2026-06-30, n 1,775 of 2,831",
    "Order 4111 1111 1111 1112 is late",
    "Ticket 2024-0001-7733 is closed",
    "Pays 1 200,50 EUR for 2 nights",
    "Prices of 1.299.000 and 2.450.000",
    "The San Francisco Airport survey",
    "Asks Customer Service at Terminal 2",
    "Interview 07, Participant 12",
    "Version 2.14.3 of the app",
    "Between 2019 and 2026, 4.31 to 4.18",
    "Calls the support line twice",
    "Looks for Wi-Fi, then Google Maps",
    "On Monday New York Times was sold out",
    "Rates it 9 of 10, 95 % 4.14-4.18",
    "Room 1203, floor 12, building 4",
    "Signs in with Apple Pay",
    "Follows the sign to Berlin Hauptbahnhof",
    "Uses ISO 9001:2015 forms",
    "1 2 3 4 5 6 7 8 9 10",
    "10-20-30-40 rule",
    "Top-2 box 56 % (54 - 58, n 2,421)",
    "Will come back in May or June",
    "The Red Cross helped",
    "May be late. Will wait. Grace period of 3 days",
    "Compares Samsung Galaxy and Apple iPhone",
    "Buys from a store in Los Angeles",
    "SKU 8412-7733-1 in size 42",
    "Takes the S1 at 07:15, the U2 at 07:40",
)
"""Sentences in which nobody can be recognised, though some have digits in groups or capital letters."""


def plain_sentences(count: int = 300, seed: int = 7) -> list[str]:
    """Such sentences with other numbers."""
    chance = Random(seed)

    def other(char: str) -> str:
        return chance.choice("123456789") if char in "123456789" and chance.random() < 0.3 else char

    return ["".join(map(other, PLAIN[at % len(PLAIN)])) for at in range(count)]
