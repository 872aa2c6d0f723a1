/** The clipboard's event on the map: what it holds is read at once, and pasted by a part that comes on first use. */
import { placeFor, readClip } from "./clipboard";
import { withChunk } from "./late-deed";
import type { pasteClip } from "./paste-clip";
import type { ViewState } from "./state";

export function onPaste(view: ViewState, event: ClipboardEvent): void {
  const place = placeFor(event);
  if (!place || !view.store.editable.peek()) return;
  event.preventDefault();
  event.stopPropagation();
  const isOneCard = view.pastesOne;
  view.pastesOne = false;
  const clip = readClip(event.clipboardData!);
  withChunk<{ pasteClip: typeof pasteClip }>(view, "dialogs", (dialogs) =>
    dialogs.pasteClip(view, place, clip, isOneCard),
  );
}
