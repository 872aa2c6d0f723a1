import type { ViewState } from "../../interaction/state";

export const Naming = (_: { view: ViewState; close: () => void }) => null;
export const Snapshots = (_: { view: ViewState }) => null;
