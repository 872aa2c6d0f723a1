/**
 * JupyterLab holds on to every key press until one of its shortcuts runs, and with the press to the element it went to.
 * In a map its shortcuts are off, so each text field that was typed into would stay in memory with all around it. A
 * shortcut of no meaning, run when a field is left, has JupyterLab let go of them.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";

const COMMAND = "cjm:release-keys";
const NAME = "cjm-release-keys";
/** ms after a field was left: longer than a shortcut of several keys may take, which this would break off. */
const REST = 1_500;

export const keyReleasePlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:key-release",
  description: "Has text fields that were typed into leave the memory.",
  autoStart: true,
  activate(app: JupyterFrontEnd) {
    app.commands.addCommand(COMMAND, {
      isVisible: () => false,
      execute: () => {},
      describedBy: { args: { type: "object", properties: {} } },
    });
    app.commands.addKeyBinding({ command: COMMAND, keys: ["Ctrl Alt Shift F9"], selector: `.${NAME}` });

    // In no page, so that nobody else hears it.
    const keyboard = document.createElement("div");
    keyboard.className = NAME;
    keyboard.addEventListener("keydown", (event) => app.commands.processKeydownEvent(event));
    const release = () => {
      const modifiers = { ctrlKey: true, altKey: true, shiftKey: true };
      keyboard.dispatchEvent(
        new KeyboardEvent("keydown", { key: "F9", code: "F9", keyCode: 120, cancelable: true, ...modifiers }),
      );
    };

    let timer: ReturnType<typeof setTimeout> | undefined;
    document.addEventListener("focusout", ({ target }) => {
      if (!(target as Element).closest?.(".cjm")) return;
      clearTimeout(timer);
      timer = setTimeout(release, REST);
    });
  },
};
