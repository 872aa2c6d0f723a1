/** What a paste would do, in words and on the map, before it is done; and the choices that it leaves. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { PasteChoice } from "../document/tables/paste-plan";
import { pasteOneCard, takePaste } from "../interaction/clipboard/paste";
import type { PasteQuestion, ViewState } from "../interaction/state";
import { plural, t } from "../words/words";
import { Chord } from "./chord";
import { closePopover, Popover } from "./popover";

const stages = (n: number): string => plural(n, "{n} stage", "{n} stages");
const lanes = (n: number): string => plural(n, "{n} lane", "{n} lanes");

export function PastePreview({ view }: { view: ViewState }) {
  const question = view.pasting.value;
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
    <Popover view={view} anchor={null} label={t("Paste")} kind="is-paste">
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
          {isTable && <span>{t("from a spreadsheet")}</span>}
        </p>
        <dl>
          <Fact name={t("Starts at")}>{startInWords(view, question)}</Fact>
          {growth && <Fact name={t("Grows by")}>{growthInWords(question)}</Fact>}
          {plan.renames > 0 && (
            <Fact name={t("Renames")}>
              {start.lane === null ? stages(plan.renames) : lanes(plan.renames)}
            </Fact>
          )}
          {plan.filled > 0 && (
            <Fact name={t("Already filled")}>{plural(plan.filled, "{n} cell", "{n} cells")}</Fact>
          )}
          {!onHeader && plan.stageNames.length > 0 && (
            <Fact name={t("Also reads")}>
              {plan.newStages > 0 ? t("a header line, as names of the new stages") : t("a header line")}
            </Fact>
          )}
          {!onHeader && plan.laneNames.length > 0 && (
            <Fact name={t("Also reads")}>
              {plan.newLanes > 0 ? t("a header column, as names of the new lanes") : t("a header column")}
            </Fact>
          )}
        </dl>
        {plan.filled > 0 && (
          <Choice
            label={t("Where cards are")}
            options={{ below: t("Add below"), replace: t("Replace") }}
            value={choice.filled}
            choose={(filled) => choose({ filled })}
          />
        )}
        {growth && (
          <Choice
            label={onHeader ? t("Past the end") : t("Outside")}
            options={{ grow: onHeader ? t("Add") : t("Grow"), cut: t("Leave out") }}
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
            {t("Paste")} <Chord keys="Enter" />
          </button>
          {!onHeader && (
            <button type="button" class="cjm-btn" onClick={takeAsOneCard}>
              {t("Paste as one card")} <Chord keys="Ctrl+Shift+V" />
            </button>
          )}
          <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
            {t("Cancel")} <Chord keys="Escape" />
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
    <div class="cjm-either">
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
  if (!plan.rows.some((row) => row.length)) return plural(names, "Paste {n} name", "Paste {n} names");
  if (!isTable && height * plan.columns === 1) return plural(plan.count, "Paste {n} card", "Paste {n} cards");
  return t("Paste {height} × {columns} cells", { height, columns: plan.columns });
}

function startInWords(view: ViewState, { plan: { start } }: PasteQuestion): string {
  const document = view.store.document.peek();
  const name = (things: readonly { id: string; name: string }[] = [], id: string | null) =>
    things.find((thing) => thing.id === id)?.name;
  return [name(document.lanes, start.lane), name(document.stages, start.stage)].filter(Boolean).join(", ");
}

function growthInWords({ plan: { newStages, newLanes } }: PasteQuestion): string {
  return [newStages && stages(newStages), newLanes && lanes(newLanes)].filter(Boolean).join(", ");
}
