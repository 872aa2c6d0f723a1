/** What the sources show: the keys of the catalogues, and texts that stand outside of every call that translates. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));
/** Files without a word of their own: what is generated, and what reads texts. */
const SILENT = /\.d\.ts$|^document\/(schema|defaults)\.ts$|^words\//;
/** Files whose sentences are as Python says them; they are translated where they are shown. */
const AS_IN_PYTHON =
  /^document\/(check|file|lane-kinds|rules|sentences|coverage\/tallies)\.ts$|^protocol\/wording\.ts$/;

export const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !SILENT.test(path))
  .sort();

export const readSource = (file: string): ts.SourceFile =>
  parse(file, readFileSync(join(SOURCE, file), "utf8"));

export const parse = (name: string, text: string): ts.SourceFile =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);

const callee = (node: ts.Node): string =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : "";

/** The texts of an expression, either way of a choice; null for what is no text of the source. */
function literals(node: ts.Expression): string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return literals(node.expression);
  if (!ts.isConditionalExpression(node)) return null;
  const [one, other] = [literals(node.whenTrue), literals(node.whenFalse)];
  return one && other && [...one, ...other];
}

/** The keys that a source asks a catalogue for. */
export function keysOf(source: ts.SourceFile): string[] {
  const keys: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = callee(node);
    const given = ts.isCallExpression(node) ? node.arguments : [];
    if (name === "t" || name === "english") keys.push(...(literals(given[0]!) ?? []));
    if (name === "plural") keys.push(`${literals(given[1]!)?.[0]}|${literals(given[2]!)?.[0]}`);
    if (name === "texts") keys.push(...tableTexts(given[0]!));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return keys;
}

function tableTexts(node: ts.Expression): string[] {
  if (ts.isAsExpression(node)) return tableTexts(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((one) => literals(one) ?? []);
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((one) =>
    ts.isPropertyAssignment(one) ? (literals(one.initializer) ?? []) : [],
  );
}

const READS = new Set(["t", "plural", "english", "texts", "translate"]);
/** What takes a text and shows it to nobody. */
const SILENT_CALL =
  /^(new Error|new TypeError|new Token|matchMedia|.*\.(matchMedia|addKeyBinding|querySelector(All)?|closest|matches|addEventListener|removeEventListener|dispatchEvent|setAttribute|includes|startsWith|endsWith|split|join|test|set|get))$/;
const SHOWN_ATTRIBUTE =
  /^(aria-label|aria-valuetext|aria-roledescription|aria-placeholder|title|placeholder|alt|label|hint|words|says|unit|why)$/;
const SHOWN_PROPERTY = /^(says|label|text|why|help|does|hint|title|words|caption|description|placeholder)$/;

/** Letters of a word; "Aa" is a sign, and keys have names of their own. */
const hasLetters = (text: string): boolean =>
  text !== "Aa" && !/^(Ctrl|Alt|Shift)[+ ]/.test(text) && /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, ""));
/** Two words in a row, which are no selector, path or list of classes. */
const isSentence = (text: string): boolean =>
  /\p{L}{2,}[,;:]? \p{L}{2,}/u.test(text) &&
  !/^((Ctrl|Alt|Shift)[+ ]|import |\(prefers|\(pointer)|cjm-|jp-|is-|[<>=[\]{}#$\\]|https?:|var\(|^\w+ [\w-]+$/.test(
    text,
  );

const textOf = (node: ts.Node): string =>
  ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…")
    : (node as ts.StringLiteralLike).text;

/** Texts that are shown in English whatever the reader's language, each with its line. */
export function untranslated(source: ts.SourceFile): string[] {
  const lines: string[] = [];
  const note = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    lines.push(`${source.fileName}:${line + 1} ${text.trim()}`);
  };
  if (AS_IN_PYTHON.test(source.fileName)) return [];
  const visit = (node: ts.Node, shown: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = `${ts.isNewExpression(node) ? "new " : ""}${node.expression.getText()}`;
      if (READS.has(name)) {
        // The values of a text are looked at; the text itself is not.
        for (const one of node.arguments ?? []) {
          if (name === "texts") visitTable(one);
          else if (!literals(one) && name !== "translate") visit(one, false);
        }
        return;
      }
      if (SILENT_CALL.test(name)) return;
      if (name === "new Refusal") return;
    }
    // A table that is not read through `texts`.
    if (ts.isVariableDeclaration(node) && /^(TEXTS|SAYS)$|_TEXTS$/.test(node.name.getText())) {
      const table =
        node.initializer && ts.isAsExpression(node.initializer)
          ? node.initializer.expression
          : node.initializer;
      if (table && ts.isObjectLiteralExpression(table)) {
        note(node, node.name.getText());
        return;
      }
    }
    if (ts.isJsxText(node)) {
      if (hasLetters(node.text) && !isKey(node)) note(node, node.text);
      return;
    }
    if (ts.isJsxAttribute(node)) {
      const name = node.name.getText();
      if (!SHOWN_ATTRIBUTE.test(name) && !/^on[A-Z]|^(draw|frame|children|choose|read|take)$/.test(name)) {
        if (
          !/^(class|style|key|id|d|icon|keys|role|type|kind|name|from|field|href|viewBox|transform|data-.*|aria-.*|points|usual|tab|what|options|changes|section)$/.test(
            name,
          )
        )
          ts.forEachChild(node, (child) => visit(child, false));
        return;
      }
      const to = node.initializer;
      if (to) visit(to, SHOWN_ATTRIBUTE.test(name));
      return;
    }
    if (ts.isJsxExpression(node)) {
      if (node.expression) visit(node.expression, shown || !ts.isJsxAttribute(node.parent));
      return;
    }
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) shown = false;
    if (ts.isPropertyAssignment(node)) {
      if (isOfJupyterLab(node) && node.name.getText() === "description") return;
      visit(node.initializer, SHOWN_PROPERTY.test(node.name.getText()));
      return;
    }
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind;
      const compares =
        operator >= ts.SyntaxKind.EqualsEqualsToken && operator <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
      if (compares) return;
      const tells = /\.(outcome|refusal)\.value$|ariaLabel$|textContent$/.test(node.left.getText());
      if (operator === ts.SyntaxKind.EqualsToken) {
        visit(node.right, tells);
        return;
      }
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
        visit(node.left, false);
        visit(node.right, shown);
        return;
      }
    }
    if (ts.isConditionalExpression(node)) {
      visit(node.condition, false);
      visit(node.whenTrue, shown);
      visit(node.whenFalse, shown);
      return;
    }
    if (ts.isElementAccessExpression(node)) {
      visit(node.expression, false);
      return;
    }
    if (ts.isCaseClause(node)) {
      for (const statement of node.statements) visit(statement, false);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = textOf(node);
      if (isSentence(text) || (shown && hasLetters(text) && !/^[a-z0-9-]+$/.test(text))) note(node, text);
      if (ts.isTemplateExpression(node))
        for (const span of node.templateSpans) visit(span.expression, shown && !/class/.test(text));
      return;
    }
    const keeps =
      ts.isParenthesizedExpression(node) || ts.isBinaryExpression(node) || ts.isArrowFunction(node);
    ts.forEachChild(node, (child) => visit(child, keeps && shown));
  };
  /** Functions of a table translate themselves. */
  const visitTable = (node: ts.Expression): void => {
    if (ts.isAsExpression(node)) {
      visitTable(node.expression);
      return;
    }
    if (!ts.isObjectLiteralExpression(node)) return;
    for (const one of node.properties)
      if (ts.isPropertyAssignment(one) && !literals(one.initializer)) visit(one.initializer, true);
  };
  visit(source, false);
  return lines;
}

/** Whether an object is a plugin or a token of JupyterLab, whose list of plugins is in English. */
const isOfJupyterLab = (node: ts.PropertyAssignment): boolean =>
  node.parent.properties.some((one) => one.name?.getText() === "autoStart");

/** What is on a key, or is code. */
function isKey(node: ts.JsxText): boolean {
  const { parent } = node;
  return ts.isJsxElement(parent) && /^(kbd|code)$/.test(parent.openingElement.tagName.getText());
}
