"""Python's half of the contract: every trace in operations.json holds, and none is missing."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from cjm_widgets.document.apply import apply
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import ConflictError, InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from tests.contract.traces import EVERY, PATH

TRACES: list[dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8"))


def _plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def test_the_file_holds_exactly_the_cases_in_their_order() -> None:
    assert [trace["name"] for trace in TRACES] == [*EVERY]


@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: trace["name"])
def test_apply_follows_the_trace(trace: dict[str, Any]) -> None:
    document = decoded(trace["document"], Document)
    operation = decoded(trace["operation"], Operation)
    if trace.get("refused"):
        with pytest.raises(InvalidOperationError) as refusal:
            apply(document, operation)
        assert (str(refusal.value), isinstance(refusal.value, ConflictError)) == (
            trace["refused"],
            trace["conflict"],
        )
        assert _plain(document) == trace["document"]
        return
    result, inverse = apply(document, operation)
    assert _plain(result) == trace["result"]
    assert _plain(inverse) == trace["inverse"]
    back, again = apply(result, inverse)
    assert back == document
    assert apply(back, again)[0] == result
