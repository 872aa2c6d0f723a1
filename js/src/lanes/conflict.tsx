/** Two edits of the same thing, side by side, with the words that differ marked; the reader chooses. */
import type { ViewState } from "../interaction/state";
import type { Conflict } from "../store/store";
import { t, translate } from "../words/words";
import { Icon } from "./icon";

/** The text in runs of words; words that the other text lacks are marked. */
export function markWords(text: string, other: string): { words: string; differs: boolean }[] {
  const [mine, theirs] = [splitWords(text), splitWords(other)];
  let head = 0;
  while (head < mine.length && head < theirs.length && mine[head] === theirs[head]) head++;
  let tail = 0;
  while (tail < Math.min(mine.length, theirs.length) - head && mine.at(-1 - tail) === theirs.at(-1 - tail))
    tail++;
  const runs = [
    { words: mine.slice(0, head).join(""), differs: false },
    { words: mine.slice(head, mine.length - tail).join(""), differs: true },
    { words: mine.slice(mine.length - tail).join(""), differs: false },
  ];
  return runs.filter((run) => run.words);
}

const splitWords = (text: string): string[] => text.match(/\S+\s*|^\s+/g) ?? [];

interface ConflictProps {
  view: Pick<ViewState, "store">;
  conflict: Conflict;
  /** What the conflict is about, where its place does not show that. */
  about?: string;
}

export function ConflictView({ view, conflict, about }: ConflictProps) {
  const { id, theirs, mine, inMap, why } = conflict;
  return (
    <div
      class="cjm-conflict"
      role="group"
      aria-label={t("Two edits of the same thing")}
      title={translate(why)}
    >
      <header>
        <Icon name="swap" size={14} />
        {about ? t("Changed elsewhere too: {what}", { what: about }) : t("Changed elsewhere too")}
      </header>
      <p>
        <small>{inMap === "theirs" ? t("Theirs, saved") : t("Theirs, not saved")}</small>
        <TextDiff text={theirs} other={mine} />
      </p>
      <p class="is-mine">
        <small>{inMap === "mine" ? t("Mine, saved") : t("Mine, not saved")}</small>
        <TextDiff text={mine} other={theirs} />
      </p>
      <footer>
        <button
          type="button"
          class="cjm-btn"
          data-inner="first"
          onClick={() => view.store.resolve(id, "theirs")}
        >
          {t("Take theirs")}
        </button>
        <button
          type="button"
          class="cjm-btn is-primary"
          data-inner
          onClick={() => view.store.resolve(id, "mine")}
        >
          {t("Keep mine")}
        </button>
      </footer>
    </div>
  );
}

function TextDiff({ text, other }: { text: string; other: string }) {
  if (!text) return <em>{t("nothing")}</em>;
  return (
    <>
      {markWords(text, other).map((run) =>
        run.differs ? <mark key={run.words}>{run.words}</mark> : run.words,
      )}
    </>
  );
}
