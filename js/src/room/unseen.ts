/**
 * What an edit would take away unseen: what others wrote or put elsewhere since its author looked. The same in Python is
 * cjm_widgets/document/unseen.py.
 */
import { Refusal } from "../document/check";
import type { Document, Operation } from "../document/schema";
import { quoted } from "../document/sentences";

/** What somebody did, as far as others may not have seen it. */
interface Deed {
  readonly operations: readonly Operation[];
  readonly label?: string;
}

const KINDS = ["stage", "lane", "persona", "phase", "source"] as const;

/** Whether an operation takes away, or puts elsewhere, without saying what its author saw. */
export const needsSeen = ({ op }: Operation): boolean =>
  op === "restore" || op === "remove" || op === "move" || op === "move_card";

/**
 * Throws a `Refusal` where operations would take away what others did that their author had not seen, or what stood
 * there instead of a refused edit of theirs; unless `isAll`, anything may have been done to anything.
 */
export function checkSeen(
  document: Document,
  operations: readonly Operation[],
  unseen: readonly Deed[],
  isAll = true,
  refused: readonly Operation[] = [],
): void {
  const others = unseen.flatMap((deed) => deed.operations);
  const differences = [...others, ...refused];
  if (!differences.length && isAll) return;
  const isDone = (wrote: (other: Operation) => boolean) =>
    !isAll || differences.some((other) => isOfMap(other) || wrote(other));
  for (const operation of operations) {
    if (operation.op === "restore" && (others.length || !isAll)) {
      const label = unseen.at(-1)?.label;
      throw new Refusal(
        `${label ? quoted(label) : "another edit"} was done meanwhile; restore again if you still want to`,
      );
    }
    if (operation.op === "remove") {
      const { what, id } = operation;
      if (isDone((other) => holds(other, what, id)))
        throw new Refusal(`${nameOf(document, what, id)} was changed meanwhile; it stays`);
    }
    if (operation.op === "move") {
      const { what, id } = operation;
      if (isDone((other) => other.op === "move" && other.what === what && other.id === id))
        throw new Refusal(`${nameOf(document, what, id)} was moved meanwhile; it stays there`);
    }
    if (operation.op === "move_card") {
      const { card } = operation;
      if (isDone((other) => other.op === "move_card" && other.card === card))
        throw new Refusal("the card was moved meanwhile; it stays there");
    }
  }
}

/** Whether all of the map became another: a snapshot was restored, the file was read again. */
const isOfMap = ({ op }: Operation): boolean => op === "restore" || op === "replace";

/** Whether an operation writes into a thing. */
function holds(operation: Operation, what: string, id: string): boolean {
  const fields = operation as unknown as Record<string, unknown>;
  if (KINDS.some((kind) => kind === what) && (fields[what] === id || fields[`to_${what}`] === id))
    return true;
  const within = (...records: (object | undefined)[]) =>
    records.some((record) => record !== undefined && Object.hasOwn(record, id));
  switch (operation.op) {
    case "add_stage":
      return what === "lane"
        ? within(operation.cells)
        : what === "persona" && within(operation.emotion, operation.future);
    case "add_lane":
      return what === "stage" && within(operation.cells);
    case "add_persona":
      return what === "stage" && within(operation.emotion, operation.future);
    default:
      return false;
  }
}

function nameOf(document: Document, what: string, id: string): string {
  const things = (document as unknown as Record<string, { id: string; name?: string }[] | undefined>)[
    `${what}s`
  ];
  return `the ${what} ${quoted(things?.find((thing) => thing.id === id)?.name ?? id)}`;
}
