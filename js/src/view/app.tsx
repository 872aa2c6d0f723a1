/** The map as one component: give it a store and say which part of the map to show. */
import { useComputed, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useEvidenceOffer } from "../interaction/cards/evidence-offer";
import type { ChunkSource } from "../interaction/chunk-source";
import { onCommandKey } from "../interaction/commands/command-keys";
import { onAnyKeyDown } from "../interaction/commands/commands";
import { useMenuEvents } from "../interaction/commands/menu-events";
import { useFocus } from "../interaction/focus";
import { type Part, ViewState } from "../interaction/state";
import { useFirstKey } from "../interaction/writing/first-key";
import { useUnfinished } from "../interaction/writing/unfinished";
import { LANES } from "../lanes";
import type { Store } from "../store/store";
import { t } from "../words/words";
import { DockFrame } from "./dock-frame";
import { FindFrame } from "./find/find-frame";
import { Foot } from "./foot";
import { CardStack } from "./grid/card-stack";
import { Grid } from "./grid/grid";
import { Ghost } from "./grid/overlays";
import { Head } from "./header/head";
import { Late } from "./late";
import { LooseEnds } from "./loose-ends";
import { Banner, Notices } from "./notices";
import { Popovers } from "./popovers";
import { PresentFrame } from "./present-frame";
import { FilterFrame } from "./reader/filter-frame";
import { useWindow } from "./reader/full-window";
import { HiddenLanes } from "./reader/hidden-lanes";
import { useNotebookKeys, useTheme } from "./surroundings";

export interface AppProps {
  store: Store;
  /** The whole map, the grid without the emotion lanes, or the emotion lanes alone. */
  part: Part;
  /** Two versions of the map to begin with, by id; none for the map itself. */
  compare?: readonly string[] | undefined;
  /** Where the interface comes from that is fetched on first use. */
  chunks: ChunkSource;
  /** Whether the map stands among a notebook's cells, whose shortcuts would take its keys. */
  inNotebook?: boolean;
}

export function App({ store, part, compare: [was, now] = [], chunks, inNotebook = true }: AppProps) {
  const root = useRef<HTMLElement>(null);
  const view = useMemo(() => new ViewState(store, part, LANES, chunks), [store, part, chunks]);
  const label = useComputed(() =>
    t("Journey map: {title}", { title: store.document.value.title || t("untitled") }),
  );
  useTheme(root);
  useLayoutEffect(() => {
    view.root = root.current;
  }, [view]);
  useWindow(view, root);
  useNotebookKeys(view, root, inNotebook);
  useFirstKey(view, root);
  useUnfinished(view, root);
  useFocus(view);
  useEvidenceOffer(view);
  useMenuEvents(view, root);
  useSignalEffect(() => {
    const personas = store.document.value.personas ?? [];
    const exists = personas.some(({ id }) => id === view.persona.value);
    if (!exists) view.persona.value = personas[0]?.id ?? null;
  });
  useSignalEffect(() => {
    if (was && now && "exports" in chunks.get("dialogs"))
      view.open.value = { what: "compare", anchor: null, was, now, isFirst: true };
  });
  // What the last move did is news until the next key or press.
  const quiet = () => {
    if (!view.dragging.peek()) view.outcome.value = null;
  };
  return (
    <section
      class="cjm"
      ref={root}
      aria-label={label.value}
      data-part={part}
      data-width={view.reader.stageWidth.value}
      data-density={view.reader.density.value}
      data-by-stage={view.reader.isByStage.value || undefined}
      onKeyDownCapture={quiet}
      onPointerDownCapture={quiet}
      onKeyDown={(event) => {
        onAnyKeyDown(view, event);
        onCommandKey(view, event);
      }}
      onInput={({ target }) => {
        (target as HTMLElement).dataset.typed = "true";
      }}
    >
      <Head view={view}>
        {store.company && (
          <Late
            view={view}
            from="people"
            draw={({ People }) => <People view={view} company={store.company!} />}
            frame={() => null}
          />
        )}
      </Head>
      {view.stages.value.length > 0 && (view.reader.bar.value || view.reader.isFiltering.value) && (
        <Late
          view={view}
          from="looks"
          draw={({ FilterBar }) => <FilterBar view={view} />}
          frame={(says) => <FilterFrame view={view} says={says} />}
        />
      )}
      {(view.workshop.value || store.forum?.session.value) && (
        <Late
          view={view}
          from="workshop"
          draw={({ Workshop }) => <Workshop view={view} />}
          frame={(says) => (
            <p class="cjm-late" role="status">
              {says}
            </p>
          )}
        />
      )}
      <Banner view={view} />
      <LooseEnds view={view} />
      {view.stages.value.length ? (
        <>
          {view.find.value && (
            <Late
              view={view}
              from="finder"
              draw={({ FindBar }) => <FindBar view={view} />}
              frame={(says) => <FindFrame view={view} says={says} />}
            />
          )}
          <div class={view.panel.value ? "cjm-work has-dock" : "cjm-work"}>
            <Grid view={view} />
            {view.panel.value && (
              <Late
                view={view}
                from="dock"
                draw={({ Dock }) => <Dock view={view} />}
                frame={(says) => <DockFrame view={view} says={says} />}
              />
            )}
          </div>
          <HiddenLanes view={view} />
          <Foot view={view} />
        </>
      ) : (
        <Late
          view={view}
          from="empty"
          draw={({ Empty }) => <Empty view={view} />}
          frame={(says) => (
            <div class="cjm-empty">
              <p class="cjm-late" role="status">
                {says}
              </p>
            </div>
          )}
        />
      )}
      <Notices view={view} />
      <Popovers view={view} />
      <Ghost view={view} />
      <CardStack view={view} />
      {view.presenting.value !== null && (
        <Late
          view={view}
          from="present"
          draw={({ Presentation }) => <Presentation view={view} />}
          frame={(says) => <PresentFrame view={view} says={says} />}
        />
      )}
    </section>
  );
}
