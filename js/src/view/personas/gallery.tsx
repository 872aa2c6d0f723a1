/** The header's personas, unfolded into a row of cards: who they are, and what each reader shows of them. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { entryAt } from "../../document/document";
import { hearFirst, holdKey, isRtl } from "../../interaction/drag";
import { personaBefore, placePersona } from "../../interaction/headers/persona-row";
import type { ViewState } from "../../interaction/state";
import { NewPersona } from "./new-persona";
import { PersonaCard } from "./persona-card";
import "./personas.css";

const LABEL = "Personas";

/** Pointer travel in px that makes a press a drag. */
const SLACK = 4;

/** A card on its way: whose, and the persona it would stand before; null for last. */
interface Carried {
  id: string;
  before: string | null;
}

export function PersonaCards({ view }: { view: ViewState }) {
  const row = useRef<HTMLDivElement>(null);
  const carried = useSignal<Carried | null>(null);
  const wanted = useRef<string | null>(null);
  const personas = view.store.document.value.personas ?? [];
  const [source] = view.store.measured.value.sources ?? [];

  const cardOf = (id: string) =>
    [...(row.current?.children ?? [])].find((card) => (card as HTMLElement).dataset.persona === id) as
      | HTMLElement
      | undefined;
  const focusCard = (id: string) => {
    cardOf(id)?.querySelector<HTMLElement>(".cjm-pc-name")?.focus();
  };
  // A card just added or moved is scrolled to, and has the focus once it is drawn there.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    cardOf(wanted.current)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    focusCard(wanted.current);
    wanted.current = null;
  });

  const startCarry = (id: string, event: PointerEvent) => {
    if (event.button !== 0) return;
    const from = event.clientX;
    let moves = false;
    const boxes = () =>
      [...row.current!.querySelectorAll<HTMLElement>("article[data-persona]")].map((card) => ({
        id: card.dataset.persona!,
        ...pick(card.getBoundingClientRect()),
      }));
    const onMove = (moved: PointerEvent) => {
      moves ||= Math.abs(moved.clientX - from) >= SLACK;
      if (!moves) return;
      scrollAtEdge(row.current!, moved.clientX);
      carried.value = { id, before: personaBefore(boxes(), moved.clientX, isRtl(row.current!)) };
    };
    const stop = () => {
      stopHearing();
      carried.value = null;
    };
    const onUp = () => {
      const last = carried.peek();
      stop();
      if (!last) return;
      wanted.current = id;
      placePersona(view, id, last.before);
    };
    const onKey = (key: KeyboardEvent) => {
      if (moves && holdKey(key)) stop();
    };
    event.preventDefault();
    const stopHearing = hearFirst({
      pointermove: onMove,
      pointerup: onUp,
      pointercancel: stop,
      keydown: onKey,
    });
  };

  return (
    <div
      class="cjm-pcards"
      ref={row}
      role="group"
      aria-label={LABEL}
      style={{ "--personas": personas.length }}
    >
      {personas.map((persona, at) => (
        <PersonaCard
          key={persona.id}
          view={view}
          persona={persona}
          at={at}
          of={personas.length}
          n={entryAt(source?.personas, persona.id)?.respondents}
          isCarried={carried.value?.id === persona.id}
          isTarget={carried.value?.before === persona.id}
          carry={(event) => startCarry(persona.id, event)}
          beside={(by) => {
            const next = personas[at + by];
            if (next) focusCard(next.id);
          }}
          stay={() => {
            wanted.current = persona.id;
          }}
          gone={() => {
            wanted.current = (personas[at + 1] ?? personas[at - 1])?.id ?? null;
          }}
        />
      ))}
      {view.store.editable.value && (
        <NewPersona
          view={view}
          isTarget={carried.value !== null && carried.value.before === null}
          added={(id) => {
            wanted.current = id;
          }}
        />
      )}
    </div>
  );
}

const pick = ({ left, right }: DOMRect) => ({ left, right });

/** How near to an edge, in px, the row scrolls, and by how many px a move. */
const EDGE = 40;
const STEP = 16;

function scrollAtEdge(row: HTMLElement, x: number): void {
  const { left, right } = row.getBoundingClientRect();
  if (x < left + EDGE) row.scrollLeft -= STEP;
  else if (x > right - EDGE) row.scrollLeft += STEP;
}
