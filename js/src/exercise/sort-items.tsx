/** Sort cards into stages; and the rows of cards or quotes, each with a choice of its stage. */
import type { ExerciseItem, SortAnswer, SortResult, SortTask } from "../document/schema";
import { plural, t } from "../words/words";
import type { ExerciseStore } from "./exercise-store";

type Codes = Readonly<Record<string, string>>;

/** The codes with one more, or without one that was taken back. */
export function withCode(codes: Codes, id: string, stage: string): Record<string, string> {
  const { [id]: _, ...others } = codes;
  return stage ? { ...others, [id]: stage } : others;
}

interface ItemRowsProps {
  items: readonly ExerciseItem[];
  stages: readonly string[];
  codes: Codes;
  isOver: boolean;
  choose: (id: string, stage: string) => void;
  /** What is said of an item once it is over. */
  verdict: (item: ExerciseItem) => string;
}

export function ItemRows({ items, stages, codes, isOver, choose, verdict }: ItemRowsProps) {
  return (
    <ul class="cjm-ex-items">
      {items.map((item) => (
        <li key={item.id}>
          <span class="cjm-ex-text">{item.text}</span>
          {isOver ? (
            <span class="cjm-ex-verdict">{verdict(item)}</span>
          ) : (
            <select
              aria-label={t("Stage of “{text}”", { text: item.text })}
              value={codes[item.id] ?? ""}
              onChange={({ currentTarget }) => choose(item.id, currentTarget.value)}
            >
              <option value="">{t("Choose a stage")}</option>
              {stages.map((stage) => (
                <option key={stage} value={stage}>
                  {stage}
                </option>
              ))}
            </select>
          )}
        </li>
      ))}
    </ul>
  );
}

export const SORT = {
  title: () => t("Sort cards into stages"),
  words: () => t("Put each card into the stage where it belongs: 1 point there, half a point next to it."),
  progress: ({ items }: SortTask, { stages }: SortAnswer) => ({
    left: items.length - Object.keys(stages).length,
    of: items.length,
  }),
  reveal: () => t("Show the stages"),
  hide: () => t("Hide the stages"),
  remark: (_: SortTask, { exact, of }: SortResult) =>
    plural(exact, "{n} card of {of} in its stage", "{n} cards of {of} in their stages", { of }),
  Body: SortCards,
};

function SortCards({ store }: { store: ExerciseStore }) {
  const { items, stages } = store.state.value.task as SortTask;
  const answer = store.answer.value as SortAnswer;
  const result = store.state.value.result as SortResult | null | undefined;
  return (
    <ItemRows
      items={items}
      stages={stages}
      codes={answer.stages}
      isOver={!!result}
      choose={(id, stage) => store.put({ ...answer, stages: withCode(answer.stages, id, stage) })}
      verdict={({ id }) => {
        const { points = 0, right = "" } = result?.items.find((one) => one.id === id) ?? {};
        const mine = answer.stages[id] ?? "";
        return mine === right
          ? t("{stage}: right", { stage: mine })
          : t("{stage}: {points} points; it belongs into {right}", { stage: mine, points, right });
      }}
    />
  );
}
