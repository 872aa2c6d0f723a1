/** The Opportunities tab of the panel: impact against effort, the list in the order of a score, and what was decided. */
import "./opportunities.css";
import { useMemo, useState } from "preact/hooks";
import { thingsOf } from "../../document/document";
import { opportunitiesOf } from "../../document/opportunities";
import { revealStage } from "../../interaction/range";
import type { ViewState } from "../../interaction/state";
import { plural, texts } from "../../words/words";
import { Bet, Decisions } from "./bet";
import { ExportMenu } from "./export-menu";
import { ImpactEffort } from "./impact-effort";
import { labelOf, OpportunityList, ORDERS, type OrderName, placesIn } from "./opportunity-list";

const TEXTS = texts({
  by: "Order by",
  none: "A lane of opportunities has no card yet.",
  note: "Ranges are beliefs, so they are dashed. Where two ranges overlap the order is open: the rank says from best to worst place.",
  sizes: "The details of a card hold its sizes: one number is a point, “6–9” a range.",
});

export function OpportunitiesTab({ view }: { view: ViewState }) {
  const document = view.store.document.value;
  const group = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const [by, setBy] = useState<OrderName>("ICE");
  const every = opportunitiesOf(document);
  const selected = view.cards.value;
  if (!every.length) return <p class="cjm-op-note">{TEXTS.none}</p>;
  const select = (id: string) => {
    const one = every.find(({ card }) => card.id === id);
    if (!one) return;
    // The reader's focus stays in the list, so that the page does not scroll away from it.
    view.focus.value = { lane: one.lane, stage: one.stage };
    view.cards.value = new Set([id]);
    revealStage(view, one.stage);
  };
  const ids = thingsOf(document, "stage").map(({ id }) => id);
  const within = every.flatMap(({ card, stage }) => {
    const from = ids.indexOf(stage);
    return ids.slice(from, from + (card.span ?? 1));
  });
  return (
    <div class="cjm-op">
      <div class="cjm-dk-sub">
        <span class="cjm-n">
          {plural(new Set(within).size, "{count} in {n} stage", "{count} in {n} stages", {
            count: every.length,
          })}
        </span>
        <span class="cjm-grow" />
        <span class="cjm-seg" role="radiogroup" aria-label={TEXTS.by}>
          {(Object.keys(ORDERS) as OrderName[]).map((name) => (
            <label key={name}>
              <input type="radio" name={group} checked={by === name} onChange={() => setBy(name)} />
              {labelOf(name)}
            </label>
          ))}
        </span>
        <ExportMenu view={view} />
      </div>
      <ImpactEffort every={every} selected={selected} select={select} />
      <OpportunityList view={view} by={by} places={placesIn(every, by)} select={select} />
      <p class="cjm-op-note">
        {TEXTS.note} {TEXTS.sizes}
      </p>
      {every
        .filter(({ card }) => selected.has(card.id))
        .map(({ card }) => (
          <Bet key={card.id} view={view} card={card} />
        ))}
      <Decisions view={view} cards={selected} />
    </div>
  );
}
