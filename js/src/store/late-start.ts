/**
 * Messages reach a model that was slow to start. anywidget has a model's messages wait for its start, and when that took
 * over two seconds, as on a page with many maps, it drops all that ever follow, and tells nobody. Jupyter's own handler,
 * which anywidget's comes before, drops none. It is found on the model's prototypes, by no contract: where it is not, all
 * stays as it is.
 */

/** Jupyter's model, as much of it as is used. */
interface JupyterModel {
  readonly comm?: { on_msg?(handler: unknown): void };
}

const HANDLER = "_handle_comm_msg";

/** Hear the messages of a model directly; `set` without values gives the model itself, a view's proxy aside. */
export function hearDirectly(model: { set?(none: Record<string, never>): unknown }): void {
  const own = model.set?.({}) as JupyterModel | undefined;
  let handler: (() => unknown) | undefined;
  for (let one = own; one; one = Object.getPrototypeOf(one) as JupyterModel | undefined)
    if (Object.hasOwn(one, HANDLER)) handler = (one as { [HANDLER]?: typeof handler })[HANDLER];
  if (handler) own!.comm?.on_msg?.(handler.bind(own));
}
