/** What a card or a stage leads to, to follow; and one of its links, to change or remove. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { linkWords, nameOfAnchor } from "../../document/links/link-edits";
import { sameAnchor } from "../../document/links/links";
import type { Anchor, Link } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { goAlong, openLinks, outsideOf, startLink } from "../../interaction/links/link-commands";
import {
  editLink,
  isMapFile,
  LINK_KINDS,
  openMap,
  shortName,
  takeLinkAway,
} from "../../interaction/links/link-tasks";
import type { Open, ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { t, texts, translate } from "../../words/words";
import { closePopover, Popover } from "../popover";

const TEXTS = texts({
  title: (name: string) => t("Links of “{name}”", { name }),
  one: "Link",
  goto: (name: string) => t("Go to “{name}”", { name }),
  edit: (words: string) => t("Edit the link {words}", { words }),
  map: "Map",
  address: "Address",
  kind: "Kind",
  label: "Label",
  remove: "Remove link",
  done: "Done",
  add: "Link to …",
  nothing: "It leads nowhere yet.",
} as const);

type OpenLinks = Extract<Open, { what: "links" }>;

export function LinksPopover({ view, open }: { view: ViewState; open: OpenLinks }) {
  const link = view.linking.all.value.find(({ id }) => id === open.link);
  return link ? <OneLink view={view} open={open} link={link} /> : <LinkList view={view} open={open} />;
}

function LinkList({ view, open }: { view: ViewState; open: OpenLinks }) {
  const { of } = open;
  const list = useRef<HTMLUListElement>(null);
  const document = view.store.document.value;
  const editable = view.store.editable.value;
  const links = view.linking.all.value.filter(
    ({ start, end }) => sameAnchor(of, start) || sameAnchor(of, end),
  );
  const outside = outsideOf(view, of);
  useLayoutEffect(() => list.current?.querySelector<HTMLElement>("button, a")?.focus(), []);
  const goes = (link: Link, to: Anchor) => {
    view.open.value = null;
    goAlong(view, of, link, to);
  };
  /** The arrows lead from one to the next. */
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const ways = [...list.current!.querySelectorAll<HTMLElement>("[data-way]")];
    const at = ways.findIndex((way) => way.closest("li")!.contains(view.holder()));
    if (!by) return;
    ways[(at + by + ways.length) % ways.length]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Popover view={view} anchor={open.anchor} label={TEXTS.title(shortName(view, of))} kind="is-links">
      <h3>{TEXTS.title(shortName(view, of))}</h3>
      <ul class="cjm-ways" ref={list} onKeyDown={onKeyDown}>
        {links.map((link) => {
          const to = sameAnchor(of, link.start) ? link.end : link.start;
          const words = linkWords(document, link);
          return (
            <li key={link.id}>
              <Icon name="link" size={14} />
              <button
                type="button"
                data-way
                class="cjm-link"
                disabled={!to}
                onClick={() => to && goes(link, to)}
              >
                {words}
              </button>
              {editable && (
                <button
                  type="button"
                  class="cjm-tool is-small"
                  aria-label={TEXTS.edit(words)}
                  onClick={() => openLinks(view, of, link.id, open.anchor)}
                >
                  <Icon name="pencil" size={14} />
                </button>
              )}
            </li>
          );
        })}
        {outside.map((one) => (
          <li key={one}>
            <Icon name={isMapFile(one) ? "data" : "link"} size={14} />
            <Outside view={view} link={one} />
            <small>{isMapFile(one) ? TEXTS.map : TEXTS.address}</small>
          </li>
        ))}
      </ul>
      {!links.length && !outside.length && <p>{TEXTS.nothing}</p>}
      {editable && (
        <footer>
          <button type="button" class="cjm-btn" onClick={() => startLink(view, of)}>
            {TEXTS.add}
          </button>
        </footer>
      )}
    </Popover>
  );
}

/** An address opens, a map's file is asked for, and anything else only stands there. */
function Outside({ view, link }: { view: ViewState; link: string }) {
  if (/^(https?|mailto):/i.test(link))
    return (
      <a class="cjm-link" data-way href={link} target="_blank" rel="noopener noreferrer">
        {link}
      </a>
    );
  if (!isMapFile(link)) return <span>{link}</span>;
  return (
    <button
      type="button"
      class="cjm-link"
      data-way
      onClick={() => {
        closePopover(view);
        openMap(view, link);
      }}
    >
      {link}
    </button>
  );
}

function OneLink({ view, open, link }: { view: ViewState; open: OpenLinks; link: Link }) {
  const name = useId();
  const field = useRef<HTMLInputElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const document = view.store.document.value;
  const editable = view.store.editable.value;
  // A link that a card makes by an id has neither kind nor label of its own.
  const isOwn = document.links?.some(({ id }) => id === link.id) ?? false;
  const save = (): boolean => {
    const label = field.current?.value ?? "";
    if (!isOwn || label === (link.label ?? "")) return true;
    const isSaved = editLink(view, link, { label });
    setWhy(isSaved ? null : view.refusal.peek());
    return isSaved;
  };
  const ends = [link.start, ...(link.end ? [link.end] : [])];
  return (
    <Popover view={view} anchor={open.anchor} label={TEXTS.one} kind="is-links" leave={save}>
      <h3>{linkWords(document, link)}</h3>
      {isOwn && editable && (
        <>
          <span class="cjm-seg" role="radiogroup" aria-label={TEXTS.kind}>
            {LINK_KINDS.map(([kind, words]) => (
              <label key={kind}>
                <input
                  type="radio"
                  name={name}
                  checked={(link.kind ?? "direct") === kind}
                  onChange={() => editLink(view, link, { kind })}
                />
                {t(words)}
              </label>
            ))}
          </span>
          <input
            ref={field}
            class="cjm-field"
            aria-label={TEXTS.label}
            placeholder={TEXTS.label}
            defaultValue={link.label ?? ""}
            onBlur={save}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || isComposing(event)) return;
              event.preventDefault();
              event.stopPropagation();
              if (save()) closePopover(view);
            }}
          />
        </>
      )}
      {why && (
        <p class="cjm-why" role="alert">
          {translate(why)}
        </p>
      )}
      <div class="cjm-goes">
        {ends.map((end) => (
          <button
            key={end.card ?? end.stage}
            type="button"
            class="cjm-link"
            onClick={() => {
              if (!save()) return;
              view.open.value = null;
              goAlong(view, ends.find((other) => other !== end) ?? end, link, end);
            }}
          >
            {TEXTS.goto(nameOfAnchor(document, end) || "…")}
          </button>
        ))}
      </div>
      <footer>
        {editable && (
          <button
            type="button"
            class="cjm-btn"
            onClick={() => {
              if (field.current) field.current.value = link.label ?? "";
              if (takeLinkAway(view, link)) closePopover(view);
            }}
          >
            {TEXTS.remove}
          </button>
        )}
        <button type="button" class="cjm-btn is-primary" onClick={() => save() && closePopover(view)}>
          {TEXTS.done}
        </button>
      </footer>
    </Popover>
  );
}
