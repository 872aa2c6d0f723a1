/**
 * The names of map files. JupyterLab takes `.json` alone for their suffix, so that who renames one loses what makes it a
 * map: the file is then renamed once more.
 */
import { showErrorMessage } from "@jupyterlab/apputils";
import type { Contents } from "@jupyterlab/services";
import { t } from "../words/words";
import { SUFFIX } from "./file-type";

/** The path a map keeps its suffix by; null where it has it, or was given another kind of name. */
export function withSuffix(path: string): string | null {
  const [, stem] = /^(.*?)(\.cjm)?(\.json)?$/.exec(path)!;
  const hasOther = /\.[^./]+$/.test(stem!);
  return path.endsWith(SUFFIX) || hasOther ? null : stem + SUFFIX;
}

/** `settled` resolves once nothing is still being read of the file, which would be missing there after a second rename. */
export function keepSuffix(contents: Contents.IManager, settled: (path: string) => Promise<unknown>): void {
  contents.fileChanged.connect((_, { type, oldValue, newValue }) => {
    if (type !== "rename" || !oldValue?.path?.endsWith(SUFFIX) || !newValue?.path) return;
    const path = withSuffix(newValue.path);
    if (path === null) return;
    const said = (reason: unknown) => showErrorMessage(t("Rename"), String(reason));
    setTimeout(() =>
      settled(newValue.path!)
        .then(() => contents.rename(newValue.path!, path))
        .catch(said),
    );
  });
}
