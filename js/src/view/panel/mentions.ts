/** Names in comments: `@Ana Lopez` speaks to somebody who is here or has commented. */
import type { Comment, Document, Reply } from "../../document/schema";

/** A text in pieces; a mention is the name that follows an @. */
export interface Piece {
  readonly text: string;
  readonly mention: string | null;
}

/** All comments of a map. */
export function commentsOf(document: Document): Comment[] {
  const { stages = [], lanes = [], personas = [], cells = {} } = document;
  const cards = Object.values(cells).flatMap((row) => Object.values(row).flat());
  return [document, ...stages, ...lanes, ...personas, ...cards].flatMap(({ comments = [] }) => comments);
}

/** Who can be mentioned: those who are here, then those who have commented; each once. */
export function mentionable(here: readonly string[], comments: readonly Comment[]): string[] {
  const authors = comments.flatMap(({ author, replies = [] }) => [
    author,
    ...replies.map((one) => one.author),
  ]);
  return [...new Set([...here, ...authors])].filter((name) => name.trim() !== "");
}

/** What is being typed behind the last @ before the caret; null where there is none. */
export function mentionBefore(text: string, caret: number): string | null {
  return /(?:^|[\s(])@([^@\n]{0,40})$/u.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The names that begin as what was typed, or one of their words does. */
export function offersFor(typed: string, names: readonly string[]): string[] {
  const start = typed.toLocaleLowerCase();
  return names
    .filter((name) => {
      const low = name.toLocaleLowerCase();
      return (
        low !== start && (low.startsWith(start) || low.split(/\s+/).some((word) => word.startsWith(start)))
      );
    })
    .slice(0, 6);
}

/** A text with its mentions: of several names that fit the longest, of none the word behind the @. */
export function piecesOf(text: string, names: readonly string[]): Piece[] {
  const longest = [...names].sort((one, other) => other.length - one.length);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: at } of text.matchAll(/(?<![\p{L}\p{N}])@/gu)) {
    if (index < from) continue;
    const rest = text.slice(index + at.length);
    const low = rest.toLocaleLowerCase();
    const name =
      longest.find(
        (one) => low.startsWith(one.toLocaleLowerCase()) && !/^[\p{L}\p{N}]/u.test(rest.slice(one.length)),
      ) ?? /^[\p{L}\p{N}_-]+/u.exec(rest)?.[0];
    if (!name) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), mention: null });
    from = index + at.length + name.length;
    pieces.push({ text: text.slice(index, from), mention: rest.slice(0, name.length) });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mention: null });
  return pieces;
}

/** Whether a remark speaks to somebody, by their name or its first word. */
export function mentions({ text }: Comment | Reply, name: string, names: readonly string[]): boolean {
  const own = name.toLocaleLowerCase();
  return piecesOf(text, names).some(({ mention }) => {
    const low = mention?.toLocaleLowerCase();
    return low !== undefined && (low === own || low === own.split(/\s+/)[0]);
  });
}
