/** Operations on the map itself, its stages, phases, lanes, personas and sources. */
import { Refusal, same } from "./check";
import {
  beforeAt,
  changeFields,
  checkKnown,
  checkPhase,
  checkScores,
  type FieldChanges,
  insert,
  type Kind,
  listed,
  type Outcome,
  PART,
  position,
  reorder,
  rowAt,
  scaleOf,
  type Things,
  withFields,
  withoutSecond,
  withRow,
  withSecond,
} from "./document";
import { checkSingle, holdsCards, kindOf, twinOf } from "./lane-kinds";
import type {
  AddLane,
  AddPersona,
  AddStage,
  Document,
  Lane,
  Move,
  Operation,
  Remove,
  SetLane,
  SetMap,
  SetStage,
} from "./schema";

export function set<K extends Kind>(
  document: Document,
  what: K,
  id: string,
  change: FieldChanges & { op: Operation["op"] },
  check?: (changed: Things[K]) => void,
): Outcome {
  const things = listed(document, what);
  const at = position(things, what, id);
  const { changed, back } = changeFields(things[at]!, PART[what], `${what} "${things[at]!.name}"`, change);
  check?.(changed);
  return {
    document: withFields(document, { [`${what}s`]: things.with(at, changed) }),
    inverse: { op: change.op, [what]: id, ...back } as unknown as Operation,
  };
}

export function setMap(document: Document, edit: SetMap): Outcome {
  const { changed, back } = changeFields(document, "Document", "the map", edit);
  const [low, high] = scaleOf(changed);
  if (!(low < high)) throw new Refusal(`the scale must run from low to high, not from ${low} to ${high}`);
  if (!same(scaleOf(document), scaleOf(changed)))
    for (const scores of Object.values(changed.emotion ?? {})) checkScores(changed, Object.values(scores));
  return { document: changed, inverse: { op: "set_map", ...back } };
}

export const setStage = (document: Document, edit: SetStage): Outcome =>
  set(document, "stage", edit.stage, edit, (stage) => checkPhase(document, stage));

export function setLane(document: Document, edit: SetLane): Outcome {
  const lanes = listed(document, "lane");
  let again = false;
  const { document: changed, inverse } = set(document, "lane", edit.lane, edit, (lane) => {
    const old = lanes.find(({ id }) => id === lane.id)!;
    if (!holdsCards(lane) && Object.keys(rowAt(document.cells, lane.id)).length)
      throw new Refusal(`lane "${lane.name}" holds cards; empty it before making it a lane of another kind`);
    if (kindOf(lane) === kindOf(old)) return;
    if (!edit.again) checkSingle(lane, lanes);
    again = !!twinOf(old, lanes);
  });
  return { document: changed, inverse: (again ? { ...inverse, again } : inverse) as Operation };
}

// --- adding, removing, moving

export function add<K extends Kind>(
  document: Document,
  what: K,
  thing: Things[K],
  before?: string | null,
): Outcome {
  return {
    document: withFields(document, { [`${what}s`]: insert(listed(document, what), what, thing, before) }),
    inverse: { op: "remove", what, id: thing.id },
  };
}

export function addStage(document: Document, { stage, before, cells, emotion }: AddStage): Outcome {
  const { document: added, inverse } = add(document, "stage", stage, before);
  checkPhase(document, stage);
  checkKnown(document, "lane", cells);
  checkKnown(document, "persona", emotion);
  checkScores(document, Object.values(emotion ?? {}));
  const held = {
    cells: withSecond(document.cells ?? {}, stage.id, cells),
    emotion: withSecond(document.emotion ?? {}, stage.id, emotion),
  };
  return { document: withFields(added, held), inverse };
}

export function addLane(document: Document, { lane, before, cells, again }: AddLane): Outcome {
  const { document: added, inverse } = add(document, "lane", lane, before);
  if (!again) checkSingle(lane, listed(document, "lane"));
  checkKnown(document, "stage", cells);
  return { document: withFields(added, { cells: withRow(document.cells ?? {}, lane.id, cells) }), inverse };
}

export function addPersona(document: Document, { persona, before, emotion }: AddPersona): Outcome {
  const { document: added, inverse } = add(document, "persona", persona, before);
  checkKnown(document, "stage", emotion);
  checkScores(document, Object.values(emotion ?? {}));
  return {
    document: withFields(added, { emotion: withRow(document.emotion ?? {}, persona.id, emotion) }),
    inverse,
  };
}

export function remove(document: Document, { what, id }: Remove): Outcome {
  const things = listed(document, what);
  const at = position(things, what, id);
  const thing = things[at]!;
  if (what === "phase" && listed(document, "stage").some((stage) => stage.phase === id))
    throw new Refusal(`stages still belong to the phase "${thing.name}"`);
  const { rest: cells, taken: cards } = splitCards(document, what, id);
  const { rest: emotion, taken: scores } = splitScores(document, what, id);
  const inverse = {
    op: `add_${what}`,
    [what]: thing,
    ...beforeAt(things, at),
    ...(what === "lane" && twinOf(thing as Lane, things as Lane[]) && { again: true }),
    ...(Object.keys(cards).length && { cells: cards }),
    ...(Object.keys(scores).length && { emotion: scores }),
  } as unknown as Operation;
  return {
    document: withFields(document, { [`${what}s`]: things.toSpliced(at, 1), cells, emotion }),
    inverse,
  };
}

function splitCards({ cells = {} }: Document, what: Kind, id: string) {
  if (what === "stage") return withoutSecond(cells, id);
  return what === "lane"
    ? { rest: withRow(cells, id, undefined), taken: rowAt(cells, id) }
    : { rest: cells, taken: {} };
}

function splitScores({ emotion = {} }: Document, what: Kind, id: string) {
  if (what === "stage") return withoutSecond(emotion, id);
  return what === "persona"
    ? { rest: withRow(emotion, id, undefined), taken: rowAt(emotion, id) }
    : { rest: emotion, taken: {} };
}

export function move(document: Document, { what, id, before }: Move): Outcome {
  const { order, stood } = reorder<Things[typeof what]>(listed(document, what), what, id, before);
  return {
    document: withFields(document, { [`${what}s`]: order }),
    inverse: { op: "move", what, id, ...stood },
  };
}
