/** Shown instead of a map whose document is invalid: what is wrong and where, and a way to the text. */
import type { TranslationBundle } from "@jupyterlab/translation";
import type { FileProblem } from "../document/file";
import { Icon } from "../lanes/icon";

interface BrokenProps {
  problem: FileProblem;
  trans: TranslationBundle;
  /** The file the document should be in; outputs have none. */
  file?: {
    text: string;
    openAsText: () => void;
    /** Begin a map in a file that holds nothing; null where there is something to lose. */
    begin: (() => void) | null;
  };
}

export function Broken({ problem, trans, file }: BrokenProps) {
  const { place, field, message } = problem;
  const { text = "", begin = null } = file ?? {};
  const line = place && text.split("\n")[place.line - 1]?.trimEnd();
  return (
    <div class="cjm-broken" role="alert">
      <Icon name="report" size={24} />
      <h2>{begin ? trans.__("This file is empty") : trans.__("This is not a map that can be shown")}</h2>
      <p>{message}</p>
      {place && (
        <p class="cjm-broken-place">
          {trans.__("Line %1, column %2", place.line, place.column)}
          {field && <code>{field}</code>}
        </p>
      )}
      {line && <pre>{line.length > 200 ? `${line.slice(0, 200)} …` : line}</pre>}
      {file && (
        <>
          <p class="cjm-broken-kept">
            {trans.__("The file was left as it is. Put the text right, and the map is shown here.")}
          </p>
          <button type="button" class="cjm-broken-button" onClick={file.openAsText}>
            {trans.__("Open as text")}
          </button>
        </>
      )}
      {begin && (
        <button type="button" class="cjm-broken-button" onClick={begin}>
          {trans.__("Begin a map")}
        </button>
      )}
    </div>
  );
}
