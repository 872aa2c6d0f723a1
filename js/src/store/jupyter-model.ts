/** What Jupyter's model of a widget has beside what a front end promises, found by no contract: it may be missing. */

/** What a front end gives a widget, as far as it tells whose it is. */
interface AnyModel {
  /** Changes nothing, and returns the model itself, of which this is a part: Jupyter's models are Backbone's. */
  set?(none: Record<string, never>): unknown;
  widget_manager?: {
    /** Jupyter's managers have it, marimo's does not. */
    create_view?: unknown;
  };
}

interface JupyterModel {
  readonly comm?: { on_msg?(handler: unknown): void };
}

const HANDLER = "_handle_comm_msg";

/** The model itself, a view's proxy aside; null in another front end. */
export const jupytersModel = (model: AnyModel): JupyterModel | null | undefined =>
  typeof model.widget_manager?.create_view === "function" ? (model.set?.({}) as JupyterModel) : null;

/**
 * Hear a model's messages also where it was slow to start. anywidget has them wait for the start, and when that took over
 * two seconds, as on a page with many maps, it drops all that ever follow, and tells nobody. Jupyter's own handler, which
 * anywidget's comes before, drops none; where it is not found, all stays as it is.
 */
export function hearDirectly(model: AnyModel): void {
  const own = jupytersModel(model);
  let handler: (() => unknown) | undefined;
  for (let one = own; one; one = Object.getPrototypeOf(one) as JupyterModel | null)
    if (Object.hasOwn(one, HANDLER)) handler = (one as { [HANDLER]?: typeof handler })[HANDLER];
  if (handler) own!.comm?.on_msg?.(handler.bind(own));
}
