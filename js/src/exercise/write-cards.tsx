/** Fill a lane: for each excerpt of an interview the fields of a card. */
import type { LaneAnswer, LaneCard, LaneResult, LaneTask } from "../document/schema";
import { t, texts } from "../words/words";
import type { ExerciseStore } from "./exercise-store";

const BLANK: LaneCard = { text: "", stage: "", evidence: null, who: "" };
const EVIDENCE = texts({ assumption: "Assumption", quote: "Quote", data: "Data" });

const isWhole = (card: LaneCard | undefined) => !!card?.text?.trim() && !!card.stage;

export const LANE = {
  title: () => t("Fill a lane"),
  words: ({ lane }: LaneTask) =>
    t(
      "Write a card for each excerpt, for the lane {lane}: where it belongs, what backs it, and who said it. Your wording is yours.",
      { lane },
    ),
  progress: ({ items }: LaneTask, { cards }: LaneAnswer) => ({
    left: items.filter(({ id }) => !isWhole(cards[id])).length,
    of: items.length,
  }),
  reveal: () => t("Check the cards"),
  hide: () => t("Hide the check"),
  remark: () => t("a point each for the evidence, for who said it, and for the stage"),
  Body: WriteCards,
};

function WriteCards({ store }: { store: ExerciseStore }) {
  const { items, stages } = store.state.value.task as LaneTask;
  const answer = store.answer.value as LaneAnswer;
  const result = store.state.value.result as LaneResult | null | undefined;
  const change = (id: string, field: Partial<LaneCard>) => {
    const card = { ...BLANK, ...answer.cards[id], ...field };
    store.put({ ...answer, cards: { ...answer.cards, [id]: card } });
  };
  return (
    <ul class="cjm-ex-items is-lane">
      {items.map(({ id, text, who = "" }) => {
        const card = answer.cards[id] ?? BLANK;
        const excerpt = text.length > 40 ? `${text.slice(0, 40)}…` : text;
        return (
          <li key={id}>
            <blockquote>
              <q>{text}</q> <small>{who}</small>
            </blockquote>
            <fieldset disabled={!!result} aria-label={t("Card of “{excerpt}”", { excerpt })}>
              <textarea
                rows={2}
                aria-label={t("Text of the card")}
                placeholder={t("What the card says")}
                value={card.text}
                onInput={({ currentTarget }) => change(id, { text: currentTarget.value })}
              />
              <label>
                {t("Stage")}
                <select
                  value={card.stage}
                  onChange={({ currentTarget }) => change(id, { stage: currentTarget.value })}
                >
                  <option value="">{t("Choose a stage")}</option>
                  {stages.map((stage) => (
                    <option key={stage} value={stage}>
                      {stage}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                {t("Evidence")}
                <select
                  value={card.evidence ?? ""}
                  onChange={({ currentTarget }) =>
                    change(id, { evidence: (currentTarget.value || null) as LaneCard["evidence"] })
                  }
                >
                  <option value="">{t("Choose what backs it")}</option>
                  {(["assumption", "quote", "data"] as const).map((one) => (
                    <option key={one} value={one}>
                      {EVIDENCE[one]}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                {t("Who said it")}
                <input
                  value={card.who}
                  onInput={({ currentTarget }) => change(id, { who: currentTarget.value })}
                />
              </label>
            </fieldset>
            {result && <p class="cjm-ex-verdict">{verdict(result, id)}</p>}
          </li>
        );
      })}
    </ul>
  );
}

/** What is right about a card, and what its excerpt asks for where it is not. */
function verdict({ items, rules }: LaneResult, id: string): string {
  const { points = 0, of = 3, right = "" } = items.find((one) => one.id === id) ?? {};
  const [says, evidence, who, stage] = rules[id] ?? [false, false, false, false];
  const parts = [
    t("{points} of {of} points", { points, of }),
    !says && t("it says nothing"),
    !evidence && t("what somebody said is backed by a quote"),
    !who && t("who said it stands under the excerpt"),
    !stage && t("it belongs into {right}", { right }),
  ];
  return parts.filter(Boolean).join("; ");
}
