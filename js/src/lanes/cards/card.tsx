/** One card: its evidence, its text, and what else it says. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { isBacking } from "../../document/coverage/coverage";
import { entryAt } from "../../document/document";
import { holdsNames } from "../../document/lane-kinds";
import type { Card, Lane } from "../../document/schema";
import { type Range, rangeText, third } from "../../document/tables/ranges";
import { type IconName, isIcon } from "../../scene/icons";
import { EVIDENCE, LEVELS } from "../../scene/layout";
import { initials } from "../../scene/personas";
import { numeral, t } from "../../words/words";
import { Icon } from "../icon";
import { LinkCount } from "../link-parts";

/** Above so many characters the text fades out after four lines, and "more" shows the rest. */
const LONG = 160;

const CHANNELS: Record<string, IconName> = {
  "e-mail": "mail",
  email: "mail",
  web: "screen",
  website: "screen",
  app: "phone",
  mobile: "phone",
  "in person": "person",
  store: "building",
  chat: "speech",
  social: "people",
};

const channelIcon = (channel: string): IconName | null => {
  const name = channel.toLowerCase();
  return isIcon(name) ? name : (entryAt(CHANNELS, name) ?? null);
};

export interface CardLooks {
  card: Card;
  lane: Lane;
  /** Whether it can take the focus. */
  selectable: boolean;
  /** Whether it is one of several selected cards, or what the details are about; a single one has the focus. */
  selected: boolean;
  /** Whether a drag is taking it away. */
  going: boolean;
  /** What can be done with it by pointer, while the pointer or the focus is on it. */
  tools: ComponentChildren;
  /** How many links it has. */
  links?: number;
  /** Show them. */
  follow?: (at: Element) => void;
  /** Whether its editor lies over it; it keeps its room, and is nobody's to press. */
  under: boolean;
}

/** Not a component, as neither are its parts: a large map has many cards, and each component costs as much as an element. */
export function drawCard(looks: CardLooks): JSX.Element {
  const { card, lane, selectable, selected, going, tools, under } = looks;
  const evidence = holdsNames(lane) ? "none" : (card.evidence ?? "assumption");
  const text = card.text ?? "";
  const words = evidence === "none" ? undefined : `${EVIDENCE[evidence]}: ${text}`;
  return (
    <div
      key={card.id}
      class={`cjm-card is-${evidence}${states(selected, going, under)}`}
      role="group"
      aria-label={selected ? t("Selected. {words}", { words: words ?? text }) : words}
      data-card={under ? undefined : card.id}
      tabIndex={selectable && !under ? -1 : undefined}
    >
      {card.severity && <Severity level={card.severity} />}
      {!!card.comments?.length && (
        <span class="cjm-cm" title={card.comments.map(({ author, text }) => `${author}: ${text}`).join("\n")}>
          <Icon name="speech" size={12} />
          {card.comments.length}
          <span class="cjm-sr"> {t("comments")}</span>
        </span>
      )}
      {isLong(text) ? (
        <LongText text={text} quoted={evidence === "quote"} />
      ) : (
        drawText(text, evidence === "quote")
      )}
      {drawMeta(looks, evidence)}
      {tools}
    </div>
  );
}

const states = (selected: boolean, going: boolean, under: boolean): string =>
  `${selected ? " is-sel" : ""}${going ? " is-going" : ""}${under ? " is-under" : ""}`;

const isLong = (text: string): boolean => text.length > LONG || text.split("\n").length > 4;

const drawText = (text: string, quoted: boolean, fades = false): JSX.Element => (
  <span class={fades ? "cjm-txt is-long" : "cjm-txt"}>{quoted ? <q>{text}</q> : text}</span>
);

function LongText({ text, quoted }: { text: string; quoted: boolean }) {
  const [whole, setWhole] = useState(false);
  return (
    <>
      {drawText(text, quoted, !whole)}
      <button
        type="button"
        class="cjm-more"
        tabIndex={-1}
        data-inner
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
      >
        {whole ? t("less") : t("more")}
      </button>
    </>
  );
}

function drawMeta(
  { card, links = 0, follow }: CardLooks,
  evidence: keyof typeof EVIDENCE,
): JSX.Element | null {
  const { impact, effort, tags = [], owner, source, n, kpi } = card;
  const backed = isBacking(evidence) ? evidence : null;
  const words = backed === "data" && n != null ? `n ${numeral(n)}` : source;
  const hasScores = impact != null || effort != null;
  if (!hasScores && !tags.length && !links && !owner && !kpi && !(backed && words)) return null;
  return (
    <span class="cjm-meta">
      {backed && <i class={`cjm-ev is-${backed}`} />}
      {backed && words && (
        <span class={words === source ? "cjm-source" : undefined} title={source}>
          {words}
        </span>
      )}
      {hasScores && <ImpactEffort impact={impact ?? null} effort={effort ?? null} />}
      {kpi && <span>{kpi}</span>}
      {tags.map((tag) => (
        <span class="cjm-tag" key={tag}>
          {tag}
        </span>
      ))}
      {(links > 0 || owner) && (
        <span class="cjm-right">
          {links > 0 && <LinkCount links={links} follow={follow} own={card.links} />}
          {owner && (
            <span class="cjm-av" title={t("Owner: {owner}", { owner })}>
              <span aria-hidden="true">{initials(owner)}</span>
              <span class="cjm-sr">{t("Owner: {owner}", { owner })}</span>
            </span>
          )}
        </span>
      )}
    </span>
  );
}

export function Severity({ level }: { level: number }) {
  return (
    <svg
      class={`cjm-sev is-${level}`}
      width="14"
      height="14"
      viewBox="0 0 14 14"
      role="img"
      aria-label={t("Severity {level}", { level: LEVELS[level] ?? "" })}
    >
      {[1, 2, 3].map((step) => (
        <rect
          key={step}
          x={4 * step - 2.5}
          y={12 - 3 * step}
          width="3"
          height={1 + 3 * step}
          rx="1"
          class={step <= level ? "is-on" : undefined}
        />
      ))}
    </svg>
  );
}

function ImpactEffort({ impact, effort }: { impact: Range | null; effort: Range | null }) {
  const words = [
    impact && t("Impact {range}", { range: rangeText(impact) }),
    effort && t("Effort {range}", { range: rangeText(effort) }),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <>
      {impact && effort && (
        <svg class="cjm-ie" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d="M.75.75v12.5h12.5" />
          <circle cx={0.6 + 3.6 * third(effort)} cy={13.4 - 3.6 * third(impact)} r="1.9" />
        </svg>
      )}
      <span class="cjm-iet">{words}</span>
    </>
  );
}

/** A touchpoint or a channel: filled is ours, outlined a partner's. */
export function drawChip(looks: CardLooks): JSX.Element {
  const { card, selectable, selected, going, tools, links = 0, follow, under } = looks;
  const icon = card.channel ? channelIcon(card.channel) : null;
  const whose = card.ours === false ? t("run by a partner") : card.ours ? t("ours") : null;
  return (
    <span
      key={card.id}
      class={`cjm-chip${card.ours ? " is-ours" : ""}${icon ? "" : " is-bare"}${states(selected, going, under)}`}
      title={[card.text, whose].filter(Boolean).join(", ")}
      data-card={under ? undefined : card.id}
      tabIndex={selectable && !under ? -1 : undefined}
    >
      {icon && <Icon name={icon} size={14} />}
      {card.text}
      {links > 0 && <LinkCount links={links} follow={follow} own={card.links} />}
      {tools}
    </span>
  );
}
