/** One persona's card: photo, name, who, the rows it stands for, its words; pressed it opens the details. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { change } from "../../document/gestures";
import type { Document, Persona } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { afterDrawing } from "../../interaction/focus";
import { movePersona, removePersona, setPersona } from "../../interaction/headers/persona-row";
import { showPersona } from "../../interaction/panel-focus";
import { togglePersona } from "../../interaction/reader/shown-curves";
import type { Unfinished, ViewState } from "../../interaction/state";
import { leaveEdit } from "../../interaction/writing/editing";
import { Icon } from "../../lanes/icon";
import { count } from "../../scene/numbers";
import { initials, numbered, personaLook } from "../../scene/personas";
import { english, t, texts } from "../../words/words";
import { capital } from "../header/audience";
import { CurveSample } from "../header/curve-sample";
import { IMAGE_TYPES, smallEnough } from "../panel/image";

const TEXTS = texts({
  goals: "Goals",
  needs: "Needs",
  pains: "Pains",
  noRows: "Stands for no rows yet",
  shown: "Shown",
  hidden: "Hidden",
  curveOf: (name: string) => t("Curve of {name}", { name }),
  detailsOf: (name: string) =>
    t("{name}: press for the details, F2 to rename, Alt and arrows to move", { name }),
  nameOf: (name: string) => t("Name of {name}", { name }),
  photoOf: (name: string) => t("Choose a photo of {name}", { name }),
  photoHint: "Drop, paste or choose a photo",
  grip: (name: string) => t("Drag {name} to another place", { name }),
  earlier: (name: string) => t("Move {name} earlier", { name }),
  later: (name: string) => t("Move {name} later", { name }),
  remove: (name: string) => t("Remove {name}", { name }),
});

interface PersonaCardProps {
  view: ViewState;
  persona: Persona;
  at: number;
  of: number;
  /** How many respondents it stands for; not known where nothing is joined. */
  n: number | null | undefined;
  isCarried: boolean;
  /** Whether the card that is dragged would stand before this one. */
  isTarget: boolean;
  carry: (event: PointerEvent) => void;
  /** Put the focus on the card so many places on. */
  beside: (by: -1 | 1) => void;
  /** The card is about to move, and keeps the focus; or to go, and a neighbour gets it. */
  stay: () => void;
  gone: () => void;
}

export function PersonaCard(props: PersonaCardProps) {
  const { view, persona, at, n } = props;
  const card = useRef<HTMLElement>(null);
  const renames = useSignal(false);
  const why = useSignal<string | null>(null);
  const editable = view.store.editable.value;
  const look = personaLook(at);
  const hidden = view.hidden.value.has(persona.id);
  const { name, about, quote } = persona;
  const segment = Object.values(persona.segment ?? {})
    .map(capital)
    .join(", ");

  const takePhoto = async (file: File | undefined) => {
    if (!file || !editable) return;
    const data = await smallEnough(file);
    why.value = typeof data === "string" ? null : data.why;
    if (typeof data === "string")
      setPersona(
        view,
        persona,
        { photo: { data, alt: persona.photo?.alt ?? name } },
        view.store.document.peek(),
      );
  };
  const moves = (by: -1 | 1) => {
    props.stay();
    movePersona(view, persona.id, by);
  };
  const remove = () => {
    props.gone();
    removePersona(view, persona);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const forward = (event.key === "ArrowRight") === (getComputedStyle(card.current!).direction !== "rtl");
    const isArrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (isArrow && !event.altKey) props.beside(forward ? 1 : -1);
    else if (!editable) return;
    else if (isArrow) moves(forward ? 1 : -1);
    else if (event.altKey) return;
    else if (event.key === "F2") renames.value = true;
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const classes = ["cjm-pcard", look.class];
  if (hidden) classes.push("is-hidden");
  if (props.isCarried) classes.push("is-moving");
  if (props.isTarget) classes.push("is-target");
  return (
    <article
      ref={card}
      class={classes.join(" ")}
      data-persona={persona.id}
      aria-label={name}
      onDragOver={(event) => event.dataTransfer?.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => {
        const [file] = event.dataTransfer?.files ?? [];
        if (!file) return;
        event.preventDefault();
        event.stopPropagation();
        takePhoto(file);
      }}
      onPaste={(event) => {
        const [file] = event.clipboardData?.files ?? [];
        if (!file) return;
        event.preventDefault();
        event.stopPropagation();
        takePhoto(file);
      }}
    >
      <div class="cjm-pc-top">
        <Photo persona={persona} editable={editable} take={takePhoto} />
        <div>
          <h3>
            {renames.value ? (
              <NameField
                view={view}
                persona={persona}
                close={(back) => {
                  renames.value = false;
                  if (back)
                    afterDrawing(() => card.current?.querySelector<HTMLElement>(".cjm-pc-name")?.focus());
                }}
              />
            ) : (
              <button
                type="button"
                class="cjm-pc-name"
                title={editable ? TEXTS.detailsOf(name) : undefined}
                onClick={() => showPersona(view, persona.id)}
                onKeyDown={onKeyDown}
              >
                {numbered(look, name)}
              </button>
            )}
          </h3>
          {about && <small>{about}</small>}
          <small class="cjm-pc-seg">
            {hidden ? <Icon name="eyeOff" size={12} /> : <CurveSample look={look} />}
            {segment || <span class="cjm-n">{TEXTS.noRows}</span>}
            {segment && n != null && <span class="cjm-n">n {count(n)}</span>}
          </small>
        </div>
        <button
          type="button"
          class={hidden ? "cjm-chipbtn" : "cjm-chipbtn is-on"}
          aria-pressed={!hidden}
          aria-label={`${hidden ? TEXTS.hidden : TEXTS.shown}: ${TEXTS.curveOf(name)}`}
          onClick={() => togglePersona(view, persona.id)}
        >
          <Icon name={hidden ? "eyeOff" : "eye"} size={14} />
          {hidden ? TEXTS.hidden : TEXTS.shown}
        </button>
      </div>
      {quote && (
        <p class="cjm-pc-q">
          <q>{quote}</q>
        </p>
      )}
      <Lists persona={persona} />
      {why.value && (
        <p class="cjm-why" role="alert">
          {why.value}
        </p>
      )}
      {editable && (
        <span class="cjm-hov cjm-pc-tools">
          <span
            class="is-grip"
            title={TEXTS.grip(name)}
            onPointerDown={(event) => props.carry(event)}
            aria-hidden="true"
          >
            <Icon name="grip" size={14} />
          </span>
          <Tool label={TEXTS.earlier(name)} off={at === 0} press={() => moves(-1)}>
            <span class="is-back">
              <Icon name="down" size={14} />
            </span>
          </Tool>
          <Tool label={TEXTS.later(name)} off={at + 1 === props.of} press={() => moves(1)}>
            <span class="is-on">
              <Icon name="down" size={14} />
            </span>
          </Tool>
          <Tool label={TEXTS.remove(name)} press={remove}>
            <Icon name="trash" size={14} />
          </Tool>
        </span>
      )}
    </article>
  );
}

/** Goals, needs and pains, as far as there are any. */
function Lists({ persona }: { persona: Persona }) {
  const lists = (["goals", "needs", "pains"] as const).filter((name) => persona[name]?.length);
  if (!lists.length) return null;
  return (
    <dl>
      {lists.map((name) => (
        <>
          <dt>{TEXTS[name]}</dt>
          <dd>{persona[name]!.join("; ")}</dd>
        </>
      ))}
    </dl>
  );
}

/** For the pointer; the keyboard does the same from the card's name. */
function Tool({
  label,
  off = false,
  press,
  children,
}: {
  label: string;
  off?: boolean;
  press: () => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      aria-disabled={off}
      onClick={() => !off && press()}
    >
      {children}
    </button>
  );
}

interface PhotoProps {
  persona: Persona;
  editable: boolean;
  take: (file: File | undefined) => void;
}

/** The photo, or the initials; pressed it asks for a file. */
function Photo({ persona, editable, take }: PhotoProps) {
  const input = useRef<HTMLInputElement>(null);
  const { name, photo } = persona;
  const face = photo ? (
    <img class="cjm-pc-photo" src={photo.data} alt={photo.alt || name} />
  ) : (
    <span class="cjm-pc-photo cjm-avatar" aria-hidden="true">
      {initials(name)}
    </span>
  );
  if (!editable) return face;
  return (
    <>
      <button
        type="button"
        class="cjm-pc-face"
        aria-label={TEXTS.photoOf(name)}
        title={TEXTS.photoHint}
        onClick={() => input.current!.click()}
      >
        {face}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={IMAGE_TYPES.join(",")}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

interface NameFieldProps {
  view: ViewState;
  persona: Persona;
  /** `back` says whether the focus goes to the card again. */
  close: (back: boolean) => void;
}

/** Renames in place: Enter and leaving save, Escape does not. What is typed is never dropped. */
function NameField({ view, persona, close }: NameFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const base = useRef<Document>(view.store.document.peek());
  const isOver = useRef(false);
  const edit = () => {
    const name = input.current!.value.trim();
    return name && name !== persona.name ? name : null;
  };
  const finish = (): boolean => {
    const name = edit();
    return name === null || setPersona(view, persona, { name }, base.current);
  };
  useLayoutEffect(() => {
    const field = input.current!;
    field.focus();
    field.select();
    const one: Unfinished = { finish: () => void finish(), isChanged: () => edit() !== null };
    view.unfinished.add(one);
    return () => {
      view.unfinished.delete(one);
      input.current = field;
      const name = edit();
      if (!isOver.current && name !== null)
        leaveEdit(
          view,
          change(base.current, "persona", persona.id, { name }),
          english("Change {name}", { name: persona.name }),
        );
    };
  }, []);
  const end = (saves: boolean, back: boolean) => {
    if (isOver.current || (saves && !finish())) return;
    isOver.current = true;
    close(back);
  };
  return (
    <input
      ref={input}
      class="cjm-name"
      aria-label={TEXTS.nameOf(persona.name)}
      defaultValue={persona.name}
      maxLength={500}
      onBlur={() => end(true, false)}
      onKeyDown={(event) => {
        if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
        event.preventDefault();
        event.stopPropagation();
        end(event.key === "Enter", true);
      }}
    />
  );
}
