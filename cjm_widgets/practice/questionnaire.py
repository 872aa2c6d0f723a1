"""A questionnaire made from a map: for each stage what to ask, on which scale, where and when.

Ids are made of the ids of the stages, which never change, so that answers find their stage by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Document, Stage
from cjm_widgets.document.names import labels
from cjm_widgets.frames.typed import frame_of_rows

if TYPE_CHECKING:
    import pandas as pd

EXPERIENCE, EXPECTATION = "experience", "expectation"
_ID = re.compile(r"[a-z_][a-z0-9_.-]*", re.IGNORECASE | re.ASCII)
_GROUPS = re.compile(r".*[/:.-]", re.DOTALL)
"""What stands before the id of a question in a group; the id itself has none of these."""
_LISTS = {1: ("satisfied", "Satisfaction"), 0: ("expected", "Expectation")}
COLUMNS = ("id", "kind", "stage", "item", "low", "high", "low_label", "high_label", "channel", "trigger")


class Item(NamedTuple):
    """One question: its id and stage, its words, the ends of its scale, and where and when to ask."""

    id: str
    kind: str
    stage: str
    item: str
    low: int
    high: int
    low_label: str
    high_label: str
    channel: str
    trigger: str


def item_id(stage: Stage, kind: str) -> str:
    """The id of the question about a stage: of letters, digits and underscores.

    Examples
    --------
    >>> item_id(Stage(id="waiting-airside", name="Waiting"), "experience")
    'waiting_airside__experience'
    >>> item_id(Stage(id="出発", name="出発"), "experience")
    'stage_u51fa_u767a__experience'
    """
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else "_" if letter == "-" else f"_u{ord(letter):x}"
        for letter in stage.id
    )
    base = (
        plain
        if _ID.fullmatch(plain) and plain[0].isalpha()
        else f"stage{'' if plain[:1] == '_' else '_'}{plain}"
    )
    return f"{base}__{kind}"


def items(document: Document, scale: tuple[int, int], *, expectations: bool) -> list[Item]:
    """The questions, stage by stage; what was expected is asked before what was lived through."""
    low, high = scale
    every: list[Item] = []
    for stage in document.stages:
        aim = f" ({stage.goal[:1].lower() + stage.goal[1:]})" if stage.goal else ""
        channel = _channel(document, stage)
        if expectations:
            words = f"Before it began: how good did you expect “{stage.name}”{aim} to be?"
            ends = ("not at all good", "very good")
            before = f"before “{stage.name}” begins"
            every.append(
                Item(
                    item_id(stage, EXPECTATION),
                    EXPECTATION,
                    stage.id,
                    words,
                    low,
                    high,
                    *ends,
                    channel,
                    before,
                )
            )
        words = f"How satisfied were you with “{stage.name}”{aim}?"
        after = f"once this is done: {stage.action}" if stage.action else f"right after “{stage.name}”"
        ends = ("not at all satisfied", "very satisfied")
        every.append(
            Item(item_id(stage, EXPERIENCE), EXPERIENCE, stage.id, words, low, high, *ends, channel, after)
        )
    return every


def _channel(document: Document, stage: Stage) -> str:
    """Where to ask: the channels that cards of the stage name, or else its touchpoints."""
    cards = [
        (lane, card)
        for lane in card_lanes(document)
        for card in document.cells.get(lane.id, {}).get(stage.id, ())
    ]
    named = [card.text for lane, card in cards if lane.role == "channels"] + [
        card.channel for _, card in cards
    ]
    named = named if any(named) else [card.text for lane, card in cards if lane.role == "touchpoints"]
    return ", ".join(dict.fromkeys(name for name in named if name))


def items_frame(document: Document, every: Iterable[Item]) -> pd.DataFrame:
    """The questions as a frame, by id."""
    stages = labels(document.stages)
    rows = [one._replace(stage=stages[one.stage]) for one in every]
    types = {name: "int64" if name in ("low", "high") else object for name in COLUMNS}
    return frame_of_rows(rows, types).set_index("id")


def columns_of(document: Document, names: Iterable[str], kind: str) -> dict[str, str]:
    """Which of these columns of rows are questions of that kind, and the ids of their stages.

    The groups of a form may stand before the id, as ODK and KoboToolbox write them.

    Examples
    --------
    >>> visit = Document(id="visit", stages=(Stage(id="wait", name="Wait"),))
    >>> columns_of(visit, ["start", "wait__stage-wait__experience"], "experience")
    {'wait__stage-wait__experience': 'wait'}
    """
    ids = {item_id(stage, kind): stage.id for stage in document.stages}
    own = {name: _GROUPS.sub("", name) for name in names}
    return {name: ids[id] for name, id in own.items() if id in ids}


# --- as text and tables


def questionnaire_markdown(document: Document, every: Iterable[Item]) -> str:
    """The questions as Markdown: a heading for each stage, and a table row for each question."""
    stages = labels(document.stages)
    lines = [f"# {_escaped(document.title or 'Questionnaire')}", ""]
    if document.scenario:
        lines += [_escaped(document.scenario), ""]
    lines += ["| Stage | Question | Scale | Where | When | Id |", "|---|---|---|---|---|---|"]
    for one in every:
        scale = f"{one.low} {one.low_label} to {one.high} {one.high_label}"
        cells = (stages[one.stage], one.item, scale, one.channel, one.trigger)
        lines.append(f"| {' | '.join(map(_escaped, cells))} | `{one.id}` |")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", " ".join(text.split()))


def xlsform_sheets(document: Document, every: Iterable[Item]) -> Iterator[tuple[str, list[list[Any]]]]:
    """The sheets of an XLSForm with the columns that pyxform reads: ``survey``, ``choices``, ``settings``."""
    chosen = list(every)
    stages = labels(document.stages)
    survey: list[list[Any]] = [["type", "name", "label", "hint", "required", "appearance"]]
    last = None
    for one in chosen:
        if one.stage != last:
            if last is not None:
                survey.append(["end_group", "", "", "", "", ""])
            group = item_id(Stage(id=one.stage, name=one.stage), "stage")
            survey.append(["begin_group", group, stages[one.stage], "", "", ""])
            last = one.stage
        hint = f"Ask {one.trigger}" + (f"; {one.channel}" if one.channel else "")
        survey.append([f"select_one {one.kind}", one.id, one.item, hint, "no", "likert"])
    if last is not None:
        survey.append(["end_group", "", "", "", "", ""])
    choices: list[list[Any]] = [["list_name", "name", "label"]]
    for kind in dict.fromkeys(one.kind for one in chosen):
        first = next(one for one in chosen if one.kind == kind)
        for score in range(first.low, first.high + 1):
            ends = {first.low: f"{score} {first.low_label}", first.high: f"{score} {first.high_label}"}
            choices.append([kind, score, ends.get(score, str(score))])
    settings = [
        ["form_title", "form_id", "version"],
        [
            document.title or "Questionnaire",
            re.sub(r"\W", "_", document.id, flags=re.ASCII) or "questionnaire",
            "1",
        ],
    ]
    yield from (("survey", survey), ("choices", choices), ("settings", settings))
