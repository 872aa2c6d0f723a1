/** Who is in a room, by what the pages of others say of themselves. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RoomCompany, readPerson } from "../../src/lab/room/room-company";

const AT = { lane: "actions", stage: "arrive", cards: ["c1"], deed: "types" } as const;

/** What y-protocols gives, as far as it is used. */
class Awareness {
  readonly clientID = 1;
  readonly states = new Map<number, Record<string, unknown>>([[1, {}]]);
  readonly sent: unknown[] = [];
  #listener = () => {};

  on(_type: string, listener: () => void): void {
    this.#listener = listener;
  }

  off(): void {
    this.#listener = () => {};
  }

  getStates(): Map<number, Record<string, unknown>> {
    return this.states;
  }

  setLocalStateField(name: string, value: unknown): void {
    this.states.set(1, { ...this.states.get(1), [name]: value });
    this.sent.push(value);
  }

  say(page: number, state: Record<string, unknown> | null): void {
    if (state) this.states.set(page, state);
    else this.states.delete(page);
    this.#listener();
  }
}

let awareness: Awareness;
let company: RoomCompany;

beforeEach(() => {
  vi.useFakeTimers();
  awareness = new Awareness();
  company = new RoomCompany(awareness as never);
});

afterEach(() => {
  company.dispose();
  vi.useRealTimers();
});

describe("people", () => {
  it("are those of the other pages, with where they are, until they leave", () => {
    awareness.say(1, { user: { display_name: "Cem" } });
    awareness.say(3, { user: { name: "Ben" } });
    awareness.say(2, { user: { display_name: "Ana Lopez", initials: "AL", color: "red" }, "cjm-place": AT });
    expect(company.self.value?.name).toBe("Cem");
    expect(company.others.value).toEqual([
      { id: "2", name: "Ana Lopez", initials: "AL", color: "red", at: AT },
      { id: "3", name: "Ben", initials: "", color: "", at: null },
    ]);
    awareness.say(2, null);
    expect(company.others.value.map(({ name }) => name)).toEqual(["Ben"]);
  });

  it("are not news while nothing about them changes", () => {
    awareness.say(2, { user: { name: "Ana" } });
    const before = company.others.value;
    awareness.say(2, { user: { name: "Ana" }, cursors: [] });
    expect(company.others.value).toBe(before);
  });

  it("are nobody where a page says what is no person, and nowhere where it says what is no place", () => {
    for (const state of [null, 3, {}, { user: "Ana" }, { user: { name: 3 } }, { user: { name: " " } }])
      expect(readPerson(2, state)).toBeNull();
    for (const place of [3, {}, { ...AT, lane: 1 }, { ...AT, cards: "c1" }, { ...AT, deed: "burns" }])
      expect(readPerson(2, { user: { name: "Ana" }, "cjm-place": place })?.at).toBeNull();
  });
});

describe("where this reader is", () => {
  it("is said at once, then in steps, and never twice", () => {
    for (const stage of ["arrive", "wait", "board", "fly"]) company.show({ ...AT, stage });
    expect(awareness.sent).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    company.show({ ...AT, stage: "fly" });
    expect(awareness.sent.map((place) => (place as typeof AT).stage)).toEqual(["arrive", "fly"]);
  });
});
