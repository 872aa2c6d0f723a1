/** A map that cannot be edited now: why, in a sentence, and the notebook's cell that would make it editable. */
import type { Status } from "../store/store";

/** On the element around a map whose notebook cell can be run; it hears the event `RUN`. */
export const RUNS = "data-cjm-runs";
export const RUN = "cjm:run";

/** Runs the notebook's cell around an element; null where there is none that can be run. */
export function runnerAround(element: Element | null): (() => void) | null {
  const output = element?.closest(`[${RUNS}]`);
  return output ? () => void output.dispatchEvent(new Event(RUN)) : null;
}

/** The answer to a reader who tries to edit. */
export function whyReadOnly(status: Status, hasCell: boolean): string {
  switch (status.kind) {
    case "gone":
      return `${status.why}, so nothing can be changed until ${nextTime(hasCell)}.`;
    case "still":
      return hasCell
        ? "This is the map as it was saved; run its cell to edit it."
        : "This is the map as it was saved; it can be read, not edited.";
    case "connecting":
      return "The map is not connected to its kernel yet; try again in a moment.";
    default:
      return "This map can be read, not edited.";
  }
}

/** The loss of a kernel in one sentence, with what became of the edits. */
export function lossInWords({ why, unsaved }: { why: string; unsaved: number }, hasCell: boolean): string {
  const edits =
    unsaved === 0
      ? "everything was saved"
      : `${unsaved} ${unsaved === 1 ? "edit was" : "edits were"} not saved`;
  return `${why}; ${edits}, and nothing can be changed until ${nextTime(hasCell)}.`;
}

const nextTime = (hasCell: boolean): string => (hasCell ? "its cell runs again" : "the map is shown again");
