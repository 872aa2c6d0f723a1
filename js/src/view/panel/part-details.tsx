/** The fields of a stage, a lane, a persona, and of the map itself. */
import { thingsOf } from "../../document/document";
import { move } from "../../document/gestures";
import type { Metric } from "../../document/schema";
import { removePersona, startPersona } from "../../interaction/headers/persona-row";
import { mergeHere, splitHere } from "../../interaction/headers/stage-edits";
import { showPersona } from "../../interaction/panel-focus";
import type { Topic } from "../../interaction/subject";
import { makeEdit } from "../../interaction/writing/editing";
import { Icon } from "../../lanes/icon";
import { english, t, texts } from "../../words/words";
import { NumberRow, Pick } from "./card-details";
import {
  ChoiceRow,
  type Details,
  Entry,
  ListRow,
  Row,
  Section,
  SelectRow,
  SwitchRow,
  TextRow,
} from "./fields";
import { ImageField } from "./image";
import { Walks } from "./walks";

type Of<W extends Topic["what"]> = Details & { subject: Extract<Topic, { what: W }> };

const STAGE_TEXTS = texts({ section: "Stages", split: "Split in two", merge: "Merge with the next" });

/** Making two stages of one, and one of two. */
function StageActions({ view, subject }: Of<"stage">) {
  const next = view.stages.value[subject.at + 1];
  return (
    <Section label={STAGE_TEXTS.section}>
      <div class="cjm-acts">
        <button type="button" class="cjm-btn" onClick={() => splitHere(view, subject.stage)}>
          {STAGE_TEXTS.split}
        </button>
        <button
          type="button"
          class="cjm-btn"
          disabled={!next}
          onClick={() => next && mergeHere(view, [subject.stage.id, next.id])}
        >
          {STAGE_TEXTS.merge}
        </button>
      </div>
    </Section>
  );
}

export function StageDetails(props: Of<"stage">) {
  const phases = thingsOf(props.view.store.document.value, "phase");
  return (
    <>
      <Section label={t("Basics")}>
        <TextRow {...props} name="goal" label={t("Goal")} hint={t("What they want here")} lines />
        <Row label={t("Phase")}>
          <Entry
            {...props}
            label={t("Phase")}
            hint={t("No phase")}
            choices={phases.map(({ name }) => name)}
            text={phases.find(({ id }) => id === props.subject.stage.phase)?.name ?? ""}
            read={(name) => ({ phase: name.trim() || null })}
          />
        </Row>
        <NumberRow
          {...props}
          name="duration"
          label={t("Duration")}
          hint={t("How long")}
          unit={t("minutes")}
        />
        <TextRow {...props} name="timing" label={t("Timing")} hint={t("On arrival, throughout, next day")} />
        <SwitchRow {...props} name="moment_of_truth" label={t("Moment of truth")} />
        <TextRow {...props} name="action" label={t("Target action")} hint={t("What is done at its end")} />
        <TextRow {...props} name="notes" label={t("Notes")} hint={t("For who presents it")} lines />
        {props.view.store.editable.value && <StageActions {...props} />}
      </Section>
      <Walks key={props.subject.key} view={props.view} stage={props.subject.stage} />
    </>
  );
}

const KINDS = [
  { value: "cards", words: english("Cards") },
  { value: "emotion", words: english("Emotion curve") },
  { value: "measure", words: english("Measures") },
];
const ROLES = [
  { value: "actions", words: english("Actions") },
  { value: "thoughts", words: english("Thoughts") },
  { value: "touchpoints", words: english("Touchpoints") },
  { value: "channels", words: english("Channels") },
  { value: "pain_points", words: english("Pain points") },
  { value: "opportunities", words: english("Opportunities") },
  { value: "goals", words: english("Goals") },
  { value: "systems", words: english("Systems") },
  { value: "emotion", words: english("Emotion") },
  { value: "measure", words: english("Measures") },
  { value: "other", words: english("Something else") },
];
const LAYERS = [
  { value: "customer", words: english("Customer") },
  { value: "frontstage", words: english("Frontstage") },
  { value: "backstage", words: english("Backstage") },
  { value: "support", words: english("Support") },
];

export function LaneDetails(props: Of<"lane">) {
  const { view, subject } = props;
  const { kind = "cards", measures = [] } = subject.lane;
  const sources = view.store.document.value.sources ?? [];
  return (
    <Section label={t("Basics")}>
      <TextRow {...props} name="hint" label={t("Hint")} hint={t("What it says, in a few words")} />
      <SelectRow {...props} name="kind" label={t("Kind")} usual="cards" options={KINDS} />
      <SelectRow {...props} name="role" label={t("Role")} usual="other" options={ROLES} />
      <SelectRow {...props} name="layer" label={t("Layer")} usual="customer" options={LAYERS} />
      {kind === "cards" && <GuidanceRow {...props} />}
      {/* cards have no line to colour */}
      {kind !== "cards" && (
        <Row label={t("Line colour")}>
          <span class="cjm-sws" role="radiogroup" aria-label={t("Line colour")}>
            {[null, 1, 2, 3, 4, 5].map((color) => (
              <button
                key={color}
                type="button"
                role="radio"
                class={color ? `is-p${color}` : "is-none"}
                aria-checked={(subject.lane.color ?? null) === color}
                aria-label={color ? t("Colour {n}", { n: color }) : t("No colour")}
                disabled={!view.store.editable.value}
                onClick={() =>
                  makeEdit(
                    view,
                    subject.change(view.store.document.peek(), { color }),
                    english("Edit colour"),
                  )
                }
              >
                <i />
              </button>
            ))}
          </span>
        </Row>
      )}
      {kind === "measure" && (
        <>
          <Pick
            label={t("Source")}
            value={subject.lane.source ?? ""}
            options={sources.map(({ id, name }) => [id, name])}
            disabled={!view.store.editable.value}
            choose={(source) =>
              makeEdit(
                view,
                subject.change(view.store.document.peek(), { source: source || null }),
                english("Edit source"),
              )
            }
          />
          <ListRow
            {...props}
            name="measures"
            label={t("Measures")}
            hint={measures.length ? "" : t("mean; top_box")}
          />
          <NumberRow {...props} name="target" label={t("Target")} hint={t("The aim")} />
        </>
      )}
    </Section>
  );
}

/** What is asked in the lane's empty cells: a line for each stage. */
function GuidanceRow({ view, subject }: Of<"lane">) {
  const stages = view.stages.value;
  const { guidance = {} } = subject.lane;
  const lines = stages.flatMap(({ id, name }) => (guidance[id] ? [`${name}: ${guidance[id]}`] : []));
  const read = (text: string) => {
    const next: Record<string, string> = {};
    for (const line of text.split("\n").filter((one) => one.trim())) {
      const stage = stages.find(({ name }) => line.startsWith(`${name}:`));
      if (!stage)
        return t("“{line}” begins with no stage and a colon, such as “{stage}: …”.", {
          line,
          stage: stages[0]!.name,
        });
      next[stage.id] = line.slice(stage.name.length + 1).trim();
    }
    return { guidance: next };
  };
  return (
    <Row label={t("Guidance")}>
      <Entry
        view={view}
        subject={subject}
        label={t("Guidance")}
        hint={t("Stage: what to write there")}
        lines
        text={lines.join("\n")}
        read={read}
      />
    </Row>
  );
}

export function PersonaDetails(props: Of<"persona">) {
  const { view, subject } = props;
  const { persona, index, of } = subject;
  const editable = view.store.editable.value;
  const shift = (by: number) => {
    const others = thingsOf(view.store.document.peek(), "persona").filter(({ id }) => id !== persona.id);
    const before = others[index + by]?.id ?? null;
    makeEdit(view, move(view.store.document.peek(), "persona", persona.id, before), english("Move persona"));
  };
  const drop = () => {
    if (removePersona(view, persona)) showPersona(view, null);
  };
  return (
    <>
      <ImageField {...props} name="photo" label={t("Photo")} alt={persona.name} round />
      <Section label={t("Basics")}>
        <SegmentRow {...props} />
        <TextRow
          {...props}
          name="about"
          label={t("Who")}
          hint={t("34, consultant, 20 flights a year")}
          lines
        />
        <TextRow {...props} name="quote" label={t("Says")} hint={t("In their words")} lines />
        <ListRow {...props} name="goals" label={t("Goals")} />
        <ListRow {...props} name="needs" label={t("Needs")} />
        <ListRow {...props} name="pains" label={t("Pains")} />
      </Section>
      {editable && (
        <Section label={t("Order")}>
          <div class="cjm-acts">
            <button type="button" class="cjm-btn" disabled={index === 0} onClick={() => shift(-1)}>
              {t("Move up")}
            </button>
            <button type="button" class="cjm-btn" disabled={index + 1 === of} onClick={() => shift(1)}>
              {t("Move down")}
            </button>
            <button type="button" class="cjm-btn" disabled={of === 1} onClick={drop}>
              {t("Remove")}
            </button>
          </div>
        </Section>
      )}
    </>
  );
}

/** Which rows a persona stands for: one value of one column of the joined rows. */
function SegmentRow({ view, subject }: Of<"persona">) {
  const { choices = [] } = view.store.measured.value;
  const segment = Object.entries(subject.persona.segment ?? {})
    .map(([column, value]) => `${column} = ${value}`)
    .join("; ");
  const options = choices.flatMap(({ column, options: values }) =>
    values.map(({ value }) => `${column} = ${value}`),
  );
  return (
    <Row label={t("Stands for")}>
      <Entry
        view={view}
        subject={subject}
        label={t("Stands for")}
        hint={t("No rows yet")}
        choices={options}
        text={segment}
        read={(text) => {
          const parts = text.split(";").filter((part) => part.trim());
          const pairs = parts.map((part) => part.split("=").map((side) => side.trim()));
          const wrong = pairs.findIndex((pair) => pair.length !== 2 || !pair[0] || !pair[1]);
          if (wrong >= 0)
            return t("“{text}” is not a column and its value, such as flight = long.", {
              text: parts[wrong]!.trim(),
            });
          return { segment: Object.fromEntries(pairs) };
        }}
      />
    </Row>
  );
}

export function MapDetails(props: Of<"map">) {
  const { view, subject } = props;
  const document = view.store.document.value;
  const personas = thingsOf(document, "persona");
  const metric = document.metric ?? null;
  const withMetric = (changes: Partial<Metric>) => {
    const next = { ...metric, ...changes } as Metric;
    return { metric: next.name ? next : null };
  };
  const set = (changes: Partial<Metric>) =>
    makeEdit(view, subject.change(view.store.document.peek(), withMetric(changes)), english("Edit metric"));
  const [low, high] = document.scale ?? [-2, 2];
  return (
    <>
      <Section label={t("Basics")}>
        <ChoiceRow
          {...props}
          name="kind"
          label={t("State")}
          usual="current"
          options={[
            { value: "current", words: t("Current") },
            { value: "future", words: t("Future") },
          ]}
        />
        <TextRow
          {...props}
          name="scenario"
          label={t("Scenario")}
          hint={t("Who, and what they try to do")}
          lines
        />
        <Row label={t("Emotions")}>
          <Entry
            {...props}
            label={t("Emotions from and to")}
            text={`${low} to ${high}`}
            read={(text) => {
              const ends = text.replaceAll("−", "-").match(/^\s*(-?[\d.]+)\s*(?:to|–|\.\.)\s*(-?[\d.]+)\s*$/);
              return ends
                ? { scale: [Number(ends[1]), Number(ends[2])] }
                : t("“{text}” is not a scale such as -2 to 2.", { text });
            }}
          />
        </Row>
        <NumberRow
          {...props}
          name="tolerance"
          label={t("Tolerance")}
          hint="0.3"
          usual={0.3}
          unit={t("of the scale")}
        />
      </Section>
      <Section title={t("Success metric")}>
        <Row label={t("Name")}>
          <Entry
            {...props}
            label={t("Metric")}
            hint={t("What success is measured by")}
            text={metric?.name ?? ""}
            read={(name) => withMetric({ name })}
          />
        </Row>
        {metric && (
          <>
            <Row label={t("Measure")}>
              <Entry
                {...props}
                label={t("Measure")}
                hint={t("nps, mean, top_box")}
                text={metric.measure ?? ""}
                read={(measure) => withMetric({ measure })}
              />
            </Row>
            <Pick
              label={t("Source")}
              value={metric.source ?? ""}
              options={(document.sources ?? []).map(({ id, name }) => [id, name])}
              disabled={!view.store.editable.value}
              choose={(source) => set({ source: source || null })}
            />
            <Pick
              label={t("Stage")}
              value={metric.stage ?? ""}
              options={(document.stages ?? []).map(({ id, name }) => [id, name])}
              disabled={!view.store.editable.value}
              choose={(stage) => set({ stage: stage || null })}
            />
            <Row label={t("Target")}>
              <Entry
                {...props}
                label={t("Target")}
                class="is-number"
                text={metric.target == null ? "" : String(metric.target)}
                read={(text) => {
                  if (!text.trim()) return withMetric({ target: null });
                  const target = Number(text.replace(",", ".").replace("−", "-"));
                  return Number.isFinite(target)
                    ? withMetric({ target })
                    : t("“{text}” is not a number.", { text });
                }}
              />
            </Row>
          </>
        )}
      </Section>
      <Section title={t("Personas")}>
        <ul class="cjm-lnks">
          {personas.map((persona) => (
            <li class="cjm-lnk" key={persona.id}>
              <Icon name="person" size={14} />
              <span>
                <button
                  type="button"
                  class="cjm-link"
                  onClick={() => {
                    showPersona(view, persona.id);
                  }}
                >
                  {persona.name}
                </button>
                <small>{persona.about}</small>
              </span>
            </li>
          ))}
        </ul>
        {view.store.editable.value && (
          <button type="button" class="cjm-add" onClick={() => startPersona(view)}>
            <Icon name="plus" size={12} />
            {t("Persona")}
          </button>
        )}
      </Section>
      <Section label={t("Origin and review")}>
        <TextRow {...props} name="origin" label={t("Origin")} hint={t("The practice it follows")} />
        <TextRow {...props} name="review" label={t("Review by")} type="date" />
      </Section>
    </>
  );
}
