"""What a team does with a map: bets and results, decisions, interviews, walks, questionnaires, tickets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets import practice
from cjm_widgets.document.errors import InvalidOperationError, MeasureError, quoted
from cjm_widgets.document.links import cards_by_id
from cjm_widgets.document.model import Decision, Document, Interview, Metric, Walkthrough
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.journey import analysis
from cjm_widgets.journey.core import HasCore, core_of
from cjm_widgets.journey.event_logs import events
from cjm_widgets.journey.relations import author_name, time_now
from cjm_widgets.practice import experiments
from cjm_widgets.practice import questionnaire as questions
from cjm_widgets.practice.solution_tree import solution_tree as tree_frame

if TYPE_CHECKING:
    import pandas as pd

# --- opportunities


def solution_tree(journey: HasCore) -> pd.DataFrame:
    """From the outcome to opportunities, to bets, to tests: a row for each way down.

    Bets and tests are cards in lanes of opportunities too, with a link from what they serve:
    ``journey.link(opportunity, bet)``, ``journey.link(bet, test)``.

    Returns
    -------
    pandas.DataFrame
        ``outcome`` (the metric of the opportunity's hypothesis, or else the map's), ``opportunity``, ``bet``,
        ``test``, and the ids of the three; ``""`` where there is none.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Opportunities"])
    >>> journey.set_cell("Wait", "Opportunities", "Waits feel long\\nShow the queue\\nPaper sign for a week")
    >>> journey.link("Waits feel long", "Show the queue")
    >>> journey.link("Show the queue", "Paper sign for a week")
    >>> journey.solution_tree()[["opportunity", "bet", "test"]].values.tolist()
    [['Waits feel long', 'Show the queue', 'Paper sign for a week']]
    """
    with journey._core.in_sync() as core:
        return tree_frame(core.document)


def preregister(journey: HasCore, card: str, *, author: str | None = None, why: str = "") -> str:
    """Freeze the hypothesis of an opportunity before anyone has seen a result.

    The map keeps the hypothesis with its metric, target and guardrails, who froze it, when, and the SHA-256
    of all that. The card's own hypothesis can still be changed; ``journey.preregistrations``, the frame of
    opportunities and every result then say so.

    Parameters
    ----------
    card
        The text or id of the card, whose hypothesis needs a metric with a target.
    author
        Who freezes it; by default the user of this computer.
    why
        Why a preregistration is replaced by another; it goes into the log of decisions.

    Returns
    -------
    str
        The hash, to be kept elsewhere too.

    Raises
    ------
    InvalidOperationError
        The hypothesis has no metric or target, or is preregistered already and ``why`` is empty.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Opportunities"])
    >>> journey.set_cell("Wait", "Opportunities", "Show the queue")
    >>> journey.opportunities.at["opportunities.wait", "hypothesis"] = {
    ...     "change": "the queue is shown", "metric": {"name": "CSAT", "measure": "top_box", "target": 0.86}
    ... }
    >>> len(journey.preregister("Show the queue", author="Ada"))
    64
    """
    who, now = author_name(author), time_now()

    def gesture(document: Document) -> list[Any]:
        edit = experiments.preregister_operation(document, card, who, now, again=bool(why.strip()))
        place = experiments.card_called(document, card)
        if place.card.preregistration is None:
            return [edit]
        entry = Decision(
            author=who,
            text=f"Preregister {quoted(place.card.text)} again",
            why=why,
            time=now,
            stage=place.stage,
            opportunity=place.card.id,
        )
        return [edit, practice.records.log_operation(document, "decisions", entry)]

    core = journey._core
    with core.lock:
        core.editing.commit(gesture, f"Preregister {card}")
        frozen = experiments.card_called(core.document, card).card.preregistration
    assert frozen is not None
    return frozen.hash


def preregistrations(journey: HasCore) -> pd.DataFrame:
    """The hypotheses that were frozen, a row each.

    Returns
    -------
    pandas.DataFrame
        ``opportunity, hypothesis`` (a sentence), ``metric, baseline, target, guardrails, author, time,
        hash``; ``changed``: the fields of the card's hypothesis that are not as they were frozen; ``intact``:
        whether what is frozen is still what the hash was made of.
    """
    with journey._core.in_sync() as core:
        rows = [
            _frozen_row(place.card)
            for place in cards_by_id(core.document).values()
            if place.card.preregistration
        ]
    types: dict[str, Any] = {"opportunity": object, "hypothesis": object, "metric": object}
    types |= {"baseline": float, "target": float, "guardrails": object, "author": object, "time": object}
    return frame_of_rows(rows, types | {"hash": object, "changed": object, "intact": bool})


def _frozen_row(card: Any) -> tuple[Any, ...]:
    frozen = card.preregistration
    bet, metric = frozen.hypothesis, frozen.hypothesis.metric
    return (
        *(card.text, practice.tickets.hypothesis_words(bet), metric.name, bet.baseline, metric.target),
        *(tuple(guard.name for guard in bet.guardrails), frozen.author, frozen.time, frozen.hash),
        *(", ".join(experiments.changed_fields(bet, card.hypothesis)), experiments.is_intact(frozen)),
    )


def result(journey: HasCore, card: str, before: Any, after: Any, *, level: float = 0.95) -> pd.DataFrame:
    """What the numbers say of a hypothesis, and of its guardrails beside it.

    The preregistered hypothesis counts, where there is one, and not what the card says now.

    Parameters
    ----------
    card
        The text or id of the opportunity.
    before, after
        Two waves of the joined rows, such as "2016" and "2017"; or two versions of the map, each a journey or
        the name of a snapshot.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        First the metric, then each guardrail: ``role, metric, stage, n_before, n_after, before, after,
        difference, low, high, target, verdict, registration, method``.

        The metric is ``"supported"`` where the whole interval lies on the hoped side of no change and does
        not lie short of the hoped change, ``"not supported"`` where the whole interval lies short of the
        hoped change (the target less the baseline, or less the value before), and ``"unclear"`` otherwise. A
        guardrail is ``"worse"`` or ``"not worse"`` where the whole interval is, and ``"unclear"`` otherwise.
        ``registration`` is the day of the preregistration, with ``changed since`` where the card's hypothesis
        is another one now, and ``none`` where nothing was frozen.

    Raises
    ------
    MeasureError
        The hypothesis names no measure or no stage, or there are no numbers of it.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Opportunities"])
    >>> journey.set_cell("Wait", "Opportunities", "Show the queue")
    >>> rows = pd.DataFrame({"Q1": [2, 3] * 50 + [4, 5] * 50, "year": [2016] * 100 + [2017] * 100})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), wave="year")
    >>> metric = {"name": "Rating", "measure": "mean", "stage": "wait", "target": 4}
    >>> journey.opportunities.at["opportunities.wait", "hypothesis"] = {"metric": metric, "baseline": 2.5}
    >>> journey.result("Show the queue", 2016, 2017)[["difference", "verdict"]].values.tolist()
    [[2.0, 'supported']]
    """
    with journey._core.in_sync() as core:
        document = core.document
        one = experiments.card_called(document, card).card
    frozen = one.preregistration
    bet = frozen.hypothesis if frozen else one.hypothesis
    if bet is None or bet.metric is None or bet.metric.target is None:
        raise MeasureError(f"{quoted(one.text)} has no hypothesis with a metric and its target")
    state = "none"
    if frozen is not None:
        changed = frozen.hypothesis != one.hypothesis or not experiments.is_intact(frozen)
        state = frozen.time[:10] + (", changed since" if changed else "")
    rows = []
    for role, metric in (("metric", bet.metric), *(("guardrail", guard) for guard in bet.guardrails)):
        change = _change(journey, metric, before, after, level)
        says = (
            experiments.verdict(bet, change)
            if role == "metric"
            else experiments.guardrail_verdict(metric, change)
        )
        stage = labels(document.stages).get(metric.stage or "", "")
        rows.append(
            (
                *(role, metric.name, stage, change.n_before, change.n_after, change.before, change.after),
                *(change.difference, change.low, change.high, metric.target, says, state, change.method),
            )
        )
    numbers = dict.fromkeys(("before", "after", "difference", "low", "high", "target"), float)
    types: dict[str, Any] = {"role": object, "metric": object, "stage": object, "n_before": "Int64"}
    types |= {"n_after": "Int64", **numbers, "verdict": object, "registration": object, "method": object}
    return frame_of_rows(rows, types)


def _change(journey: HasCore, metric: Metric, before: Any, after: Any, level: float) -> experiments.Change:
    """How much a metric changed between two waves or two versions of the map."""
    document, sources = (
        journey._core.document,
        {source.id: source for source in journey._core.document.sources},
    )
    stage = labels(document.stages).get(metric.stage or "")
    if not metric.measure or stage is None:
        lacks = "measure" if not metric.measure else "stage"
        raise MeasureError(
            f"the metric {quoted(metric.name)} says no {lacks}; a result needs a measure at a stage"
        )
    measure = metric.measure
    versions = [_version(journey, value) for value in (before, after)]
    if all(version is not None for version in versions):
        frame = analysis.compare(versions[1], versions[0], measure=measure, level=level)  # type: ignore[arg-type]
        later = None
    else:
        frame = analysis.compare(journey, wave=(before, after), measure=measure, level=level)
        later = str(after)
    named = (
        [sources[metric.source].name] if metric.source in sources else list(dict.fromkeys(frame["source"]))
    )
    for source in named:
        change = experiments.change_of(frame, source, stage, later)
        if change is not None:
            return change
    raise MeasureError(f"there is no {quoted(measure)} at {quoted(stage)} both before and after")


def _version(journey: HasCore, value: Any) -> HasCore | None:
    """A journey, or the map as it was in the snapshot of that name; None for anything else."""
    if core_of(value) is not None:
        return value  # type: ignore[no-any-return]
    document = journey._core.document
    for taken in document.snapshots:
        if value in (taken.name, taken.id):
            return type(journey).from_document(taken.map)  # type: ignore[attr-defined, no-any-return]
    return None


def what_if(
    journey: HasCore, stage: str, to: float, *, source: str | None = None, level: float = 0.95
) -> pd.DataFrame:
    """What would come of it if more cases went on to a stage, carried through the funnel to its end.

    Parameters
    ----------
    stage
        The stage that more cases are to come to.
    to
        Which share of the cases at the stage before it, from 0 to 1: 0.80 where it is 0.62 now.
    source
        The name of a log of events; by default the first.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        A row a stage, in order: ``n, step_share, share, low, high`` as they are, of cases that came to every
        stage up to there in order, and ``step_share_then, share_then, low_then, high_then, n_then``. The last
        row is the outcome.

        The further steps are taken to stay as they are: those who would go on are taken to be like those who
        do. The interval holds that for given, and what the log says of the other steps as an estimate.

    Raises
    ------
    MeasureError
        ``to`` is no share, no events are joined, or a number on the way is withheld.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Cart", "Pay"])
    >>> who = [*range(100), *range(62), *range(31)]
    >>> what = ["Browse"] * 100 + ["Cart"] * 62 + ["Pay"] * 31
    >>> log = pd.DataFrame({"who": who, "what": what})
    >>> log["at"] = pd.date_range("2026-01-01", periods=193, freq="min")
    >>> source = journey.join_events(log, case="who", activity="what", time="at")
    >>> journey.what_if("Cart", 0.80)[["stage", "share", "share_then"]].round(2).values.tolist()
    [['Browse', 1.0, 1.0], ['Cart', 0.62, 0.8], ['Pay', 0.31, 0.4]]
    """
    if isinstance(to, bool) or not isinstance(to, int | float) or not 0 <= to <= 1:
        hint = f"; did you mean {to / 100:g}?" if isinstance(to, int | float) and 1 < to <= 100 else ""
        raise MeasureError(f"to= is a share between 0 and 1, not {to!r}{hint}")
    document = journey._core.document
    label = labels(document.stages)[resolve(document.stages, stage, "stage")]
    frame = events.funnel(journey, order="ordered", level=level)
    if "source" in frame.columns:
        names = list(dict.fromkeys(frame["source"]))
        if source is not None and source not in names:
            raise MeasureError(f"no log of events is called {quoted(source)}; there are {', '.join(names)}")
        frame = frame[frame["source"] == (source or names[0])]
    return practice.what_if.what_if_frame(frame, label, float(to), level)


# --- what is written down


def decide(
    journey: HasCore,
    text: str,
    *,
    why: str = "",
    stage: str | None = None,
    opportunity: str | None = None,
    metric: str = "",
    author: str | None = None,
) -> None:
    """Write a decision into the map's log.

    Parameters
    ----------
    text, why
        What was decided, and for which reason.
    stage, opportunity
        What it is about: a stage, and the text or id of a card.
    metric
        Which number moved, in words.
    author
        Who decided; by default the user of this computer.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.decide("Test in Terminal 2 first", why="the sensors are there", stage="Wait", author="Priya")
    >>> journey.decisions[["author", "text", "why", "stage"]].values.tolist()
    [['Priya', 'Test in Terminal 2 first', 'the sensors are there', 'Wait']]
    """
    if not text.strip():
        raise InvalidOperationError("a decision needs words: what was decided")
    who, now = author_name(author), time_now()

    def gesture(document: Document) -> list[Any]:
        card = None if opportunity is None else experiments.card_called(document, opportunity).card.id
        place = None if stage is None else resolve(document.stages, stage, "stage")
        entry = Decision(
            author=who, text=text, why=why, time=now, stage=place, opportunity=card, metric=metric
        )
        return [practice.records.log_operation(document, "decisions", entry)]

    journey._core.editing.commit(gesture, "Decide")


def decisions(journey: HasCore) -> pd.DataFrame:
    """The log of decisions, the oldest first, as ``time, author, text, why, stage, opportunity, metric``."""
    with journey._core.in_sync() as core:
        rows = list(practice.records.decision_rows(core.document))
    columns = ("time", "author", "text", "why", "stage", "opportunity", "metric")
    return frame_of_rows(rows, dict.fromkeys(columns, object))


def interview(
    journey: HasCore, name: str, stages: Mapping[str, Mapping[str, bool | None]], *, author: str | None = None
) -> None:
    """Write down what one interview confirms of the map.

    Parameters
    ----------
    name
        What the interview is called, such as "Interview 07"; not the person.
    stages
        By stage, whether it confirms the ``"sequence"`` (that the stage comes where it is drawn), the
        ``"emotion"``, and the ``"blocker"`` that stands in the way there. What did not come up is left out.
    author
        Who held it; by default the user of this computer.

    Raises
    ------
    UnknownNameError
        There is no such stage or check; names the nearest.
    InvalidOperationError
        There is an interview of that name already, or an answer is neither True, False nor None.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.interview("Interview 01", {"Wait": {"sequence": True, "blocker": False}})
    >>> journey.validation()[["check", "confirmed", "interviews"]].values.tolist()
    [['sequence', 1, 1], ['emotion', 0, 0], ['blocker', 0, 1]]
    """
    who, now = author_name(author), time_now()

    def gesture(document: Document) -> list[Any]:
        if not name.strip() or any(one.name == name for one in document.interviews):
            there = f"there is an interview {quoted(name)} already"
            raise InvalidOperationError(there if name.strip() else "an interview needs a name")
        checks = practice.records.checks_of(document, stages)
        entry = Interview(name=name, author=who, time=now, stages=checks)
        return [practice.records.log_operation(document, "interviews", entry)]

    journey._core.editing.commit(gesture, f"Interview {name}")


def validation(journey: HasCore) -> pd.DataFrame:
    """How many interviews confirm the map, at each stage: ``stage, check, confirmed, interviews, words``.

    ``interviews`` counts those that say something of it; ``check`` is "sequence", "emotion" or "blocker".
    Where there are walkthroughs each stage has a row of the check "walkthrough" too: how many of all walks
    came through it, and in ``words`` their median time.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.interview("Interview 07", {"Wait": {"sequence": True, "emotion": False}}, author="Ada")
    >>> journey.validation()[["check", "confirmed", "interviews"]].values.tolist()
    [['sequence', 1, 1], ['emotion', 0, 1], ['blocker', 0, 0]]
    """
    with journey._core.in_sync() as core:
        rows = list(practice.records.validation_rows(core.document))
    types = {"stage": object, "check": object, "confirmed": int, "interviews": int, "words": object}
    return frame_of_rows(rows, types)


def walk(
    journey: HasCore,
    minutes: Mapping[str, float] | None = None,
    *,
    notes: Mapping[str, str] | None = None,
    persona: str | None = None,
    author: str | None = None,
) -> None:
    """Write down a walk through the journey in a persona's place, timed by the clock.

    Parameters
    ----------
    minutes, notes
        By stage, how long it took, and what was met with.
    persona
        In whose place; by default nobody's in particular.
    author
        Who walked; by default the user of this computer.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Park", "Queue"])
    >>> journey.walk({"Park": 12.5}, notes={"Queue": "No sign"}, persona="Customer", author="Ada")
    >>> journey.walkthroughs[["persona", "stage", "minutes", "note"]].fillna(0).values.tolist()
    [['Customer', 'Park', 12.5, ''], ['Customer', 'Queue', 0.0, 'No sign']]
    """
    if not minutes and not notes:
        raise InvalidOperationError("a walk needs minutes or notes of a stage: journey.walk({'Park': 12})")
    who, now = author_name(author), time_now()

    def gesture(document: Document) -> list[Any]:
        place = None if persona is None else resolve(document.personas, persona, "persona")
        entry = Walkthrough(
            author=who,
            persona=place,
            time=now,
            minutes=practice.records.by_stage(document, minutes or {}),
            notes=practice.records.by_stage(document, notes or {}),
        )
        return [practice.records.log_operation(document, "walkthroughs", entry)]

    journey._core.editing.commit(gesture, "Walk through")


def walkthroughs(journey: HasCore) -> pd.DataFrame:
    """The walks through the journey, a row each stage, as ``time, author, persona, stage, minutes, note``."""
    with journey._core.in_sync() as core:
        rows = list(practice.records.walk_rows(core.document))
    types: dict[str, Any] = dict.fromkeys(("time", "author", "persona", "stage"), object)
    return frame_of_rows(rows, types | {"minutes": float, "note": object})


# --- the questionnaire


def questionnaire(
    journey: HasCore,
    path: str | os.PathLike[str] | None = None,
    *,
    scale: tuple[int, int] = (1, 5),
    expectations: bool = True,
    format: Literal["markdown", "xlsx", "xlsform"] | None = None,
) -> pd.DataFrame:
    """A questionnaire about the journey: at each stage what was expected, and how it was.

    Rows whose columns have these ids join without ``columns=`` and ``expected=``: ``journey.join(rows)``; the
    groups of a form may stand before them, as in ``wait__stage-wait__experience``. The ids are made of those
    of the stages and stay when stages are renamed or moved.

    Parameters
    ----------
    path
        Where to write it: ``.md``, or ``.xlsx``, which is a form for XLSForm tools such as ODK and
        KoboToolbox unless ``format="xlsx"`` says that it is a plain table. Without it nothing is written.
    scale
        The lowest and the highest score, whole numbers.
    expectations
        Whether to ask too what was expected; ``cjm.gap()`` is the difference.
    format
        What to write, where the suffix does not say it.

    Returns
    -------
    pandas.DataFrame
        By ``id``: ``kind`` ("expectation" or "experience"), ``stage``, ``item`` (the question), ``low, high,
        low_label, high_label`` (the scale), ``channel`` (where: from the stage's channels, or touchpoints)
        and ``trigger`` (when: once the stage's action is done).

    Raises
    ------
    InvalidOperationError
        The scale does not run upwards over 2 to 101 whole numbers, or the suffix is another one.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> journey.questionnaire(expectations=False).index.tolist()
    ['arrive__experience', 'wait__experience']
    """
    low, high = _checked_scale(scale)
    with journey._core.in_sync() as core:
        document = core.document
    every = questions.items(document, (low, high), expectations=expectations)
    frame = questions.items_frame(document, every)
    if path is None:
        return frame
    target = Path(path)
    kind = format or {".md": "markdown", ".markdown": "markdown", ".xlsx": "xlsform"}.get(
        target.suffix.lower()
    )
    if kind == "markdown":
        content = questions.questionnaire_markdown(document, every).encode("utf-8")
    elif kind in ("xlsx", "xlsform"):
        from cjm_widgets.formats.xlsx import write_sheets

        plain = frame.reset_index()
        table = [("Questionnaire", [list(plain.columns), *plain.values.tolist()])]
        sheets = questions.xlsform_sheets(document, every) if kind == "xlsform" else table
        content = write_sheets(list(sheets))
    else:
        raise InvalidOperationError(f"a questionnaire is written as .md or .xlsx, not {quoted(target.name)}")
    target.write_bytes(content)
    return frame


def _checked_scale(scale: Any) -> tuple[int, int]:
    match scale:
        case (int(low), int(high)) if low < high <= low + 100 and not isinstance(low, bool):
            return low, high
    raise InvalidOperationError(
        f"scale= is the lowest and the highest whole number, such as (1, 5), not {scale!r}"
    )
