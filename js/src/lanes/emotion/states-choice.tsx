/** Which states of the active persona the curve shows: what is felt now, what shall be felt in the future, or both. */
import type { Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { STATES, statesNow } from "../../interaction/reader/shown-curves";
import type { States } from "../../scene/picture";
import type { Store } from "../../store/store";
import { texts } from "../../words/words";

const TEXTS = texts({
  label: "States of the curve",
  hint: "What is felt now, and what should be felt in the future (Alt+0)",
  now: "Now",
  future: "Future",
  both: "Both",
} as const);

interface StatesChoiceProps {
  store: Store;
  states: Signal<States | null>;
  /** Whether any curve is there. */
  shown: boolean;
}

/** In the lane's header, for the pointer; Alt+0 goes from one to the next. */
export function StatesChoice({ store, states, shown }: StatesChoiceProps) {
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const hasFuture = Object.keys(store.document.value.future ?? {}).length > 0;
  if (!shown || !(store.editable.value || hasFuture)) return null;
  const now = statesNow({ store, states });
  return (
    <span class="cjm-lhctl">
      <span class="cjm-seg" role="radiogroup" aria-label={TEXTS.label} title={TEXTS.hint}>
        {STATES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={name}
              tabIndex={-1}
              checked={now === one}
              onChange={() => {
                states.value = one;
              }}
            />
            {TEXTS[one]}
          </label>
        ))}
      </span>
    </span>
  );
}
