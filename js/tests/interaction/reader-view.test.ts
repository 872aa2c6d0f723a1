// @vitest-environment jsdom
/** A reader's view of a map: what the storage keeps of it, and what it never trusts. */
import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NO_FILTER } from "../../src/document/cards/filter";
import { EVERYTHING, sameLook } from "../../src/interaction/reader/looks-alike";
import { ReaderView, readStored } from "../../src/interaction/reader/reader-view";
import { small } from "../view/shown";

const lanes = small.lanes!;
const open = () => new ReaderView(signal(small), "map");

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

describe("a reader's view", () => {
  it("begins with everything", () => {
    const reader = open();
    expect(sameLook(reader.look(), EVERYTHING, lanes)).toBe(true);
    expect(reader.stageWidth.value).toBe("fit");
    expect(reader.seen.value).toBe(small);
  });

  it("keeps lanes, density and widths for the next view of the map, but not the filter", () => {
    const reader = open();
    reader.toggleHidden("systems");
    reader.toggleFolded("pains");
    reader.chooseDensity("dense");
    reader.chooseStageWidth("wide");
    reader.toggleValue("evidence", "data");
    const next = open();
    expect([...next.hidden.value]).toEqual(["systems"]);
    expect([...next.folded.value]).toEqual(["pains"]);
    expect(next.density.value).toBe("dense");
    expect(next.stageWidth.value).toBe("wide");
    expect(next.isFiltering.value).toBe(false);
  });

  it("is another one for another map, and for another part of it", () => {
    open().toggleHidden("systems");
    expect(new ReaderView(signal({ ...small, id: "other" }), "map").hidden.value.size).toBe(0);
    expect(new ReaderView(signal(small), "curve").hidden.value.size).toBe(0);
  });

  it("saves, takes and forgets views by name; one of the same name is replaced", () => {
    const reader = open();
    reader.toggleHidden("systems");
    reader.toggleValue("evidence", "data");
    reader.save("Data");
    const saved = reader.saved.value[0]!;
    reader.take(EVERYTHING);
    expect(reader.hidden.value.size).toBe(0);
    reader.take(saved);
    expect(reader.filter.value.evidence).toEqual(["data"]);
    expect(sameLook(reader.look(), saved, lanes)).toBe(true);
    reader.take(EVERYTHING);
    reader.save("Data");
    expect(open().saved.value).toEqual([{ name: "Data", ...EVERYTHING }]);
    reader.forget("Data");
    expect(open().saved.value).toEqual([]);
  });

  it("does not lose what another page saved meanwhile", () => {
    const [here, there] = [open(), open()];
    there.save("There");
    here.save("Here");
    expect(open().saved.value.map(({ name }) => name)).toEqual(["There", "Here"]);
  });

  it("is the same for lanes that the map no longer has", () => {
    expect(sameLook({ ...EVERYTHING, hidden: ["gone"] }, EVERYTHING, lanes)).toBe(true);
    expect(sameLook({ ...EVERYTHING, hidden: ["pains"] }, EVERYTHING, lanes)).toBe(false);
  });

  it.each([null, "", "no json", "[]", "null", "7", '{"hidden": 3, "saved": {}, "density": "toString"}'])(
    "takes %j from the storage for nothing",
    (text) =>
      expect(readStored(text)).toMatchObject({
        hidden: [],
        folded: [],
        density: "calm",
        stages: "fit",
        saved: [],
      }),
  );

  it("leaves out of a saved view what is none", () => {
    const text = JSON.stringify({
      saved: [{ name: 3 }, { name: "A", folded: ["x", 1], filter: { tag: ["t", null] } }],
    });
    expect(readStored(text).saved).toEqual([
      { name: "A", hidden: [], folded: ["x"], density: "calm", filter: { ...NO_FILTER, tag: ["t"] } },
    ]);
  });

  it("lasts as long as the view where the browser blocks its storage", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("blocked");
    });
    const reader = open();
    reader.toggleHidden("systems");
    expect([...reader.hidden.value]).toEqual(["systems"]);
  });
});
