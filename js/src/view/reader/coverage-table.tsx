/** What backs the map, by lane and by stage. */
import { type Backing, claimsOf, type KindOfEvidence } from "../../document/coverage/coverage";
import { coverageOf } from "../../document/coverage/coverage-by-part";
import { thingsOf } from "../../document/document";
import { laneIcon } from "../../document/lane-kinds";
import { isOnly, showOnly } from "../../interaction/finding/filtering";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { EVIDENCE } from "../../scene/layout";
import { texts } from "../../words/words";
import { closePopover, Popover } from "../popover";
import { BackingBar, shownKinds } from "./coverage-bar";

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
  const kinds = shownKinds(all);
  const isFiltered = isOnly(view.reader.filter.value, "assumption");
  const rows = (
    things: readonly { id: string; name: string; icon?: IconName }[],
    of: ReadonlyMap<string, Backing>,
  ) =>
    things.flatMap(({ id, name, icon }) => {
      const backing = of.get(id);
      return backing ? [<CoverageRow key={id} {...{ name, icon, backing, kinds }} />] : [];
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
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  <i class={`cjm-ev is-${kind}`} />
                  {EVIDENCE[kind]}
                </th>
              ))}
              <th scope="col">{TEXTS.backed}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={3 + kinds.length}>
                {TEXTS.lanes}
              </th>
            </tr>
            {rows(ofLanes, lanes)}
          </tbody>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={3 + kinds.length}>
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

interface CoverageRowProps {
  name: string;
  icon?: IconName | undefined;
  backing: Backing;
  kinds: readonly KindOfEvidence[];
}

function CoverageRow({ name, icon, backing, kinds }: CoverageRowProps) {
  return (
    <tr>
      <th scope="row">
        {icon && <Icon name={icon} size={14} />}
        <span>{name}</span>
      </th>
      <td>
        <BackingBar backing={backing} />
      </td>
      {kinds.map((kind) => (
        <td key={kind}>{backing[kind]}</td>
      ))}
      <td>{TEXTS.share(1 - backing.assumption / claimsOf(backing))}</td>
    </tr>
  );
}
