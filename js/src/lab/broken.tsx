/** Shown instead of a map whose document is invalid: what is wrong and where, and a way to the text. */
import type { FileProblem } from "../document/file";
import { Icon } from "../lanes/icon";
import { t, translate } from "../words/words";

interface BrokenProps {
  problem: FileProblem;
  /** The file the document should be in; outputs have none. */
  file?: {
    text: string;
    openAsText: () => void;
    /** Begin a map in a file that holds nothing; null where there is something to lose. */
    begin: (() => void) | null;
  };
}

export function Broken({ problem, file }: BrokenProps) {
  const { place, field, message } = problem;
  const { text = "", begin = null } = file ?? {};
  const line = place && text.split("\n")[place.line - 1]?.trimEnd();
  return (
    <div class="cjm-broken" role="alert">
      <Icon name="report" size={24} />
      <h2>{begin ? t("This file is empty") : t("This is not a map that can be shown")}</h2>
      <p>{translate(message)}</p>
      {place && (
        <p class="cjm-broken-place">
          {t("Line {line}, column {column}", { line: place.line, column: place.column })}
          {field && <code>{field}</code>}
        </p>
      )}
      {line && <pre>{line.length > 200 ? `${line.slice(0, 200)} …` : line}</pre>}
      {file && (
        <>
          <p class="cjm-broken-kept">
            {t("The file was left as it is. Put the text right, and the map is shown here.")}
          </p>
          <button type="button" class="cjm-broken-button" onClick={file.openAsText}>
            {t("Open as text")}
          </button>
        </>
      )}
      {begin && (
        <button type="button" class="cjm-broken-button" onClick={begin}>
          {t("Begin a map")}
        </button>
      )}
    </div>
  );
}
