/** Offers what backed cards again when a paste, or Python, put other words into them. */
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { keepEvidence, type LostEvidence, lostEvidence, stillLost } from "../../document/cards/evidence";
import { english, plural } from "../../words/words";
import type { Report, ViewState } from "../state";
import { makeEdit } from "../writing/editing";

export function useEvidenceOffer(view: ViewState): void {
  useEffect(() => {
    let before = view.store.document.peek();
    let offer: { report: Report; cards: readonly LostEvidence[] } | null = null;
    return effect(() => {
      const after = view.store.document.value;
      const gone = lostEvidence(before, after);
      before = after;
      // The editor of a card has its own press for that.
      const cards = gone.filter(({ card }) => card.id !== view.editing.peek()?.card);
      const shown = offer && view.report.peek() === offer.report ? stillLost(after, offer.cards) : [];
      if (offer && !shown.length && view.report.peek() === offer.report) view.report.value = null;
      if (!cards.length) return;
      const all = [...shown, ...cards];
      // The edit that brought this about clears what was reported of the one before.
      queueMicrotask(() => {
        const other = view.report.peek();
        const own = reportOf(view, all);
        const isOther = other && other !== offer?.report;
        const report = isOther ? { ...other, ...own, text: `${other.text} ${own.text}` } : own;
        offer = { report, cards: all };
        view.report.value = report;
      });
    });
  }, [view]);
}

function reportOf(view: ViewState, cards: readonly LostEvidence[]): Report {
  return {
    text: plural(
      cards.length,
      "{n} card is an assumption now, since its words have changed.",
      "{n} cards are assumptions now, since their words have changed.",
    ),
    label: plural(cards.length, "Keep its evidence", "Keep their evidence"),
    take: () =>
      void makeEdit(view, keepEvidence(view.store.document.peek(), cards), english("Keep evidence")),
  };
}
