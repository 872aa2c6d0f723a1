"""A map as people keep it in a spreadsheet: stages as columns, lanes as rows, the title in the corner.

A cell holds its cards' texts, one a line. A row ``Phase`` may follow the stages; row_labels.py says how rows
of scores are labelled, layout.py what other tables have around the map. What is guessed is warned of. Only
the texts of cards and the names of stages and lanes are kept; measure lanes are computed and left out. The
tidy form (tidy.py) keeps every field of a card.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from cjm_widgets.document.errors import CjmWarning, FileFormatError, check_choice, listing, warn
from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.lane_kinds import emotion_lane, lane_called, lane_content
from cjm_widgets.document.model import Card, Comment, Document, Lane, Layer, Score
from cjm_widgets.document.names import labels, slug
from cjm_widgets.formats.draft import PERSONA, MapDraft, document_of
from cjm_widgets.formats.feelings import feeling_score
from cjm_widgets.formats.layout import (
    AXES,
    Axis,
    TableLayout,
    Texts,
    groups_of,
    known_lanes,
    layout_of,
    map_rows,
    turned_rows,
    words_above,
)
from cjm_widgets.formats.row_labels import (
    PHASE,
    SCALE,
    EmotionLabel,
    are_scores,
    bare_lines,
    card_label,
    column_name,
    emotion_label,
    feelings_label,
    group_layer,
    is_phase_label,
    label_of_emotion,
    name_of_cards,
    plain_number,
    quote_lines,
    read_scale,
    score_of,
)
from cjm_widgets.formats.tidy import is_tidy, read_tidy, seems_tidy, tidy_rows
from cjm_widgets.storage.limits import check_lines_of_text, check_named, limit_rows

Row = list[str | float]
Merged = Mapping[tuple[int, int], tuple[int, int]]
CellComments = Mapping[tuple[int, int], tuple[Comment, ...]]
_COUNTED = {
    "nps",
    "enps",
    "csat",
    "ces",
    "satisfaction",
    "rating",
    "ratings",
    "score",
    "scores",
    "conversion",
}


def rows_of(document: Document, *, tidy: bool = False) -> list[Row]:
    """The rows of a map's table; ``tidy`` is one row a card.

    Examples
    --------
    >>> from cjm_widgets.journey.files.templates import template
    >>> rows_of(template("customer-lifecycle"))[0]
    ['Customer lifecycle', 'Awareness', 'Consideration', 'Purchase', 'Retention', 'Advocacy']
    """
    if tidy:
        return list(tidy_rows(document))
    rows = list(_rows(document))
    if rows and _is_otherwise([[_text(value) for value in row] for row in rows]):
        rows[0][0] = f"'{rows[0][0]}"
    return rows


def document_from(
    rows: Texts,
    name: str,
    *,
    stages: Axis | None = None,
    merged: Merged | None = None,
    comments: CellComments | None = None,
) -> Document:
    """The map in the rows of a table, in either form; ``name`` is the file's, for errors.

    Parameters
    ----------
    rows
        Texts, row by row.
    stages
        Whether "rows" or "columns" are stages; without it the usual names of lanes decide.
    merged
        How many rows and columns a merged cell covers, by the row and column it begins at.
    comments
        The comments on cells, by their rows and columns: they become those of a cell's first card.

    Raises
    ------
    FileFormatError
        The rows are not a map; the sentence says where and why.
    CjmError
        ``stages`` is neither.

    Examples
    --------
    >>> rows = [["A visit", "Arrive", "Wait"], ["Emotion", "1", ""], ["Pain points", "", "No seat"]]
    >>> document = document_from(rows, "visit.csv")
    >>> [stage.name for stage in document.stages], document.emotion["customer"]["arrive"].value
    (['Arrive', 'Wait'], 1.0)
    """
    if stages is not None:
        check_choice("stages", stages, AXES)
    if not any(any(row) for row in rows):
        raise FileFormatError(f"{name} is empty: a map has at least a row of stages")
    if max(map(len, rows)) == 1:
        raise FileFormatError(f"{name} is not a map: it has one column; a map has lanes and stages")
    if is_tidy(rows[0]):
        return read_tidy(rows, name)
    check_lines_of_text(rows, name)
    return document_of(_TableRows(rows, name, stages, merged or {}, comments or {}).draft, name)


def check_rows(document: Document, tables: Iterable[Sequence[Row]], name: str, *, tidy: bool) -> None:
    """Refuse to write a map of more rows than are read again; of several ``tables`` the first is the map.

    Raises
    ------
    FileFormatError
        It is too large; the sentence names the limit.
    """
    check_named(document, name, to="written")
    for at, rows in enumerate(tables):
        for _ in limit_rows(rows, name, to="written"):
            pass
        if at == 0 and not tidy:
            check_lines_of_text(rows, name, to="written")


# --- out


def _rows(document: Document) -> Iterator[Row]:
    stages = document.stages
    header: Row = [document.title, *(stage.name for stage in stages)]
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
    texts = [cell_text(row.get(stage.id, ())) for stage in document.stages]
    return [card_label(lane.name, texts), *map(quote_lines, texts)]


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else plain_number(value)


def _is_otherwise(rows: Texts) -> bool:
    """Whether rows, without apostrophes before the corner, are read as anything but a plain table."""
    corner = rows[0][0].lstrip("'") if rows[0] else ""
    header = [corner, *rows[0][1:]]
    return seems_tidy(corner, header[1:]) or (any(header) and layout_of([header, *rows[1:]]) != TableLayout())


# --- in


class _TableRows:
    """One pass over the rows of a table, which fills a draft."""

    def __init__(
        self, rows: Texts, name: str, axis: Axis | None, merged: Merged, comments: CellComments
    ) -> None:
        self.name, self.merged, self.comments = name, dict(merged), dict(comments)
        has_stages = any(any(row[1:]) for row in rows)
        self.first = next(at for at, row in enumerate(rows) if any(row)) if has_stages else 0
        rows = rows[self.first :]
        is_plain = not has_stages or (rows[0][0].startswith("'") and _is_otherwise(rows))
        if is_plain and has_stages:
            rows = [[rows[0][0][1:], *rows[0][1:]], *rows[1:]]
        layout = TableLayout() if is_plain and axis is None else layout_of(rows, axis)
        above, others = ({}, []) if is_plain else words_above(rows)
        if layout.turned:
            start = len(rows) - len(map_rows(rows))
            self._warn_turned(rows[start], axis)
            self.merged = {
                (column, row - start): (width, height) for (row, column), (height, width) in merged.items()
            }
            self.comments = {(column, row - start): of for (row, column), of in comments.items()}
            rows, self.first = turned_rows(rows[start:]), 0
        self._read(rows, layout, above)
        if others:
            self._warn(f"rows above the map are left out: {listing(map(repr, others))}")
        if self.comments:
            self._warn(f"comments on cells without cards are left out: {len(self.comments)}")
        self.draft.scenario = above.get("scenario", "")
        self._emotions(above.get("persona", PERSONA))

    def _read(self, rows: Texts, layout: TableLayout, above: Mapping[str, str]) -> None:
        """Fill the draft from the rows of stages, phases and lanes."""
        self.turned, label, top = layout.turned, layout.label, layout.top
        every = range(label + 1, max(map(len, rows)))
        start = top if layout.phases is None else layout.phases
        self.columns = [at for at in every if any(at < len(row) and row[at] for row in rows[start:])]
        header = rows[top]
        corner = "" if layout.word else header[label]
        self.draft = MapDraft(title=above.get("title", corner))
        for column in self.columns:
            if column >= len(header) or not header[column]:
                raise self._refusal(top, column, "the first row names stages, and this column has no name")
        self.draft.stages = [header[column] for column in self.columns]
        if layout.phases is not None:
            self.draft.phases = self._spread(rows[layout.phases])
        self.scores: list[tuple[str, EmotionLabel, list[str]]] = []
        self.counted: list[str] = []
        self.layer: Layer | None = None
        groups = groups_of(rows[top + 1 :]) if label else []
        for number, row in enumerate(rows[top + 1 :], top + 1):
            if groups:
                self.layer = groups[number - top - 1][1]
            self._row(number, row[label:], label, may_be_phases=number == top + 1)
        if unknown_groups := dict.fromkeys(group for group, layer in groups if group and not layer):
            self._warn(f"these groups of lanes are no layers and are left out: {listing(unknown_groups)}")
        if self.counted:
            self._warn(
                f"the numbers of {listing(map(repr, self.counted))} are cards; to count them as a measure, "
                "join the answers they come from, or a table with how many answered (n)"
            )

    def _spread(self, row: Sequence[str]) -> list[str]:
        """The phase of each stage: a name holds for the columns after it until the next."""
        phases: list[str] = []
        for column in self.columns:
            text = row[column] if column < len(row) else ""
            phases.append(text or (phases[-1] if phases else ""))
        return phases

    def _warn(self, sentence: str) -> None:
        warn(f"{self.name}: {sentence}", CjmWarning)

    def _warn_turned(self, header: Sequence[str], axis: Axis | None) -> None:
        if axis is None:
            lanes = listing(map(repr, known_lanes(header[1:])))
            self._warn(
                f"a row is read as a stage and a column as a lane, for {lanes} are names of lanes; "
                "stages='columns' reads it the other way"
            )

    def _refusal(self, row: int, column: int, why: str) -> FileFormatError:
        if self.turned:
            row, column = column, row
        place = f"{column_name(column)}{self.first + row + 1}"
        return FileFormatError(f"{self.name} is not a map: cell {place}: {why}")

    def _row(self, number: int, row: Sequence[str], shift: int, *, may_be_phases: bool) -> None:
        if not any(row):
            return
        cells = [row[at - shift] if at - shift < len(row) else "" for at in self.columns]
        label, draft = row[0], self.draft
        emotion = emotion_label(label)
        loose = feelings_label(label) if are_scores(cells) else None
        if may_be_phases and is_phase_label(label) and not draft.phases:
            draft.phases = self._merged_phases(number, cells)
        elif (emotion and not any(cells)) or loose:
            self._score_row(label, loose or emotion, cells)
        elif label and not any(cells) and (layer := group_layer(label)):
            self.layer = layer
        elif label:
            name = name_of_cards(label)
            has_cards = name != label or any(cells)
            draft.lanes.append((name, "cards" if has_cards else lane_called(name)["kind"]))
            if self.layer:
                draft.layers[len(draft.lanes) - 1] = self.layer
            self._note_numbers(label, emotion, cells)
            self._cards(number, cells)
        elif draft.lanes and draft.lanes[-1][1] != "emotion":
            draft.lanes[-1] = (draft.lanes[-1][0], "cards")
            self._cards(number, cells)  # below a label merged over several rows
        else:
            raise self._refusal(number, 0, "the first column names lanes, and this row has no name")

    def _merged_phases(self, number: int, cells: Sequence[str]) -> list[str]:
        phases = list(cells)
        for at, text in enumerate(cells):
            for after in range(at, at + self._span(number, at)):
                phases[after] = text or phases[after]
        return phases

    def _span(self, row: int, stage: int) -> int:
        """How many stages the cell of a row covers."""
        column = self.columns[stage]
        _, width = self.merged.get((self.first + row, column), (1, 1))
        return max(1, bisect_left(self.columns, column + width) - stage)

    def _note_numbers(self, label: str, emotion: EmotionLabel | None, cells: Sequence[str]) -> None:
        texts = [text for text in cells if text]
        if emotion:
            texts = [text for text in texts if score_of(text) is None and feeling_score(text) is None]
            self._warn(f"the row {label!r} is cards, for {texts[0][:60]!r} is no score")
        elif (
            texts
            and _COUNTED.intersection(slug(label).split("-"))
            and all(score_of(text.rstrip("% \xa0")) is not None for text in texts)
        ):
            self.counted.append(label)

    def _cards(self, number: int, texts: Sequence[str]) -> None:
        lane = len(self.draft.lanes) - 1
        for stage, text in enumerate(texts):
            if text:
                cards = self.draft.cells.setdefault((lane, stage), [])
                span = self._span(number, stage)
                first = len(cards)
                cards += [Card(id="", text=line, span=span) for line in bare_lines(text)]
                if of_cell := self.comments.pop((self.first + number, self.columns[stage]), None):
                    cards[first] = replace(cards[first], comments=of_cell)

    def _score_row(self, label: str, emotion: EmotionLabel | None, cells: list[str]) -> None:
        if emotion is None:
            return
        if all(kind != "emotion" for _, kind in self.draft.lanes):  # all scores are one lane's
            self.draft.lanes.append((emotion.lane, "emotion"))
        self.scores.append((label, emotion, cells))

    def _emotions(self, persona: str) -> None:
        draft = self.draft
        if not self.scores:
            draft.personas = [persona]
            return
        numbers = [
            value for _, _, cells in self.scores for text in cells if (value := score_of(text)) is not None
        ]
        scales = [label.scale for _, label, _ in self.scores if label.scale]
        try:
            draft.scale = read_scale(self.name, numbers, scales) if numbers or scales else SCALE
        except FileFormatError as error:
            raise FileFormatError(f"{self.name} is not a map: {error}") from None
        low, high = draft.scale
        are_several = len({label.lane for _, label, _ in self.scores if label.persona == PERSONA}) > 1
        feelings: dict[str, float] = {}
        for position, (_, label, cells) in enumerate(self.scores):
            unnamed = label.lane if are_several else persona
            draft.personas.append(unnamed if label.persona == PERSONA else label.persona)
            for stage, text in enumerate(cells):
                if not text:
                    continue
                if (value := score_of(text)) is None and (feeling := feeling_score(text)) is not None:
                    value = feelings[text] = (low + high) / 2 + feeling / 4 * (high - low)
                if value is not None:
                    draft.emotion[position, stage] = Score(value=value)
        if feelings:
            some = listing(f"{text!r} as {plain_number(value)}" for text, value in feelings.items())
            self._warn(f"feelings are read as scores on {low:g} to {high:g}: {some}")
