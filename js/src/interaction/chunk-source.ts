/** Where a view has the interface from that it started without. */

/** A chunk that is there with its stylesheet, or a sentence for the reader: it is on its way, or cannot be had. */
export type Arrival = { readonly exports: object; readonly style: string } | { readonly says: string };

export interface ChunkSource {
  /** What there is of a chunk; asks for it where it is not there. Read in a component, it draws it anew when it comes. */
  get(name: string): Arrival;
  /** Whether chunks can be had at all, read as a signal: a page without a kernel has none. */
  readonly isOpen: boolean;
  /** Whether they are fetched before they are used, read as a signal: what may wait for time to spare waits for this. */
  readonly isAhead: boolean;
}
