/** A map that cannot be edited now: why, in a sentence, and the notebook's cell that would make it editable. */
import type { Status } from "../../store/store";
import { plural, t, translate } from "../../words/words";

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
      return t("{why}, so nothing can be changed until {next}.", {
        why: translate(status.why),
        next: nextTime(hasCell),
      });
    case "still":
      return hasCell
        ? t("This is the map as it was saved; run its cell to edit it.")
        : t("This is the map as it was saved; it can be read, not edited.");
    case "connecting":
      return t("The map is not connected to its kernel yet; try again in a moment.");
    default:
      return t("This map can be read, not edited.");
  }
}

/** The loss of a kernel in one sentence, with what became of the edits. */
export function lossInWords({ why, unsaved }: { why: string; unsaved: number }, hasCell: boolean): string {
  const edits =
    unsaved === 0
      ? t("everything was saved")
      : plural(unsaved, "{n} edit was not saved", "{n} edits were not saved");
  return t("{why}; {edits}, and nothing can be changed until {next}.", {
    why: translate(why),
    edits,
    next: nextTime(hasCell),
  });
}

const nextTime = (hasCell: boolean): string =>
  hasCell ? t("its cell runs again") : t("the map is shown again");
