"""``Journey``: what a user holds. A table of contents: its verbs are functions of the modules beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never, Self, get_args

from traitlets import All, HasTraits

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.model import Document
from cjm_widgets.document.outline import outline
from cjm_widgets.frames.live import FrameName
from cjm_widgets.journey import (
    analysis,
    changing,
    charting,
    citing,
    copying,
    display,
    linting,
    practising,
    relations,
)
from cjm_widgets.journey.core import Computed, Core, LiveTrait
from cjm_widgets.journey.event_logs import drawing, events, ways
from cjm_widgets.journey.files import exporting, saving, snapshotting, starting
from cjm_widgets.journey.files.templates import template
from cjm_widgets.journey.observing import kind_of_change, trait_names
from cjm_widgets.journey.sources import joining

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.journey.sources.live_sources import Filter


class Journey(HasTraits):
    """A customer journey map, edited on screen and by pandas alike.

    The last line ``journey`` of a notebook cell shows the map. Stages, lanes and personas are named by
    what you call them; their ids work too.

    Parameters
    ----------
    stages
        Names of the steps, in order.
    lanes
        Names of the rows. By default Emotion, Actions, Thoughts, Touchpoints, Pain points, Opportunities.
    title, scenario
        What the map is called, and what the journey is about.
    personas
        Names of those whose journey it is; one called "Customer" by default.

    Attributes
    ----------
    frame : pandas.DataFrame
        Stages x lanes: what each cell says, one line a card. Edit it in place or assign another one.
    emotion : pandas.DataFrame
        Stages x personas: the drawn emotions, -2 to 2 by default; NaN is a gap.
    future : pandas.DataFrame
        Stages x personas: the emotions of the future state, always a hope; NaN is a gap.
    cards : pandas.DataFrame
        One row a card, with all its fields.
    links : pandas.DataFrame
        One row a way between stages or cards: ``start, end, kind, label``. Edited like the others; see
        ``link``.
    opportunities : pandas.DataFrame
        One row a card in a lane of opportunities: ``impact``, ``confidence``, ``ease``, ``reach`` and
        ``effort``, to write too, as numbers or ranges such as "6–9"; ICE and RICE with the least and the
        greatest they may be, and ranks such as "1–3" where those overlap.
    measures : pandas.DataFrame
        ``source, stage, measure, options, n, value, low, high, method`` under the current filters.
    selection : dict
        ``{"stages": [...], "lanes": [...]}``: the block selected on screen.
    filters : dict
        Column to accepted values; empty is everyone.
    title : str
    revision : int
        How many transactions the map has seen.
    document : Document
        The map as a frozen value.
    comments : pandas.DataFrame
        ``what, where, author, text, time, resolved_by, resolved_when, replies``.
    snapshots : pandas.DataFrame
        The map as it was, by names: ``id, name, when, by, stages, cards``.
    decisions : pandas.DataFrame
        ``time, author, text, why, stage, opportunity, metric``; see ``decide``.
    walkthroughs : pandas.DataFrame
        ``time, author, persona, stage, minutes, note``; see ``walk``.
    preregistrations : pandas.DataFrame
        Hypotheses that were frozen, and whether they were changed since; see ``preregister``.
    history : pandas.DataFrame
        What was done since the map was opened: ``who, when, what, revision, undone``.
    path : pathlib.Path or None
        The file the journey was opened from with ``cjm.read``. ``journey.save()`` without a name goes there.
    not_saved : str
        Why that file does not hold what the map says; ``""`` when it does, or when autosave is off.

    Notes
    -----
    Those before ``document`` can be observed: ``journey.observe(f, "frame")``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"], lanes=["Actions", "Opportunities"], title="A visit")
    >>> journey.frame.loc["Wait", "Actions"] = "Reads old magazines"
    >>> journey.emotion.loc["Wait", "Customer"] = -1.5
    >>> journey.future.loc["Wait", "Customer"] = 0.5
    >>> journey.sync()
    >>> journey.cards["text"].tolist(), journey.title, journey.revision
    (['Reads old magazines'], 'A visit', 1)
    >>> journey.links.columns[:3].tolist(), len(journey.opportunities), len(journey.measures)
    (['start', 'end', 'kind'], 0, 0)
    >>> journey.selection = {"stages": ["Wait"], "lanes": ["Actions"]}
    >>> journey.selection, journey.filters
    ({'stages': ['Wait'], 'lanes': ['Actions']}, {})
    >>> [len(log) for log in (journey.comments, journey.decisions, journey.walkthroughs, journey.history)]
    [0, 0, 0, 1]
    >>> len(journey.preregistrations), len(journey.snapshots), journey.path, journey.not_saved
    (0, 0, None, '')
    >>> cjm.Journey.from_document(journey.document) == journey
    True
    """

    @checks_arguments
    def __init__(
        self,
        stages: Iterable[str] = (),
        lanes: Iterable[str] | None = None,
        *,
        title: str = "",
        personas: Iterable[str] | None = None,
        scenario: str = "",
    ) -> None:
        super().__init__()
        document = starting.document(stages, lanes, title=title, personas=personas, scenario=scenario)
        self._core = Core(self, document)

    @classmethod
    @checks_arguments
    def from_document(cls, document: Document) -> Self:
        """A journey that starts from a document, which stays as it is: edits make new documents.

        >>> import cjm_widgets as cjm
        >>> cjm.Journey.from_document(cjm.Journey(["Arrive"], title="A visit").document).title
        'A visit'
        """
        journey = cls.__new__(cls)
        HasTraits.__init__(journey)
        journey._core = Core(journey, document)
        return journey

    @classmethod
    @checks_arguments
    def from_template(cls, name: str) -> Self:
        """A journey that starts from a template; ``cjm.templates()`` lists them.

        Its cells say what to ask or write there, in grey, until something is written: guidance counts
        nowhere and is exported nowhere.

        Raises
        ------
        UnknownNameError
            With the nearest template.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> cjm.Journey.from_template("customer-lifecycle").frame.index.tolist()
        ['Awareness', 'Consideration', 'Purchase', 'Retention', 'Advocacy']
        """
        return cls.from_document(template(name))

    @classmethod
    @checks_arguments
    def from_frame(cls, frame: pd.DataFrame, *, title: str = "") -> Self:
        """A journey from a frame of stages x lanes, its texts in the cells.

        Raises
        ------
        InvalidOperationError
            A name or a cell is not text, or a label is there twice.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> frame = pd.DataFrame({"Actions": ["Parks", ""]}, index=["Arrive", "Wait"])
        >>> cjm.Journey.from_frame(frame).frame.loc["Arrive", "Actions"]
        'Parks'
        """
        return cls.from_document(starting.frame_document(frame, title=title))

    # --- content

    frame: LiveTrait[pd.DataFrame, pd.DataFrame] = LiveTrait(
        lambda core: core.editing.frame("frame").frame,
        lambda core, value: core.editing.assign("frame", value),
        help="Stages x lanes: what each cell says, one line a card.",
    )
    emotion: LiveTrait[pd.DataFrame, pd.DataFrame] = LiveTrait(
        lambda core: core.editing.frame("emotion").frame,
        lambda core, value: core.editing.assign("emotion", value),
        help="Stages x personas: the drawn emotions; NaN is a gap.",
    )
    future: LiveTrait[pd.DataFrame, pd.DataFrame] = LiveTrait(
        lambda core: core.editing.frame("future").frame,
        lambda core, value: core.editing.assign("future", value),
        help="Stages x personas: the emotions of the future state; NaN is a gap.",
    )
    cards: LiveTrait[pd.DataFrame, pd.DataFrame] = LiveTrait(
        lambda core: core.editing.frame("cards").frame,
        lambda core, value: core.editing.assign("cards", value),
        help="One row a card, with all its fields.",
    )
    links: LiveTrait[pd.DataFrame, pd.DataFrame] = LiveTrait(
        lambda core: core.editing.frame("links").frame,
        lambda core, value: core.editing.assign("links", value),
        help="One row a link between stages or cards: its start, end, kind and label.",
    )
    opportunities: LiveTrait[pd.DataFrame, pd.DataFrame] = LiveTrait(
        lambda core: core.editing.frame("opportunities").frame,
        lambda core, value: core.editing.assign("opportunities", value),
        help="One row an opportunity: its size, scores and ranks.",
    )
    measures: LiveTrait[pd.DataFrame, Never] = LiveTrait(
        lambda core: core.sources.measures(),
        help="Estimated from the joined rows: join others, or choose which with filter().",
    )
    filters: LiveTrait[Filter, Mapping[str, object]] = LiveTrait(
        lambda core: core.filters,
        lambda core, value: core.filter(value),
        help="Column to accepted values; empty is everyone.",
    )
    selection: LiveTrait[dict[str, list[str]], Mapping[str, Iterable[str]]] = LiveTrait(
        lambda core: core.selection,
        lambda core, value: core.select_named(value),
        help="The block selected on screen: {'stages': [...], 'lanes': [...]}.",
    )
    title: LiveTrait[str, str] = LiveTrait(
        lambda core: core.document.title,
        lambda core, value: changing.set_map(core.owner, title=value),
        help="What the map is called.",
    )
    revision: LiveTrait[int, Never] = LiveTrait(
        lambda core: core.editing.history.revision, help="How many transactions the map has seen."
    )

    @property
    def document(self) -> Document:
        """The map as a frozen value."""
        return self._core.document

    @property
    def comments(self) -> pd.DataFrame:
        """Remarks, as ``what, where, author, text, time, resolved_by, resolved_when, replies``."""
        with self._core.in_sync() as core:
            return relations.comments_frame(core.document)

    snapshots = Computed(snapshotting.snapshots)
    history = Computed(changing.history)
    decisions = Computed(practising.decisions)
    walkthroughs = Computed(practising.walkthroughs)
    preregistrations = Computed(practising.preregistrations)

    @property
    def path(self) -> Path | None:
        """The file the journey was opened from with ``cjm.read``; None for a map without one."""
        return self._core.autosave.path

    @property
    def not_saved(self) -> str:
        """Why that file does not hold what the map says; ``""`` when it does, or when autosave is off."""
        return self._core.autosave.not_saved

    # --- edits

    set_map = checks_arguments(changing.set_map)
    add_stage = checks_arguments(changing.add_stage)
    rename_stage = checks_arguments(changing.rename_stage)
    set_stage = checks_arguments(changing.set_stage)
    move_stage = checks_arguments(changing.move_stage)
    remove_stage = checks_arguments(changing.remove_stage)
    split_stage = checks_arguments(changing.split_stage)
    merge_stages = checks_arguments(changing.merge_stages)
    add_lane = checks_arguments(changing.add_lane)
    rename_lane = checks_arguments(changing.rename_lane)
    set_lane = checks_arguments(changing.set_lane)
    move_lane = checks_arguments(changing.move_lane)
    remove_lane = checks_arguments(changing.remove_lane)
    add_persona = checks_arguments(changing.add_persona)
    rename_persona = checks_arguments(changing.rename_persona)
    set_persona = checks_arguments(changing.set_persona)
    move_persona = checks_arguments(changing.move_persona)
    remove_persona = checks_arguments(changing.remove_persona)
    set_cell = checks_arguments(changing.set_cell)
    set_emotion = checks_arguments(changing.set_emotion)
    link = checks_arguments(relations.link)
    unlink = checks_arguments(relations.unlink)
    linked = checks_arguments(relations.linked)
    comment = checks_arguments(relations.comment)
    reply = checks_arguments(relations.reply)
    resolve = checks_arguments(relations.resolve)
    evidence = checks_arguments(relations.evidence)
    snapshot = checks_arguments(snapshotting.snapshot)
    restore = checks_arguments(snapshotting.restore)
    remove_snapshot = checks_arguments(snapshotting.remove_snapshot)
    diff = checks_arguments(snapshotting.diff)
    lint = checks_arguments(linting.lint)
    fix = checks_arguments(linting.fix)
    waive = checks_arguments(linting.waive)
    redact = checks_arguments(linting.redact)
    sync = changing.sync
    undo = checks_arguments(changing.undo)
    redo = changing.redo
    transaction = changing.transaction
    apply = checks_arguments(changing.apply)

    # --- sources

    join = joining.join
    join_counts = joining.join_counts
    join_events = events.join_events
    filter = checks_arguments(joining.filter)
    measures_by = checks_arguments(joining.measures_by)
    stale = checks_arguments(joining.stale)
    refresh = checks_arguments(joining.refresh)

    # --- analysis

    compare = checks_arguments(analysis.compare)
    omnibus = checks_arguments(analysis.omnibus)
    trend = checks_arguments(analysis.trend)
    distribution = checks_arguments(analysis.distribution)
    summary = checks_arguments(analysis.summary)
    assumptions = checks_arguments(analysis.assumptions)
    chart = checks_arguments(charting.chart)
    funnel = checks_arguments(events.funnel)
    funnel_by = checks_arguments(events.funnel_by)
    transitions = checks_arguments(events.transitions)
    transitions_by = checks_arguments(events.transitions_by)
    time_in_stage = checks_arguments(events.time_in_stage)
    time_in_stage_by = checks_arguments(events.time_in_stage_by)
    time_between = checks_arguments(events.time_between)
    exits = checks_arguments(events.exits)
    paths = checks_arguments(events.paths)
    paths_by = checks_arguments(events.paths_by)
    adopt = checks_arguments(ways.adopt)
    survivorship = checks_arguments(ways.survivorship)
    conformance = checks_arguments(drawing.conformance)
    conformance_by = checks_arguments(drawing.conformance_by)
    value_of = checks_arguments(drawing.value_of)
    what_if = checks_arguments(practising.what_if)

    # --- the practice

    solution_tree = checks_arguments(practising.solution_tree)
    preregister = checks_arguments(practising.preregister)
    result = checks_arguments(practising.result)
    decide = checks_arguments(practising.decide)
    interview = checks_arguments(practising.interview)
    validation = checks_arguments(practising.validation)
    walk = checks_arguments(practising.walk)
    questionnaire = checks_arguments(practising.questionnaire)
    to_jira = checks_arguments(exporting.to_jira)
    to_linear = checks_arguments(exporting.to_linear)

    # --- files and exports

    save = checks_arguments(saving.save)
    publish = checks_arguments(saving.publish)
    reload = checks_arguments(saving.reload)
    to_svg = checks_arguments(exporting.to_svg)
    to_html = exporting.to_html
    to_iframe = checks_arguments(exporting.to_iframe)
    to_png = checks_arguments(exporting.to_png)
    to_pdf = checks_arguments(exporting.to_pdf)
    to_csv = checks_arguments(exporting.to_csv)
    to_xlsx = checks_arguments(exporting.to_xlsx)
    to_mermaid = checks_arguments(exporting.to_mermaid)
    to_markdown = checks_arguments(exporting.to_markdown)
    to_myst = checks_arguments(exporting.to_myst)
    to_pptx = checks_arguments(exporting.to_pptx)
    methods = checks_arguments(citing.methods)
    cite = checks_arguments(citing.cite)

    # --- observers and display

    def observe(self, handler: Any, names: Any = All, type: Any = "change") -> None:
        """Call ``handler`` with each change of a trait; see `traitlets.HasTraits.observe`.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Journey(["Wait"], lanes=["Actions"])
        >>> journey.observe(lambda change: print(change.new.loc["Wait", "Actions"]), "frame")
        >>> journey.set_cell("Wait", "Actions", "Reads")
        Reads
        """
        names, type = trait_names(names), kind_of_change(type)
        super().observe(handler, names, type)
        observed = {names} if isinstance(names, str) else names
        for name in get_args(FrameName):  # frames are made when first asked for, and an observer asks
            if observed is All or name in observed:
                self._core.editing.frame(name)

    def unobserve(self, handler: Any, names: Any = All, type: Any = "change") -> None:
        """Call ``handler`` no longer; see `traitlets.HasTraits.unobserve`.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Journey(["Wait"])
        >>> journey.observe(print, "title")
        >>> journey.unobserve(print, "title")
        >>> journey.title = "A visit"
        """
        super().unobserve(handler, trait_names(names), kind_of_change(type))

    # --- to Python itself

    copy = copying.copy
    __copy__ = copying.duplicate
    __deepcopy__ = copying.duplicate
    __reduce__ = copying.reduce
    __eq__ = copying.equals
    __hash__ = copying.refuse_hash

    _repr_mimebundle_ = display.mimebundle

    def __repr__(self) -> str:
        return outline(self.document)

    def __dir__(self) -> list[str]:
        """The names above, which are documented; what traitlets adds to them is not offered."""
        own = (vars(kind) for kind in type(self).__mro__ if issubclass(kind, Journey))
        return sorted({name for names in own for name in names if not name.startswith("_")})
