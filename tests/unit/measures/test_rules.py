"""Texts to stages by rules."""

from __future__ import annotations

import builtins
import sys
import time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.document.errors import CjmError, CjmWarning
from cjm_widgets.rows.reading import Rules
from cjm_widgets.rows.reconciliation import matches_frame, warn_of_several
from tests.unit.strategies import examples


def test_an_exact_text_is_that_text_and_no_other() -> None:
    rules = Rules({"Security": "security"})
    assert [rules.get(text) for text in ("Security", "security", "Security ")] == ["security", None, None]


def test_case_and_spaces_do_not_matter_where_they_are_ignored() -> None:
    rules = Rules({"Finding  the way": "way", "STRASSE": "street"}, "ignore case")
    assert rules.get("  finding the\tWAY ") == "way"
    assert rules.get("straße") == "street"
    assert rules.get("finding theway") is None


def test_a_glob_is_held_against_the_whole_text() -> None:
    rules = Rules({"checkout*": "pay", "[ab]?": "two"}, "glob")
    assert [rules.get(text) for text in ("checkout_pay", "my checkout", "a1", "a12")] == [
        "pay",
        None,
        "two",
        None,
    ]


def test_an_expression_is_found_anywhere_in_the_text() -> None:
    rules = Rules({r"^/cart\b": "cart", r"pay|till": "pay"}, "regex")
    assert [rules.get(text) for text in ("/cart/2", "/my/cart", "/checkout/pay")] == ["cart", None, "pay"]


def test_the_first_rule_that_fits_decides() -> None:
    rules = Rules({"check*": "checkout", "*pay": "pay"}, "glob")
    assert rules.get("check_pay") == "checkout"
    assert rules.fitting("check_pay") == ["check*", "*pay"]


def test_no_expression_can_hang() -> None:
    text = "a" * 5_000
    started = time.process_time()
    assert Rules({"(a*)*b": "x"}, "regex").get(text) is None
    slow = time.process_time() - started
    started = time.process_time()
    Rules({"(a*)*b": "x"}, "regex").get(text * 8)
    assert time.process_time() - started < 100 * max(slow, 1e-3)  # linear, not exponential


@pytest.mark.parametrize("expression", ["(", r"(a)\1", "(?=a)b"])
def test_what_re2_cannot_run_is_refused_by_name(expression: str) -> None:
    with pytest.raises(CjmError, match="no expression that RE2 can run"):
        Rules({expression: "x"}, "regex")


def test_without_re2_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "re2", raising=False)
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "re2":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CjmError, match=r'pip install "cjm_widgets\[patterns\]"'):
        Rules({"a": "x"}, "regex")
    assert Rules({"a*": "x"}, "glob").get("ab") == "x"


def test_an_unknown_way_to_match_names_the_nearest() -> None:
    with pytest.raises(CjmError, match="did you mean 'regex'"):
        Rules({}, "regexp")  # type: ignore[arg-type]


def given_rows(**rows: int) -> pd.DataFrame:
    return pd.DataFrame({"given": [*rows], "rows": [*rows.values()]})


def test_matches_say_what_each_rule_got_and_what_none_did() -> None:
    found = matches_frame(
        given_rows(cart=6, cart_2=1, pay=2, home=1),
        Rules({"cart*": "cart", "help*": "help", "*2": "pay"}, "glob"),
    )
    assert found[["rule", "values", "rows", "hit_rate", "examples", "passed_over"]].to_numpy().tolist() == [
        ["cart*", 2, 7, 0.7, "cart, cart_2", 0],
        ["help*", 0, 0, 0.0, "", 0],
        ["*2", 0, 0, 0.0, "", 1],
        [None, 2, 3, 0.3, "pay, home", 0],
    ]
    with pytest.warns(CjmWarning, match=r"'\*2' \(1 value\)"):
        warn_of_several(found)


@examples(40)
@given(
    st.dictionaries(st.text("ab*?", min_size=1, max_size=3), st.sampled_from("xyz"), min_size=1, max_size=4)
)
def test_every_row_belongs_to_one_rule_or_none(stages: dict[str, str]) -> None:
    rows = given_rows(**{text: place + 1 for place, text in enumerate(["a", "ab", "ba", "bbb", "c"])})
    found = matches_frame(rows, Rules(stages, "glob"))
    assert found["rows"].sum() == rows["rows"].sum()
    assert found["values"].sum() == len(rows)
    assert found["hit_rate"].sum() == pytest.approx(1)
