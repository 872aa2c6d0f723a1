/** Where among the cards of a cell a dragged one would land: from their boxes to a position and a line. */

export interface CardBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface DropLine {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How the cards of a cell follow one another: each under the last, or in lines of text from either side. */
export type Flow = "stack" | "ltr" | "rtl";

/** How thick the line is, and how far the middle of a gap is from the card. */
const THICK = 3;
const GAP = 2;

/** How many of the cards come before the one that is dropped at a point. */
export function slotAt(boxes: readonly CardBox[], x: number, y: number, flow: Flow): number {
  const comesFirst = ({ left, right, top, bottom }: CardBox) => {
    if (flow === "stack") return y < (top + bottom) / 2;
    if (y < top) return true;
    return y <= bottom && (flow === "rtl" ? x > (left + right) / 2 : x < (left + right) / 2);
  };
  const at = boxes.findIndex(comesFirst);
  return at < 0 ? boxes.length : at;
}

/** The line in front of the card at a position, or behind the last; `inside` is the box of the cell that cards fill. */
export function lineAt(boxes: readonly CardBox[], at: number, inside: CardBox, flow: Flow): DropLine {
  const next = boxes[at];
  const last = boxes.at(-1);
  const width = inside.right - inside.left;
  if (flow === "stack" || !last) {
    const top = next ? next.top - GAP : last ? last.bottom + GAP : inside.top;
    return { left: inside.left, top: top - THICK / 2, width, height: THICK };
  }
  const { top, bottom } = next ?? last;
  const before = flow === "ltr" ? (next?.left ?? 0) - GAP : (next?.right ?? 0) + GAP;
  const behind = flow === "ltr" ? last.right + GAP : last.left - GAP;
  return { left: (next ? before : behind) - THICK / 2, top, width: THICK, height: bottom - top };
}
