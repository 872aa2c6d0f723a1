/** What backs the map: in its foot as a whole, one press filters by it; by lane and stage in a popover. */
import { useComputed } from "@preact/signals";
import { type Backing, claimsOf, coverageOf } from "../../document/coverage";
import { thingsOf } from "../../document/document";
import { type CardFilter, NO_FILTER } from "../../document/filter";
import { laneIcon } from "../../document/lane-kinds";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { closePopover, Popover } from "../popover";

const KINDS = ["data", "quote", "assumption"] as const;
type Kind = (typeof KINDS)[number];

const TEXTS = {
  kinds: { data: "Data", quote: "Quote", assumption: "Assumption" },
  only: {
    data: "Show only cards backed by data",
    quote: "Show only quotes",
    assumption: "Show assumptions only",
  },
  open: "What backs the map, by lane and stage",
  title: "What backs the map",
  lanes: "Lanes",
  stages: "Stages",
  backed: "Backed",
  share: (share: number) => `${Math.round(100 * share)} %`,
  none: "No card makes a claim yet.",
  assumptions: "Assumptions only",
  everything: "Show everything",
} as const;

const onlyOf = (kind: Kind): CardFilter => ({ ...NO_FILTER, evidence: [kind] });

/** Whether the filter asks for this evidence and nothing else. */
const isOnly = (filter: CardFilter, kind: Kind): boolean =>
  filter.evidence.length === 1 &&
  filter.evidence[0] === kind &&
  !filter.persona.length &&
  !filter.tag.length &&
  !filter.owner.length;

function toggleOnly(view: ViewState, kind: Kind): void {
  const { reader } = view;
  reader.setFilter(isOnly(reader.filter.peek(), kind) ? NO_FILTER : onlyOf(kind));
}

/** In the foot: a bar that opens the table, and each evidence as a press that shows only its cards. */
export function CoverageBar({ view }: { view: ViewState }) {
  const { all } = useComputed(() => coverageOf(view.store.document.value)).value;
  const filter = view.reader.filter.value;
  if (!claimsOf(all)) return null;
  return (
    <span class="cjm-cov">
      <button
        type="button"
        class="cjm-covopen"
        aria-label={TEXTS.open}
        title={TEXTS.open}
        aria-haspopup="dialog"
        onClick={(event) => {
          view.open.value = { what: "coverage", anchor: event.currentTarget };
        }}
      >
        <Bar backing={all} />
      </button>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          class="cjm-covkind"
          aria-pressed={isOnly(filter, kind)}
          title={TEXTS.only[kind]}
          onClick={() => toggleOnly(view, kind)}
        >
          <i class={`cjm-ev is-${kind}`} />
          {TEXTS.kinds[kind]} {all[kind]}
        </button>
      ))}
    </span>
  );
}

function Bar({ backing }: { backing: Backing }) {
  return (
    <span class="cjm-covbar" aria-hidden="true">
      {KINDS.map(
        (kind) => backing[kind] > 0 && <i key={kind} class={`is-${kind}`} style={{ flex: backing[kind] }} />,
      )}
    </span>
  );
}

/** The claims of each lane and stage by what backs them, as `journey.evidence()` counts them. */
export function CoverageTable({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  const document = view.store.document.value;
  const { all, lanes, stages } = coverageOf(document);
  const isFiltered = isOnly(view.reader.filter.value, "assumption");
  const rows = (
    things: readonly { id: string; name: string; icon?: IconName }[],
    of: ReadonlyMap<string, Backing>,
  ) =>
    things.flatMap(({ id, name, icon }) => {
      const backing = of.get(id);
      return backing ? [<CoverageRow key={id} name={name} icon={icon} backing={backing} />] : [];
    });
  const ofLanes = thingsOf(document, "lane").map((lane) => ({ ...lane, icon: laneIcon(lane) as IconName }));
  const ofStages = thingsOf(document, "stage").map((stage, at) => ({
    ...stage,
    name: `${at + 1} ${stage.name}`,
  }));
  return (
    <Popover view={view} anchor={anchor} label={TEXTS.title} kind="is-coverage" scrolls>
      <h3>{TEXTS.title}</h3>
      {claimsOf(all) ? (
        <table>
          <thead>
            <tr>
              <td />
              <td />
              {KINDS.map((kind) => (
                <th key={kind} scope="col">
                  <i class={`cjm-ev is-${kind}`} />
                  {TEXTS.kinds[kind]}
                </th>
              ))}
              <th scope="col">{TEXTS.backed}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={6}>
                {TEXTS.lanes}
              </th>
            </tr>
            {rows(ofLanes, lanes)}
          </tbody>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={6}>
                {TEXTS.stages}
              </th>
            </tr>
            {rows(ofStages, stages)}
          </tbody>
        </table>
      ) : (
        <p>{TEXTS.none}</p>
      )}
      <footer>
        <button
          type="button"
          class="cjm-btn is-primary"
          onClick={() => {
            toggleOnly(view, "assumption");
            closePopover(view);
          }}
        >
          {isFiltered ? TEXTS.everything : TEXTS.assumptions}
        </button>
      </footer>
    </Popover>
  );
}

function CoverageRow({ name, icon, backing }: { name: string; icon?: IconName; backing: Backing }) {
  return (
    <tr>
      <th scope="row">
        {icon && <Icon name={icon} size={14} />}
        <span>{name}</span>
      </th>
      <td>
        <Bar backing={backing} />
      </td>
      {KINDS.map((kind) => (
        <td key={kind}>{backing[kind]}</td>
      ))}
      <td>{TEXTS.share((backing.data + backing.quote) / claimsOf(backing))}</td>
    </tr>
  );
}
