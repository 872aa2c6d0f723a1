/** What a new map can begin as: nothing, or one of the package's templates. */
import airport from "../../../cjm_widgets/templates/airport-departure.cjm.json";
import lifecycle from "../../../cjm_widgets/templates/customer-lifecycle.cjm.json";
import type { Document } from "../core/schema";

export const EMPTY = "empty";

/** By the names that `Journey.from_template` takes. */
const TEMPLATES: Readonly<Record<string, unknown>> = {
  [EMPTY]: { id: "journey" },
  "airport-departure": airport,
  "customer-lifecycle": lifecycle,
};

export const templateNames = (): string[] => Object.keys(TEMPLATES);

/** The document of a template; null where there is none of that name. */
export const template = (name: string): Document | null =>
  Object.hasOwn(TEMPLATES, name) ? (TEMPLATES[name] as Document) : null;
