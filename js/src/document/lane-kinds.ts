/**
 * What a lane is: the kinds there are, what each holds, and what a lane's name says of it. The facts are in
 * vocabulary.json beside cjm_widgets/document/lane_kinds.py, which answers the same and names every place a new
 * kind has; on screen that is a folder in js/src/lanes and a line in its index.ts.
 */
import vocabulary from "../../../cjm_widgets/document/vocabulary.json";
import { defaultsOf, Refusal, same } from "./check";
import { slug } from "./names";
import type { Lane } from "./schema";
import { quoted } from "./sentences";

export type LaneKind = NonNullable<Lane["kind"]>;
type Role = NonNullable<Lane["role"]>;

/** What cells hold: texts of the lane's own, the scores of the map's personas, numbers estimated from a source. */
export type Content = "cards" | "emotions" | "measures";

interface Vocabulary {
  /** `once`: a map has at most one, since the emotions are the map's and a second lane would repeat them. */
  kinds: Record<LaneKind, { holds: Content; role: Role; icon: string; once?: boolean }>;
  /** `words` as `slug` writes them. */
  lanes: { name: string; words: string[]; kind?: LaneKind; role?: Role; icon?: string }[];
  layers: { layer: NonNullable<Lane["layer"]>; words: string[] }[];
  start: { name: string; hint?: string }[];
}

const { kinds, lanes: usual, layers, start } = vocabulary as Vocabulary;

/** The lanes of a map that has none yet. */
export const STARTERS: readonly { name: string; hint?: string }[] = start;

export const kindOf = ({ kind = "cards" }: Lane): LaneKind => kind;

export const laneContent = (lane: Lane): Content => kinds[kindOf(lane)].holds;

/** Whether the lane's cells hold text of its own. */
export const holdsCards = (lane: Lane): boolean => laneContent(lane) === "cards";

/** Lanes whose cards are names of things, not claims about the journey: they need no evidence. */
export const holdsNames = ({ role }: Lane): boolean =>
  role === "touchpoints" || role === "channels" || role === "systems";

/** The name of the drawing in the header of a lane: its kind's, of a lane of cards its role's. */
export function laneIcon(lane: Lane): string {
  const own = kinds[kindOf(lane)];
  if (own.holds !== "cards") return own.icon;
  const hasRole = ({ role }: { role?: Role }) => role === (lane.role ?? "other");
  return (usual.find(hasRole) ?? Object.values(kinds).find(hasRole))?.icon ?? own.icon;
}

/** Kind and role of a lane of this name, without regard to case, accents and punctuation. `kind` overrides the name's. */
export function laneCalled(name: string, kind?: LaneKind): Required<Pick<Lane, "kind" | "role" | "layer">> {
  const key = slug(name);
  const match = usual.find(({ words }) => words.includes(key));
  const choice = kind ?? match?.kind ?? "cards";
  const like = usual.find((lane) => lane.role && (lane.kind ?? "cards") === choice && isIn(key, lane.words));
  return {
    kind: choice,
    role: like?.role ?? kinds[choice].role,
    layer: layers.find(({ words }) => isIn(key, words))?.layer ?? "customer",
  };
}

/** Whether one of the words is in a name, whole: "Interactions" are no actions. */
const isIn = (key: string, words: readonly string[]): boolean =>
  words.some((word) => `-${key}-`.includes(`-${word}-`));

/** The fields of a new lane: those given, and what its name says of the others, as far as it is not the usual. */
export function laneFields(name: string, fields: Partial<Lane>): Partial<Lane> {
  const every = Object.entries({ ...laneCalled(name, fields.kind), ...fields });
  const defaults = defaultsOf("Lane");
  return Object.fromEntries(every.filter(([field, value]) => !same(value, defaults[field])));
}

/** Another lane of a kind that a map has only once. */
export const twinOf = (lane: Lane, lanes: readonly Lane[]): Lane | undefined =>
  kinds[kindOf(lane)].once
    ? lanes.find((other) => kindOf(other) === kindOf(lane) && other.id !== lane.id)
    : undefined;

/** Why a map takes no second lane of a kind, before anything is done; null where it takes the lane. */
export function whyNotTwice(lane: Lane, lanes: readonly Lane[]): string | null {
  const twin = twinOf(lane, lanes);
  return twin
    ? `the map already has the ${kindOf(twin)} lane ${quoted(twin.name)}; a map has one, for every persona`
    : null;
}

/** The lanes that a reader is offered beside those a map has. */
export const usualLanes = (lanes: readonly Lane[] = []): { name: string; kind: LaneKind; role: Role }[] =>
  usual
    .map(({ name, kind = "cards", role = kinds[kind].role }) => ({ name, kind, role }))
    .filter((lane) => !twinOf({ id: "", ...lane }, lanes));

/** Refuse a second lane of a kind that a map has only once; as in Python, only edits are held to this. */
export function checkSingle(lane: Lane, lanes: readonly Lane[]): void {
  const why = whyNotTwice(lane, lanes);
  if (why) throw new Refusal(why);
}

/** "Pain point" of a lane "Pain points": what one of its cards is called. */
export const singular = (name: string): string => name.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
