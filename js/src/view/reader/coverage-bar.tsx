/** What backs the map as a whole, in its foot: a bar that opens the table, and presses that filter by it. */
import { useComputed } from "@preact/signals";
import {
  type Backing,
  backingOfMap,
  claimsOf,
  KINDS_OF_EVIDENCE,
  type KindOfEvidence,
} from "../../document/coverage/coverage";
import { isOnly, showOnly } from "../../interaction/finding/filtering";
import type { ViewState } from "../../interaction/state";
import { EVIDENCE } from "../../scene/layout";
import { texts } from "../../words/words";

const TEXTS = texts({
  only: texts({
    data: "Show only cards backed by data",
    quote: "Show only quotes",
    walkthrough: "Show only walkthroughs",
    assumption: "Show assumptions only",
  }),
  open: "What backs the map, by lane and stage",
} as const);

/** Few maps have walkthroughs; the others need no key for them. */
export const shownKinds = (all: Backing): KindOfEvidence[] =>
  KINDS_OF_EVIDENCE.filter((kind) => all[kind] || kind !== "walkthrough");

/** In the foot: a bar that opens the table, and each evidence as a press that shows only its cards. */
export function CoverageBar({ view }: { view: ViewState }) {
  const all = useComputed(() => backingOfMap(view.store.document.value)).value;
  const filter = view.reader.filter.value;
  if (!claimsOf(all)) return null;
  return (
    <span class="cjm-cov">
      {view.chunks.isOpen ? (
        <button
          type="button"
          class="cjm-covopen"
          aria-label={TEXTS.open}
          title={TEXTS.open}
          aria-haspopup="dialog"
          onClick={(event) => {
            view.open.value = { what: "coverage", anchor: event.currentTarget };
          }}
        >
          <BackingBar backing={all} />
        </button>
      ) : (
        <BackingBar backing={all} />
      )}
      {shownKinds(all).map((kind) => (
        <button
          key={kind}
          type="button"
          class="cjm-covkind"
          aria-pressed={isOnly(filter, kind)}
          title={TEXTS.only[kind]}
          onClick={() => showOnly(view, kind)}
        >
          <i class={`cjm-ev is-${kind}`} />
          {EVIDENCE[kind]} {all[kind]}
        </button>
      ))}
    </span>
  );
}

export function BackingBar({ backing }: { backing: Backing }) {
  return (
    <span class="cjm-covbar" aria-hidden="true">
      {KINDS_OF_EVIDENCE.map(
        (kind) => backing[kind] > 0 && <i key={kind} class={`is-${kind}`} style={{ flex: backing[kind] }} />,
      )}
    </span>
  );
}
