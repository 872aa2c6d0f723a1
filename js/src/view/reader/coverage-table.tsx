/** What backs the map, by lane and by stage. */
import { type Backing, claimsOf } from "../../document/coverage/coverage";
import { coverageOf } from "../../document/coverage/coverage-by-part";
import { thingsOf } from "../../document/document";
import { laneIcon } from "../../document/lane-kinds";
import { isOnly, showOnly } from "../../interaction/finding/filtering";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { texts } from "../../words/words";
import { closePopover, Popover } from "../popover";
import { BackingBar, EVIDENCE_NAMES, KINDS_OF_EVIDENCE } from "./coverage-bar";

const TEXTS = texts({
  title: "What backs the map",
  lanes: "Lanes",
  stages: "Stages",
  backed: "Backed",
  share: (share: number) => `${Math.round(100 * share)} %`,
  none: "No card makes a claim yet.",
  assumptions: "Assumptions only",
  everything: "Show everything",
} as const);

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
              {KINDS_OF_EVIDENCE.map((kind) => (
                <th key={kind} scope="col">
                  <i class={`cjm-ev is-${kind}`} />
                  {EVIDENCE_NAMES[kind]}
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
            showOnly(view, "assumption");
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
        <BackingBar backing={backing} />
      </td>
      {KINDS_OF_EVIDENCE.map((kind) => (
        <td key={kind}>{backing[kind]}</td>
      ))}
      <td>{TEXTS.share((backing.data + backing.quote) / claimsOf(backing))}</td>
    </tr>
  );
}
