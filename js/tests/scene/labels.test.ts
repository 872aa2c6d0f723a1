import { describe, expect, it } from "vitest";
import { middle, passing, room, sides, spread } from "../../src/scene/labels";

describe("labels at one stage", () => {
  it("stand above the measured point and below the drawn one", () => {
    expect(sides(85, 171, [], false)).toEqual({ measured: "up", drawn: "down" });
  });

  it("stand above the drawn point where its curve peaks", () => {
    expect(sides(88, 134, [], true).drawn).toBe("up");
  });

  it("change places where the drawn point is just above the measured one", () => {
    expect(sides(100, 76, [], true)).toEqual({ measured: "down", drawn: "up" });
  });

  it("let the drawn one flip when they would come under 16 px apart", () => {
    // Above, a peak's label would stand on the measured point's own.
    const both = sides(120, 130, [], true);
    expect(both).toEqual({ measured: "up", drawn: "down" });
    expect(Math.abs(middle(120, both.measured) - middle(130, both.drawn))).toBeGreaterThanOrEqual(16);
  });

  it("stay in the lane at the ends of the scale", () => {
    expect(sides(null, 256, [], false).drawn).toBe("up");
  });

  it("keep off another persona's point", () => {
    expect(sides(null, 100, [115], false).drawn).toBe("up");
  });
});

describe("the names beside the last points", () => {
  it("stay where they are while there is room", () => {
    expect(
      spread([
        { y: 50, size: 13 },
        { y: 90, size: 26 },
      ]),
    ).toEqual([50, 90]);
  });

  it("move apart in the order of their points", () => {
    const [first, second, third] = spread([
      { y: 102, size: 13 },
      { y: 100, size: 13 },
      { y: 101, size: 26 },
    ]);
    expect(third! - second!).toBeGreaterThanOrEqual(19.5);
    expect(first! - third!).toBeGreaterThanOrEqual(19.5);
  });

  it("do not leave the lane", () => {
    const placed = spread([
      { y: 270, size: 13 },
      { y: 271, size: 13 },
      { y: 5, size: 26 },
    ]);
    expect(Math.max(...placed)).toBeLessThanOrEqual(276 - 6.5);
    expect(Math.min(...placed)).toBeGreaterThanOrEqual(13);
  });
});

describe("the place of a note", () => {
  it("is clear of points and as near as it can be", () => {
    const top = room([{ from: 90, to: 110, firm: true }], 100, 40)!;
    expect(top >= 110 || top + 40 <= 90).toBe(true);
    expect(Math.abs(top + 20 - 100)).toBeLessThan(35);
  });

  it("crosses a curve only where there is no other place", () => {
    const below = { from: 0, to: 150, firm: false };
    expect(room([below], 60, 40)).toBeGreaterThanOrEqual(150);
    expect(room([{ from: 0, to: 276, firm: false }], 60, 40)).not.toBeNull();
  });

  it("is none where points fill the column", () => {
    expect(room([{ from: 0, to: 276, firm: true }], 60, 40)).toBeNull();
  });

  it("counts a curve from edge to edge of its column", () => {
    expect(passing([100, 200, 100], 1)).toMatchObject({ from: 146, to: 204 });
    expect(passing([null, 200, null], 1)).toMatchObject({ from: 196, to: 204 });
    expect(passing([100, null], 1)).toBeNull();
  });
});
