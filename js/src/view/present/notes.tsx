/** What whoever presents wants to say of a stage; the room does not see it in full screen. */
import { useRef } from "preact/hooks";
import { change } from "../../document/gestures";
import type { Stage } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import { english, t, texts } from "../../words/words";

const TEXTS = texts({
  notes: "Notes",
  label: (name: string) => t("Notes for {name}", { name }),
  hint: "What to say here",
  yours: "Not shown in full screen, unless N is pressed",
});

export function Notes({ view, stage }: { view: ViewState; stage: Stage }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = stage.notes ?? "";
  const save = () => {
    const notes = field.current!.value;
    if (notes === text) return;
    makeEdit(view, change(view.store.document.peek(), "stage", stage.id, { notes }), english("Edit notes"));
  };
  return (
    <div class="cjm-pr-notes">
      <b aria-hidden="true">{TEXTS.notes}</b>
      <textarea
        ref={field}
        rows={Math.min(4, text.split("\n").length)}
        aria-label={TEXTS.label(stage.name)}
        placeholder={TEXTS.hint}
        readOnly={!view.store.editable.value}
        defaultValue={text}
        onBlur={save}
      />
      <span class="cjm-n">{TEXTS.yours}</span>
    </div>
  );
}
