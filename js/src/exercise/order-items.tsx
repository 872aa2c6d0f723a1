/** Order the touchpoints: a list whose cards are moved by two buttons each, or by Alt and an arrow. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { OrderAnswer, OrderResult, OrderTask } from "../document/schema";
import { Icon } from "../lanes/icon";
import { plural, t } from "../words/words";
import type { ExerciseStore } from "./exercise-store";

export const ORDER = {
  title: () => t("Order the touchpoints"),
  words: () =>
    t(
      "Put the cards in the order of the journey: a point for each two that stand right; those of one stage may stand either way.",
    ),
  progress: (_: OrderTask, { touched = true }: OrderAnswer) => ({ left: touched ? 0 : 1, of: 1 }),
  reveal: () => t("Show the order"),
  hide: () => t("Hide the order"),
  remark: (_: OrderTask, { points, of }: OrderResult) =>
    plural(of - points, "{n} pair the wrong way round", "{n} pairs the wrong way round"),
  keys: () => (
    <>
      <kbd>Alt ↑</kbd> <kbd>Alt ↓</kbd> {t("move the card")} <kbd>Ctrl Z</kbd> {t("takes a move back")}
    </>
  ),
  Body: OrderItems,
};

function OrderItems({ store }: { store: ExerciseStore }) {
  const { items } = store.state.value.task as OrderTask;
  const answer = store.answer.value as OrderAnswer;
  const result = store.state.value.result as OrderResult | null | undefined;
  const list = useRef<HTMLOListElement>(null);
  /** The button that a card was moved by goes with it, before the next key: an effect after the frame may be late for it. */
  const follow = useRef<{ id: string; by: number } | null>(null);
  const { order } = answer;
  const byId = new Map(items.map((item) => [item.id, item.text]));

  useLayoutEffect(() => {
    if (!follow.current) return;
    const { id, by } = follow.current;
    follow.current = null;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-item="${id}"] button`);
    const [up, down] = [...(buttons ?? [])];
    const wanted = by < 0 ? up : down;
    (wanted?.disabled ? (by < 0 ? down : up) : wanted)?.focus();
  }, [order]);

  const move = (id: string, by: number) => {
    const at = order.indexOf(id);
    const to = at + by;
    if (to < 0 || to >= order.length) return;
    const next = order.filter((one) => one !== id);
    next.splice(to, 0, id);
    follow.current = { id, by };
    store.put({ ...answer, order: next, touched: true });
  };
  return (
    <ol class="cjm-ex-items is-order" ref={list}>
      {order.map((id, at) => {
        const text = byId.get(id) ?? "";
        const own = result?.items.find((one) => one.id === id);
        return (
          <li
            key={id}
            data-item={id}
            onKeyDown={(event) => {
              const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
              if (event.altKey && by) move(id, by);
              else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) store.undo();
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          >
            <span class="cjm-ex-text">{text}</span>
            {own ? (
              <span class="cjm-ex-verdict">
                {t("{stage}: {n} of {of} pairs right", { stage: own.right ?? "", n: own.points, of: own.of })}
              </span>
            ) : (
              <>
                <button
                  type="button"
                  class="cjm-btn"
                  disabled={at === 0}
                  aria-label={t("Move “{text}” up, now {n} of {of}", { text, n: at + 1, of: order.length })}
                  onClick={() => move(id, -1)}
                >
                  <Icon name="up" />
                </button>
                <button
                  type="button"
                  class="cjm-btn"
                  disabled={at === order.length - 1}
                  aria-label={t("Move “{text}” down, now {n} of {of}", { text, n: at + 1, of: order.length })}
                  onClick={() => move(id, 1)}
                >
                  <Icon name="down" />
                </button>
              </>
            )}
          </li>
        );
      })}
      {!result && !answer.touched && (
        <li>
          <button type="button" class="cjm-btn" onClick={() => store.put({ ...answer, touched: true })}>
            {t("They stand right already")}
          </button>
        </li>
      )}
    </ol>
  );
}
