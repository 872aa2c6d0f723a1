/** The maps to start from, drawn from what they hold, and one of them in detail. */
import "./templates.css";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { thingsOf } from "../../document/document";
import type { Document, Operation } from "../../document/schema";
import { allTemplates, guidanceOnly, type Template, type TemplateGroup } from "../../document/templates";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import { Icon } from "../../lanes/icon";
import { english, plural, t, texts } from "../../words/words";
import { Chord } from "../chord";
import { TemplatePicture } from "./template-picture";
import { TemplatePreview } from "./template-preview";

const TEXTS = texts({
  label: "Templates",
  search: (count: number) => plural(count, "Search {n} template", "Search {n} templates"),
  searchLabel: "Search templates",
  groups: "Kind of template",
  size: (stages: number, lanes: number) =>
    `${plural(stages, "{n} stage", "{n} stages")} · ${plural(lanes, "{n} lane", "{n} lanes")}`,
  none: "No template has these words. Press Escape to see all.",
  stages: "Stages",
  lanes: "Lanes",
  origin: "Source",
  code: "Code",
  start: "Start with",
  cards: "Example cards",
  guidance: "Guidance",
  note: "Guidance is grey, counts as nothing and goes when you type.",
  use: "Use this",
  preview: "Preview",
  edit: (title: string) => english("Start from {title}", { title }),
  count: (count: number) => plural(count, "{n} template", "{n} templates"),
  own: (count: number) => plural(count, "{n} from your folders", "{n} from your folders"),
  choose: "choose",
  take: "use",
  empty: "start empty",
});
const GROUPS = texts({
  all: "All",
  customer: "Customer",
  service: "Service",
  people: "People",
  yours: "Yours",
});

type Choice = TemplateGroup | "all";

/** The map as the template has it; its name, its file's id and its snapshots stay its own. */
export function startFrom(document: Document, template: Document): Operation[] {
  const { id, title, snapshots } = document;
  const own = { id, ...(title && { title }), ...(snapshots && { snapshots }) };
  return [{ op: "replace", document: { ...template, ...own } }];
}

const titleOf = ({ name, document }: Template) => document.title || name;

/** Whether every word is somewhere in what the template says of itself. */
function hasWords({ name, document }: Template, query: string): boolean {
  const names = [...thingsOf(document, "stage"), ...thingsOf(document, "lane")].map((thing) => thing.name);
  const all = [name, document.title, document.scenario, document.origin, ...names].join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

export function TemplateGallery({ view, onLeave }: { view: ViewState; onLeave: () => void }) {
  const { store } = view;
  // Drawn before the kernel is there, it asks once it is; another kernel may know others.
  const kernel = store.editable.value && store.session.value;
  useEffect(() => {
    if (kernel !== false) store.ask({ type: "list_templates" });
  }, [store, kernel]);
  const own = store.templates.value;
  const every = useMemo(() => allTemplates(own), [own]);
  const [query, setQuery] = useState("");
  const [group, setGroup] = useState<Choice>("all");
  const [chosen, setChosen] = useState<string | null>(null);
  const [bare, setBare] = useState(false);
  const [isRead, setRead] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const wasRead = useRef(false);
  const shown = every.filter(
    (one) => (group === "all" || one.group === group) && hasWords(one, query.trim()),
  );
  const current = shown.find(({ name }) => name === chosen) ?? null;
  const hasFocus = current ?? shown[0];

  const use = (one: Template) => {
    if (makeEdit(view, startFrom(store.document.peek(), partOf(one)), TEXTS.edit(titleOf(one))))
      view.wantsFocus = true;
  };
  const partOf = ({ document }: Template) => (bare ? guidanceOnly(document) : document);
  const tileAt = (target: EventTarget | null) => {
    const name = (target as Element).closest<HTMLElement>("[role=option]")?.dataset.name;
    return shown.find((one) => one.name === name);
  };
  const focus = (at: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, at))];
    if (!next) return;
    setChosen(next.name);
    const tiles = [...list.current!.querySelectorAll<HTMLElement>("[role=option]")];
    tiles.find((tile) => tile.dataset.name === next.name)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = shown.findIndex(({ name }) => name === hasFocus?.name);
    const step = stepOf(event.key, list.current!);
    if (step !== null) focus(at + step);
    else if (event.key === "Home") focus(0);
    else if (event.key === "End") focus(shown.length - 1);
    else if (event.key === " " && shown[at]) {
      setChosen(shown[at].name);
      setRead(true);
    } else if (event.key === "Enter" && shown[at] && store.editable.peek()) use(shown[at]);
    else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Back from the preview the reader goes on where it was opened.
  useLayoutEffect(() => {
    if (isRead || !wasRead.current) wasRead.current = isRead;
    else {
      wasRead.current = false;
      list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
    }
  }, [isRead]);
  if (isRead && current)
    return (
      <TemplatePreview
        title={titleOf(current)}
        document={partOf(current)}
        back={() => setRead(false)}
        use={store.editable.value ? () => use(current) : null}
      />
    );
  const groups: Choice[] = [
    "all",
    "customer",
    "service",
    "people",
    ...(Object.keys(own).length ? (["yours"] as const) : []),
  ];
  return (
    <div class={current ? "cjm-tpl has-one" : "cjm-tpl"} role="group" aria-label={TEXTS.label}>
      <div class="cjm-tpl-top">
        <span class="cjm-tpl-find">
          <Icon name="search" size={14} />
          <input
            aria-label={TEXTS.searchLabel}
            placeholder={TEXTS.search(every.length)}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "ArrowDown") focus(0);
              else if (event.key === "Escape" && query) setQuery("");
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        </span>
        <span class="cjm-tpl-kinds" role="group" aria-label={TEXTS.groups}>
          {groups.map((one) => (
            <button key={one} type="button" aria-pressed={one === group} onClick={() => setGroup(one)}>
              {GROUPS[one]}
            </button>
          ))}
        </span>
      </div>
      <div class="cjm-tpl-in">
        {shown.length ? (
          <div
            class="cjm-tpl-grid"
            role="listbox"
            aria-label={TEXTS.label}
            ref={list}
            onKeyDown={onKeyDown}
            onClick={({ target }) => setChosen(tileAt(target)?.name ?? chosen)}
            onDblClick={({ target }) => {
              const one = tileAt(target);
              if (one && store.editable.peek()) use(one);
            }}
          >
            {shown.map((one) => (
              <div
                key={one.name}
                role="option"
                class="cjm-tp"
                data-name={one.name}
                aria-selected={one === current}
                tabIndex={one === hasFocus ? 0 : -1}
              >
                <TemplatePicture document={one.document} />
                <b>{titleOf(one)}</b>
                <small>
                  {TEXTS.size(thingsOf(one.document, "stage").length, thingsOf(one.document, "lane").length)}
                </small>
              </div>
            ))}
          </div>
        ) : (
          <p class="cjm-tpl-none" role="status">
            {TEXTS.none}
          </p>
        )}
        {current && (
          <Detail
            one={current}
            bare={bare}
            setBare={setBare}
            read={() => setRead(true)}
            use={store.editable.value ? () => use(current) : null}
          />
        )}
      </div>
      <p class="cjm-tpl-foot">
        <span>{TEXTS.count(every.length)}</span>
        {groups.includes("yours") && <span>{TEXTS.own(Object.keys(own).length)}</span>}
        <span class="cjm-grow" />
        <span class="cjm-hints">
          <Chord keys="Arrows" /> {TEXTS.choose} <Chord keys="Enter" /> {TEXTS.take} <Chord keys="Escape" />{" "}
          {TEXTS.empty}
        </span>
      </p>
    </div>
  );
}

/** How far an arrow key goes: one on, or one row. */
function stepOf(key: string, list: HTMLElement): number | null {
  const along = getComputedStyle(list).direction === "rtl" ? -1 : 1;
  if (key === "ArrowRight") return along;
  if (key === "ArrowLeft") return -along;
  const tiles = [...list.children] as HTMLElement[];
  const columns = tiles.filter((tile) => tile.offsetTop === tiles[0]?.offsetTop).length || 1;
  if (key === "ArrowDown") return columns;
  return key === "ArrowUp" ? -columns : null;
}

interface DetailProps {
  one: Template;
  bare: boolean;
  setBare: (bare: boolean) => void;
  /** Open the preview. */
  read: () => void;
  /** Null where the map is read-only. */
  use: (() => void) | null;
}

function Detail({ one, bare, setBare, read, use }: DetailProps) {
  const { document } = one;
  const names = (what: "stage" | "lane") =>
    thingsOf(document, what)
      .map(({ name }) => name)
      .join(", ");
  const guides = thingsOf(document, "lane").flatMap(({ guidance }) => Object.values(guidance ?? {}));
  const hasCards = Object.keys(document.cells ?? {}).length > 0;
  const facts = [
    [TEXTS.stages, names("stage")],
    [TEXTS.lanes, names("lane")],
    [TEXTS.origin, document.origin],
  ].filter(([, text]) => text);
  return (
    <div class="cjm-tpl-one" role="region" aria-label={titleOf(one)}>
      <TemplatePicture document={document} />
      <h3>{titleOf(one)}</h3>
      {document.scenario && <p>{document.scenario}</p>}
      <dl>
        {facts.map(([label, text]) => [<dt key={label}>{label}</dt>, <dd key={`${label} is`}>{text}</dd>])}
        <dt>{TEXTS.code}</dt>
        <dd>
          <code>cjm.Journey.from_template("{one.name}")</code>
        </dd>
        {hasCards && <dt>{TEXTS.start}</dt>}
        {hasCards && (
          <dd class="cjm-tpl-kinds">
            {[false, true].map((value) => (
              <button
                key={String(value)}
                type="button"
                aria-pressed={bare === value}
                onClick={() => setBare(value)}
              >
                {value ? TEXTS.guidance : TEXTS.cards}
              </button>
            ))}
          </dd>
        )}
      </dl>
      {guides[0] && <p class="cjm-guide">{guides[0]}</p>}
      {guides[0] && <p class="cjm-tpl-note">{TEXTS.note}</p>}
      <div class="cjm-acts">
        <button type="button" class="cjm-btn is-primary" disabled={!use} onClick={() => use?.()}>
          {TEXTS.use} <kbd>↵</kbd>
        </button>
        <button type="button" class="cjm-btn" onClick={read}>
          {TEXTS.preview} <kbd>{t("Space")}</kbd>
        </button>
      </div>
    </div>
  );
}
