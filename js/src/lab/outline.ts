/** A map as text and as a table: what stands in an output for readers without this extension, after an edit. */
import type { Document } from "../document/schema";
import { descriptorOf } from "../lanes";
import { plural, t } from "../words/words";

/** The title, then each stage with what its cells say, a line each. */
export function outline(document: Document): string {
  const { stages = [], lanes = [] } = document;
  const lines = stages.flatMap((stage, at) => [
    `${String(at + 1).padStart(3)}. ${stage.name}`,
    ...lanes
      .map((lane) => [lane.name, descriptorOf(lane).words(document, stage.id, lane)])
      .filter(([, text]) => text)
      .map(([name, text]) => `     ${name}: ${text!.replaceAll("\n", "; ")}`),
  ]);
  return [
    `${document.title || t("Untitled journey")}: ${plural(stages.length, "{n} stage", "{n} stages")}, ${plural(lanes.length, "{n} lane", "{n} lanes")}`,
    ...lines,
  ].join("\n");
}

/** What MathJax leaves alone, in its versions 3 and 2: it would make links and styles of a text between dollar signs. */
const NO_FORMULAS = "mathjax_ignore tex2jax_ignore";

/** Stages as columns, lanes as rows. Made of nodes, so that no text of the map can be markup. */
export function table(document: Document): string {
  const { stages = [], lanes = [], title } = document;
  const element = globalThis.document.implementation.createHTMLDocument().createElement("table");
  element.className = NO_FORMULAS;
  element.createCaption().textContent = title || t("Untitled journey");
  addRow(element.createTHead(), ["", ...stages.map(({ name }) => name)], []);
  const body = element.createTBody();
  for (const lane of lanes)
    addRow(
      body,
      [lane.name],
      stages.map((stage) => descriptorOf(lane).words(document, stage.id, lane)),
    );
  return element.outerHTML;
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
