/** The fields of a stage, a lane, a persona, and of the map itself. */
import { thingsOf } from "../../document/document";
import { move } from "../../document/gestures";
import type { Metric } from "../../document/schema";
import { makeEdit } from "../../interaction/editing";
import { showPersona } from "../../interaction/panel-focus";
import { removePersona, startPersona } from "../../interaction/persona-row";
import { mergeHere, splitHere } from "../../interaction/stage-edits";
import type { Topic } from "../../interaction/subject";
import { Icon } from "../../lanes/icon";
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

type Of<W extends Topic["what"]> = Details & { subject: Extract<Topic, { what: W }> };

const STAGE_TEXTS = { section: "Stages", split: "Split in two", merge: "Merge with the next" };

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
    <Section label="Basics">
      <TextRow {...props} name="goal" label="Goal" hint="What they want here" lines />
      <Row label="Phase">
        <Entry
          {...props}
          label="Phase"
          hint="No phase"
          choices={phases.map(({ name }) => name)}
          text={phases.find(({ id }) => id === props.subject.stage.phase)?.name ?? ""}
          read={(name) => ({ phase: name.trim() || null })}
        />
      </Row>
      <NumberRow {...props} name="duration" label="Duration" hint="How long" unit="minutes" />
      <TextRow {...props} name="timing" label="Timing" hint="On arrival, throughout, next day" />
      <SwitchRow {...props} name="moment_of_truth" label="Moment of truth" />
      <TextRow {...props} name="action" label="Target action" hint="What is done at its end" />
      <TextRow {...props} name="notes" label="Notes" hint="For who presents it" lines />
      {props.view.store.editable.value && <StageActions {...props} />}
    </Section>
  );
}

const KINDS = [
  { value: "cards", words: "Cards" },
  { value: "emotion", words: "Emotion curve" },
  { value: "measure", words: "Measures" },
];
const ROLES = [
  ["actions", "Actions"],
  ["thoughts", "Thoughts"],
  ["touchpoints", "Touchpoints"],
  ["channels", "Channels"],
  ["pain_points", "Pain points"],
  ["opportunities", "Opportunities"],
  ["goals", "Goals"],
  ["systems", "Systems"],
  ["emotion", "Emotion"],
  ["measure", "Measures"],
  ["other", "Something else"],
].map(([value, words]) => ({ value, words: words! }));
const LAYERS = [
  { value: "customer", words: "Customer" },
  { value: "frontstage", words: "Frontstage" },
  { value: "backstage", words: "Backstage" },
  { value: "support", words: "Support" },
];

export function LaneDetails(props: Of<"lane">) {
  const { view, subject } = props;
  const { kind = "cards", measures = [] } = subject.lane;
  const sources = view.store.document.value.sources ?? [];
  return (
    <Section label="Basics">
      <TextRow {...props} name="hint" label="Hint" hint="What it says, in a few words" />
      <SelectRow {...props} name="kind" label="Kind" usual="cards" options={KINDS} />
      <SelectRow {...props} name="role" label="Role" usual="other" options={ROLES} />
      <SelectRow {...props} name="layer" label="Layer" usual="customer" options={LAYERS} />
      {/* cards have no line to colour */}
      {kind !== "cards" && (
        <Row label="Line colour">
          <span class="cjm-sws" role="radiogroup" aria-label="Line colour">
            {[null, 1, 2, 3, 4, 5].map((color) => (
              <button
                key={color}
                type="button"
                role="radio"
                class={color ? `is-p${color}` : "is-none"}
                aria-checked={(subject.lane.color ?? null) === color}
                aria-label={color ? `Colour ${color}` : "No colour"}
                disabled={!view.store.editable.value}
                onClick={() =>
                  makeEdit(view, subject.change(view.store.document.peek(), { color }), "Edit colour")
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
            label="Source"
            value={subject.lane.source ?? ""}
            options={sources.map(({ id, name }) => [id, name])}
            disabled={!view.store.editable.value}
            choose={(source) =>
              makeEdit(
                view,
                subject.change(view.store.document.peek(), { source: source || null }),
                "Edit source",
              )
            }
          />
          <ListRow
            {...props}
            name="measures"
            label="Measures"
            hint={measures.length ? "" : "mean; top_box"}
          />
          <NumberRow {...props} name="target" label="Target" hint="The aim" />
        </>
      )}
    </Section>
  );
}

export function PersonaDetails(props: Of<"persona">) {
  const { view, subject } = props;
  const { persona, index, of } = subject;
  const editable = view.store.editable.value;
  const shift = (by: number) => {
    const others = thingsOf(view.store.document.peek(), "persona").filter(({ id }) => id !== persona.id);
    const before = others[index + by]?.id ?? null;
    makeEdit(view, move(view.store.document.peek(), "persona", persona.id, before), "Move persona");
  };
  const drop = () => {
    if (removePersona(view, persona)) showPersona(view, null);
  };
  return (
    <>
      <ImageField {...props} name="photo" label="Photo" alt={persona.name} round />
      <Section label="Basics">
        <SegmentRow {...props} />
        <TextRow {...props} name="about" label="Who" hint="34, consultant, 20 flights a year" lines />
        <TextRow {...props} name="quote" label="Says" hint="In their words" lines />
        <ListRow {...props} name="goals" label="Goals" />
        <ListRow {...props} name="needs" label="Needs" />
        <ListRow {...props} name="pains" label="Pains" />
      </Section>
      {editable && (
        <Section label="Order">
          <div class="cjm-acts">
            <button type="button" class="cjm-btn" disabled={index === 0} onClick={() => shift(-1)}>
              Move up
            </button>
            <button type="button" class="cjm-btn" disabled={index + 1 === of} onClick={() => shift(1)}>
              Move down
            </button>
            <button type="button" class="cjm-btn" disabled={of === 1} onClick={drop}>
              Remove
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
    <Row label="Stands for">
      <Entry
        view={view}
        subject={subject}
        label="Stands for"
        hint="No rows yet"
        choices={options}
        text={segment}
        read={(text) => {
          const parts = text.split(";").filter((part) => part.trim());
          const pairs = parts.map((part) => part.split("=").map((side) => side.trim()));
          const wrong = pairs.findIndex((pair) => pair.length !== 2 || !pair[0] || !pair[1]);
          if (wrong >= 0)
            return `“${parts[wrong]!.trim()}” is not a column and its value, such as flight = long.`;
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
    makeEdit(view, subject.change(view.store.document.peek(), withMetric(changes)), "Edit metric");
  const [low, high] = document.scale ?? [-2, 2];
  return (
    <>
      <Section label="Basics">
        <ChoiceRow
          {...props}
          name="kind"
          label="State"
          usual="current"
          options={[
            { value: "current", words: "Current" },
            { value: "future", words: "Future" },
          ]}
        />
        <TextRow {...props} name="scenario" label="Scenario" hint="Who, and what they try to do" lines />
        <Row label="Emotions">
          <Entry
            {...props}
            label="Emotions from and to"
            text={`${low} to ${high}`}
            read={(text) => {
              const ends = text.replaceAll("−", "-").match(/^\s*(-?[\d.]+)\s*(?:to|–|\.\.)\s*(-?[\d.]+)\s*$/);
              return ends
                ? { scale: [Number(ends[1]), Number(ends[2])] }
                : `“${text}” is no scale such as -2 to 2.`;
            }}
          />
        </Row>
        <NumberRow {...props} name="tolerance" label="Tolerance" hint="0.3" usual={0.3} unit="of the scale" />
      </Section>
      <Section title="Success metric">
        <Row label="Name">
          <Entry
            {...props}
            label="Metric"
            hint="What success is measured by"
            text={metric?.name ?? ""}
            read={(name) => withMetric({ name })}
          />
        </Row>
        {metric && (
          <>
            <Row label="Measure">
              <Entry
                {...props}
                label="Measure"
                hint="nps, mean, top_box"
                text={metric.measure ?? ""}
                read={(measure) => withMetric({ measure })}
              />
            </Row>
            <Pick
              label="Source"
              value={metric.source ?? ""}
              options={(document.sources ?? []).map(({ id, name }) => [id, name])}
              disabled={!view.store.editable.value}
              choose={(source) => set({ source: source || null })}
            />
            <Pick
              label="Stage"
              value={metric.stage ?? ""}
              options={(document.stages ?? []).map(({ id, name }) => [id, name])}
              disabled={!view.store.editable.value}
              choose={(stage) => set({ stage: stage || null })}
            />
            <Row label="Target">
              <Entry
                {...props}
                label="Target"
                class="is-number"
                text={metric.target == null ? "" : String(metric.target)}
                read={(text) => {
                  if (!text.trim()) return withMetric({ target: null });
                  const target = Number(text.replace(",", ".").replace("−", "-"));
                  return Number.isFinite(target) ? withMetric({ target }) : `“${text}” is not a number.`;
                }}
              />
            </Row>
          </>
        )}
      </Section>
      <Section title="Personas">
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
            Persona
          </button>
        )}
      </Section>
    </>
  );
}
