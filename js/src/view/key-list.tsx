/** The list of all keys. */
import { KEY_HELP } from "../interaction/commands/key-help";
import type { ViewState } from "../interaction/state";
import { t } from "../words/words";
import { Chord } from "./chord";
import { Popover } from "./popover";

export function Keys({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  return (
    <Popover view={view} anchor={anchor} label={t("Keys")} kind="is-keys" isText>
      {Object.entries(KEY_HELP).map(([where, lines]) => (
        <section key={where}>
          <h3>{t(where)}</h3>
          <dl>
            {lines.map(({ keys, does }) => [
              <dt key={keys.join(" ")}>
                {keys.map((chord) => (
                  <Chord key={chord} keys={chord} />
                ))}
              </dt>,
              <dd key={does}>{t(does)}</dd>,
            ])}
          </dl>
        </section>
      ))}
    </Popover>
  );
}
