/** Operations on the map itself, its stages, phases, lanes, personas and sources. */
import { Refusal, same } from "./check";
import {
  beforeAt,
  changeFields,
  type FieldChanges,
  insert,
  type Kind,
  type Nested,
  nameOfThing,
  type Outcome,
  PART,
  position,
  reorder,
  rowAt,
  scaleOf,
  type Things,
  thingsOf,
  withFields,
  withoutSecond,
  withRow,
  withSecond,
} from "./document";
import { checkSingle, holdsCards, kindOf, twinOf } from "./lane-kinds";
import {
  checkCards,
  checkCells,
  checkDay,
  checkFuture,
  checkIds,
  checkLaneOfCards,
  checkLink,
  checkPersona,
  checkPhase,
  checkScale,
  checkScores,
  checkSource,
} from "./rules";
import type {
  AddLane,
  AddLink,
  AddPersona,
  AddSource,
  AddStage,
  Document,
  Lane,
  Move,
  Operation,
  Remove,
  SetLane,
  SetLink,
  SetMap,
  SetPersona,
  SetSource,
  SetStage,
} from "./schema";
import { inOrder, quoted } from "./sentences";

export function setPart<K extends Kind>(
  document: Document,
  what: K,
  id: string,
  change: FieldChanges & { op: Operation["op"] },
  check?: (after: Things[K]) => void,
): Outcome {
  const things = thingsOf(document, what);
  const at = position(things, what, id);
  const { after, back } = changeFields(
    things[at]!,
    PART[what],
    `${what} ${quoted(nameOfThing(things[at]!))}`,
    change,
  );
  check?.(after);
  return {
    document: withFields(document, { [`${what}s`]: things.with(at, after) }),
    inverse: { op: change.op, [what]: id, ...back } as unknown as Operation,
  };
}

export function applySetMap(document: Document, edit: SetMap): Outcome {
  const { after, back } = changeFields(document, "Document", "the map", edit);
  checkScale(after);
  checkDay("review", after.review);
  if (!same(scaleOf(document), scaleOf(after)))
    for (const [, scores] of inOrder(after.emotion ?? {})) checkScores(after, scores);
  if (!same(scaleOf(document), scaleOf(after)))
    for (const [, values] of inOrder(after.future ?? {})) checkFuture(after, values);
  return { document: after, inverse: { op: "set_map", ...back } };
}

export const applySetStage = (document: Document, edit: SetStage): Outcome =>
  setPart(document, "stage", edit.stage, edit, (stage) => checkPhase(document, stage));

export function applySetLane(document: Document, edit: SetLane): Outcome {
  const lanes = thingsOf(document, "lane");
  let again = false;
  const { document: after, inverse } = setPart(document, "lane", edit.lane, edit, (lane) => {
    const old = lanes.find(({ id }) => id === lane.id)!;
    if (!holdsCards(lane) && Object.keys(rowAt(document.cells, lane.id)).length)
      throw new Refusal(
        `lane ${quoted(lane.name)} holds cards; empty it before making it a lane of another kind`,
      );
    if (kindOf(lane) === kindOf(old)) return;
    if (!edit.again) checkSingle(lane, lanes);
    again = !!twinOf(old, lanes);
  });
  return { document: after, inverse: (again ? { ...inverse, again } : inverse) as Operation };
}

// --- list operations

export function addPart<K extends Kind>(
  document: Document,
  what: K,
  thing: Things[K],
  before?: string | null,
): Outcome {
  return {
    document: withFields(document, { [`${what}s`]: insert(thingsOf(document, what), what, thing, before) }),
    inverse: { op: "remove", what, id: thing.id },
  };
}

export function applyAddStage(document: Document, edit: AddStage): Outcome {
  const { stage, before, cells, emotion, future } = edit;
  const { document: larger, inverse } = addPart(document, "stage", stage, before);
  checkPhase(document, stage);
  checkCells(document, Object.keys(cells ?? {}));
  checkIds(document, "persona", Object.keys(emotion ?? {}));
  checkScores(document, emotion);
  checkIds(document, "persona", Object.keys(future ?? {}));
  checkFuture(document, future);
  checkCards(cells);
  const columns = {
    cells: withSecond(document.cells ?? {}, stage.id, cells),
    emotion: withSecond(document.emotion ?? {}, stage.id, emotion),
    future: withSecond(document.future ?? {}, stage.id, future),
  };
  return { document: withFields(larger, columns), inverse };
}

export function applyAddSource(document: Document, { source, before }: AddSource): Outcome {
  checkSource(source);
  return addPart(document, "source", source, before);
}

export const applySetSource = (document: Document, edit: SetSource): Outcome =>
  setPart(document, "source", edit.source, edit, checkSource);

export const applySetPersona = (document: Document, edit: SetPersona): Outcome =>
  setPart(document, "persona", edit.persona, edit, checkPersona);

export function applyAddLink(document: Document, { link, before }: AddLink): Outcome {
  checkLink(link);
  return addPart(document, "link", link, before);
}

export const applySetLink = (document: Document, edit: SetLink): Outcome =>
  setPart(document, "link", edit.link, edit, checkLink);

export function applyAddLane(document: Document, { lane, before, cells, again }: AddLane): Outcome {
  const { document: larger, inverse } = addPart(document, "lane", lane, before);
  if (!again) checkSingle(lane, thingsOf(document, "lane"));
  checkIds(document, "stage", Object.keys(cells ?? {}));
  if (Object.keys(cells ?? {}).length) checkLaneOfCards(lane);
  checkCards(cells);
  return { document: withFields(larger, { cells: withRow(document.cells ?? {}, lane.id, cells) }), inverse };
}

export function applyAddPersona(
  document: Document,
  { persona, before, emotion, future }: AddPersona,
): Outcome {
  const { document: larger, inverse } = addPart(document, "persona", persona, before);
  checkIds(document, "stage", Object.keys(emotion ?? {}));
  checkScores(document, emotion);
  checkIds(document, "stage", Object.keys(future ?? {}));
  checkFuture(document, future);
  checkPersona(persona);
  const rows = {
    emotion: withRow(document.emotion ?? {}, persona.id, emotion),
    future: withRow(document.future ?? {}, persona.id, future),
  };
  return { document: withFields(larger, rows), inverse };
}

export function applyRemove(document: Document, { what, id }: Remove): Outcome {
  const things = thingsOf(document, what);
  const at = position(things, what, id);
  const thing = things[at]!;
  if (what === "phase" && thingsOf(document, "stage").some((stage) => stage.phase === id))
    throw new Refusal(`stages still belong to the phase ${quoted(nameOfThing(thing))}`);
  const { rest: cells, cut: cards } = splitCards(document, what, id);
  const { rest: emotion, cut: scores } = splitRows(document.emotion ?? {}, what, id);
  const { rest: future, cut: hopes } = splitRows(document.future ?? {}, what, id);
  const inverse = {
    op: `add_${what}`,
    [what]: thing,
    ...beforeAt(things, at),
    ...(what === "lane" && twinOf(thing as Lane, things as Lane[]) && { again: true }),
    ...(Object.keys(cards).length && { cells: cards }),
    ...(Object.keys(scores).length && { emotion: scores }),
    ...(Object.keys(hopes).length && { future: hopes }),
  } as unknown as Operation;
  return {
    document: withFields(document, { [`${what}s`]: things.toSpliced(at, 1), cells, emotion, future }),
    inverse,
  };
}

function splitCards({ cells = {} }: Document, what: Kind, id: string) {
  if (what === "stage") return withoutSecond(cells, id);
  return what === "lane"
    ? { rest: withRow(cells, id, undefined), cut: rowAt(cells, id) }
    : { rest: cells, cut: {} };
}

/** What stands by persona and stage without those of the removed thing, and what those were. */
function splitRows<V>(rows: Nested<V>, what: Kind, id: string) {
  if (what === "stage") return withoutSecond(rows, id);
  return what === "persona"
    ? { rest: withRow(rows, id, undefined), cut: rowAt(rows, id) }
    : { rest: rows, cut: {} };
}

export function applyMove(document: Document, { what, id, before }: Move): Outcome {
  const { order, back } = reorder<Things[typeof what]>(thingsOf(document, what), what, id, before);
  return {
    document: withFields(document, { [`${what}s`]: order }),
    inverse: { op: "move", what, id, ...back },
  };
}
