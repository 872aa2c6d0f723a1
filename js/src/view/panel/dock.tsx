/** The docked panel: everything that the selected thing holds, or all comments of the map; a sheet where it is narrow. */
import "./panel.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import { reword } from "../../document/gestures";
import { closePanel } from "../../interaction/panel-focus";
import type { ViewState } from "../../interaction/state";
import { subjectOf, type Topic } from "../../interaction/subject";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { english, numeral, t } from "../../words/words";
import { FindingsTab, openFindings } from "../findings/findings";

export { PanelFoot } from "./panel-foot";

import { HistoryTab } from "../history/history";
import { OpportunitiesTab } from "../opportunities/opportunities-tab";
import { CardDetails } from "./card-details";
import { AllComments, Comments, openComments } from "./comments";
import { Entry } from "./fields";
import { ImageField } from "./image";
import { Links } from "./link-list";
import { LaneDetails, MapDetails, PersonaDetails, StageDetails } from "./part-details";

const TABS = [
  ["details", english("Details")],
  ["comments", english("Comments")],
  ["findings", english("Findings")],
  ["history", english("History")],
  ["opportunities", english("Opportunities")],
] as const;
const ICONS: Record<Topic["what"], IconName> = {
  cards: "pencil",
  stage: "steps",
  lane: "addLane",
  persona: "person",
  map: "curve",
};

export function Dock({ view }: { view: ViewState }) {
  const panel = view.panel.value;
  // The map has become narrower: what is selected stays in view.
  useLayoutEffect(() => {
    if (panel) view.element(view.focus.peek())?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [view, panel !== null]);
  // There are more tabs than a narrow panel shows.
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const chosen = bar.current?.querySelector("[aria-selected=true]");
    chosen?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [panel?.tab]);
  if (!panel) return null;
  const counts: Readonly<Record<string, number>> = {
    comments: openComments(view),
    findings: openFindings(view),
  };
  return (
    <div class="cjm-dock" role="region" aria-label={t("Details")}>
      <div class="cjm-dk-bar">
        <span class="cjm-dk-handle" aria-hidden="true" />
        <div ref={bar} role="tablist" aria-label={t("Panel")}>
          {TABS.map(([tab, words], at) => (
            <button
              key={tab}
              type="button"
              role="tab"
              aria-selected={panel.tab === tab}
              aria-label={tab === "opportunities" ? t(words) : undefined}
              title={tab === "opportunities" && panel.tab !== tab ? t(words) : undefined}
              tabIndex={panel.tab === tab ? 0 : -1}
              onClick={() => {
                view.panel.value = { ...panel, tab };
              }}
              onKeyDown={(event) => {
                if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
                event.preventDefault();
                event.stopPropagation();
                const by = event.key === "ArrowRight" ? 1 : -1;
                const next = (at + by + TABS.length) % TABS.length;
                view.panel.value = { ...panel, tab: TABS[next]![0] };
                (event.currentTarget.parentElement!.children[next] as HTMLElement).focus();
              }}
            >
              {/* Five names do not fit beside each other: the last is drawn until it is chosen, which widens the panel. */}
              {tab === "opportunities" && panel.tab !== tab ? <Icon name="bulb" size={14} /> : t(words)}
              {counts[tab] ? <span class="cjm-n">{numeral(counts[tab])}</span> : null}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="cjm-tool is-small"
          aria-label={t("Close panel")}
          onClick={() => closePanel(view)}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      <div class="cjm-dk-in" role="tabpanel" aria-label={t(TABS.find(([tab]) => tab === panel.tab)![1])}>
        {panel.tab === "details" && <TopicOf view={view} />}
        {panel.tab === "comments" && <AllComments view={view} />}
        {panel.tab === "findings" && <FindingsTab view={view} />}
        {panel.tab === "history" && <HistoryTab view={view} />}
        {panel.tab === "opportunities" && <OpportunitiesTab view={view} />}
      </div>
    </div>
  );
}

function TopicOf({ view }: { view: ViewState }) {
  const subject = subjectOf(view);
  return (
    <div key={subject.key}>
      <Who view={view} subject={subject} />
      <Fields view={view} subject={subject} />
      {(subject.what === "cards" || subject.what === "stage") && <Links view={view} subject={subject} />}
      {subject.what === "cards" && (
        <ImageField
          view={view}
          subject={subject}
          name="image"
          label={t("Image")}
          alt={subject.cards[0]!.text ?? ""}
        />
      )}
      {(subject.what !== "cards" || subject.cards.length === 1) && <Comments view={view} subject={subject} />}
    </div>
  );
}

function Fields({ view, subject }: { view: ViewState; subject: Topic }) {
  switch (subject.what) {
    case "cards":
      return <CardDetails view={view} subject={subject} />;
    case "stage":
      return <StageDetails view={view} subject={subject} />;
    case "lane":
      return <LaneDetails view={view} subject={subject} />;
    case "persona":
      return <PersonaDetails view={view} subject={subject} />;
    case "map":
      return <MapDetails view={view} subject={subject} />;
  }
}

function Who({ view, subject }: { view: ViewState; subject: Topic }) {
  const field = subject.what === "map" ? "title" : subject.what === "cards" ? "text" : "name";
  const several = subject.what === "cards" && subject.cards.length > 1;
  return (
    <div class="cjm-dk-who">
      <span class="cjm-dk-kind">
        <Icon name={ICONS[subject.what]} size={14} />
        {subject.label}
      </span>
      {subject.of > 1 && (
        <span class="cjm-dk-nav">
          <span class="cjm-n">{t("{at} of {all}", { at: subject.at + 1, all: subject.of })}</span>
          <Step words={t("Previous")} by={-1} subject={subject} />
          <Step words={t("Next")} by={1} subject={subject} />
        </span>
      )}
      {!several && (
        <Entry
          view={view}
          subject={subject}
          label={field === "text" ? t("Text of the card") : field === "title" ? t("Title") : t("Name")}
          class="cjm-dk-name"
          lines
          text={String(subject.fields[field] ?? "")}
          read={(text) =>
            subject.what === "cards" ? { ...reword(subject.cards[0]!, text) } : { [field]: text }
          }
        />
      )}
    </div>
  );
}

function Step({ words, by, subject }: { words: string; by: number; subject: Topic }) {
  const off = subject.at + by < 0 || subject.at + by >= subject.of;
  return (
    <button
      type="button"
      class="cjm-tool is-small"
      aria-label={words}
      aria-disabled={off}
      onClick={() => !off && subject.step(by)}
    >
      <span class={by < 0 ? "is-up" : undefined}>
        <Icon name="down" size={14} />
      </span>
    </button>
  );
}
