/** The status bar: how large the map of the current tab is, and whether it is saved. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { IStatusBar } from "@jupyterlab/statusbar";
import type { TranslationBundle } from "@jupyterlab/translation";
import { type ISignal, Signal } from "@lumino/signaling";
import { Widget } from "@lumino/widgets";
import { effect, signal } from "@preact/signals";
import type { Tracker } from "./commands";

export class MapStatus extends Widget {
  readonly #changed = new Signal<this, void>(this);
  readonly #stop: () => void;

  constructor(
    readonly app: JupyterFrontEnd,
    readonly tracker: Tracker,
    trans: TranslationBundle,
  ) {
    super();
    this.addClass("cjm-status-item");
    const current = signal(tracker.currentWidget);
    tracker.currentChanged.connect(() => {
      current.value = tracker.currentWidget;
    });
    app.shell.currentChanged?.connect(() => this.#changed.emit());
    this.#stop = effect(() => {
      const map = current.value?.content.map;
      const store = map && !map.problem.value ? map.store.value : null;
      if (!store) {
        this.node.textContent = map ? trans.__("Not a map") : "";
        return;
      }
      const { stages = [], lanes = [] } = store.document.value;
      const saved = store.status.value.kind === "saved" ? trans.__("saved") : trans.__("not saved");
      const size = trans.__("%1 stages × %2 lanes", stages.length, lanes.length);
      this.node.textContent = `${size} · ${trans.__("revision %1", store.revision.value)} · ${saved}`;
    });
  }

  override dispose(): void {
    this.#stop();
    super.dispose();
  }

  /** What the status bar asks of an item. */
  get item(): IStatusBar.IItem {
    return {
      item: this,
      align: "left",
      rank: 3,
      isActive: () => {
        const { currentWidget } = this.tracker;
        return currentWidget !== null && currentWidget === this.app.shell.currentWidget;
      },
      activeStateChanged: this.#changed as ISignal<this, void>,
    };
  }
}
