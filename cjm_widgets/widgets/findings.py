"""What the rules find, as a browser shows it, and mending it from there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document
from cjm_widgets.journey.core import Core
from cjm_widgets.journey.map_linter import linter_of
from cjm_widgets.lint.mending import fix_label, mend
from cjm_widgets.lint.rule import Finding, chosen
from cjm_widgets.widgets.messages import Findings, FindingSpot, Mend, RuleFindings

MOST = 200
"""Places of one rule that a browser is told; of more it is told how many."""
_TRIED = 50
"""Places of one rule at which it is tried whether an edit can mend them; beyond, it is taken to."""


def findings_of(core: Core, epoch: str, client: str) -> Findings:
    """What the project's rules find now; the journey's lock is free while they look: no edit waits."""
    with core.lock:
        history = core.editing.history
        document, revision = history.document, history.revision
        try:
            own = linter_of(core)
        except CjmError as error:
            return Findings(epoch=epoch, client=client, revision=revision, why=str(error))
    findings, waived = own.look(document)
    return Findings(
        epoch=epoch,
        client=client,
        revision=revision,
        rules=_by_rule(document, findings),
        waived=_by_rule(document, waived),
    )


def news(findings: Findings, before: Findings | None, since: int) -> Findings:
    """Findings for somebody who has those of a revision: what is as it was is only named.

    Parameters
    ----------
    findings
        Those of now.
    before
        Those that were last told; None where nothing was.
    since
        The revision of those that the asker has.
    """
    if before is None or before.revision != since or before.why or findings.why:
        return findings
    known = {one.code: one for one in before.rules}
    same = tuple(one.code for one in findings.rules if known.get(one.code) == one)
    rules = tuple(one for one in findings.rules if one.code not in same)
    return replace(findings, since=since, same=same, rules=rules)


def _by_rule(document: Document, findings: Iterable[Finding]) -> tuple[RuleFindings, ...]:
    every = []
    for rule, group in groupby(findings, key=lambda finding: finding.rule):
        own = list(group)
        is_tried = len(own) <= _TRIED
        every.append(
            RuleFindings(
                code=rule.code,
                severity=rule.severity,
                title=rule.title,
                why=rule.why,
                source=rule.source,
                advice=rule.advice,
                fix=rule.mend_label,
                count=len(own),
                spots=tuple(
                    FindingSpot(
                        at=one.at,
                        message=one.message,
                        mends=bool(rule.operations(document, one) if is_tried else rule.mend_label),
                    )
                    for one in own[:MOST]
                ),
            )
        )
    return tuple(every)


def mend_finding(core: Core, message: Mend) -> None:
    """Mend what a browser asks for, as an edit made on screen; called under the journey's lock.

    Raises
    ------
    CjmError
        There is no such rule, or nothing is left that an edit could mend.
    """
    rules = chosen([message.code], ())
    document = core.editing.history.document
    mending = mend(document, rules, where=lambda finding: message.at in (None, finding.at))
    if not mending.operations:
        raise CjmError("there is nothing left to mend here; the map was changed meanwhile")
    core.editing.receive(mending.operations, fix_label(mending.mended), origin=message)
