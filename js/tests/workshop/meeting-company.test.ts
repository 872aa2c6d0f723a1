/** Who is in a room, by what the pages of others say of themselves. */

import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MeetingCompany, readPerson } from "../../src/workshop/meeting-company";

const AT = { lane: "actions", stage: "arrive", cards: ["c1"], deed: "types" } as const;

/** The pages that have a map open, of which this is "1". */
class Pages {
  readonly page = "1";
  readonly pages = signal<ReadonlyMap<string, unknown>>(new Map([["1", {}]]));
  readonly board = signal(new Map<string, string>());
  readonly sent: unknown[] = [];

  say(field: string, value: unknown): void {
    this.sent.push(value);
    this.put("1", { ...(this.pages.value.get("1") as object), [field]: value });
  }

  post(): void {}

  /** What a page says; null when it has left. */
  put(page: string, state: Record<string, unknown> | null): void {
    const pages = new Map(this.pages.value);
    if (state) pages.set(page, state);
    else pages.delete(page);
    this.pages.value = pages;
  }
}

let pages: Pages;
let company: MeetingCompany;

beforeEach(() => {
  vi.useFakeTimers();
  pages = new Pages();
  company = new MeetingCompany(pages);
});

afterEach(() => {
  company.dispose();
  vi.useRealTimers();
});

describe("people", () => {
  it("are those of the other pages, with where they are, until they leave", () => {
    pages.put("1", { user: { display_name: "Cem" } });
    pages.put("3", { user: { name: "Ben" } });
    pages.put("2", { user: { display_name: "Ana Lopez", initials: "AL", color: "red" }, "cjm-place": AT });
    expect(company.self.value?.name).toBe("Cem");
    expect(company.others.value).toEqual([
      { id: "2", name: "Ana Lopez", initials: "AL", color: "red", at: AT },
      { id: "3", name: "Ben", initials: "", color: "", at: null },
    ]);
    pages.put("2", null);
    expect(company.others.value.map(({ name }) => name)).toEqual(["Ben"]);
  });

  it("are not news while nothing about them changes", () => {
    pages.put("2", { user: { name: "Ana" } });
    const before = company.others.value;
    pages.put("2", { user: { name: "Ana" }, cursors: [] });
    expect(company.others.value).toBe(before);
  });

  it("are nobody where a page says what is no person, and nowhere where it says what is no place", () => {
    for (const state of [null, 3, {}, { user: "Ana" }, { user: { name: 3 } }, { user: { name: " " } }])
      expect(readPerson("2", state)).toBeNull();
    for (const place of [3, {}, { ...AT, lane: 1 }, { ...AT, cards: "c1" }, { ...AT, deed: "burns" }])
      expect(readPerson("2", { user: { name: "Ana" }, "cjm-place": place })?.at).toBeNull();
  });
});

describe("where this reader is", () => {
  it("is said at once, then in steps, and never twice", () => {
    for (const stage of ["arrive", "wait", "board", "fly"]) company.show({ ...AT, stage });
    expect(pages.sent).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    company.show({ ...AT, stage: "fly" });
    expect(pages.sent.map((place) => (place as typeof AT).stage)).toEqual(["arrive", "fly"]);
  });
});
