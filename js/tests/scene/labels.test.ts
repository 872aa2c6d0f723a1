import { describe, expect, it } from "vitest";
import { firm, middle, nearestFree, passing, room, sides } from "../../src/scene/labels";

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
    expect(nearestFree([firm(90, 13)], 50, 13)).toBe(50);
  });

  it("go to the nearest place that covers nothing", () => {
    expect(nearestFree([firm(100, 10)], 98, 13)).toBe(83.5);
    expect(nearestFree([firm(100, 10), firm(80, 8)], 98, 13)).toBe(116.5);
  });

  it("do not leave the lane", () => {
    expect(nearestFree([], 270, 26)).toBe(276 - 2 - 13);
    expect(nearestFree([firm(20, 12)], 10, 13)).toBe(38.5);
  });

  it("are left out where they would cover something everywhere", () => {
    expect(nearestFree([firm(70, 70), firm(214, 64)], 145, 13)).toBeNull();
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
