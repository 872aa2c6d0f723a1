/** Commands that hand the map's opportunities, as files, to the tools where they are worked on. */

import { slug } from "../../../document/names";
import { opportunitiesOf } from "../../../document/opportunities";
import type { Document } from "../../../document/schema";
import { jiraCsv, linearCsv } from "../../../document/tickets";
import { plural, t } from "../../../words/words";
import type { ViewState } from "../../state";
import type { MapCommand } from "./map-command";

/** Those that read tickets, and what they read. */
export const TICKET_FILES: Readonly<Record<string, (document: Document) => string>> = {
  Jira: jiraCsv,
  Linear: linearCsv,
};

const ticketsIn = (document: Document): number =>
  opportunitiesOf(document).filter(({ card }) => card.text).length;

/** Have the browser save the opportunities as a tool reads them. */
export function exportTickets(view: ViewState, tool: string): void {
  const document = view.store.document.peek();
  const file = `${slug(document.title || t("Opportunities"))}-${tool.toLowerCase()}.csv`;
  save(file, TICKET_FILES[tool]!(document));
  view.outcome.value = plural(
    ticketsIn(document),
    "{n} opportunity in {file}",
    "{n} opportunities in {file}",
    {
      file,
    },
  );
}

/** ms until a browser has surely begun to save it. */
const TAKEN = 60_000;

function save(file: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN);
}

export const EXPORTS: readonly MapCommand[] = Object.keys(TICKET_FILES).map((tool) => ({
  name: () => t("Export opportunities for {tool}", { tool }),
  icon: "export",
  applies: (view) => ticketsIn(view.store.document.peek()) > 0,
  run: (view) => exportTickets(view, tool),
}));
