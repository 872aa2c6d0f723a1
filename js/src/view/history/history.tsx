/** The History tab of the panel: what was done in this session, the newest first, and the map's snapshots. */
import { useMemo, useState } from "preact/hooks";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { versionsOf } from "../../scene/comparison/versions";
import { Edits } from "./edits";
import { Naming, Snapshots } from "./snapshot-list";
import "./history.css";
import { texts } from "../../words/words";

const TEXTS = texts({
  show: "Show",
  edits: "Edits",
  snapshots: "Snapshots",
  now: "Snapshot now",
  compare: "Compare",
});
type Shown = "edits" | "snapshots";

export function HistoryTab({ view }: { view: ViewState }) {
  const panel = view.panel.value!;
  const naming = panel.names ?? false;
  const group = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const [chosen, setShown] = useState<Shown>("edits");
  const shown = naming ? "snapshots" : chosen;
  const setNaming = (names: boolean) => {
    view.panel.value = { ...panel, names };
  };
  return (
    <>
      <div class="cjm-dk-sub">
        <span class="cjm-seg" role="radiogroup" aria-label={TEXTS.show}>
          {(["edits", "snapshots"] as const).map((what) => (
            <label key={what}>
              <input
                type="radio"
                name={group}
                checked={shown === what}
                onChange={() => {
                  setShown(what);
                  setNaming(false);
                }}
              />
              {TEXTS[what]}
            </label>
          ))}
        </span>
        <span class="cjm-grow" />
        {view.store.editable.value && (
          <button
            type="button"
            class="cjm-btn is-small"
            aria-expanded={naming}
            onClick={() => setNaming(true)}
          >
            <Icon name="bookmark" size={14} />
            {TEXTS.now}
          </button>
        )}
        {versionsOf(view.store.document.value).length > 1 && (
          <button
            type="button"
            class="cjm-tool is-small"
            aria-label={TEXTS.compare}
            title={TEXTS.compare}
            onClick={(event) => {
              view.open.value = { what: "compare", anchor: event.currentTarget, was: null, now: null };
            }}
          >
            <Icon name="swap" size={14} />
          </button>
        )}
      </div>
      {naming && (
        <Naming
          view={view}
          close={() => {
            setShown("snapshots");
            setNaming(false);
          }}
        />
      )}
      {shown === "edits" ? <Edits view={view} /> : <Snapshots view={view} />}
    </>
  );
}
