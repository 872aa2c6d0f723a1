/** A card of either version: as it is, or with what went struck and what came in ink, and the change in a word. */
import { holdsNames } from "../../document/lane-kinds";
import type { Card, Lane } from "../../document/schema";
import type { CardChange } from "../../document/versions/snapshot-changes";
import { fieldsThatDiffer } from "../../scene/comparison/map-comparison";
import { wordRuns } from "../../scene/comparison/word-runs";
import { EVIDENCE } from "../../scene/layout";
import { numeral, t, texts } from "../../words/words";
import { CHANGES, ChangeMark } from "./change-mark";

const TEXTS = texts({
  up: (from: number) => t("moved up from {n}", { n: from }),
  down: (from: number) => t("moved down from {n}", { n: from }),
  elsewhere: (place: string) => t("moved from {place}", { place }),
  others: "other fields",
  became: (field: string, was: string, now: string) => t("{field}: {was} → {now}", { field, was, now }),
  nothing: "none",
});
const FIELDS: Record<string, string> = texts({
  evidence: "evidence",
  severity: "severity",
  owner: "owner",
  tags: "tags",
  channel: "channel",
  source: "source",
  n: "n",
  kpi: "KPI",
  impact: "impact",
  effort: "effort",
  confidence: "confidence",
  ease: "ease",
  reach: "reach",
  status: "status",
  due: "due date",
  hypothesis: "hypothesis",
  comments: "comments",
  span: "stages covered",
  who: "who said it",
  image: "image",
});
/** Above so many characters a value is not worth its room. */
const LONG = 40;

/** Names of stages and lanes of either version, by id. */
export interface PartNames {
  readonly stages: ReadonlyMap<string, string>;
  readonly lanes: ReadonlyMap<string, string>;
}

interface ComparedCardProps {
  card: Card;
  change: CardChange | null;
  lane: Lane;
  names: PartNames;
  /** Of two versions side by side, which one this is; null where both are one card. */
  side: "was" | "now" | null;
}

export function ComparedCard({ card, change, lane, names, side }: ComparedCardProps) {
  const evidence = holdsNames(lane) ? "none" : (card.evidence ?? "assumption");
  const shown = side === "was" && change?.was ? change.was : card;
  // Of two versions side by side the change is told once, where it led to.
  const tells = change && (side !== "was" || change.change === "removed") ? change : null;
  const words = tells ? inWords(tells, names) : "";
  const label = [words, evidence === "none" ? "" : EVIDENCE[evidence], shown.text ?? ""]
    .filter(Boolean)
    .join(": ");
  return (
    <div
      class={`cjm-card is-${evidence}${tells ? ` is-ch is-${tells.change}` : ""}`}
      role="group"
      aria-label={label}
      tabIndex={tells ? -1 : undefined}
      data-change={tells ? card.id : undefined}
    >
      <span class="cjm-txt">
        <Words change={tells} text={shown.text ?? ""} whole={side !== null} />
      </span>
      {tells && <ChangeMark change={tells.change} words={words} />}
    </div>
  );
}

function Words({ change, text, whole }: { change: CardChange | null; text: string; whole: boolean }) {
  if (change?.change === "removed") return <del>{text}</del>;
  if (change?.change === "added") return <ins>{text}</ins>;
  const was = change?.was?.text ?? "";
  if (!change || whole || was === text) return <>{text}</>;
  return <TextChange was={was} now={text} />;
}

/** A text with what went struck and what came in ink. */
export function TextChange({ was, now }: { was: string; now: string }) {
  return (
    <>
      {wordRuns(was, now).map(({ kind, text }, at, runs) => {
        // A text's first word has no space before it; after what went it needs one.
        const space = runs[at - 1]?.kind === "was" && /^[\p{L}\p{N}]/u.test(text) && " ";
        if (kind === "same") return [space, text];
        return kind === "was" ? <del key={at}>{text}</del> : [space, <ins key={at}>{text}</ins>];
      })}
    </>
  );
}

/** "changed, owner: Ana → Ben", "moved up from 2", "moved from Security". */
function inWords({ change, card, was, from, lane, stage, at }: CardChange, names: PartNames): string {
  const parts = change === "moved" ? [] : [CHANGES[change]];
  if (change === "changed" && was) parts.push(...fieldsInWords(was, card));
  if (from) {
    const isHere = from.lane === lane && from.stage === stage;
    const place = from.stage === stage ? names.lanes.get(from.lane) : names.stages.get(from.stage);
    if (!isHere) parts.push(TEXTS.elsewhere(place ?? ""));
    else parts.push(from.at > at ? TEXTS.up(from.at + 1) : TEXTS.down(from.at + 1));
  }
  return parts.join(", ");
}

function fieldsInWords(was: Card, card: Card): string[] {
  const parts: string[] = [];
  let others = false;
  for (const field of fieldsThatDiffer(was, card)) {
    if (field === "text") continue;
    const name = FIELDS[field];
    if (!name) others = true;
    else parts.push(valueInWords(name, field, was, card));
  }
  return others ? [...parts, TEXTS.others] : parts;
}

function valueInWords(name: string, field: string, was: Card, card: Card): string {
  const [before, after] = [was, card].map((one) =>
    plainValue(field, (one as unknown as Record<string, unknown>)[field]),
  );
  return before == null || after == null ? name : TEXTS.became(name, before, after);
}

/** A value short enough to be said; null for any other. */
function plainValue(field: string, value: unknown): string | null {
  if (value == null || value === "") return field === "evidence" ? EVIDENCE.assumption : TEXTS.nothing;
  if (field === "evidence") return EVIDENCE[value as keyof typeof EVIDENCE] ?? null;
  if (typeof value === "number") return numeral(value);
  if (Array.isArray(value) && value.every((one) => typeof one === "string"))
    return value.length ? plainValue("", value.join(", ")) : TEXTS.nothing;
  return typeof value === "string" && value.length <= LONG ? value : null;
}
