/** The numbers of a way between two stages; one that nobody drew can be drawn as a link, one that is drawn be edited. */
import { labels } from "../../document/names";
import { openLinks } from "../../interaction/links/link-commands";
import { adoptWay, isInOrder, linkBetween, sourceOfWays } from "../../interaction/links/ways";
import type { Open, ViewState } from "../../interaction/state";
import { count, duration, writeInterval, writeValue } from "../../scene/numbers";
import { t, texts } from "../../words/words";
import { closePopover, Popover } from "../popover";

const TEXTS = texts({
  title: (start: string, end: string) => t("{start} to {end}", { start, end }),
  ofAll: (n: string, all: string, share: string) => t("{n} of {all} cases, {share}", { n, all, share }),
  cases: (n: string) => t("{n} cases", { n }),
  ofThere: (share: string, stage: string, interval: string, n: string) =>
    t("{share} of those at {stage}, {interval}, n {n}, Wilson 95 %", { share, stage, interval, n }),
  minutes: (time: string, end: string) => t("{time} until {end}, median of first times", { time, end }),
  withheld: "Withheld: too few cases, here or in what this would give away",
  unseen: "Drawn, and no case went this way",
  drawn: "Drawn as a link",
  inOrder: "Drawn by the order of the stages",
  notDrawn: "Nobody drew this way",
  adopt: "Draw as a link",
  edit: "Edit the link",
  done: "Done",
} as const);

export function WayPopover({ view, open }: { view: ViewState; open: Extract<Open, { what: "way" }> }) {
  const { start, end, anchor } = open;
  const names = labels(view.stages.value);
  const [from, to] = [names.get(start) ?? "…", names.get(end) ?? "…"];
  const source = sourceOfWays(view);
  const one = source?.reading.transitions?.find((other) => other.start === start && other.end === end);
  const all = source?.reading.respondents;
  const link = linkBetween(view, start, end);
  const inOrder = isInOrder(view, start, end);
  const editable = view.store.editable.value;
  const lines: string[] = [];
  if (!one) lines.push(TEXTS.unseen);
  else if (one.cases == null) lines.push(TEXTS.withheld);
  else {
    lines.push(
      all
        ? TEXTS.ofAll(count(one.cases), count(all), writeValue("share", one.cases / all))
        : TEXTS.cases(count(one.cases)),
    );
    if (one.of && one.low != null && one.high != null) {
      const interval = writeInterval("share", one.low, one.high);
      lines.push(TEXTS.ofThere(writeValue("share", one.cases / one.of), from, interval, count(one.of)));
    }
  }
  if (one?.minutes != null) lines.push(TEXTS.minutes(duration(one.minutes), to));
  if (one) lines.push(link ? TEXTS.drawn : inOrder ? TEXTS.inOrder : TEXTS.notDrawn);
  return (
    <Popover view={view} anchor={anchor} label={TEXTS.title(from, to)} kind="is-links is-way">
      <h3>{TEXTS.title(from, to)}</h3>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <footer>
        {editable && link && (
          <button type="button" class="cjm-btn" onClick={() => openLinks(view, link.start, link.id, anchor)}>
            {TEXTS.edit}
          </button>
        )}
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          {TEXTS.done}
        </button>
        {editable && !link && !inOrder && start !== end && (
          <button
            type="button"
            class="cjm-btn is-primary"
            onClick={() => {
              adoptWay(view, start, end);
              closePopover(view);
            }}
          >
            {TEXTS.adopt}
          </button>
        )}
      </footer>
    </Popover>
  );
}
