/** How wide a reader wants the stages. It is the reader's, never the document's: the browser remembers it for each map. */

/** `fit` narrows the stages where all of them then fit; the others scroll sooner. */
export const STAGE_WIDTHS = { fit: "Fit", comfortable: "Comfortable", wide: "Wide" } as const;
export type StageWidth = keyof typeof STAGE_WIDTHS;

const keyOf = (map: string): string => `cjm-stage-width:${map}`;

/** What the reader chose for this map last. */
export function lastStageWidth(map: string): StageWidth {
  try {
    const width = globalThis.localStorage?.getItem(keyOf(map));
    return width && Object.hasOwn(STAGE_WIDTHS, width) ? (width as StageWidth) : "fit";
  } catch {
    return "fit"; // the browser's settings block its storage
  }
}

export function rememberStageWidth(map: string, width: StageWidth): void {
  try {
    globalThis.localStorage?.setItem(keyOf(map), width);
  } catch {
    // Blocked or full: the choice lasts as long as the view.
  }
}
