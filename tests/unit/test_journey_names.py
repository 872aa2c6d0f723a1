"""What a user's completion offers of a journey: what the documentation names, and nothing else."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import cjm_widgets as cjm

NAMES = [
    "add_lane",
    "add_persona",
    "add_stage",
    "adopt",
    "apply",
    "assumptions",
    "cards",
    "chart",
    "cite",
    "comment",
    "comments",
    "compare",
    "conformance",
    "conformance_by",
    "copy",
    "decide",
    "decisions",
    "diff",
    "distribution",
    "document",
    "emotion",
    "evidence",
    "exits",
    "filter",
    "filters",
    "fix",
    "frame",
    "from_document",
    "from_frame",
    "from_template",
    "funnel",
    "funnel_by",
    "future",
    "history",
    "interview",
    "join",
    "join_counts",
    "join_events",
    "link",
    "linked",
    "links",
    "lint",
    "measures",
    "measures_by",
    "merge_stages",
    "methods",
    "move_lane",
    "move_persona",
    "move_stage",
    "not_saved",
    "observe",
    "omnibus",
    "opportunities",
    "path",
    "paths",
    "paths_by",
    "preregister",
    "preregistrations",
    "publish",
    "questionnaire",
    "redact",
    "redo",
    "refresh",
    "reload",
    "remove_lane",
    "remove_persona",
    "remove_snapshot",
    "remove_stage",
    "rename_lane",
    "rename_persona",
    "rename_stage",
    "reply",
    "resolve",
    "restore",
    "result",
    "revision",
    "save",
    "selection",
    "set_cell",
    "set_emotion",
    "set_lane",
    "set_map",
    "set_persona",
    "set_stage",
    "snapshot",
    "snapshots",
    "solution_tree",
    "split_stage",
    "stale",
    "summary",
    "survivorship",
    "sync",
    "time_between",
    "time_in_stage",
    "time_in_stage_by",
    "title",
    "to_csv",
    "to_html",
    "to_iframe",
    "to_jira",
    "to_linear",
    "to_markdown",
    "to_mermaid",
    "to_myst",
    "to_pdf",
    "to_png",
    "to_pptx",
    "to_svg",
    "to_xlsx",
    "transaction",
    "transitions",
    "transitions_by",
    "trend",
    "undo",
    "unlink",
    "unobserve",
    "validation",
    "value_of",
    "waive",
    "walk",
    "walkthroughs",
    "what_if",
]
TRAITS = {"frame", "emotion", "cards", "measures", "filters", "selection", "title", "revision"}


def test_dir_lists_what_is_documented() -> None:
    assert dir(cjm.Journey(["Wait"])) == NAMES


def test_completion_offers_the_same() -> None:
    shell = InteractiveShell.instance()
    try:
        shell.run_cell("import cjm_widgets as cjm\njourney = cjm.Journey(['Wait'])")
        with provisionalcompleter():
            assert sorted(offer.text for offer in shell.Completer.completions("journey.", 8)) == NAMES
    finally:
        shell.reset()
        InteractiveShell.clear_instance()


def test_a_kind_of_journey_offers_its_own_names_too() -> None:
    class Visit(cjm.Journey):
        def greet(self) -> str:
            return "Hello"

    assert dir(Visit(["Wait"])) == sorted([*NAMES, "greet"])
    assert isinstance(Visit.from_template("airport-departure"), Visit)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in TRAITS])
def test_every_name_has_a_text_for_help(name: str) -> None:
    assert inspect.getdoc(getattr(cjm.Journey, name))


@pytest.mark.parametrize("name", sorted(TRAITS))
def test_every_trait_says_what_it_is(name: str) -> None:
    assert cjm.Journey.class_traits()[name].help


def test_help_of_a_verb_is_its_whole_text() -> None:
    text = inspect.getdoc(cjm.Journey.join) or ""
    parameters = [*inspect.signature(cjm.Journey(["Wait"]).join).parameters]
    assert parameters[:3] == ["rows", "columns", "stage"]
    for name in parameters:
        assert any(name in line.split(", ") for line in text.splitlines()), name


def test_the_class_is_one_page_without_parts_of_it_elsewhere() -> None:
    assert [base.__name__ for base in cjm.Journey.__bases__] == ["HasTraits"]
    assert len(Path(inspect.getfile(cjm.Journey)).read_text(encoding="utf-8").splitlines()) < 440
