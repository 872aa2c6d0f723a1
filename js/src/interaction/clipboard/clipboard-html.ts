/**
 * The cells and lines of the HTML that other programs put on the clipboard: tables as Excel, Google Sheets and
 * LibreOffice write them, lists as Word does.
 */

export interface Page {
  /** The texts of the first table, or the page's lines, a row each. */
  readonly texts: string[][];
  /** Whether they are a table of more than one row or column. */
  readonly isTable: boolean;
  /** Whether it is a list, of which plain text would have the bullets too. */
  readonly isList: boolean;
  /** Whether the table says that its first row is names. */
  readonly hasHeadLine: boolean;
}

const LINES = new Set([
  "P",
  "DIV",
  "LI",
  "UL",
  "OL",
  "TR",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "PRE",
  "BLOCKQUOTE",
]);
const NO_TEXT = "script, style, template, title, [style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]";
const LIST = "li, [class*=MsoListParagraph], [style*='mso-list' i]";

/**
 * The HTML of a clipboard as a page that nothing is loaded for and no script runs in. Its elements have no names: a form or
 * page has its named parts as properties, which would stand for those that it is read by, such as `childNodes`.
 */
export function parsePage(html: string): Document {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of Document.prototype.querySelectorAll.call(page, "[name], [id]"))
    for (const name of ["name", "id"]) Element.prototype.removeAttribute.call(element, name);
  return page;
}

export function readPage(page: Document): Page {
  const isWordList = page.querySelector(LIST) !== null;
  for (const element of page.querySelectorAll(NO_TEXT)) element.remove();
  const table = page.querySelector("table");
  if (!table) {
    const texts = textOf(page.body)
      .split("\n")
      .filter((line) => line.trim())
      .map((line) => [line.trim()]);
    return { texts, isTable: false, isList: isWordList, hasHeadLine: false };
  }
  const texts = tableTexts(table);
  const [first, second] = table.rows;
  const heads = [...(first?.cells ?? [])];
  const isHead = heads.length > 0 && heads.every((cell) => cell.tagName === "TH");
  const isBody = [...(second?.cells ?? [])].some((cell) => cell.tagName === "TD");
  return {
    texts,
    isTable: texts.length > 1 || (texts[0]?.length ?? 0) > 1,
    isList: false,
    hasHeadLine: isHead && isBody,
  };
}

/** Row by row; a merged cell has its text in the first of the cells it covers. */
function tableTexts(table: HTMLTableElement): string[][] {
  const rows = [...table.rows].map((): string[] => []);
  for (const [down, row] of [...table.rows].entries()) {
    let across = 0;
    for (const cell of row.cells) {
      while (rows[down]![across] !== undefined) across += 1;
      const right = across + Math.min(Math.max(1, cell.colSpan), 1000);
      const below = Math.min(rows.length, down + Math.max(1, cell.rowSpan));
      for (let y = down; y < below; y++)
        for (let x = across; x < right; x++) rows[y]![x] = y === down && x === across ? textOf(cell) : "";
      across = right;
    }
  }
  return rows.map((row) => Array.from(row, (text) => text ?? ""));
}

/** What a browser would show of an element: white space joined, a line for each paragraph and break. */
function textOf(element: Element): string {
  let text = "";
  const breakLine = () => {
    text = text.replace(/ +$/, "");
    if (text && !text.endsWith("\n")) text += "\n";
  };
  const read = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const isKept = !!node.parentElement?.closest(
        "pre, [style*='white-space:pre' i], [style*='white-space: pre' i]",
      );
      const words = node.textContent!.replaceAll("\u00a0", " ");
      const joined = isKept ? words : words.replaceAll(/[ \t\r\n\f]+/g, " ");
      text += /(^|[ \n])$/.test(text) && !isKept ? joined.replace(/^ /, "") : joined;
      return;
    }
    if (node.nodeName === "BR") {
      text = `${text.replace(/ +$/, "")}\n`;
      return;
    }
    const isLine = LINES.has(node.nodeName);
    if (isLine) breakLine();
    for (const child of node.childNodes) read(child);
    if (isLine) breakLine();
  };
  read(element);
  return text.trim();
}
