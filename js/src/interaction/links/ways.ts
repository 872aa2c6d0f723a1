/** Ways that cases went between stages: the source that knows them, which of them are drawn, and drawing one as a link. */

import type { Link, SourceInfo, Transition } from "../../document/schema";
import { drawnPairs } from "../../scene/ribbons";
import { english } from "../../words/words";
import type { ViewState } from "../state";
import { makeLink } from "./link-tasks";
import { linkedStages } from "./linked-stages";

/** The first source of which transitions are known. */
export const sourceOfWays = ({ store }: ViewState): SourceInfo | undefined =>
  store.measured.value.sources?.find(({ reading }) => reading.transitions?.length);

/** The link that leads from a stage to another, in either of its directions. */
export const linkBetween = (view: ViewState, start: string, end: string): Link | undefined =>
  view.linking.ofStages.value.find((link) =>
    linkedStages([link]).some(([from, to]) => from === start && to === end),
  );

/** Whether the order of the stages draws a way from a stage to another. */
export function isInOrder(view: ViewState, start: string, end: string): boolean {
  const transitions = sourceOfWays(view)?.reading.transitions ?? [];
  const stages = view.stages.value.map(({ id }) => id);
  return drawnPairs([], transitions, stages).some(([from, to]) => from === start && to === end);
}

/** The ways that cases went from a stage to others of the map and that nobody drew, the most frequent first. */
export function undrawnFrom(view: ViewState, stage: string): Transition[] {
  const there = new Set(view.stages.value.map(({ id }) => id));
  return (sourceOfWays(view)?.reading.transitions ?? [])
    .filter(
      ({ start, end, cases }) =>
        start === stage &&
        start !== end &&
        there.has(end) &&
        cases != null &&
        !linkBetween(view, start, end) &&
        !isInOrder(view, start, end),
    )
    .sort((a, b) => b.cases! - a.cases!);
}

/** Draw a way that cases went as a link; one undo takes it back. Whether there is one now. */
export const adoptWay = (view: ViewState, start: string, end: string): boolean =>
  makeLink(view, { stage: start }, { stage: end }, {}, english("Draw what was seen"));
