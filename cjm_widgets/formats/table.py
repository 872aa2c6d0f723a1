"""A map as people keep it in a spreadsheet: stages as columns, lanes as rows, the title in the corner.

A cell holds its cards' texts, one a line. A row ``Phase`` may follow the stages; row_labels.py says how rows
of scores are labelled. Only the texts of cards and the names of stages and lanes are kept; measure lanes are
computed and left out. The tidy form (tidy.py) keeps every field of a card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_widgets.document.errors import CjmWarning, FileFormatError, warn
from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.lane_kinds import emotion_lane, lane_called, lane_content
from cjm_widgets.document.model import Card, Document, Lane, Score
from cjm_widgets.document.names import labels
from cjm_widgets.formats.draft import MapDraft, document_of
from cjm_widgets.formats.row_labels import (
    PHASE,
    SCALE,
    EmotionLabel,
    card_label,
    column_name,
    emotion_label,
    is_phase_label,
    label_of_emotion,
    name_of_cards,
    scale_of,
    score_of,
)
from cjm_widgets.formats.tidy import is_tidy, read_tidy, seems_tidy, tidy_rows

Row = list[str | float]


def rows_of(document: Document, *, tidy: bool = False) -> list[Row]:
    """The rows of a map's table; ``tidy`` is one row a card.

    Examples
    --------
    >>> from cjm_widgets.journey.starting import template
    >>> rows_of(template("customer-lifecycle"))[0]
    ['Customer lifecycle', 'Awareness', 'Consideration', 'Purchase', 'Retention', 'Advocacy']
    """
    return list(tidy_rows(document) if tidy else _rows(document))


def document_from(rows: Sequence[Sequence[str]], name: str) -> Document:
    """The map in the rows of a table, in either form; ``name`` is the file's, for errors.

    Raises
    ------
    FileFormatError
        The rows are not a map; the sentence says where and why.

    Examples
    --------
    >>> rows = [["A visit", "Arrive", "Wait"], ["Emotion", "1", ""], ["Pain points", "", "No seat"]]
    >>> document = document_from(rows, "visit.csv")
    >>> [stage.name for stage in document.stages], document.emotion["customer"]["arrive"].value
    (['Arrive', 'Wait'], 1.0)
    """
    if not any(any(row) for row in rows):
        raise FileFormatError(f"{name} is empty: a map has at least a row of stages")
    if max(map(len, rows)) == 1:
        raise FileFormatError(f"{name} is not a map: it has one column; a map has lanes and stages")
    if is_tidy(rows[0]):
        return read_tidy(rows, name)
    return document_of(_TableRows(rows, name).draft, name)


# --- out


def _rows(document: Document) -> Iterator[Row]:
    stages = document.stages
    header: Row = [document.title, *(stage.name for stage in stages)]
    if seems_tidy(document.title, (stage.name for stage in stages)):
        header[0] = f"'{document.title}"
    yield header if stages else [*header, ""]
    if any(stage.phase for stage in stages):
        phases = labels(document.phases)
        yield [PHASE, *(phases[stage.phase] if stage.phase else "" for stage in stages)]
    curve = emotion_lane(document)
    if curve is None and any(document.emotion.values()):
        yield from _emotion(document)
    for lane in document.lanes:
        if lane is curve:
            yield from _emotion(document)
        elif lane_content(lane) == "cards":
            yield _cards(document, lane)


def _emotion(document: Document) -> Iterator[Row]:
    for persona in document.personas:
        scores = document.emotion.get(persona.id, {})
        yield [
            label_of_emotion(document, persona.name),
            *(scores[stage.id].value if stage.id in scores else "" for stage in document.stages),
        ]
    if not document.personas:
        yield [label_of_emotion(document), *("" for _ in document.stages)]


def _cards(document: Document, lane: Lane) -> Row:
    row = document.cells.get(lane.id, {})
    return [card_label(lane.name), *(cell_text(row.get(stage.id, ())) for stage in document.stages)]


# --- in


class _TableRows:
    """One pass over the rows of a table, which fills a draft."""

    def __init__(self, rows: Sequence[Sequence[str]], name: str) -> None:
        self.name = name
        every = range(1, max(map(len, rows)))
        self.columns = [at for at in every if any(at < len(row) and row[at] for row in rows)]
        top = next(at for at, row in enumerate(rows) if any(row)) if self.columns else 0
        header = rows[top]
        title = header[0] if header else ""
        if title.startswith("'") and seems_tidy(title, header[1:]):
            title = title[1:]
        self.draft = MapDraft(title=title)
        for column in self.columns:
            if column >= len(header) or not header[column]:
                raise self._refusal(top, column, "the first row names stages, and this column has no name")
        self.draft.stages = [header[column] for column in self.columns]
        self.scores: list[tuple[EmotionLabel, list[float | None]]] = []
        for number, row in enumerate(rows[top + 1 :], top + 1):
            self._row(number, row, may_be_phases=number == top + 1)
        self._emotions()

    def _refusal(self, row: int, column: int, why: str) -> FileFormatError:
        return FileFormatError(f"{self.name} is not a map: cell {column_name(column)}{row + 1}: {why}")

    def _row(self, number: int, row: Sequence[str], *, may_be_phases: bool) -> None:
        if not any(row):
            return
        texts = [row[column] if column < len(row) else "" for column in self.columns]
        label, draft = row[0], self.draft
        if may_be_phases and is_phase_label(label):
            draft.phases = texts
        elif (emotion := emotion_label(label)) and all(score_of(text) is not None for text in texts if text):
            if all(kind != "emotion" for _, kind in draft.lanes):  # all scores are one lane's
                draft.lanes.append((emotion.lane, "emotion"))
            self.scores.append((emotion, [score_of(text) for text in texts]))
        elif label:
            name = name_of_cards(label)
            has_cards = name != label or any(texts)
            draft.lanes.append((name, "cards" if has_cards else lane_called(name)["kind"]))
            self._cards(texts)
        elif draft.lanes and draft.lanes[-1][1] != "emotion":
            draft.lanes[-1] = (draft.lanes[-1][0], "cards")
            self._cards(texts)  # below a label merged over several rows
        else:
            raise self._refusal(number, 0, "the first column names lanes, and this row has no name")

    def _cards(self, texts: Sequence[str]) -> None:
        lane = len(self.draft.lanes) - 1
        for stage, text in enumerate(texts):
            if text:
                cards = self.draft.cells.setdefault((lane, stage), [])
                cards += [Card(id="", text=line) for line in text.split("\n")]

    def _emotions(self) -> None:
        draft = self.draft
        every = [value for _, values in self.scores for value in values if value is not None]
        scales = [label.scale for label, _ in self.scores if label.scale]
        if not self.scores:
            return
        try:
            draft.scale = scale_of(every, scales)
        except FileFormatError as error:
            raise FileFormatError(f"{self.name} is not a map: {error}") from None
        if not scales and draft.scale != SCALE:
            low, high = draft.scale
            warn(
                f"{self.name}: the emotions are read on a scale of {low:g} to {high:g}; name another in the "
                "row's label, as 'Emotion (0 to 10)'",
                CjmWarning,
            )
        for persona, (label, values) in enumerate(self.scores):
            draft.personas.append(label.persona)
            for stage, value in enumerate(values):
                if value is not None:
                    draft.emotion[persona, stage] = Score(value=value)
