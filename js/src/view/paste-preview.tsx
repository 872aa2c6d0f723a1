/** What a paste would do, in words and on the map, before it is done; and the choices that it leaves. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { PasteChoice } from "../document/paste-plan";
import { positionOf } from "../interaction/focus";
import { pasteOneCard, takePaste } from "../interaction/paste";
import { areaOf } from "../interaction/range";
import type { PasteQuestion, ViewState } from "../interaction/state";
import { Chord } from "./key-list";
import { closePopover, Popover } from "./popover";

const several = (count: number, word: string) =>
  `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

export function PastePreview({ view }: { view: ViewState }) {
  const question = view.pasting.value;
  // Closed in any way, nothing was changed.
  useLayoutEffect(
    () => () => {
      view.pasting.value = null;
    },
    [view],
  );
  if (!question) return null;
  const { plan, choice, text, isTable } = question;
  const { start } = plan;
  const onHeader = start.lane === null || start.stage === null;
  const choose = (change: Partial<PasteChoice>) => {
    view.pasting.value = { ...question, choice: { ...choice, ...change } };
  };
  const paste = (take: () => void) => {
    closePopover(view);
    take();
  };
  const takeAsOneCard = () => paste(() => pasteOneCard(view, start, text));
  const growth = plan.newStages + plan.newLanes > 0;
  return (
    <Popover view={view} anchor={null} label="Paste" kind="is-paste">
      <div
        role="group"
        onKeyDown={(event) => {
          if (
            onHeader ||
            event.key.toLowerCase() !== "v" ||
            !event.shiftKey ||
            !(event.ctrlKey || event.metaKey)
          )
            return;
          event.preventDefault();
          event.stopPropagation();
          takeAsOneCard();
        }}
      >
        <p class="cjm-pop-h">
          <b>{titleOf(question)}</b>
          {isTable && <span>from a spreadsheet</span>}
        </p>
        <dl>
          <Fact name="Starts at">{startInWords(view, question)}</Fact>
          {growth && <Fact name="Grows by">{growthInWords(question)}</Fact>}
          {plan.renames > 0 && (
            <Fact name="Renames">{several(plan.renames, start.lane === null ? "stage" : "lane")}</Fact>
          )}
          {plan.filled > 0 && <Fact name="Meets">{several(plan.filled, "filled cell")}</Fact>}
          {!onHeader && plan.stageNames.length > 0 && (
            <Fact name="Reads">
              a header line besides{plan.newStages > 0 && ", as names of the new stages"}
            </Fact>
          )}
          {!onHeader && plan.laneNames.length > 0 && (
            <Fact name="Reads">
              a header column besides{plan.newLanes > 0 && ", as names of the new lanes"}
            </Fact>
          )}
        </dl>
        {plan.filled > 0 && (
          <Choice
            label="Where cards are"
            options={{ below: "Add below", replace: "Replace" }}
            value={choice.filled}
            choose={(filled) => choose({ filled })}
          />
        )}
        {growth && (
          <Choice
            label={onHeader ? "Past the end" : "Outside"}
            options={{ grow: onHeader ? "Add" : "Grow", cut: "Cut off" }}
            value={choice.outside}
            choose={(outside) => choose({ outside })}
          />
        )}
        <footer>
          <button
            type="button"
            class="cjm-btn is-primary"
            onClick={() => paste(() => takePaste(view, view.pasting.peek() ?? question))}
          >
            Paste <Chord keys="Enter" />
          </button>
          {!onHeader && (
            <button type="button" class="cjm-btn" onClick={takeAsOneCard}>
              Paste as one card <Chord keys="Ctrl+Shift+V" />
            </button>
          )}
          <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
            Cancel <Chord keys="Escape" />
          </button>
        </footer>
      </div>
    </Popover>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  options: Readonly<Record<V, string>>;
  value: V;
  choose: (value: V) => void;
}

/** One of two, by pointer or arrows; Enter pastes from here too. */
function Choice<V extends string>({ label, options, value, choose }: ChoiceProps<V>) {
  const group = useRef<HTMLSpanElement>(null);
  const values = Object.keys(options) as V[];
  return (
    <div class="cjm-pick">
      <span>{label}</span>
      <span
        ref={group}
        class="cjm-seg"
        role="radiogroup"
        aria-label={label}
        onKeyDown={(event) => {
          if (!event.key.startsWith("Arrow")) return;
          event.preventDefault();
          const other = values.find((one) => one !== value)!;
          choose(other);
          group.current!.querySelectorAll("button")[values.indexOf(other)]!.focus();
        }}
      >
        {values.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={one === value}
            tabIndex={one === value ? 0 : -1}
            onClick={() => choose(one)}
          >
            {options[one]}
          </button>
        ))}
      </span>
    </div>
  );
}

function titleOf({ plan, isTable }: PasteQuestion): string {
  const height = Math.max(plan.rows.length, plan.laneNames.length);
  const names = plan.stageNames.length + plan.laneNames.length;
  if (!plan.rows.some((row) => row.length)) return `Paste ${several(names, "name")}`;
  if (!isTable && height * plan.columns === 1) return `Paste ${several(plan.count, "card")}`;
  return `Paste ${height} × ${plan.columns} cells`;
}

function startInWords(view: ViewState, { plan: { start } }: PasteQuestion): string {
  const { stages = [], lanes = [] } = view.store.document.peek();
  const name = (things: readonly { id: string; name: string }[], id: string | null) =>
    things.find((thing) => thing.id === id)?.name;
  return [name(lanes, start.lane), name(stages, start.stage)].filter(Boolean).join(", ");
}

function growthInWords({ plan: { newStages, newLanes } }: PasteQuestion): string {
  return [newStages && several(newStages, "stage"), newLanes && several(newLanes, "lane")]
    .filter(Boolean)
    .join(", ");
}

// --- on the map

/** Beyond the map's edges so many stages and lanes are drawn. */
const MOST = 12;
/** px; those of a new stage and a new lane. */
const WIDTH = 146;
const HEIGHT = 40;

/** Dashed where the paste goes; beyond the map's edges what it would add. */
export function PasteGhost({ view }: { view: ViewState }) {
  const question = view.pasting.value;
  if (!question) return null;
  const { plan, choice } = question;
  const [first, last] = [0, -1].map((at) =>
    positionOf(view, { lane: plan.lanes.at(at) ?? null, stage: plan.stages.at(at) ?? null }),
  );
  if (!first || !last) return null;
  const isHeader = first.row < 0 || first.column < 0;
  const area = isHeader
    ? null
    : areaOf(view, { lanes: [first.row, last.row], stages: [first.column, last.column] });
  const grows = choice.outside === "grow";
  return (
    <>
      {area && <div class="cjm-ring is-paste" style={area} role="presentation" />}
      {grows && plan.newStages > 0 && <NewStages view={view} question={question} />}
      {grows && plan.newLanes > 0 && <NewLanes view={view} question={question} />}
    </>
  );
}

function NewStages({ view, question: { plan } }: { view: ViewState; question: PasteQuestion }) {
  const head = view.row(null);
  const all = view.stages.peek().length;
  const rows = plan.lanes.map((lane) => view.row(lane));
  return (
    <>
      {Array.from({ length: Math.min(MOST, plan.newStages) }, (_new, at) => {
        const column = plan.stages.length + at;
        const inlineStart = `calc(100% + ${at * WIDTH}px)`;
        const box = (row: HTMLElement) => ({
          insetInlineStart: inlineStart,
          top: `${row.offsetTop}px`,
          width: `${WIDTH}px`,
          height: `${row.offsetHeight}px`,
        });
        return [
          head && (
            <div key={`head ${column}`} class="cjm-pv is-head" style={box(head)}>
              <span>{all + at + 1}</span>
              <b>{plan.stageNames[column] || `Stage ${all + at + 1}`}</b>
              <p>new</p>
            </div>
          ),
          ...rows.map(
            (row, down) =>
              row && (
                <div key={`${down} ${column}`} class="cjm-pv" style={box(row)}>
                  {plan.rows[down]?.[column]?.text}
                </div>
              ),
          ),
        ];
      })}
    </>
  );
}

function NewLanes({ view, question: { plan } }: { view: ViewState; question: PasteQuestion }) {
  const all = view.store.document.peek().lanes?.length ?? 0;
  const columns = view.columns.peek();
  const corner = view.grid?.querySelector<HTMLElement>(".cjm-corner")?.offsetWidth ?? 0;
  return (
    <>
      {Array.from({ length: Math.min(MOST, plan.newLanes) }, (_new, at) => {
        const row = plan.lanes.length + at;
        const box = (left: number, width: number) => ({
          insetInlineStart: `${left}px`,
          top: `calc(100% + ${at * HEIGHT}px)`,
          width: `${width}px`,
          height: `${HEIGHT}px`,
        });
        return [
          <div key={`head ${row}`} class="cjm-pv is-head" style={box(0, corner)}>
            <b>{plan.laneNames[row] || `Lane ${all + at + 1}`}</b>
          </div>,
          ...plan.stages.map((stage, across) => {
            const column = columns.find((one) => one.stage === stage);
            return (
              column && (
                <div key={`${row} ${stage}`} class="cjm-pv" style={box(corner + column.left, column.width)}>
                  {plan.rows[row]?.[across]?.text}
                </div>
              )
            );
          }),
        ];
      })}
    </>
  );
}
