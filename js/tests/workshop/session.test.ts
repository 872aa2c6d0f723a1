/** A workshop's steps, its timer, and votes that never exceed what each has. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Session, type Share, STEPS } from "../../src/store/forum";
import {
  addTime,
  begin,
  dotsLeft,
  giveDots,
  goTo,
  leftOf,
  MORE,
  MOST_DOTS,
  NOTHING,
  nextStep,
  readSession,
  readShare,
  START,
  tally,
  toggleTimer,
  vote,
  votesOf,
} from "../../src/workshop/session";

const CARDS = ["a", "b", "c"];
const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);

describe("votes", () => {
  const act = fc.record({
    card: fc.constantFrom(...CARDS, "gone"),
    by: fc.constantFrom(1 as const, -1 as const),
  });

  it("never exceed what each has, and what is taken off can be put elsewhere", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (acts, dots) => {
        const here = new Set(CARDS);
        let share: Share = NOTHING;
        const counts = new Map<string, number>();
        for (const { card, by } of acts) {
          share = vote(share, card, by, dots, here);
          // By hand: what a person with a sheet of stickers can do.
          const [n, all] = [counts.get(card) ?? 0, sum(counts.values())];
          if (here.has(card) && n + by >= 0 && all + by <= dots) counts.set(card, n + by);
          expect(sum(Object.values(share.votes))).toBeLessThanOrEqual(dots);
        }
        const expected = new Map([...counts].filter(([, n]) => n > 0));
        expect(new Map(Object.entries(share.votes))).toEqual(expected);
        expect(dotsLeft(share, dots, here)).toBe(dots - sum(expected.values()));
      }),
    );
  });

  it("count no more than each has, whatever a page says", () => {
    const any = fc.dictionary(
      fc.constantFrom(...CARDS, "gone"),
      fc.oneof(fc.integer(), fc.string(), fc.double()),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), fc.integer({ min: 1, max: 5 }), (votes, dots) => {
        const shares = votes.map((one) => readShare(JSON.stringify({ votes: one })));
        for (const share of shares)
          expect(sum(votesOf(share, dots, new Set(CARDS)).values())).toBeLessThanOrEqual(dots);
        const ranks = tally(shares, dots, CARDS);
        expect(sum(ranks.map((rank) => rank.votes))).toBeLessThanOrEqual(dots * shares.length);
        expect(ranks.every(({ card }) => CARDS.includes(card))).toBe(true);
      }),
    );
  });

  it("are the same in whatever order the cards stand, and equal ones stand in that order", () => {
    const shares: Share[] = [
      { ...NOTHING, votes: { a: 1, c: 2 } },
      { ...NOTHING, votes: { b: 1, c: 1, a: 1 } },
    ];
    expect(tally(shares, 3, ["a", "b", "c"])).toEqual([
      { card: "c", votes: 3 },
      { card: "a", votes: 2 },
      { card: "b", votes: 1 },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(CARDS, { minLength: 3 }), (cards) => {
        const counts = new Map(tally(shares, 3, cards).map(({ card, votes }) => [card, votes]));
        expect(counts).toEqual(
          new Map([
            ["c", 3],
            ["a", 2],
            ["b", 1],
          ]),
        );
      }),
    );
  });

  it("of a card that is gone come back", () => {
    const share = { ...NOTHING, votes: { a: 2, gone: 1 } };
    expect(dotsLeft(share, 3, new Set(CARDS))).toBe(1);
  });

  it("of fewer dots than were put are counted up to those", () => {
    const share = { ...NOTHING, votes: { a: 2, b: 2 } };
    expect(votesOf(share, 3, new Set(CARDS))).toEqual(
      new Map([
        ["a", 2],
        ["b", 1],
      ]),
    );
    expect(dotsLeft(share, 3, new Set(CARDS))).toBe(0);
  });
});

describe("steps", () => {
  it("lead from ideas to a decision, and each change makes nobody ready", () => {
    let session: Session = begin("s", "ana");
    const seen = [session.step];
    for (let next = nextStep(session); next; next = nextStep(session)) {
      const { round } = session;
      session = goTo(session, next);
      expect(session.round).toBe(round + 1);
      seen.push(session.step);
    }
    expect(seen).toEqual(STEPS);
    expect(goTo(session, "decision")).toBe(session);
  });

  it("are read back as they were written, and nothing else is", () => {
    const session = toggleTimer(goTo(begin("s", "ana"), "votes"), 1000);
    expect(readSession(JSON.stringify(session))).toEqual(session);
    for (const text of [
      undefined,
      "",
      "3",
      "null",
      "[]",
      '{"id":"s"}',
      JSON.stringify({ ...session, step: "x" }),
    ])
      expect(readSession(text)).toBeNull();
    expect(readSession(JSON.stringify({ ...session, dots: 1e9 }))?.dots).toBe(MOST_DOTS);
    expect(readSession(JSON.stringify({ ...session, dots: "many" }))?.dots).toBe(1);
    expect(readSession(JSON.stringify({ ...session, timer: { ends: "soon" } }))?.timer).toBeNull();
  });

  it("take whole numbers of dots", () => {
    const session = begin("s", "ana");
    expect([0, 2.4, Number.NaN, 99].map((dots) => giveDots(session, dots).dots)).toEqual([
      1,
      2,
      1,
      MOST_DOTS,
    ]);
  });
});

describe("the timer", () => {
  const session = begin("s", "ana");

  it("runs, stops where it is, and goes on from there", () => {
    const running = toggleTimer(session, 0);
    expect(leftOf(running.timer!, 60_000)).toBe(START - 60_000);
    const stopped = toggleTimer(running, 60_000);
    expect(leftOf(stopped.timer!, 9e9)).toBe(START - 60_000);
    expect(leftOf(toggleTimer(stopped, 100_000).timer!, 110_000)).toBe(START - 70_000);
  });

  it("starts anew when it is up, and takes a minute more", () => {
    const running = toggleTimer(session, 0);
    expect(leftOf(running.timer!, START + 5)).toBe(0);
    expect(leftOf(toggleTimer(running, START + 5).timer!, START + 5)).toBe(START);
    expect(leftOf(addTime(running, START + 5).timer!, START + 5)).toBe(MORE);
    expect(leftOf(addTime(session, 0).timer!, 0)).toBe(START + MORE);
  });
});
