/**
 * Splitting a stage, merging neighbouring ones, and giving several a phase: gestures made of operations. What goes
 * where, and why, is said in cjm_widgets/document/stages.py; tests/contract/gestures.py holds both together.
 */
import { same } from "./check";
import { differences, leafAt, thingsOf } from "./document";
import { cardsAt, change, changeCard, changeMap, futureAt, moveCard, scoreAt } from "./gestures";
import { freshId, slug } from "./names";
import type { Card, Document, Hypothesis, Operation, Score, Source, Stage } from "./schema";

/** Stands between the names of merged stages. */
const BETWEEN = " / ";
/** Characters that a name has at most. */
const LONGEST = 500;

const idsOf = (things: readonly { id: string }[]): string[] => things.map(({ id }) => id);

// --- split

/** Make two stages of one; the new one follows it and is called `second`. Its id is `idOf(operations)`. */
export function splitStage(document: Document, stage: string, second: string): Operation[] {
  const stages = thingsOf(document, "stage");
  const at = stages.findIndex(({ id }) => id === stage);
  const { phase = null, action = "" } = stages[at]!;
  const id = freshId(slug(second), idsOf(stages));
  const emotion: Record<string, Score> = {};
  const future: Record<string, number> = {};
  for (const who of idsOf(thingsOf(document, "persona"))) {
    const [score, hope] = [scoreAt(document, stage, who), futureAt(document, stage, who)];
    if (score) emotion[who] = { value: score.value };
    if (hope !== null) future[who] = hope;
  }
  const before = stages[at + 1]?.id;
  const added = { id, name: second, ...(phase !== null && { phase }), ...(action && { action }) };
  const widened = new Map<string, number>();
  for (const { card, begin } of everyCard(document)) {
    const { span = 1 } = card;
    if (begin <= at && at < begin + span && span > 1) widened.set(card.id, span + 1);
  }
  return [
    {
      op: "add_stage",
      stage: added,
      ...(before !== undefined && { before }),
      ...(Object.keys(emotion).length && { emotion }),
      ...(Object.keys(future).length && { future }),
    },
    ...change(document, "stage", stage, { action: "" }),
    ...spanned(document, widened),
    ...anchored(document, (end, isStart) => (isStart && end === stage ? id : end)),
  ];
}

// --- merge

/** Whether stages stand beside each other, two or more of them. */
export function areNeighbours(document: Document, ids: readonly string[]): boolean {
  const at = placesOf(document, ids);
  return at.length > 1 && at.at(-1)! - at[0]! + 1 === at.length;
}

const placesOf = (document: Document, ids: readonly string[]): number[] =>
  [...thingsOf(document, "stage").entries()].filter(([, { id }]) => ids.includes(id)).map(([at]) => at);

/** The sources that counted rows at several of the stages, which no stage of the map shows once these are one. */
export const countedApart = (document: Document, ids: readonly string[]): Source[] =>
  countedAt(document, ids).length > 1
    ? thingsOf(document, "source").filter((source) => ids.some((id) => counts(source).has(id)))
    : [];

function counts({ counts, figures = {}, columns = {} }: Source): Set<string> {
  return new Set([
    ...Object.keys(counts?.stages ?? {}),
    ...Object.keys(figures),
    ...Object.values(columns).map(String),
  ]);
}

const countedAt = (document: Document, ids: readonly string[]): string[] =>
  ids.filter((id) => thingsOf(document, "source").some((source) => counts(source).has(id)));

/** Make one stage of neighbouring ones, which is called `name`, or by their names. */
export function mergeStages(
  document: Document,
  chosen: readonly string[],
  name: string | null = null,
): Operation[] {
  const stages = thingsOf(document, "stage");
  const places = placesOf(document, chosen);
  const at = places[0]!;
  const run = places.map((place) => stages[place]!);
  const ids = idsOf(run);
  const counted = countedAt(document, ids);
  const called = name ?? [...run.map((stage) => stage.name).join(BETWEEN)].slice(0, LONGEST).join("");
  const fields = merged(run, called);
  const isNew = counted.length > 1;
  const kept = isNew ? freshId(slug(called), idsOf(stages)) : (counted[0] ?? ids[0]!);
  const gone = ids.filter((id) => id !== kept);
  const narrowed = new Map<string, number>();
  for (const { card, begin } of everyCard(document)) {
    const { span = 1 } = card;
    const shared = Math.min(at + run.length, begin + span) - Math.max(at, begin);
    if (shared > 1) narrowed.set(card.id, span - shared + 1);
  }
  const { metric } = document;
  return [
    ...(isNew
      ? [{ op: "add_stage" as const, stage: withoutDefaults({ id: kept, ...fields }), before: ids[0]! }]
      : change(document, "stage", kept, fields)),
    ...spanned(document, narrowed, ids, kept),
    ...movedCards(document, ids, kept),
    ...mergedScores(document, ids, kept),
    ...anchored(document, (end) => (gone.includes(end) ? kept : end), ids),
    ...(metric?.stage && gone.includes(metric.stage)
      ? changeMap(document, { metric: { ...metric, stage: kept } })
      : []),
    ...gone.map((id): Operation => ({ op: "remove", what: "stage", id })),
  ];
}

type Fields = Omit<Stage, "id" | "extra">;

function merged(run: readonly Stage[], name: string): Fields {
  const minutes = run.flatMap(({ duration }) => duration ?? []);
  return {
    name,
    goal: joined(
      run.map(({ goal }) => goal),
      "; ",
    ),
    duration: minutes.length ? minutes.reduce((sum, one) => sum + one, 0) : null,
    timing: run[0]!.timing ?? "",
    moment_of_truth: run.some(({ moment_of_truth }) => moment_of_truth),
    phase: run[0]!.phase ?? null,
    action: run.at(-1)!.action ?? "",
    notes: joined(
      run.map(({ notes }) => notes),
      "\n",
    ),
    links: [...new Set(run.flatMap(({ links = [] }) => links))],
    comments: run.flatMap(({ comments = [] }) => comments),
  };
}

const joined = (texts: readonly (string | undefined)[], between: string): string =>
  [...new Set(texts.filter(Boolean))].join(between);

/** The stage without what a new one has anyway. */
function withoutDefaults(stage: Stage): Stage {
  const { id, name } = stage;
  return { id, name, ...differences({ id, name }, "Stage", stage)?.changes };
}

/** Every card into the merged stage, in the order of the stages. */
function movedCards(document: Document, ids: readonly string[], kept: string): Operation[] {
  return idsOf(thingsOf(document, "lane")).flatMap((lane) => {
    const first = cardsAt(document, kept, lane)[0]?.id;
    const place = ids.indexOf(kept);
    return ids.flatMap((stage, number) =>
      stage === kept
        ? []
        : cardsAt(document, stage, lane).map((card) =>
            moveCard({ stage, lane }, card, {
              stage: kept,
              lane,
              ...(number < place && first !== undefined && { before: first }),
            }),
          ),
    );
  });
}

function mergedScores(document: Document, ids: readonly string[], kept: string): Operation[] {
  return idsOf(thingsOf(document, "persona")).flatMap((persona) => {
    const operations: Operation[] = [];
    const at = { stage: kept, persona };
    const scores = ids.flatMap((id) => scoreAt(document, id, persona) ?? []);
    if (scores.length) {
      const [{ evidence = "assumption", source = "" }] = scores as [Score];
      const alike = scores.every(
        (one) => (one.evidence ?? "assumption") === evidence && (one.source ?? "") === source,
      );
      const value = mean(scores.map((one) => one.value));
      const score = alike ? { ...scores[0], value } : { value };
      const was = scoreAt(document, kept, persona);
      if (!same(score, was)) operations.push({ op: "set_emotion", ...at, score, was });
    }
    const hopes = ids.flatMap((id) => futureAt(document, id, persona) ?? []);
    if (hopes.length) {
      const was = futureAt(document, kept, persona);
      if (mean(hopes) !== was) operations.push({ op: "set_future", ...at, value: mean(hopes), was });
    }
    return operations;
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

// --- phase

/** Put stages into the phase of that name, or out of theirs; a phase that is left empty goes. */
export function phaseOfStages(
  document: Document,
  chosen: readonly string[],
  name: string | null,
): Operation[] {
  const phases = thingsOf(document, "phase");
  const stages = thingsOf(document, "stage");
  const there = name ? phases.find((phase) => phase.name === name)?.id : null;
  const here = there === undefined ? freshId(slug(name!), idsOf(phases)) : there;
  const stay = new Set(stages.filter(({ id }) => !chosen.includes(id)).map(({ phase }) => phase));
  const left = new Set<string>();
  const moves = stages
    .filter(({ id, phase }) => chosen.includes(id) && (phase ?? null) !== here)
    .flatMap(({ id, phase }) => {
      if (phase && !stay.has(phase)) left.add(phase);
      return change(document, "stage", id, { phase: here });
    });
  return [
    ...(there === undefined ? [{ op: "add_phase" as const, phase: { id: here!, name: name! } }] : []),
    ...moves,
    ...phases
      .filter(({ id }) => left.has(id))
      .map(({ id }): Operation => ({ op: "remove", what: "phase", id })),
  ];
}

// --- what they share

interface PlacedCard {
  lane: string;
  stage: string;
  card: Card;
  /** The position of its stage. */
  begin: number;
}

const everyCard = (document: Document): PlacedCard[] =>
  idsOf(thingsOf(document, "lane")).flatMap((lane) =>
    thingsOf(document, "stage").flatMap(({ id: stage }, begin) =>
      (leafAt(document.cells, lane, stage) ?? []).map((card) => ({ lane, stage, card, begin })),
    ),
  );

/** New spans, and for merged stages new places of the metrics that hypotheses are about. */
function spanned(
  document: Document,
  spans: ReadonlyMap<string, number>,
  ids: readonly string[] = [],
  kept = "",
): Operation[] {
  return everyCard(document).flatMap(({ lane, stage, card }) => {
    const span = spans.get(card.id);
    const hypothesis = card.hypothesis && elsewhere(card.hypothesis, ids, kept);
    const changes = { ...(span !== undefined && { span }), ...(hypothesis && { hypothesis }) };
    return Object.keys(changes).length ? changeCard(stage, lane, card, changes) : [];
  });
}

function elsewhere(hypothesis: Hypothesis, ids: readonly string[], kept: string): Hypothesis | null {
  const { metric } = hypothesis;
  if (!metric?.stage || metric.stage === kept || !ids.includes(metric.stage)) return null;
  return { ...hypothesis, metric: { ...metric, stage: kept } };
}

/** Links whose ends are elsewhere now; those from one of the stages `within` to another go. */
function anchored(
  document: Document,
  place: (end: string, isStart: boolean) => string,
  within: readonly string[] = [],
): Operation[] {
  return thingsOf(document, "link").flatMap((link): Operation[] => {
    const [start, end] = [link.start.stage, link.end?.stage];
    if (start && end && within.includes(start) && within.includes(end))
      return [{ op: "remove", what: "link", id: link.id }];
    const moved = {
      ...(start && place(start, true) !== start && { start: { stage: place(start, true) } }),
      ...(end && place(end, false) !== end && { end: { stage: place(end, false) } }),
    };
    return Object.keys(moved).length ? change(document, "link", link.id, moved) : [];
  });
}
