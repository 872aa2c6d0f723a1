/** The fields of selected cards: what every card has, then what the role of its lane adds. */
import { KINDS_OF_EVIDENCE } from "../../document/coverage/coverage";
import { holdsNames } from "../../document/lane-kinds";
import type { Hypothesis, Metric } from "../../document/schema";
import { readNumber } from "../../document/tables/numerals";
import { readRange } from "../../document/tables/range-text";
import { type Range, rangeText } from "../../document/tables/ranges";
import type { Topic } from "../../interaction/subject";
import { Severity } from "../../lanes/cards/card";
import { EVIDENCE, LEVEL_NAMES } from "../../scene/layout";
import { english, numeral, t, texts } from "../../words/words";
import { ChoiceRow, type Details, Entry, Row, Section, TagsRow, TextRow, textOf } from "./fields";

type CardTopic = Extract<Topic, { what: "cards" }>;

const STATUSES = texts(["Idea", "To test", "Testing", "Doing", "Done", "Dropped"]);

export function CardDetails({ view, subject }: Details & { subject: CardTopic }) {
  const { fields, lane } = subject;
  const props = { view, subject };
  const names = holdsNames(lane);
  const has = (...every: string[]) => every.some((name) => fields[name] != null && fields[name] !== "");
  const isQuote = fields.evidence === "quote" || has("who", "said_at", "verbatim");
  const owners = valuesOf(props, "owner");
  return (
    <>
      <Section label={t("Basics")}>
        {!names && (
          <ChoiceRow
            {...props}
            name="evidence"
            label={t("Evidence")}
            usual="assumption"
            options={KINDS_OF_EVIDENCE.toReversed().map((value) => ({
              value,
              words: EVIDENCE[value],
              icon: <i class={`cjm-ev is-${value}`} />,
            }))}
          />
        )}
        {!names && (
          <TextRow
            {...props}
            name="source"
            label={t("Source")}
            hint={t("Who or what says so")}
            choices={valuesOf(props, "source")}
          />
        )}
        {(fields.evidence === "data" || has("n")) && (
          <NumberRow {...props} name="n" label="n" hint={t("How many people")} whole />
        )}
        <TextRow {...props} name="owner" label={t("Owner")} hint={t("No one yet")} choices={owners} />
        <TagsRow {...props} />
        <NumberRow {...props} name="span" label={t("Stages")} hint="1" whole usual={1} />
      </Section>
      {isQuote && (
        <Section title={t("Quote")}>
          <TextRow
            {...props}
            name="who"
            label={t("Who")}
            hint={t("Who said it")}
            choices={valuesOf(props, "who")}
          />
          <ChoiceRow
            {...props}
            name="verbatim"
            label={t("Verbatim")}
            options={[
              { value: true, words: t("Word for word") },
              { value: false, words: t("In our words") },
            ]}
          />
          <TextRow {...props} name="said_at" label={t("Said at")} hint="00:14:20" />
        </Section>
      )}
      {(lane.role === "pain_points" || has("severity")) && (
        <Section title={t("Pain point")}>
          <ChoiceRow
            {...props}
            name="severity"
            label={t("Severity")}
            options={([1, 2, 3] as const).map((value) => ({
              value,
              words: LEVEL_NAMES[value]!,
              icon: <Severity level={value} />,
            }))}
          />
        </Section>
      )}
      {(names || has("channel", "ours", "owned_by")) && (
        <Section title={t("Touchpoint")}>
          <TextRow
            {...props}
            name="channel"
            label={t("Channel")}
            hint={t("Web, store, phone")}
            choices={valuesOf(props, "channel")}
          />
          <OwnedRow {...props} />
        </Section>
      )}
      {(lane.role === "pain_points" || lane.role === "opportunities" || has("kpi")) && (
        <Section label={t("Measured by")}>
          <TextRow {...props} name="kpi" label={t("KPI")} hint={t("What it is measured by")} />
        </Section>
      )}
      {(lane.role === "opportunities" ||
        has("impact", "confidence", "ease", "reach", "effort", "hypothesis", "status", "due")) && (
        <Opportunity {...props} />
      )}
    </>
  );
}

/** What other cards of the map say in a field, for the field to offer. */
function valuesOf({ view }: Details, name: "owner" | "source" | "who" | "channel"): string[] {
  const { cells = {} } = view.store.document.value;
  const values = Object.values(cells).flatMap((row) =>
    Object.values(row).flatMap((cards) => cards.map((card) => card[name] ?? "")),
  );
  return [...new Set(values.filter(Boolean))].sort().slice(0, 100);
}

interface NumberProps extends Details {
  name: string;
  label: string;
  hint?: string;
  whole?: boolean;
  usual?: number | null;
  unit?: string;
}

export function NumberRow({ name, label, hint, whole, usual = null, unit, ...props }: NumberProps) {
  return (
    <Row label={label}>
      <span class="cjm-rg">
        <Entry
          {...props}
          label={label}
          hint={hint}
          class="is-number"
          text={textOf(props.subject.fields, name)}
          read={(text) => {
            if (!text.trim()) return { [name]: usual };
            const value = readNumber(text, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
            if (value === null || (whole && !Number.isInteger(value)))
              return whole
                ? t("“{text}” is not a whole number.", { text })
                : t("“{text}” is not a number.", { text });
            return { [name]: value };
          }}
        />
        {unit && <span class="cjm-n">{unit}</span>}
      </span>
    </Row>
  );
}

const OWNED = [
  { value: "brand", words: english("Brand") },
  { value: "partner", words: english("Partner") },
  { value: "customer", words: english("Customer") },
  { value: "other", words: english("Other") },
];

/** Whose a touchpoint is: one's own, or someone else's. */
function OwnedRow({ view, subject }: Details) {
  const { ours, owned_by } = subject.fields;
  const owned = ours === true ? "brand" : (owned_by ?? (ours === false ? "partner" : null));
  return (
    <ChoiceRow
      view={view}
      subject={{ ...subject, fields: { owned } }}
      name="owned"
      label={t("Owned by")}
      options={OWNED}
      changes={(value) => ({
        ours: value === null ? null : value === "brand",
        owned_by: value === null || value === "brand" ? null : value,
      })}
    />
  );
}

const SIZES = [
  { name: "impact", label: english("Impact"), low: 1, high: 10, unit: english("1 to 10") },
  { name: "confidence", label: english("Confidence"), low: 0, high: 100, unit: english("0 to 100 %") },
  { name: "ease", label: english("Ease"), low: 1, high: 10, unit: english("1 to 10") },
  { name: "reach", label: english("Reach"), low: 0, high: null, unit: english("people") },
  { name: "effort", label: english("Effort"), low: 0, high: 20, unit: english("weeks") },
] as const;

function Opportunity(props: Details) {
  const { fields } = props.subject;
  return (
    <>
      <Section label={t("Plan")}>
        <TextRow {...props} name="status" label={t("Status")} hint={t("Idea")} choices={STATUSES} />
        <TextRow {...props} name="due" label={t("Due")} type="date" />
      </Section>
      <Bet {...props} />
      <Section title={t("Size")}>
        {SIZES.map(({ name, label, low, high, unit }) => {
          const value = (fields[name] ?? null) as Range | null;
          return (
            <Row key={name} label={t(label)}>
              <span class="cjm-rg">
                <Entry
                  {...props}
                  label={t(label)}
                  class="is-range"
                  hint="6–9"
                  text={value === null ? "" : rangeText(value)}
                  read={(text) => {
                    if (!text.trim()) return { [name]: null };
                    const size = readRange(text);
                    return size === null
                      ? t("“{text}” is not a number or a range such as 6–9.", { text })
                      : { [name]: size };
                  }}
                />
                {value !== null && high !== null && <Whisker value={value} low={low} high={high} />}
                <span class="cjm-n">{t(unit)}</span>
              </span>
            </Row>
          );
        })}
        <Ice {...props} />
      </Section>
    </>
  );
}

/** A believed range on its axis: dashed, with a hollow marker in its middle. */
function Whisker({ value, low, high }: { value: Range; low: number; high: number }) {
  const [from, to] = Array.isArray(value) ? value : [value, value];
  const at = (number: number) => 3 + (94 * (Math.min(high, Math.max(low, number)) - low)) / (high - low);
  return (
    <svg class="cjm-size" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <path class="is-axis" d="M0 6h100" />
      {to > from && <path class="is-range" d={`M${at(from)} 6H${at(to)}`} />}
      <ellipse cx={at((from + to) / 2)} cy="6" rx="3" ry="4" />
    </svg>
  );
}

/** Impact x confidence x ease, as a range where one of them is. */
function Ice({ subject: { fields } }: Details) {
  const parts = ["impact", "confidence", "ease"].map((name) => fields[name] as Range | null | undefined);
  if (parts.some((part) => part == null)) return null;
  const product = (end: (range: Range) => number) =>
    parts.reduce<number>((score, part, at) => score * end(part!) * (at === 1 ? 0.01 : 1), 1);
  const ends = (range: Range) => (Array.isArray(range) ? range : [range, range]) as [number, number];
  const low = product((range) => ends(range)[0]);
  const high = product((range) => ends(range)[1]);
  const middle = product((range) => (ends(range)[0] + ends(range)[1]) / 2);
  const digits = (value: number) => numeral(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return (
    <div class="cjm-f is-sum">
      <span class="cjm-f-l">{t("ICE")}</span>
      <div class="cjm-f-v">
        <span
          class="cjm-rg"
          title={t(
            "Impact × confidence × ease, from the middle of each range; the range beside it is from their ends",
          )}
        >
          <b>{digits(middle)}</b>
          {high > low && <span class="cjm-n is-free">{`${digits(low)}–${digits(high)}`}</span>}
        </span>
      </div>
    </div>
  );
}

/** The hypothesis: if this changes, that metric moves from here to there. */
function Bet({ view, subject }: Details) {
  const bet = (subject.fields.hypothesis ?? null) as Hypothesis | null;
  const metric = bet?.metric ?? null;
  const sources = view.store.document.value.sources ?? [];
  const stages = view.stages.value;
  const withBet = (changes: Partial<Hypothesis>) => {
    const next = { ...bet, ...changes };
    const isNothing = !next.change && !next.metric && next.baseline == null && !next.guardrails?.length;
    return { hypothesis: isNothing ? null : next };
  };
  const withMetric = (changes: Partial<Metric>) => {
    const next = { ...metric, ...changes } as Metric;
    return withBet({ metric: next.name ? next : null });
  };
  const number = (text: string, make: (value: number | null) => Record<string, unknown>) => {
    if (!text.trim()) return make(null);
    const value = readNumber(text.replace(/%\s*$/, ""), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    return value === null ? t("“{text}” is not a number.", { text }) : make(value);
  };
  const entry = { view, subject };
  return (
    <Section title={t("Hypothesis")}>
      <Row label={t("If")}>
        <Entry
          {...entry}
          lines
          label={t("If")}
          hint={t("what changes")}
          text={bet?.change ?? ""}
          read={(change) => withBet({ change })}
        />
      </Row>
      <Row label={t("Then")}>
        <Entry
          {...entry}
          label={t("Then this metric moves")}
          hint={t("a metric, such as NPS")}
          text={metric?.name ?? ""}
          read={(name) => withMetric({ name })}
        />
      </Row>
      {metric && (
        <>
          <Row label={t("From")}>
            <span class="cjm-rg">
              <Entry
                {...entry}
                label={t("From")}
                class="is-number"
                text={textOf({ value: bet?.baseline }, "value")}
                read={(text) => number(text, (baseline) => withBet({ baseline }))}
              />
              <span class="cjm-f-l">{t("to")}</span>
              <Entry
                {...entry}
                label={t("To")}
                class="is-number is-to"
                text={textOf({ value: metric.target }, "value")}
                read={(text) => number(text, (target) => withMetric({ target }))}
              />
            </span>
          </Row>
          <Pick
            label={t("Of source")}
            value={metric.source ?? ""}
            options={sources.map(({ id, name }) => [id, name])}
            disabled={!view.store.editable.value}
            choose={(source) => change(entry, withMetric({ source: source || null }))}
          />
          <Pick
            label={t("At stage")}
            value={metric.stage ?? ""}
            options={stages.map(({ id, name }) => [id, name])}
            disabled={!view.store.editable.value}
            choose={(stage) => change(entry, withMetric({ stage: stage || null }))}
          />
        </>
      )}
      <Row label={t("Unless")}>
        <Entry
          {...entry}
          label={t("Guardrails")}
          hint={t("metrics that must not get worse")}
          text={(bet?.guardrails ?? []).map(({ name }) => name).join("; ")}
          read={(text) => {
            const names = text.split(";").flatMap((name) => (name.trim() ? [name.trim()] : []));
            const known = bet?.guardrails ?? [];
            return withBet({
              guardrails: names.map((name) => known.find((one) => one.name === name) ?? ({ name } as Metric)),
            });
          }}
        />
      </Row>
    </Section>
  );
}

function change({ view, subject }: Details, changes: Record<string, unknown>): void {
  view.store.edit(subject.change(view.store.document.peek(), changes), english("Edit hypothesis"));
}

export function Pick({
  label,
  value,
  options,
  disabled,
  choose,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  disabled: boolean;
  choose: (value: string) => void;
}) {
  return (
    <Row label={label}>
      <select
        class="cjm-in cjm-pick"
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t("Any")}</option>
        {options.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </Row>
  );
}
