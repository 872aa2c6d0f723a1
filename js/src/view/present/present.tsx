/** The map stage by stage, for a room: the curve on top, one stage below, notes at the foot for whoever presents. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Stage } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { stagePresented } from "../../interaction/reader/presentation";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { Notes } from "./notes";
import { PresentedCurve } from "./presented-curve";
import { PresentedStage } from "./stage";
import "./present.css";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  presentation: (title: string) => t("Presentation: {title}", { title: title || t("Untitled journey") }),
  position: (at: number, of: number) => t("{at} of {all}", { at: at + 1, all: of }),
  step: (at: number, of: number, name: string) =>
    t("Stage {at} of {all}: {name}", { at: at + 1, all: of, name }),
  notes: "Notes",
  leave: "Leave",
  blank: "Blank",
  blanked: "The screen is blank. Any key or press shows the stage again.",
  full: "Full screen",
  start: "Start",
  previous: "Previous",
  next: "Next",
  first: "This is the first stage",
  last: "This is the last stage",
});
/** ms between two looks at the clock. */
const TICK = 5_000;

export function Presentation({ view }: { view: ViewState }) {
  const stage = stagePresented(view);
  return stage ? <Shown key="presentation" view={view} stage={stage} /> : null;
}

function Shown({ view, stage }: { view: ViewState; stage: Stage }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const [blank, setBlank] = useState(false);
  const [notes, setNotes] = useState(true);
  const stages = view.stages.value;
  const at = stages.indexOf(stage);
  const go = (to: number) => {
    const other = stages[Math.max(0, Math.min(stages.length - 1, to))];
    if (other) view.presenting.value = other.id;
  };
  const leave = () => {
    view.presenting.value = null;
  };
  useLayoutEffect(() => {
    const element = dialog.current!;
    const opener = view.holder() as HTMLElement | null;
    element.showModal?.();
    next.current?.focus();
    return () => {
      if (globalThis.document.fullscreenElement === screen.current)
        void globalThis.document.exitFullscreen?.();
      element.close?.();
      opener?.focus?.();
    };
  }, [view]);
  const toggleFull = () => {
    if (globalThis.document.fullscreenElement) void globalThis.document.exitFullscreen();
    else void screen.current?.requestFullscreen?.().then(() => setNotes(false));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const inText = (event.target as HTMLElement).matches("textarea");
    if (inText && event.key !== "Escape") return;
    if (inText) next.current?.focus();
    else if (blank && event.key !== "Shift") setBlank(false);
    else if (!carryOut(event)) return;
    event.preventDefault();
  };
  const carryOut = (event: KeyboardEvent): boolean => {
    const rtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
    switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
      case "ArrowRight":
      case "ArrowLeft":
        go(at + ((event.key === "ArrowRight") === rtl ? -1 : 1));
        return true;
      case "PageDown":
      case "PageUp": // what a clicker sends
        go(at + (event.key === "PageDown" ? 1 : -1));
        return true;
      case "Home":
        go(0);
        return true;
      case "End":
        go(stages.length - 1);
        return true;
      case "b":
      case ".":
        setBlank(true);
        return true;
      case "f":
        toggleFull();
        return true;
      case "n":
        setNotes(!notes);
        return true;
      case "Escape":
        leave();
        return true;
    }
    return false;
  };
  const document = view.store.document.value;
  const [before, after] = [stages[at - 1], stages[at + 1]];
  return (
    <dialog
      ref={dialog}
      class="cjm-pr-dialog"
      aria-label={TEXTS.presentation(document.title ?? "")}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <div class="cjm-pr" ref={screen}>
        <div class="cjm-pr-top">
          <span class="cjm-pr-t">{document.title}</span>
          <span class="cjm-n">{whoIn(view)}</span>
          <span class="cjm-grow" />
          <span class="cjm-n">
            {TEXTS.position(at, stages.length)} · <Clock />
          </span>
          <button
            type="button"
            class="cjm-tool"
            aria-label={TEXTS.notes}
            aria-pressed={notes}
            onClick={() => setNotes(!notes)}
          >
            <Icon name="pencil" />
          </button>
          <button type="button" class="cjm-tool" aria-label={TEXTS.leave} onClick={leave}>
            <Icon name="close" />
          </button>
        </div>
        <PresentedCurve view={view} at={at} go={go} />
        <PresentedStage view={view} stage={stage} at={at} />
        {notes && <Notes key={stage.id} view={view} stage={stage} />}
        <div class="cjm-pr-bar">
          <button
            type="button"
            class="cjm-btn is-large"
            aria-disabled={!before}
            aria-label={before ? `${TEXTS.previous}: ${before.name}` : TEXTS.first}
            onClick={() => go(at - 1)}
          >
            <span class="is-back">
              <Icon name="left" />
            </span>
            <span class="cjm-pr-way">{before?.name ?? TEXTS.previous}</span> <kbd>←</kbd>
          </button>
          <span class="cjm-grow" />
          <span class="cjm-pr-keys">
            <Key name="Home" words={TEXTS.start} press={() => go(0)} />
            <Key name="B" words={TEXTS.blank} press={() => setBlank(true)} />
            <Key name="F" words={TEXTS.full} press={toggleFull} />
            <Key name="Esc" words={TEXTS.leave} press={leave} />
          </span>
          <span class="cjm-grow" />
          <button
            ref={next}
            type="button"
            class="cjm-btn is-large is-primary"
            aria-disabled={!after}
            aria-label={after ? `${TEXTS.next}: ${after.name}` : TEXTS.last}
            onClick={() => go(at + 1)}
          >
            <span class="cjm-pr-way">{after?.name ?? TEXTS.next}</span> <kbd>→</kbd>
            <span class="is-back">
              <Icon name="right" />
            </span>
          </button>
        </div>
        <p class="cjm-sr" role="status">
          {blank ? TEXTS.blanked : TEXTS.step(at, stages.length, stage.name)}
        </p>
        {blank && (
          <button
            type="button"
            class="cjm-pr-blank"
            aria-label={TEXTS.blanked}
            onClick={() => setBlank(false)}
          />
        )}
      </div>
    </dialog>
  );
}

function Key({ name, words, press }: { name: string; words: string; press: () => void }) {
  return (
    <button type="button" onClick={press}>
      {words} <kbd>{t(name)}</kbd>
    </button>
  );
}

/** Whose curve is shown, and of which rows. */
function whoIn(view: ViewState): string {
  const persona = view.store.document.value.personas?.find(({ id }) => id === view.persona.value);
  return [persona?.name, ...Object.values(persona?.segment ?? {})].filter(Boolean).join(", ");
}

function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK);
    return () => clearInterval(timer);
  }, []);
  return <>{now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}</>;
}
