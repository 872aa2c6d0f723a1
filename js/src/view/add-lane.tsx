/** The popover that asks for the name of a new lane, and what it is about. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { add, idOf } from "../document/gestures";
import { laneFields, usualLanes, whyNotTwice } from "../document/lane-kinds";
import type { Lane } from "../document/schema";
import type { Open, Unfinished, ViewState } from "../interaction/state";
import { leaveEdit } from "../interaction/writing/editing";
import { english, t, translate } from "../words/words";
import { closePopover, Popover } from "./popover";

export function AddLane({ view, open }: { view: ViewState; open: Extract<Open, { what: "add" }> }) {
  const { before } = open;
  const [why, setWhy] = useState<string | null>(null);
  const [choice, choose] = useState("");
  const suggestions = usualLanes(view.store.document.value.lanes);
  const like = suggestions.find(({ name }) => name === choice);
  const input = useRef<HTMLInputElement>(null);
  const edits = (name: string) => {
    const fields = like && { kind: like.kind, role: like.role };
    return add(view.store.document.peek(), "lane", name, { before, ...fields });
  };
  /** Add what was typed, if anything; false where that was refused, and the popover says why. */
  const submit = (): boolean => {
    const name = input.current!.value.trim();
    if (!name) return true;
    const operations = edits(name);
    const reason = view.store.edit(operations, english("Add lane"));
    setWhy(reason);
    if (reason !== null) return false;
    input.current!.value = "";
    view.focus.value = { lane: idOf(operations), stage: null };
    return true;
  };
  /** A second lane of a kind that a map has once is refused as soon as its name says so. */
  const warn = (kindAndRole: Partial<Lane> | undefined) => {
    const name = input.current!.value.trim();
    const { lanes = [] } = view.store.document.peek();
    const lane = { id: "", name, ...laneFields(name, kindAndRole ?? {}) };
    setWhy(name ? whyNotTwice(lane, lanes) : null);
  };
  const latest = useRef(edits);
  latest.current = edits;
  useLayoutEffect(() => {
    const field = input.current!;
    field.value = view.typedName;
    field.select();
    view.typedName = "";
    const one: Unfinished = { finish: () => void submit(), isChanged: () => field.value.trim() !== "" };
    view.unfinished.add(one);
    return () => {
      view.unfinished.delete(one);
      const name = field.value.trim();
      // Still open, it goes away with its map.
      if (name && view.open.peek() === open) leaveEdit(view, latest.current(name), english("Add lane"));
      else if (name) view.typedName = name;
    };
  }, [open]);
  return (
    <Popover view={view} anchor={open.anchor} label={t("Add a lane")} leave={submit}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h3>{t("Add a lane")}</h3>
        <input
          ref={input}
          class="cjm-field"
          aria-label={t("Name of the new lane")}
          placeholder={t("Name the lane")}
          maxLength={500}
          aria-invalid={why !== null}
          onInput={() => warn(like && { kind: like.kind, role: like.role })}
        />
        <select
          class="cjm-field"
          aria-label={t("What the lane is about")}
          value={like?.name ?? ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            choose(value);
            const next = suggestions.find(({ name }) => name === value);
            warn(next && { kind: next.kind, role: next.role });
          }}
        >
          <option value="">{t("What its name suggests")}</option>
          {suggestions.map(({ name }) => (
            <option key={name} value={name}>
              {t(name)}
            </option>
          ))}
        </select>
        {why && (
          <p class="cjm-why" role="alert">
            {translate(why)}
          </p>
        )}
        <footer>
          <button type="button" class="cjm-btn" onClick={() => submit() && closePopover(view)}>
            {t("Done")}
          </button>
          <button type="submit" class="cjm-btn is-primary">
            {t("Add")} <span aria-hidden="true">↵</span>
          </button>
        </footer>
      </form>
    </Popover>
  );
}
