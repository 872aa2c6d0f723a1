/** Why an edit cannot be made, as a sentence for the reader. */
export class Refusal extends Error {
  override name = "Refusal";
  /** Where in the refused value the fault is: keys and positions, outermost first. */
  readonly path: (string | number)[] = [];

  constructor(
    sentence: string,
    /** Whether the field was changed meanwhile, rather than the edit being wrong in itself. */
    readonly conflict = false,
    /** What the field holds now, where that is the reason. */
    readonly now: unknown = null,
  ) {
    super(sentence);
  }
}
