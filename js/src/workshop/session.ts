/** A workshop step by step: each is a value made from the one before. What comes from other pages is not trusted. */
import { type Session, type Share, STEPS, type Timer, type WorkshopStep } from "../store/forum";

/** Dots that each can have. */
export const MOST_DOTS = 20;
const DOTS = 3;
/** ms that a timer is started with, one more press adds, and at most runs. */
export const START = 5 * 60_000;
export const MORE = 60_000;
const LONGEST = 24 * 3_600_000;

export const NOTHING: Share = { ideas: 0, ready: 0, votes: {} };

export const begin = (id: string, lead: string): Session => ({
  id,
  lead,
  step: STEPS[0],
  round: 1,
  dots: DOTS,
  timer: null,
});

/** Go to a step; what was ready and timed before is over. */
export const goTo = (session: Session, step: WorkshopStep): Session =>
  step === session.step ? session : { ...session, step, round: session.round + 1, timer: null };

export function nextStep({ step }: Session): WorkshopStep | null {
  return STEPS[STEPS.indexOf(step) + 1] ?? null;
}

export const lead = (session: Session, self: string): Session => ({ ...session, lead: self });

export const giveDots = (session: Session, dots: number): Session => ({
  ...session,
  dots: Math.min(MOST_DOTS, Math.max(1, Math.round(dots) || 1)),
});

/** Whose turn it is at a screen that is passed round, from 1. */
export const turnOf = (participant: string): number => Number(participant.split("/").at(-1)!) || 1;

// --- the timer

/** ms that are left; 0 when the time is up. */
export const leftOf = (timer: Timer, now: number): number =>
  "ends" in timer ? Math.max(0, timer.ends - now) : timer.left;

/** Start the timer, stop it, or let it go on; one that is up starts anew. */
export function toggleTimer(session: Session, now: number): Session {
  const { timer } = session;
  if (timer && "ends" in timer && timer.ends > now) return { ...session, timer: { left: timer.ends - now } };
  const left = timer ? leftOf(timer, now) || START : START;
  return { ...session, timer: { ends: now + left } };
}

export function addTime(session: Session, now: number): Session {
  const timer = session.timer ?? { left: START };
  const left = Math.min(LONGEST, leftOf(timer, now) + MORE);
  return { ...session, timer: "ends" in timer ? { ends: now + left } : { left } };
}

// --- votes

const sum = (votes: Iterable<number>): number => [...votes].reduce((all, one) => all + one, 0);

/** The votes that count: on cards that are there, and no more than there are dots. */
export function votesOf({ votes }: Share, dots: number, cards: ReadonlySet<string>): Map<string, number> {
  const result = new Map<string, number>();
  let left = dots;
  for (const [card, n] of Object.entries(votes)) {
    const counts = cards.has(card) ? Math.min(n, left) : 0;
    if (counts > 0) result.set(card, counts);
    left -= Math.max(0, counts);
  }
  return result;
}

export const dotsLeft = (share: Share, dots: number, cards: ReadonlySet<string>): number =>
  dots - sum(votesOf(share, dots, cards).values());

/** Put one more dot on a card, or take one (`by` -1) off it; the same share where that cannot be. */
export function vote(
  share: Share,
  card: string,
  by: 1 | -1,
  dots: number,
  cards: ReadonlySet<string>,
): Share {
  const votes = votesOf(share, dots, cards);
  const n = (votes.get(card) ?? 0) + by;
  if (n < 0 || !cards.has(card) || (by > 0 && dotsLeft(share, dots, cards) < 1)) return share;
  votes.set(card, n);
  if (!n) votes.delete(card);
  return { ...share, votes: Object.fromEntries(votes) };
}

export interface CardVotes {
  readonly card: string;
  readonly votes: number;
}

/** Cards by their dots, most first; those with as many in the order of the map. */
export function tally(shares: Iterable<Share>, dots: number, cards: readonly string[]): CardVotes[] {
  const every = new Set(cards);
  const counts = new Map<string, number>();
  for (const share of shares)
    for (const [card, n] of votesOf(share, dots, every)) counts.set(card, (counts.get(card) ?? 0) + n);
  return cards
    .flatMap((card) => (counts.has(card) ? [{ card, votes: counts.get(card)! }] : []))
    .sort((one, other) => other.votes - one.votes);
}

// --- what other pages say

type Fields = Readonly<Record<string, unknown>>;
const LENGTH = 200;
const MOST_VOTES = 200;

const isName = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= LENGTH;
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** A session as a page wrote it; null where it is none. */
export function readSession(text: string | undefined): Session | null {
  const { id, lead, step, round, dots, timer } = fieldsIn(text);
  if (!isName(id) || !isName(lead) || !STEPS.includes(step as WorkshopStep) || !isCount(round)) return null;
  const session = { id, lead, step: step as WorkshopStep, round, dots: 1, timer: readTimer(timer) };
  return giveDots(session, Number(dots));
}

function readTimer(value: unknown): Timer | null {
  const { ends, left } = (typeof value === "object" && value ? value : {}) as Fields;
  if (Number.isFinite(ends)) return { ends: ends as number };
  return Number.isFinite(left) ? { left: Math.max(0, left as number) } : null;
}

/** What a participant says, as their page wrote it. */
export function readShare(text: string | undefined): Share {
  const { ideas, ready, votes } = fieldsIn(text);
  const every = Object.entries((typeof votes === "object" && votes ? votes : {}) as Fields);
  return {
    ideas: isCount(ideas) ? ideas : 0,
    ready: isCount(ready) ? ready : 0,
    votes: Object.fromEntries(
      every.filter((vote): vote is [string, number] => isCount(vote[1])).slice(0, MOST_VOTES),
    ),
  };
}

function fieldsIn(text: string | undefined): Fields {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value ? (value as Fields) : {};
  } catch {
    return {};
  }
}
