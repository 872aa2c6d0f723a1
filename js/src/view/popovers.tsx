/** What opens above the map, all by chunks. */
import { useSignalEffect } from "@preact/signals";
import type { ViewState } from "../interaction/state";
import { useTypedAhead } from "../interaction/writing/typed-ahead";
import { t } from "../words/words";
import { Late } from "./late";
import { Popover } from "./popover";

export function Popovers({ view }: { view: ViewState }) {
  const open = view.open.value;
  // Closed in any way, nothing was pasted.
  useSignalEffect(() => {
    if (view.open.value?.what !== "paste") view.pasting.value = null;
  });
  if (!open) return null;
  switch (open.what) {
    case "view":
    case "filter":
    case "coverage":
      return (
        <Late
          view={view}
          from="looks"
          draw={({ ReaderDialog }) => <ReaderDialog view={view} open={open} />}
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
    case "link to":
    case "links":
      return (
        <Late
          view={view}
          from="linkage"
          draw={({ LinkPopover }) => <LinkPopover view={view} open={open} />}
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
    case "way":
      return (
        <Late
          view={view}
          from="transitions"
          draw={({ WayPopover }) => <WayPopover view={view} open={open} />}
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
    case "menu":
    case "palette":
      return (
        <Late
          view={view}
          from="menus"
          draw={({ ContextMenu, Palette }) =>
            open.what === "menu" ? (
              <ContextMenu view={view} open={open} />
            ) : (
              <Palette view={view} open={open} />
            )
          }
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
    default:
      return (
        <Late
          view={view}
          from="dialogs"
          draw={({ Dialog }) => <Dialog view={view} open={open} />}
          frame={(says) => <OnItsWay view={view} anchor={open.anchor} says={says} />}
        />
      );
  }
}

function OnItsWay({ view, anchor, says }: { view: ViewState; anchor: Element | null; says: string }) {
  const keep = useTypedAhead(view, () => view.open.peek());
  return (
    <Popover view={view} anchor={anchor} label={t("On its way")} onKey={keep}>
      <p class="cjm-late" role="status">
        {says}
      </p>
    </Popover>
  );
}
