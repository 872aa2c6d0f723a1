/** Where a link shall lead: a stage or card by its words, by the arrows, or by a press on it; an address or another map. */
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { thingsOf } from "../../document/document";
import { change, changeCard } from "../../document/gestures";
import { anchorsOf } from "../../document/links/link-edits";
import { placeOfCard, sameAnchor } from "../../document/links/links";
import type { Anchor, Link, Operation } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { anchorAt, isMapFile, LINK_KINDS, makeLink, shortName } from "../../interaction/links/link-tasks";
import type { Open, ViewState } from "../../interaction/state";
import { english, t, texts, translate } from "../../words/words";
import { closePopover, Popover } from "../popover";

const TEXTS = texts({
  title: (name: string) => t("Link from “{name}”", { name }),
  field: "Where it leads",
  hint: "Words of a stage or card, https://…, or a map’s file",
  press: "Or press a card or a stage in the map.",
  kind: "Kind",
  label: "Label",
  list: "Stages and cards",
  open: (label: string) => (label ? t("Open end: “{label}”", { label }) : t("Open end, out of the map")),
  address: (text: string) => t("Address {name}", { name: text }),
  map: (text: string) => t("Map {name}", { name: text }),
  none: "No stage or card has these words",
  cancel: "Cancel",
  link: "Link",
} as const);
/** How many choices are listed: more words narrow them. */
const MOST = 8;

type Choice =
  | { readonly what: "anchor"; readonly anchor: Anchor; readonly words: string }
  | { readonly what: "outside"; readonly link: string; readonly words: string }
  | { readonly what: "open"; readonly label: string; readonly words: string };

export function LinkTo({ view, open }: { view: ViewState; open: Extract<Open, { what: "link to" }> }) {
  const { start } = open;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [why, setWhy] = useState<string | null>(null);
  const [kind, setKind] = useState<Link["kind"]>("direct");
  const [label, setLabel] = useState("");
  const document = view.store.document.value;
  const anchors = useMemo(
    () => anchorsOf(document).filter(({ anchor }) => !sameAnchor(anchor, start)),
    [document, start],
  );
  const choices = choicesFor(anchors, text, kind === "open");
  const chosen = choices[Math.min(at, choices.length - 1)];
  useLayoutEffect(() => {
    const end = chosen?.what === "anchor" && (text || at > 0) ? chosen.anchor : null;
    view.linking.draft.value = { start, end };
  });
  const done = () => closePopover(view);
  const take = (choice: Choice | undefined) => {
    if (!choice) {
      setWhy(TEXTS.none);
      return;
    }
    if (choice.what === "outside") {
      const reason = view.store.edit(outward(view, start, choice.link), english("Link"));
      setWhy(reason);
      if (reason === null) done();
      return;
    }
    const isOpen = choice.what === "open";
    const fields = { kind: isOpen ? ("open" as const) : kind, label: isOpen ? choice.label || label : label };
    makeLink(view, start, isOpen ? null : choice.anchor, fields);
    done();
  };
  const latest = useRef(take);
  latest.current = take;
  // A press on a card or a stage chooses it, and does nothing else there.
  useLayoutEffect(() => {
    const { root } = view;
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    const choose = (event: PointerEvent) => {
      const anchor = anchorAt(view, event.composedPath()[0] as Element);
      if (!anchor) return;
      swallow(event);
      root?.addEventListener("click", swallow, { capture: true, once: true });
      const loosen = () => setTimeout(() => root?.removeEventListener("click", swallow, true));
      globalThis.document.addEventListener("pointerup", loosen, { capture: true, once: true });
      if (sameAnchor(anchor, start)) done();
      else latest.current({ what: "anchor", anchor, words: "" });
    };
    root?.addEventListener("pointerdown", choose, true);
    return () => root?.removeEventListener("pointerdown", choose, true);
  }, [view, start]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, choices.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") take(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Popover view={view} anchor={open.anchor} label={TEXTS.title(shortName(view, start))} kind="is-link">
      <h3>{TEXTS.title(shortName(view, start))}</h3>
      <input
        ref={input}
        class="cjm-field"
        role="combobox"
        aria-label={TEXTS.field}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${choices.indexOf(chosen)}` : undefined}
        aria-autocomplete="list"
        aria-describedby={`${id}-hint`}
        placeholder={TEXTS.hint}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
          setWhy(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="cjm-options" role="listbox" id={`${id}-list`} aria-label={TEXTS.list} tabIndex={-1}>
        {choices.map((choice, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={choice.words}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            onPointerEnter={() => setAt(place)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(choice)}
          >
            {choice.words}
          </div>
        ))}
      </div>
      <div class="cjm-linkfields">
        <select
          class="cjm-field"
          aria-label={TEXTS.kind}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as Link["kind"])}
        >
          {LINK_KINDS.map(([name, words]) => (
            <option key={name} value={name}>
              {t(words)}
            </option>
          ))}
        </select>
        <input
          class="cjm-field"
          aria-label={TEXTS.label}
          placeholder={TEXTS.label}
          value={label}
          onInput={({ currentTarget }) => setLabel(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !isComposing(event)) onKeyDown(event);
          }}
        />
      </div>
      {why && (
        <p class="cjm-why" role="alert">
          {translate(why)}
        </p>
      )}
      <small id={`${id}-hint`}>{TEXTS.press}</small>
      <footer>
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          {TEXTS.cancel}
        </button>
        <button type="button" class="cjm-btn is-primary" onClick={() => take(chosen)}>
          {TEXTS.link} <span aria-hidden="true">↵</span>
        </button>
      </footer>
    </Popover>
  );
}

/** What can be chosen for what was typed, the nearest first. */
function choicesFor(
  anchors: readonly { anchor: Anchor; words: string }[],
  text: string,
  isOpen: boolean,
): Choice[] {
  const typed = text.trim();
  const out: Choice = { what: "open", label: typed, words: TEXTS.open(typed) };
  if (/^(https?:|mailto:)/i.test(typed))
    return [{ what: "outside", link: typed, words: TEXTS.address(typed) }];
  if (isMapFile(typed)) return [{ what: "outside", link: typed, words: TEXTS.map(typed) }];
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = anchors
    .filter(({ words }) => parts.every((part) => words.toLowerCase().includes(part)))
    .slice(0, MOST)
    .map(({ anchor, words }): Choice => ({ what: "anchor", anchor, words }));
  if (isOpen) return [...matches, out];
  return matches.length ? matches : typed ? [out] : [];
}

/** The edit that lets a card or stage lead to an address or a file. */
function outward(view: ViewState, { card, stage }: Anchor, link: string): Operation[] {
  const document = view.store.document.peek();
  if (!card) {
    const { links = [] } = thingsOf(document, "stage").find(({ id }) => id === stage) ?? {};
    return links.includes(link) ? [] : change(document, "stage", stage!, { links: [...links, link] });
  }
  const place = placeOfCard(document, card);
  const links = place?.card.links ?? [];
  if (!place || links.includes(link)) return [];
  return changeCard(place.stage, place.lane, place.card, { links: [...links, link] });
}
