"""The rules for maps as verbs of a journey: what they find, mending it, waiving it, and taking names out.

The rules are imported when they are first asked for: few sessions ask, and their patterns take time to
compile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.model import Document, Waiver
from cjm_widgets.document.operations import MapChanges, Operation, SetMap
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.journey.core import HasCore

if TYPE_CHECKING:
    import pandas as pd


def lint(
    journey: HasCore,
    *,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    population: Mapping[str, Mapping[str, float]] | None = None,
) -> pd.DataFrame:
    """What good practice asks of the map and it does not have.

    Parameters
    ----------
    select, ignore
        Codes of rules such as ``"CJM302"``, beginnings such as ``"CJM3"``, or subjects: ``"people"``,
        ``"structure"``, ``"emotion"``, ``"evidence"``, ``"opportunities"``, ``"data"``, ``"language"``,
        ``"privacy"``. By default the rules that ``[tool.cjm.lint]`` in ``pyproject.toml`` selects, or all.
    population
        For each column the rows were joined by, the true share of each value, from 0 to 1: a sample that
        differs is a finding. By default that of ``pyproject.toml``.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``severity`` ("error", "warning" or "hint"), ``where`` (stage / lane / persona),
        ``message``, ``why`` (with the source of the practice) and ``fix``: how to mend it, with the call
        that does so where there is one. Errors first. What the map waives (see ``waive``) is left out.

    Raises
    ------
    CjmError
        No such rule or subject; names the nearest. A share is not from 0 to 1, or no rows were joined by its
        column.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Search", "Compare", "Buy"], lanes=["Actions"], scenario="Buys a bicycle")
    >>> journey.lint(select="structure")[["code", "where"]].values.tolist()[:2]
    [['CJM203', 'Buy'], ['CJM206', 'Search']]
    """
    from cjm_widgets.journey.map_linter import linter_of
    from cjm_widgets.lint import report
    from cjm_widgets.lint.linter import Linter
    from cjm_widgets.lint.rule import chosen
    from cjm_widgets.lint.settings import check_population

    with journey._core.in_sync() as core:
        own = linter_of(core)
        if select or ignore or population is not None:
            rules = chosen(_names(select), _names(ignore)) if select or ignore else own.settings.rules()
            if not select:
                rules = [one for one in rules if one in own.settings.rules()]
            shares = own.settings.population
            if population is not None:
                shares = check_population(population)
                _check_columns(shares, core.document)
            findings = Linter(rules).update(core.document, population=shares)
        else:
            findings = own.findings(core.document)
        rows = list(report.rows(core.document, findings))
    return frame_of_rows(rows, dict.fromkeys(report.COLUMNS, object))


def _check_columns(columns: Iterable[str], document: Document) -> None:
    """Refuse a column by which no source counts: a sample could not be held against its shares."""
    counts = [source.counts for source in document.sources if source.counts is not None]
    known = dict.fromkeys(name for one in counts for each in (one, *one.coarser) for name in each.by)
    for column in columns:
        if column not in known:
            raise unknown("column of joined rows", column, known, plural="columns of joined rows")


def fix(journey: HasCore, select: str | Sequence[str], *, where: str | None = None) -> int:
    """Mend what rules found, where an edit can, in one step of undo.

    Parameters
    ----------
    select
        As of ``lint``.
    where
        Only at this place, as ``lint`` names it, such as ``"Security / Pain points"``; everywhere by default.

    Returns
    -------
    int
        How many findings were mended.

    Raises
    ------
    CjmError
        No such rule; or nothing was found at the place, with the nearest where something was.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Actions", "Notes"])
    >>> journey.set_cell("Wait", "Actions", "Reads\\nReads")
    >>> journey.fix("CJM703"), journey.frame.loc["Wait", "Actions"]
    (1, 'Reads')
    >>> journey.undo()
    'Fix 1 finding'
    """
    from cjm_widgets.lint import report
    from cjm_widgets.lint.linter import Linter
    from cjm_widgets.lint.mending import fix_label, mend
    from cjm_widgets.lint.rule import chosen

    rules = chosen(_names(select), ())
    with journey._core.in_sync() as core:
        document = core.document
        if where is not None:
            places = report.Places(document)
            known = [places.where(finding.at) for finding in Linter(rules).update(document)]
            if where not in known:
                raise CjmError(str(unknown("finding at", where, dict.fromkeys(known), plural="findings at")))
            mending = mend(document, rules, where=lambda finding: places.where(finding.at) == where)
        else:
            mending = mend(document, rules)
        number = mending.mended
        core.editing.commit(lambda _: mending.operations, fix_label(number))
    return number


def waive(journey: HasCore, code: str, *, where: str | None = None, why: str = "") -> None:
    """Leave out what a rule finds from now on, in this map; undo, or ``set_map(waivers=())``, takes it back.

    Parameters
    ----------
    code
        Of the rule, such as ``"CJM302"``.
    where
        Only at this place, as ``lint`` names it; everywhere by default.
    why
        The reason, which the file keeps.

    Raises
    ------
    CjmError
        No such rule; or nothing was found at the place, with the nearest where something was.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Search", "Use"], lanes=["Actions"])
    >>> journey.waive("CJM201", why="A map of one step each")
    >>> "CJM201" in journey.lint()["code"].tolist()
    False
    """
    from cjm_widgets.lint import report
    from cjm_widgets.lint.linter import Linter
    from cjm_widgets.lint.rule import chosen

    [rule] = chosen([code], ())[:1]
    with journey._core.in_sync() as core:
        document = core.document
        if where is None:
            waivers = [Waiver(code=rule.code, why=why)]
        else:
            places = report.Places(document)
            findings = Linter([rule]).update(document)
            here = [finding.at for finding in findings if places.where(finding.at) == where]
            if not here:
                known = dict.fromkeys(places.where(finding.at) for finding in findings)
                raise CjmError(str(unknown("finding at", where, known, plural="findings at")))
            waivers = [
                Waiver(
                    code=rule.code, stage=at.stage, lane=at.lane, persona=at.persona, card=at.card, why=why
                )
                for at in here
            ]
        changes = MapChanges(waivers=(*document.waivers, *waivers))
        core.editing.commit(lambda _: [SetMap(changes=changes)], f"Waive {rule.code}")


def redact(journey: HasCore) -> int:
    """Replace e-mail addresses, numbers of phones, cards and accounts, and names by their kind in brackets.

    It looks at all words of the map: cards, quotes and who said them, personas, stages, comments, links,
    notes of sources, and snapshots. Names are recognised by a title, a signature, "my name is", or a usual
    first name before a surname; a bare rare name is not. Ids, owners, authors and the personas' own names
    stay; a preregistration that named somebody shows afterwards that it was changed.

    Returns
    -------
    int
        How many things were changed. Undo brings all of it back, and it is in the history of this session:
        save the map and open it again before you show the notebook to others.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Thoughts"])
    >>> journey.set_cell("Wait", "Thoughts", "Call me on +44 20 7946 0958")
    >>> journey.redact(), journey.frame.loc["Wait", "Thoughts"]
    (1, 'Call me on [phone]')
    """
    from cjm_widgets.lint.redaction import redaction

    number = 0

    def gesture(document: Document) -> list[Operation]:
        nonlocal number
        operations = list(redaction(document))
        number = len(operations)
        return operations

    journey._core.editing.commit(gesture, "Redact")
    return number


def _names(names: str | Sequence[str]) -> list[str]:
    return names.split(",") if isinstance(names, str) else [*names]
