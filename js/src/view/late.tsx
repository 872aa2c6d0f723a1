/** Interface that the view started without, drawn when it is there; until then a sentence in its place. */
import type { ComponentChildren } from "preact";
import type { ViewState } from "../interaction/state";
import type { Chunks } from "./chunks";

interface LateProps<N extends keyof Chunks> {
  view: ViewState;
  /** The chunk, by the name of its entry module. */
  from: N;
  /** Draws what the chunk exports. */
  draw: (chunk: Chunks[N]) => ComponentChildren;
  /** What stands there meanwhile, with a sentence for the reader; it may have the focus, and Escape closes it. */
  frame: (says: string) => ComponentChildren;
}

export function Late<N extends keyof Chunks>({ view, from, draw, frame }: LateProps<N>) {
  const arrival = view.chunks.get(from);
  if ("says" in arrival) return <>{frame(arrival.says)}</>;
  return (
    <>
      {arrival.style && <style data-chunk={from}>{arrival.style}</style>}
      {draw(arrival.exports as Chunks[N])}
    </>
  );
}
