/** In the map's header: what the ends of its links mean, and of which cards the links are drawn. */
import { useMemo } from "preact/hooks";
import type { LinksShown } from "../../interaction/links/link-state";
import { LINK_KINDS } from "../../interaction/links/link-tasks";
import type { ViewState } from "../../interaction/state";
import { english, t, texts } from "../../words/words";

const SHOWN: readonly (readonly [LinksShown, string])[] = [
  ["focus", english("On focus")],
  ["all", english("All")],
  ["none", english("None")],
];
const TEXTS = texts({ kinds: "Kinds of link", cards: "Card links", drawn: "drawn" } as const);
const AHEAD = "M36 2.5 43 6 36 9.5z";
const BACK = "M8 2.5 1 6 8 9.5z";

export function LinkKey({ view }: { view: ViewState }) {
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const { all, ofStages, shown } = view.linking;
  if (!all.value.length) return null;
  const kinds = new Set<string>(all.value.map(({ kind = "direct" }) => kind));
  return (
    <div class="cjm-links">
      <div class="cjm-lkey" role="group" aria-label={TEXTS.kinds}>
        {LINK_KINDS.filter(([kind]) => kinds.has(kind)).map(([kind, words]) => (
          <span key={kind}>
            <svg class="cjm-draw" width="44" height="12" viewBox="0 0 44 12" aria-hidden="true">
              <path
                class="cjm-ln is-gate"
                d={`M4 6H${kind === "controlled" ? 33 : kind === "open" ? 36 : 38}`}
              />
              {kind === "controlled" && <path class="cjm-ln is-gate" d="M34 1v10" />}
              {kind === "open" ? (
                <circle class="cjm-op" cx="39.5" cy="6" r="3" />
              ) : (
                <path class="cjm-hd" d={kind === "both" ? AHEAD + BACK : AHEAD} />
              )}
            </svg>
            {t(words)}
          </span>
        ))}
        <span class="cjm-vr" />
        <span>
          <svg class="cjm-draw" width="32" height="12" viewBox="0 0 32 12" aria-hidden="true">
            <path class="cjm-ln" d="M1 6h30" />
          </svg>
          {TEXTS.drawn}
        </span>
      </div>
      <span class="cjm-grow" />
      {ofStages.value.length < all.value.length && (
        <div class="cjm-linksof">
          <span id={name}>{TEXTS.cards}</span>
          <span class="cjm-seg" role="radiogroup" aria-labelledby={name}>
            {SHOWN.map(([which, words]) => (
              <label key={which}>
                <input
                  type="radio"
                  name={`${name}-shown`}
                  checked={shown.value === which}
                  onChange={() => {
                    shown.value = which;
                  }}
                />
                {t(words)}
              </label>
            ))}
          </span>
        </div>
      )}
    </div>
  );
}
