/** Who reads the page, as JupyterLab knows them; its extension lets all maps of the page know, of which each may have modules of its own. */
const SHARED = Symbol.for("cjm:reader");
const page = globalThis as { [SHARED]?: Reader };

/** As JupyterLab describes somebody; one who has not logged in is called "Anonymous" and a moon. */
export interface Reader {
  readonly display_name?: string;
  readonly name?: string;
  readonly initials?: string;
  readonly color?: string;
}

/** Let all maps of the page know who reads it. */
export function shareReader(reader: Reader): void {
  page[SHARED] = reader;
}

/** Null where nobody knows. */
export const sharedReader = (): Reader | null => page[SHARED] ?? null;

export const nameOfReader = (reader: Reader | null): string => reader?.display_name || reader?.name || "";
