/** In the foot, the keys for what is under way. */
import { useComputed } from "@preact/signals";
import type { ViewState } from "../interaction/state";
import { t } from "../words/words";
import { Chord } from "./chord";
import { Late } from "./late";

export function Hints({ view }: { view: ViewState }) {
  const drags = useComputed(() => view.dragging.value?.kind).value;
  const isLinked = useComputed(() => view.linking.note.value !== null).value;
  if (drags)
    return (
      <span class="cjm-hints">
        {drags === "cards" && (
          <>
            <Chord keys="Alt+Arrows" /> {t("move the cards")} <Chord keys="Ctrl" />{" "}
            {t("while dropping: copy")}{" "}
          </>
        )}
        <Chord keys="Escape" /> {t("put back")}
      </span>
    );
  if (view.range.value)
    return (
      <span class="cjm-hints">
        <Chord keys="Shift+Arrows" /> {t("select")} <Chord keys="Ctrl+A" /> {t("lane, then map")}{" "}
        <Chord keys="Ctrl+Shift+D" /> {t("fill right")} <Chord keys="Ctrl+D" /> {t("fill down")}{" "}
        <Chord keys="Ctrl+X C V" /> {t("cut, copy, paste")}
      </span>
    );
  const opens = (what: "palette" | "keys") => (event: { currentTarget: Element }) => {
    view.open.value = { what, anchor: event.currentTarget };
  };
  if (view.find.value)
    return <Late view={view} from="finder" draw={({ FindKeys }) => <FindKeys />} frame={() => ""} />;
  return (
    <span class="cjm-hints">
      {isLinked ? (
        <>
          <Chord keys="Alt+L" /> {t("link from here")} <Chord keys="Ctrl+]" /> {t("follow")}{" "}
          <Chord keys="Ctrl+[" /> {t("back")}{" "}
        </>
      ) : isArranged(view) ? (
        <>
          <Chord keys="Space" /> {t("on a lane: fold")} <Chord keys="Ctrl+Shift+L" /> {t("filter")}{" "}
        </>
      ) : (
        <>
          <kbd>{t("type")}</kbd> {t("new card")} <Chord keys="F2" /> {t("edit")} <Chord keys="Shift+F10" />{" "}
          {t("menu")}{" "}
        </>
      )}
      <button type="button" onClick={opens("palette")}>
        <Chord keys="Ctrl+K" /> {t("commands")}
      </button>{" "}
      <button type="button" onClick={opens("keys")}>
        <kbd>?</kbd> {t("all keys")}
      </button>
    </span>
  );
}

/** Whether the reader sees less than the map has. */
const isArranged = ({ reader, hiddenLanes }: ViewState): boolean =>
  hiddenLanes.value.length > 0 ||
  reader.folded.value.size > 0 ||
  reader.bar.value ||
  reader.isFiltering.value;
