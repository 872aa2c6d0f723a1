/** A name for this page among all that ever edit a map. Not `randomUUID`, which pages served over plain HTTP do not have. */
export const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
