/** What feeds the map: the source, how fresh it is, and which respondents are shown. */
import { useMemo } from "preact/hooks";
import type { Choice, SourceInfo } from "../../core/schema";
import { held } from "../../core/sequence";
import { Icon } from "../icons";
import { count } from "../measure/numbers";
import type { ViewState } from "../state";
import { capital } from "./personas";

export function Data({ source, others }: { source: SourceInfo; others: number }) {
  const read = new Date(source.read);
  const known = !Number.isNaN(read.getTime());
  const { respondents } = source.reading;
  const told = respondents == null ? "respondents withheld" : `${count(respondents)} respondents`;
  const at = known ? (source.live ? `read ${clock(read)}` : `read ${day(read)}`) : "";
  return (
    <div class="cjm-data">
      <Icon name="data" />
      <span>
        <b>
          {source.name}
          {others > 0 && ` and ${others} more`}
        </b>
        <small title={known ? read.toLocaleString() : undefined}>
          {source.live ? <span class="cjm-fresh">Fresh</span> : <span class="cjm-kept">Saved counts</span>}
          {[told, at].filter(Boolean).join(" · ")}
        </small>
      </span>
    </div>
  );
}

const clock = (at: Date) => at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
const day = (at: Date) =>
  at.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });

export function Segments({ view }: { view: ViewState }) {
  const { choices = [], filters = {}, sources = [] } = view.store.measured.value;
  if (!choices.length) return null;
  return (
    <div class="cjm-segments">
      {choices.map((choice) => (
        <Segment
          key={choice.column}
          choice={choice}
          chosen={held(filters, choice.column) ?? []}
          all={Math.max(...sources.map(({ rows }) => rows), 0)}
          choose={(values) => {
            const { [choice.column]: _, ...others } = filters;
            view.store.filter(values.length ? { ...others, [choice.column]: values } : others);
          }}
        />
      ))}
    </div>
  );
}

interface SegmentProps {
  choice: Choice;
  chosen: readonly string[];
  all: number;
  choose: (values: string[]) => void;
}

function Segment({ choice, chosen, all, choose }: SegmentProps) {
  // Radio buttons of one name are one group on the whole page, and every map there counts its ids from the start.
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const option = (value: string | null, n: number | null | undefined) => {
    const checked = value === null ? chosen.length === 0 : chosen.includes(value);
    return (
      <label key={value}>
        <input
          type="radio"
          name={name}
          checked={checked}
          onChange={() => choose(value === null ? [] : [value])}
        />
        {value === null ? "All" : capital(value)}
        {n ? <span class="cjm-n">{count(n)}</span> : null}
      </label>
    );
  };
  return (
    <div class="cjm-seg" role="radiogroup" aria-label={capital(choice.column.replaceAll("_", " "))}>
      {option(null, all)}
      {choice.options.map(({ value, n }) => option(value, n))}
    </div>
  );
}
