/** What opens above the map: the field that adds a stage or lane, the question before removing one, and others. */
import { useRef, useState } from "preact/hooks";
import { add, idOf } from "../document/gestures";
import { usualLanes } from "../document/lane-kinds";
import type { Document, Stage } from "../document/schema";
import { removeNow } from "../interaction/commands";
import { go } from "../interaction/focus";
import type { Open, ViewState } from "../interaction/state";
import { Keys } from "./key-list";
import { MoveQuestion } from "./move-question";
import { PastePreview } from "./paste-preview";
import { closePopover, Popover } from "./popover";

export function Popovers({ view }: { view: ViewState }) {
  const open = view.open.value;
  if (!open) return null;
  switch (open.what) {
    case "add":
      return <Add key={open.kind} view={view} open={open} />;
    case "remove":
      return <RemoveQuestion view={view} open={open} />;
    case "keys":
      return <Keys view={view} anchor={open.anchor} />;
    case "move":
      return <MoveQuestion view={view} open={open} />;
    case "paste":
      return <PastePreview view={view} />;
  }
}

function Add({ view, open }: { view: ViewState; open: Extract<Open, { what: "add" }> }) {
  const { kind, before } = open;
  const [why, setWhy] = useState<string | null>(null);
  const [choice, choose] = useState("");
  const suggestions = usualLanes(view.store.document.value.lanes);
  const like = suggestions.find(({ name }) => name === choice);
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const name = input.current!.value.trim();
    if (!name) return;
    const document = view.store.document.peek();
    const fields =
      kind === "stage" ? phaseBefore(document, before) : like && { kind: like.kind, role: like.role };
    const operations = add(document, kind, name, { before, ...fields });
    const reason = view.store.edit(operations, `Add ${kind}`);
    setWhy(reason);
    if (reason !== null) return;
    input.current!.value = "";
    const id = idOf(operations);
    view.focus.value = kind === "stage" ? { lane: null, stage: id } : { lane: id, stage: null };
  };
  return (
    <Popover view={view} anchor={open.anchor} label={`Add a ${kind}`}>
      <form onSubmit={submit}>
        <h3>Add a {kind}</h3>
        <input
          ref={input}
          class="cjm-field"
          aria-label={`Name of the new ${kind}`}
          placeholder={`Name the ${kind}`}
          maxLength={500}
        />
        {kind === "lane" && (
          <select
            class="cjm-field"
            aria-label="What the lane is about"
            value={like?.name ?? ""}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="">As its name says</option>
            {suggestions.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
        {why && (
          <p class="cjm-why" role="alert">
            {why}
          </p>
        )}
        <footer>
          <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
            Done
          </button>
          <button type="submit" class="cjm-btn is-primary">
            Add <span aria-hidden="true">↵</span>
          </button>
        </footer>
      </form>
    </Popover>
  );
}

/** A new stage belongs to the phase of the one it follows. */
function phaseBefore({ stages = [] }: Document, before: string | null): Partial<Stage> {
  const at = before === null ? stages.length : stages.findIndex(({ id }) => id === before);
  const phase = stages[at - 1]?.phase;
  return phase ? { phase } : {};
}

function RemoveQuestion({ view, open }: { view: ViewState; open: Extract<Open, { what: "remove" }> }) {
  const { kind, id, entries } = open;
  const thing = view.store.document.peek()[`${kind}s`]?.find((other) => other.id === id);
  const remove = () => {
    view.open.value = null;
    removeNow(view, kind, id);
    go(view, view.focus.peek());
  };
  return (
    <Popover view={view} anchor={open.anchor} label={`Remove the ${kind}`}>
      <h3>Remove “{thing?.name}”?</h3>
      <p>
        It holds {entries} {entries === 1 ? "entry" : "entries"}. Undo brings it back with all of them.
      </p>
      <footer>
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          Keep
        </button>
        <button type="button" class="cjm-btn is-primary" onClick={remove}>
          Remove
        </button>
      </footer>
    </Popover>
  );
}
