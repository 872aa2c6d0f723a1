/** One stage as large as a room needs it: what it is, its number, and what each lane says of it. */

import { entryAt, rowAt } from "../../document/document";
import { cardsAt } from "../../document/gestures";
import { holdsNames, laneContent, laneIcon } from "../../document/lane-kinds";
import type { Card, Lane, Stage } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { drawCard, drawChip } from "../../lanes/cards/card";
import { Icon } from "../../lanes/icon";
import { measuresOf, Whisker } from "../../lanes/measure/measure-lane";
import type { IconName } from "../../scene/icons";
import { sharedAxis, verdictOn } from "../../scene/measure";
import { count, plain, writeInterval, writeValue } from "../../scene/numbers";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  moment: "Moment of truth",
  n: (n: number) => `n ${count(n)}`,
  target: (target: number) => t("target {value}", { value: plain(target, 1) }),
  above: "Above the target.",
  below: "Below the target.",
  unclear: "Not clear of the target.",
  empty: "No cards here yet.",
});

export function PresentedStage({ view, stage, at }: { view: ViewState; stage: Stage; at: number }) {
  const document = view.store.document.value;
  const phase = document.phases?.find(({ id }) => id === stage.phase)?.name;
  const lanes = view.lanes.value.filter((lane) => laneContent(lane) === "cards");
  const filled = lanes.flatMap((lane) => {
    const cards = coveringCards(view, lane, at);
    return cards.length ? [{ lane, cards }] : [];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the screen is scrolled with keys
    <div class="cjm-pr-main" tabIndex={0} role="group" aria-label={stage.name}>
      <div class="cjm-pr-l">
        {(phase || stage.moment_of_truth) && (
          <p class="cjm-pr-ph">
            {phase}
            {stage.moment_of_truth && (
              <>
                <Icon name="flag" /> {TEXTS.moment}
              </>
            )}
          </p>
        )}
        <h2>{stage.name}</h2>
        {stage.goal && <p class="cjm-pr-g">{stage.goal}</p>}
        <Numbers view={view} stage={stage} />
      </div>
      <div class="cjm-pr-cards">
        {filled.length === 0 && <p class="cjm-pr-note">{TEXTS.empty}</p>}
        {filled.map(({ lane, cards }) => (
          <section key={lane.id} class={holdsNames(lane) ? "is-names" : undefined}>
            <h3>
              <Icon name={laneIcon(lane) as IconName} />
              {lane.name}
            </h3>
            {cards.map((card) => {
              const looks = {
                card,
                lane,
                selectable: false,
                selected: false,
                going: false,
                tools: null,
                under: false,
              };
              return holdsNames(lane) ? drawChip(looks) : drawCard(looks);
            })}
          </section>
        ))}
      </div>
    </div>
  );
}

/** The cards of a cell, and those of earlier stages that reach into it. */
function coveringCards(view: ViewState, lane: Lane, at: number): Card[] {
  const document = view.store.document.value;
  return view.stages.value
    .slice(0, at + 1)
    .flatMap(({ id }, from) => cardsAt(document, id, lane.id).filter(({ span = 1 }) => from + span > at));
}

/** The first number that the map's measure lane shows here, never alone; what else is measured stands beneath. */
function Numbers({ view, stage }: { view: ViewState; stage: Stage }) {
  const lane = view.lanes.value.find((one) => laneContent(one) === "measures");
  const sources = view.store.measured.value.sources ?? [];
  const source = lane?.source ? sources.find(({ id }) => id === lane.source) : sources[0];
  if (!lane || !source) return null;
  const [lead, ...others] = measuresOf(source, lane.measures ?? []);
  const figureAt = (id: string, name: string) => entryAt(rowAt(source.reading.figures, id), name);
  const figure = lead && figureAt(stage.id, lead.name);
  if (!lead || figure?.value == null) return null;
  const target = lane.target ?? null;
  const figures = view.stages.value.map(({ id }) => figureAt(id, lead.name));
  const axis = sharedAxis(figures, target, lead);
  const verdict = verdictOn(figure, target);
  const { low, high, n } = figure;
  const facts = [TEXTS.n(n), ...(target === null ? [] : [TEXTS.target(target)])];
  const further = others.flatMap(({ name, label, unit }) => {
    const value = figureAt(stage.id, name)?.value;
    return value == null ? [] : [`${label} ${writeValue(unit, value)}.`];
  });
  return (
    <>
      <p class="cjm-pr-num">
        <b class={`is-${verdict}`}>{writeValue(lead.unit, figure.value)}</b>
        <span>
          <span>
            {lead.label}
            {low != null && high != null && ` ${writeInterval(lead.unit, low, high)}`}
          </span>
          <span>{facts.join(" · ")}</span>
        </span>
      </p>
      {axis && <Whisker figure={figure} axis={axis} target={target} />}
      <p class="cjm-pr-note">{[...(verdict === "plain" ? [] : [TEXTS[verdict]]), ...further].join(" ")}</p>
    </>
  );
}
