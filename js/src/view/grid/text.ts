/** An editor's text and choices as operations. */
import { cardsAt, changeCard, setCellText } from "../../core/cell";
import type { Card, Document, Operation } from "../../core/schema";

/** What the choosers under a card's text say. */
export interface Backing {
  evidence: NonNullable<Card["evidence"]>;
  severity: number | null;
}

interface Target {
  stage: string;
  lane: string;
  card: string | null;
}

/** The edits after which the cell (one line a card) or the card says this and is backed so. */
export function textOperations(
  document: Document,
  { stage, lane, card }: Target,
  text: string,
  backing: Backing | null,
): Operation[] {
  const cards = cardsAt(document, stage, lane);
  if (card !== null) {
    const one = cards.find(({ id }) => id === card);
    return one ? changeCard(stage, lane, one, { text, ...backing }) : [];
  }
  const operations = setCellText(document, stage, lane, text.replace(/\n+$/, ""));
  if (!backing || text === "") return operations;
  const [first] = cards;
  if (first) {
    const edit = operations.find((operation) => operation.op === "set_card");
    const others = operations.filter((operation) => operation !== edit);
    return [...changeCard(stage, lane, first, { ...edit?.changes, ...backing }), ...others];
  }
  const { evidence, severity } = backing;
  const looks = { ...(evidence !== "assumption" && { evidence }), ...(severity !== null && { severity }) };
  return operations.map((operation) =>
    operation.op === "add_card" ? { ...operation, card: { ...operation.card, ...looks } } : operation,
  );
}
