/** What can be compared: the map's snapshots, the map as it is now, and the future state that its personas hope for. */
import { thingsOf } from "../../document/document";
import type { Document, Score } from "../../document/schema";
import { t } from "../../words/words";

export interface Version {
  /** The snapshot's id, or one of the two below, which no id can be. */
  readonly id: string;
  readonly name: string;
  readonly map: Document;
  /** Whether nothing of it has happened yet. */
  readonly isFuture: boolean;
}

export const NOW = " now";
export const FUTURE = " future";

/** The versions of a map, the oldest first. */
export function versionsOf(document: Document): Version[] {
  const isFuture = ({ kind }: Document) => kind === "future";
  const taken = thingsOf(document, "snapshot").map(({ id, name, map }) => ({
    id,
    name,
    map,
    isFuture: isFuture(map),
  }));
  const versions = [...taken, { id: NOW, name: t("Now"), map: document, isFuture: isFuture(document) }];
  if (Object.values(document.future ?? {}).some((row) => Object.keys(row).length))
    versions.push({ id: FUTURE, name: t("Future state"), map: hoped(document), isFuture: true });
  return versions;
}

/** The map with what its personas shall feel for what they feel. */
function hoped(document: Document): Document {
  const emotion = Object.fromEntries(
    Object.entries(document.future ?? {}).map(([persona, row]) => [
      persona,
      Object.fromEntries(Object.entries(row).map(([stage, value]): [string, Score] => [stage, { value }])),
    ]),
  );
  return { ...document, kind: "future", emotion };
}
