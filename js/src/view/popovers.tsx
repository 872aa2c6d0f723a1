/** What opens above the map: the field that adds a stage or lane, the question before removing one, and others. */
import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { add, idOf } from "../document/gestures";
import { usualLanes } from "../document/lane-kinds";
import type { Document, Stage } from "../document/schema";
import { removeNow } from "../interaction/commands";
import { leaveEdit } from "../interaction/editing";
import { go } from "../interaction/focus";
import type { Open, Unfinished, ViewState } from "../interaction/state";
import { Late } from "./late";
import { closePopover, Popover } from "./popover";
import { ViewChoices } from "./view-choices";

export function Popovers({ view }: { view: ViewState }) {
  const open = view.open.value;
  // Closed in any way, nothing was pasted.
  useSignalEffect(() => {
    if (view.open.value?.what !== "paste") view.pasting.value = null;
  });
  if (!open) return null;
  switch (open.what) {
    case "add":
      return <Add key={open.kind} view={view} open={open} />;
    case "remove":
      return <RemoveQuestion view={view} open={open} />;
    case "view":
      return <ViewChoices view={view} anchor={open.anchor} />;
    case "menu":
    case "palette":
      return (
        <Late
          view={view}
          from="menus"
          draw={({ ContextMenu, Palette }) =>
            open.what === "menu" ? (
              <ContextMenu view={view} open={open} />
            ) : (
              <Palette view={view} open={open} />
            )
          }
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
    case "keys":
    case "move":
    case "paste":
      return (
        <Late
          view={view}
          from="dialogs"
          draw={({ Dialog }) => <Dialog view={view} open={open} />}
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
  }
}

function OnItsWay({ view, anchor, says }: { view: ViewState; anchor: Element | null; says: string }) {
  return (
    <Popover view={view} anchor={anchor} label="On its way">
      <p class="cjm-late" role="status">
        {says}
      </p>
    </Popover>
  );
}

function Add({ view, open }: { view: ViewState; open: Extract<Open, { what: "add" }> }) {
  const { kind, before } = open;
  const [why, setWhy] = useState<string | null>(null);
  const [choice, choose] = useState("");
  const suggestions = usualLanes(view.store.document.value.lanes);
  const like = suggestions.find(({ name }) => name === choice);
  const input = useRef<HTMLInputElement>(null);
  const edits = (name: string) => {
    const document = view.store.document.peek();
    const fields =
      kind === "stage" ? phaseBefore(document, before) : like && { kind: like.kind, role: like.role };
    return add(document, kind, name, { before, ...fields });
  };
  /** Add what was typed, if anything; false where that was refused, and the popover says why. */
  const submit = (): boolean => {
    const name = input.current!.value.trim();
    if (!name) return true;
    const operations = edits(name);
    const reason = view.store.edit(operations, `Add ${kind}`);
    setWhy(reason);
    if (reason !== null) return false;
    input.current!.value = "";
    const id = idOf(operations);
    view.focus.value = kind === "stage" ? { lane: null, stage: id } : { lane: id, stage: null };
    return true;
  };
  const latest = useRef(edits);
  latest.current = edits;
  useLayoutEffect(() => {
    const field = input.current!;
    field.value = view.typedNames[kind] ?? "";
    field.select();
    delete view.typedNames[kind];
    const one: Unfinished = { finish: () => void submit(), isChanged: () => field.value.trim() !== "" };
    view.unfinished.add(one);
    return () => {
      view.unfinished.delete(one);
      const name = field.value.trim();
      // Still open, it goes away with its map.
      if (name && view.open.peek() === open) leaveEdit(view, latest.current(name), `Add ${kind}`);
      else if (name) view.typedNames[kind] = name;
    };
  }, [open]);
  return (
    <Popover view={view} anchor={open.anchor} label={`Add a ${kind}`} leave={submit}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
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
          <button type="button" class="cjm-btn" onClick={() => submit() && closePopover(view)}>
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
