/** The way of a link from one card to another, in columns of 176 px whose cards keep 6 px from either side. */
import { describe, expect, it } from "vitest";
import { cardPath, type Terminal } from "../../src/scene/card-path";

const free = () => true;
/** A card of 40 px, so many px below the upper edge of its row of 100 px. */
const card = (column: number, row: number, down = 6, columns = 1): Terminal => ({
  box: {
    left: 176 * column + 6,
    right: 176 * (column + columns) - 6,
    top: 100 * row + down,
    bottom: 100 * row + down + 40,
  },
  row: [100 * row, 100 * row + 100],
});

/** The corners of a stroke's lines. */
function corners([x, y, rest]: readonly [number, number, string]): [number, number][] {
  let at: [number, number] = [x, y];
  const points: [number, number][] = [at];
  for (const [, kind, args] of rest.matchAll(/([lq])([^lq]+)/g)) {
    const numbers = args!.split(" ").map(Number);
    at = [at[0] + numbers.at(-2)!, at[1] + numbers.at(-1)!];
    if (kind === "l") points.push(at);
  }
  return points;
}

describe("the path between two cards", () => {
  it("is straight where one is under the other and nothing is between", () => {
    const path = cardPath(card(0, 1), card(0, 0), "direct", 0, free);
    expect(path.stroke).toEqual([30, 106, "l0 -53"]);
    expect(path.heads).toEqual([[30, 47, "up"]]);
  });

  it("goes around what is between them, by the gutter behind both", () => {
    const { stroke, heads } = cardPath(card(0, 0), card(0, 2), "direct", 0, () => false);
    expect(heads).toEqual([[171, 220, "left"]]);
    for (const [x] of corners(stroke)) expect(x).toBeGreaterThanOrEqual(170);
    for (const [x] of corners(stroke)) expect(x).toBeLessThanOrEqual(182);
  });

  it("crosses columns along the edge of the row that it goes to", () => {
    const down = corners(cardPath(card(0, 0), card(4, 3), "direct", 0, free).stroke);
    const along = down.filter(([x]) => x > 182 && x < 704 - 6);
    for (const [, y] of along) expect(y).toBe(300);
    const up = cardPath(card(4, 3), card(0, 0), "direct", 0, free);
    expect(up.heads).toEqual([[171, 20, "left"]]);
    for (const [, y] of corners(up.stroke).filter(([x]) => x > 182 && x < 698)) expect(y).toBe(100);
  });

  it("has the gutter between neighbours for itself", () => {
    const { stroke, heads } = cardPath(card(0, 0), card(1, 2), "direct", 0, free);
    expect(heads).toEqual([[181, 220, "right"]]);
    for (const [x] of corners(stroke)) expect(x >= 170 && x <= 182).toBe(true);
  });

  it("ends as its kind says", () => {
    const kinds = (["direct", "both", "controlled", "open"] as const).map((kind) => {
      const { heads, gate, ring } = cardPath(card(0, 1), card(0, 0), kind, 0, free);
      return [heads.map(([, , to]) => to), gate?.[2] ?? null, ring];
    });
    expect(kinds).toEqual([
      [["up"], null, null],
      [["down", "up"], null, null],
      [["up"], "h12", null],
      [[], null, [30, 50]],
    ]);
  });
});
