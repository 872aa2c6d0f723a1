/** The list of all keys, and keys as they are drawn. */
import { capsOf, KEY_HELP } from "../interaction/key-help";
import type { ViewState } from "../interaction/state";
import { Popover } from "./popover";

/** A chord as its keys, such as "Ctrl+Shift+D". */
export function Chord({ keys }: { keys: string }) {
  return (
    <span class="cjm-chord">
      {capsOf(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}

export function Keys({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  return (
    <Popover view={view} anchor={anchor} label="Keys" kind="is-keys">
      {Object.entries(KEY_HELP).map(([where, lines]) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl>
            {lines.map(({ keys, does }) => [
              <dt key={keys.join(" ")}>
                {keys.map((chord) => (
                  <Chord key={chord} keys={chord} />
                ))}
              </dt>,
              <dd key={does}>{does}</dd>,
            ])}
          </dl>
        </section>
      ))}
    </Popover>
  );
}
