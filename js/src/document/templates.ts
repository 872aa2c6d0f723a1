/** The maps to start from that ship with the package, by the names that `Journey.from_template` takes. */
import aarrr from "../../../cjm_widgets/templates/aarrr.cjm.json";
import airportDeparture from "../../../cjm_widgets/templates/airport-departure.cjm.json";
import b2bLifecycle from "../../../cjm_widgets/templates/b2b-lifecycle.cjm.json";
import buyersJourney from "../../../cjm_widgets/templates/buyers-journey.cjm.json";
import currentState from "../../../cjm_widgets/templates/current-state.cjm.json";
import customerLifecycle from "../../../cjm_widgets/templates/customer-lifecycle.cjm.json";
import dayInTheLife from "../../../cjm_widgets/templates/day-in-the-life.cjm.json";
import empathyMap from "../../../cjm_widgets/templates/empathy-map.cjm.json";
import firstTimeUser from "../../../cjm_widgets/templates/first-time-user.cjm.json";
import futureState from "../../../cjm_widgets/templates/future-state.cjm.json";
import hospitalStay from "../../../cjm_widgets/templates/hospital-stay.cjm.json";
import groups from "../../../cjm_widgets/templates/index.json";
import luxuryPurchase from "../../../cjm_widgets/templates/luxury-purchase.cjm.json";
import onlineShop from "../../../cjm_widgets/templates/online-shop.cjm.json";
import patientVisit from "../../../cjm_widgets/templates/patient-visit.cjm.json";
import productJourney from "../../../cjm_widgets/templates/product-journey.cjm.json";
import renewal from "../../../cjm_widgets/templates/renewal.cjm.json";
import saasTrial from "../../../cjm_widgets/templates/saas-trial.cjm.json";
import serviceBlueprint from "../../../cjm_widgets/templates/service-blueprint.cjm.json";
import storyMap from "../../../cjm_widgets/templates/story-map.cjm.json";
import studentEnrolment from "../../../cjm_widgets/templates/student-enrolment.cjm.json";
import supportCase from "../../../cjm_widgets/templates/support-case.cjm.json";
import userJourney from "../../../cjm_widgets/templates/user-journey.cjm.json";
import type { Document } from "./schema";

export type TemplateGroup = "customer" | "service" | "people" | "yours";

export interface Template {
  readonly name: string;
  readonly group: TemplateGroup;
  readonly document: Document;
}

const SHIPPED: Readonly<Record<string, unknown>> = {
  aarrr,
  "airport-departure": airportDeparture,
  "b2b-lifecycle": b2bLifecycle,
  "buyers-journey": buyersJourney,
  "current-state": currentState,
  "customer-lifecycle": customerLifecycle,
  "day-in-the-life": dayInTheLife,
  "empathy-map": empathyMap,
  "first-time-user": firstTimeUser,
  "future-state": futureState,
  "hospital-stay": hospitalStay,
  "luxury-purchase": luxuryPurchase,
  "online-shop": onlineShop,
  "patient-visit": patientVisit,
  "product-journey": productJourney,
  renewal,
  "saas-trial": saasTrial,
  "service-blueprint": serviceBlueprint,
  "story-map": storyMap,
  "student-enrolment": studentEnrolment,
  "support-case": supportCase,
  "user-journey": userJourney,
};

/** Those of the package, and one's own behind them; of the same name one's own. */
export function allTemplates(own: Readonly<Record<string, Document>> = {}): Template[] {
  const shipped = Object.entries(SHIPPED)
    .filter(([name]) => !Object.hasOwn(own, name))
    .map(([name, document]) => ({
      name,
      group: groups[name as keyof typeof groups] as TemplateGroup,
      document: document as Document,
    }));
  const yours = Object.entries(own).map(([name, document]) => ({ name, group: "yours" as const, document }));
  return [...shipped, ...yours];
}

/** The template without what is said in its cells: stages, lanes, personas and guidance. */
export function guidanceOnly({
  cells,
  emotion,
  future,
  sources,
  links,
  comments,
  ...frame
}: Document): Document {
  return frame;
}
