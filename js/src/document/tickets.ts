/**
 * Opportunities as the CSV files that Jira and Linear import: one ticket an opportunity, bet or test.
 * cjm_widgets/practice/tickets.py writes the same texts; tests/contract/files/opportunities.json holds both to it.
 */
import { numberText } from "./canonical";
import { labels } from "./names";
import {
  ice,
  type Opportunity,
  opportunitiesOf,
  type Priority,
  ranksOf,
  rankText,
  rice,
  stepsOf,
} from "./opportunities";
import type { Document, Hypothesis } from "./schema";
import { middle, type Range, rangeText, third } from "./tables/ranges";

const PRIORITIES = ["", "Low", "Medium", "High"];
const SIZES = ["impact", "confidence", "ease", "reach", "effort"] as const;

/** The opportunities of a map as Jira's CSV importer reads them. */
export function jiraCsv(document: Document): string {
  const rows = ticketsOf(document).map(({ card, step, words }) => [
    card.text ?? "",
    step === "opportunity" ? "Story" : "Task",
    words,
    isSaid(card.impact) ? PRIORITIES[third(card.impact)]! : "",
    card.owner ?? "",
    [step, ...(card.tags ?? [])].map((tag) => tag.replaceAll(" ", "-")).join(" "),
    card.due ?? "",
    card.status ?? "",
    isSaid(card.effort) ? rangeText(card.effort) : "",
  ]);
  return csvOf([
    [
      "Summary",
      "Issue Type",
      "Description",
      "Priority",
      "Assignee",
      "Labels",
      "Due Date",
      "Status",
      "Effort (weeks)",
    ],
    ...rows,
  ]);
}

/** The opportunities of a map as Linear's CSV importer reads them. */
export function linearCsv(document: Document): string {
  const rows = ticketsOf(document).map(({ card, step, words }) => [
    card.text ?? "",
    words,
    isSaid(card.impact) ? PRIORITIES[third(card.impact)]! : "No priority",
    card.status ?? "",
    card.owner ?? "",
    [step, ...(card.tags ?? [])].join(", "),
    card.due ?? "",
    isSaid(card.effort) ? String(BigInt(rounded(middle(card.effort)))) : "",
  ]);
  return csvOf([
    ["Title", "Description", "Priority", "Status", "Assignee", "Labels", "Due Date", "Estimate"],
    ...rows,
  ]);
}

const isSaid = (size: unknown): size is Range => size !== undefined && size !== null;

/** Each opportunity with all that has no column of its own, as text. */
function ticketsOf(document: Document) {
  const every = opportunitiesOf(document);
  const steps = stepsOf(document, every);
  const tickets = every.filter(({ card }) => card.text);
  const stages = labels(document.stages ?? []);
  const scores = [
    ["ICE", tickets.map(({ card }) => ice(card))],
    ["RICE", tickets.map(({ card }) => rice(card))],
  ] as const;
  const places = scores.map(([, values]) => ranksOf(values));
  const describe = ({ card, stage }: Opportunity, at: number): string[] => [
    `Stage: ${stages.get(stage)}`,
    ...SIZES.flatMap((name) => {
      const size = card[name];
      const title = name[0]!.toUpperCase() + name.slice(1);
      return isSaid(size) ? [`${title}: ${rangeText(size)}${name === "confidence" ? " %" : ""}`] : [];
    }),
    ...scores.flatMap(([name, values], which) => {
      const score = values[at];
      return score ? [`${name}: ${scoreText(score)}, rank ${rankText(places[which]![at]!)}`] : [];
    }),
    card.hypothesis ? hypothesisText(card.hypothesis) : "",
    card.kpi ? `KPI: ${card.kpi}` : "",
  ];
  return tickets.map((one, at) => ({
    ...one,
    step: steps.get(one.card.id)!,
    words: describe(one, at).filter(Boolean).join("\n"),
  }));
}

const scoreText = ({ value, low, high }: Priority): string =>
  `${thousands(value)} (${thousands(low)} to ${thousands(high)})`;

/** To whole numbers, halves to the even one, as Python rounds. */
function rounded(value: number): number {
  const whole = Math.floor(value);
  return value - whole === 0.5 ? whole + (whole % 2) : Math.round(value);
}

/** 1234.5 is "1,234". */
const thousands = (value: number): string =>
  Number.isFinite(value) ? String(BigInt(rounded(value))).replaceAll(/\B(?=(\d{3})+$)/g, ",") : "inf";

/** A hypothesis as a sentence, as far as it is filled in. */
export function hypothesisText({ change, metric, baseline, guardrails = [] }: Hypothesis): string {
  const number = (before: string, value: number | null | undefined) =>
    value === undefined || value === null ? "" : `${before}${numberText(value)}`;
  const moves =
    metric && `then ${metric.name} moves${number(" from ", baseline)}${number(" to ", metric.target)}`;
  const guards = guardrails.map(({ name }) => name).join(", ");
  const sentence = [
    [change && `If ${change}`, moves].filter(Boolean).join(", "),
    guards && `guardrails: ${guards}`,
  ]
    .filter(Boolean)
    .join("; ");
  const [first = "", ...rest] = sentence;
  return sentence && `${first.toUpperCase()}${rest.join("")}.`;
}

// --- CSV

/** What a spreadsheet might run, or what it would be read as without its apostrophe. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: spreadsheets read past them
const RISKY = /^(?:[\t\r\n']|[\s\u0000-\u001f\u0085]*[-=+@\uff0d\uff1d\uff0b\uff20])/;

/** Rows as CSV text (RFC 4180), with an apostrophe before every text a spreadsheet might run. */
const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(fieldText).join(",")}\r\n`).join("");

function fieldText(text: string): string {
  const guarded = RISKY.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
