/** Edits that wait for the reader's word: those that never reached a kernel, and conflicts outside of cells. */
import type { Document } from "../document/schema";
import type { ViewState } from "../interaction/state";
import { descriptorOf } from "../lanes";
import { ConflictView } from "../lanes/conflict";
import { Icon } from "../lanes/icon";
import type { Conflict } from "../store/store";
import { language, plural, t, translate } from "../words/words";
import { CopyButton } from "./notices";

export function LooseEnds({ view }: { view: ViewState }) {
  return (
    <>
      <Leftovers view={view} />
      <Conflicts view={view} />
    </>
  );
}

/** Edits of an earlier life, which are made again only if the reader says so. */
function Leftovers({ view }: { view: ViewState }) {
  const { store } = view;
  return (
    <>
      {store.leftovers.value.map(({ id, count, elsewhere, at, words }) => (
        <div class="cjm-banner is-quiet" role="status" key={id}>
          <Icon name="report" />
          <span title={words}>
            <b>
              {plural(count, "{n} edit from {time}", "{n} edits from {time}", {
                time: new Date(at).toLocaleString(language.value.code),
              })}
            </b>{" "}
            {plural(count, "It never reached the kernel.", "They never reached the kernel.")}
            {elsewhere && ` ${t("Made in another copy of this map: {place}.", { place: elsewhere })}`}
          </span>
          <CopyButton label={t("Copy")} text={() => words} />
          <button type="button" class="cjm-btn" onClick={() => store.discard(id)}>
            {t("Discard")}
          </button>
          {store.editable.value && (
            <button type="button" class="cjm-btn is-primary" onClick={() => store.replay(id)}>
              {t("Apply again")}
            </button>
          )}
        </div>
      ))}
    </>
  );
}

/** Conflicts that have no cell to be shown in: of a title or a name, or of something that is gone. */
function Conflicts({ view }: { view: ViewState }) {
  const document = view.store.document.value;
  const stages = new Set(view.stages.value.map(({ id }) => id));
  const hasCell = (conflict: Conflict) =>
    stages.has(conflict.stage) &&
    view.lanes.value.some(
      (lane) => !view.reader.folded.value.has(lane.id) && descriptorOf(lane).showsConflict(lane, conflict),
    );
  const others = view.store.conflicts.value.filter((conflict) => !hasCell(conflict));
  if (!others.length) return null;
  return (
    <div class="cjm-conflicts">
      {others.map((conflict) => (
        <ConflictView
          key={conflict.id}
          view={view}
          conflict={conflict}
          about={conflictSubject(document, conflict)}
        />
      ))}
    </div>
  );
}

/** What a conflict is about, as people call it. */
function conflictSubject(document: Document, { stage, lane, persona, field }: Conflict): string {
  const name = (things: readonly { id: string; name: string }[] = [], id: string | null) =>
    things.find((thing) => thing.id === id)?.name ?? id;
  const places = [name(document.stages, stage), name(document.lanes, lane), name(document.personas, persona)];
  return [translate(field.replaceAll("_", " ")), ...places].filter(Boolean).join(", ");
}
