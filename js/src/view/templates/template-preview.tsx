/** A template as the map it will be, to read before it is taken: its stages and lanes, and what stands or is asked there. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { thingsOf } from "../../document/document";
import { cardsAt } from "../../document/gestures";
import { holdsNames, laneContent } from "../../document/lane-kinds";
import { labels } from "../../document/names";
import type { Document } from "../../document/schema";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  label: (name: string) => t("Preview of “{name}”", { name }),
  back: "Back",
  use: "Use this",
  stage: "Stage",
  table: "Stage by stage",
});

interface TemplatePreviewProps {
  title: string;
  document: Document;
  back: () => void;
  /** Null where the map is read-only. */
  use: (() => void) | null;
}

export function TemplatePreview({ title, document, back, use }: TemplatePreviewProps) {
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current!.focus(), []);
  const stages = thingsOf(document, "stage");
  const lanes = thingsOf(document, "lane").filter((lane) => laneContent(lane) === "cards");
  const names = labels(stages);
  return (
    <div
      class="cjm-tpl-view"
      role="region"
      aria-label={TEXTS.label(title)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        back();
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div class="cjm-tpl-top">
        <button ref={first} type="button" class="cjm-btn" onClick={back}>
          {TEXTS.back} <kbd>Esc</kbd>
        </button>
        <h3>{title}</h3>
        <span class="cjm-grow" />
        <button type="button" class="cjm-btn is-primary" disabled={!use} onClick={() => use?.()}>
          {TEXTS.use}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the map is scrolled with keys */}
      <div class="cjm-tpl-scroll" tabIndex={0} role="group" aria-label={TEXTS.table}>
        <table style={{ "--stages": stages.length }}>
          <thead>
            <tr>
              <th scope="col">
                <span class="cjm-sr">{TEXTS.stage}</span>
              </th>
              {stages.map(({ id, goal, action }) => (
                <th key={id} scope="col">
                  {names.get(id)}
                  {(goal || action) && <small>{goal || action}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map((lane) => (
              <tr key={lane.id}>
                <th scope="row">{lane.name}</th>
                {stages.map(({ id }) => {
                  const cards = cardsAt(document, id, lane.id);
                  const guide = lane.guidance?.[id];
                  return (
                    <td key={id}>
                      {cards.map((card) => (
                        <p
                          key={card.id}
                          class={`cjm-card is-${holdsNames(lane) ? "none" : (card.evidence ?? "assumption")}`}
                        >
                          {card.text}
                        </p>
                      ))}
                      {!cards.length && guide && <p class="cjm-guide">{guide}</p>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
