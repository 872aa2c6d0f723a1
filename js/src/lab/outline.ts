/** A map as text and as a table: what stands in an output for readers without this extension, after an edit. */
import { cardsAt, cardText, scoreAt } from "../document/gestures";
import type { Document, Lane, Stage } from "../document/schema";

/** The title, then each stage with what its cells say, a line each. */
export function outline(document: Document): string {
  const { stages = [], lanes = [] } = document;
  const lines = stages.flatMap((stage, at) => [
    `${String(at + 1).padStart(3)}. ${stage.name}`,
    ...lanes
      .map((lane) => [lane.name, cellWords(document, stage, lane)])
      .filter(([, text]) => text)
      .map(([name, text]) => `     ${name}: ${text!.replaceAll("\n", "; ")}`),
  ]);
  return [
    `${document.title || "Untitled journey"}: ${stages.length} stages, ${lanes.length} lanes`,
    ...lines,
  ].join("\n");
}

/** Stages as columns, lanes as rows. Made of nodes, so that no text of the map can be markup. */
export function table(document: Document): string {
  const { stages = [], lanes = [], title } = document;
  const made = globalThis.document.implementation.createHTMLDocument().createElement("table");
  made.createCaption().textContent = title || "Untitled journey";
  addRow(made.createTHead(), ["", ...stages.map(({ name }) => name)], []);
  const body = made.createTBody();
  for (const lane of lanes)
    addRow(
      body,
      [lane.name],
      stages.map((stage) => cellWords(document, stage, lane)),
    );
  return made.outerHTML;
}

function addRow(to: HTMLTableSectionElement, headers: readonly string[], texts: readonly string[]): void {
  const row = to.insertRow();
  for (const text of headers) {
    const cell = row.ownerDocument.createElement("th");
    cell.textContent = text;
    row.append(cell);
  }
  for (const text of texts) row.insertCell().textContent = text;
}

/** What a cell says; in an emotion lane, how each persona feels. */
function cellWords(document: Document, stage: Stage, { id, kind }: Lane): string {
  if (kind !== "emotion")
    return cardsAt(document, stage.id, id)
      .map((card) => cardText(card))
      .join("\n");
  return (document.personas ?? [])
    .flatMap((persona) => {
      const score = scoreAt(document, stage.id, persona.id);
      return score ? [`${persona.name} ${score.value > 0 ? "+" : ""}${score.value}`] : [];
    })
    .join("\n");
}
