/** What stands over the map while the presentation is on its way. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ViewState } from "../interaction/state";
import { useTypedAhead } from "../interaction/writing/typed-ahead";
import { t } from "../words/words";

export function PresentFrame({ view, says }: { view: ViewState; says: string }) {
  const element = useRef<HTMLDialogElement>(null);
  const keep = useTypedAhead(view, () => view.presenting.peek());
  useLayoutEffect(() => {
    const dialog = element.current!;
    dialog.showModal?.();
    return () => dialog.close?.();
  }, []);
  return (
    <dialog
      ref={element}
      aria-label={t("Presentation")}
      onKeyDown={keep}
      onCancel={(event) => {
        event.preventDefault();
        view.presenting.value = null;
      }}
    >
      <p class="cjm-late" role="status">
        {says}
      </p>
    </dialog>
  );
}
