/** Grouping cards: a name for the selected ones, which each gets as a tag. */
import { useSignal } from "@preact/signals";
import { isComposing } from "../../interaction/commands/keys";
import { backToMap } from "../../interaction/panel-focus";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import { english, plural, t } from "../../words/words";
import { grouping, groupsOf } from "../../workshop/harvest";

/** Groups that the bar shows. */
const MOST = 4;

export function Groups({ view }: { view: ViewState }) {
  const name = useSignal("");
  const groups = groupsOf(view.store.document.value);
  const cards = view.cards.value;
  const put = (group: string) => {
    if (!group || !cards.size) return;
    const operations = grouping(view.store.document.peek(), cards, group);
    if (!makeEdit(view, operations, english("Group cards as {group}", { group }))) return;
    name.value = "";
    view.outcome.value = plural(
      operations.length,
      "{n} card is in the group {group} now",
      "{n} cards are in the group {group} now",
      { group },
    );
    backToMap(view);
  };
  return (
    <span class="cjm-ws-groups">
      <input
        class="cjm-ws-in"
        aria-label={t("Name of a group")}
        placeholder={
          cards.size
            ? plural(cards.size, "Group {n} card as …", "Group {n} cards as …")
            : t("Select cards to group")
        }
        value={name}
        onInput={({ currentTarget }) => {
          name.value = currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === "Enter") put(name.peek().trim());
          else if (event.key === "Escape") backToMap(view);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {groups.slice(0, MOST).map(([group, n]) => (
        <button
          key={group}
          type="button"
          class="cjm-ws-chip"
          disabled={!cards.size}
          aria-label={t("Put the selected cards into the group {group}, which has {n}", { group, n })}
          onClick={() => put(group)}
        >
          {group} <span class="cjm-n">{n}</span>
        </button>
      ))}
    </span>
  );
}
