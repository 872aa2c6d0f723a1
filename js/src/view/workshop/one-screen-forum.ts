/** Where a workshop is held: in the room of the map, or at the one screen that shows it. */
import type { ViewState } from "../../interaction/state";
import type { Forum } from "../../store/forum";
import { OneScreen } from "../../workshop/one-screen";

const screens = new WeakMap<ViewState, OneScreen>();

export function forumOf(view: ViewState): Forum {
  if (view.store.forum) return view.store.forum;
  const { session, document } = view.store;
  const screen = screens.get(view) ?? new OneScreen(storage(), session.peek() || document.peek().id);
  screens.set(view, screen);
  return screen;
}

function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
