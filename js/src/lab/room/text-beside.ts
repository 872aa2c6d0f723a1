/**
 * The text of a map that is shared in a room, opened in JupyterLab's text editor. The editor has a room of its own, and
 * neither room hears what the other saves: each would overwrite the edits of the other. So the text is for reading.
 */
import type { DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import { Widget } from "@lumino/widgets";
import { t } from "../../words/words";
import { SUFFIX } from "../file-type";

/** JupyterLab's name of its text editor. */
export const TEXT_EDITOR = "Editor";

/** What a text editor's tab holds, as far as it is used. */
interface TextTab extends DocumentWidget {
  readonly content: Widget & { readonly editor?: { setOption(name: "readOnly", value: boolean): void } };
}

export class TextBeside implements DocumentRegistry.WidgetExtension {
  createNew(tab: DocumentWidget, { path }: DocumentRegistry.Context): void {
    if (!path.endsWith(SUFFIX)) return;
    (tab as TextTab).content.editor?.setOption("readOnly", true);
    const note = new Widget();
    note.addClass("cjm-text-note");
    note.node.setAttribute("role", "note");
    note.node.textContent = t(
      "This map is shared with everyone who opens it, so its text can be read here, not edited: edit the map itself.",
    );
    tab.contentHeader.addWidget(note);
  }
}
