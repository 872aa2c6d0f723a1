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

interface Transaction {
  isUserEvent(name: string): boolean;
}

/** CodeMirror's state, as far as it is used; its class is reached through it, since another copy would not do. */
interface EditorState {
  readonly constructor: { changeFilter: { of(mayChange: (transaction: Transaction) => boolean): unknown } };
}

/** JupyterLab's text editor, as far as it is used. */
interface TextEditing {
  readonly editor: { readonly state: EditorState };
  injectExtension(extension: unknown): void;
}

/** What CodeMirror calls the edits of a reader; what the file itself says anew is none of them. */
const EDITS = ["input", "delete", "move", "undo", "redo"];

export class TextBeside implements DocumentRegistry.WidgetExtension {
  createNew(tab: DocumentWidget, { path }: DocumentRegistry.Context): void {
    if (!path.endsWith(SUFFIX)) return;
    // Not by the option for that: JupyterLab sets all options anew, by its settings.
    const { editor } = tab.content as Widget & { editor: TextEditing };
    const { changeFilter } = editor.editor.state.constructor;
    editor.injectExtension(changeFilter.of((edit) => !EDITS.some((name) => edit.isUserEvent(name))));
    const note = new Widget();
    note.addClass("cjm-text-note");
    note.node.setAttribute("role", "note");
    note.node.textContent = t(
      "This map is shared with everyone who opens it, so its text can be read here, not edited: edit the map itself.",
    );
    tab.contentHeader.addWidget(note);
  }
}
