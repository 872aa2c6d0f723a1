/** Walks through a stage in a persona's place: who walked, how long it took and what was met with; and one more. */
import { entryAt, thingsOf } from "../../document/document";
import type { Stage } from "../../document/schema";
import { readNumber } from "../../document/tables/numerals";
import type { ViewState } from "../../interaction/state";
import { duration } from "../../scene/numbers";
import { english, t, texts } from "../../words/words";
import { Section } from "./fields";
import { type Answers, LogForm } from "./log-form";

const TEXTS = texts({
  title: "Walkthroughs",
  walk: "Walk",
  persona: "In place of",
  minutes: "Minutes",
  note: "Note",
  as: (author: string, persona: string) => t("{author} as {persona}", { author, persona }),
  missing: "A walk needs its minutes or a note.",
});

export function Walks({ view, stage: { id } }: { view: ViewState; stage: Stage }) {
  const document = view.store.document.value;
  const personas = thingsOf(document, "persona");
  const names = new Map(personas.map(({ id, name }) => [id, name]));
  const walks = (document.walkthroughs ?? [])
    .map((walk) => ({ ...walk, took: entryAt(walk.minutes, id), note: entryAt(walk.notes, id) }))
    .filter(({ took, note }) => took !== undefined || note !== undefined);
  if (!walks.length && !view.store.editable.value) return null;
  const read = ({ persona, minutes = "", note }: Answers) => {
    if (!minutes && !note) return TEXTS.missing;
    const value = minutes ? readNumber(minutes, 0, Number.POSITIVE_INFINITY) : null;
    if (minutes && value === null) return t("“{text}” is not a number.", { text: minutes });
    return {
      ...(persona && { persona }),
      ...(value !== null && { minutes: { [id]: value } }),
      ...(note && { notes: { [id]: note } }),
    };
  };
  return (
    <Section title={TEXTS.title}>
      {walks.length > 0 && (
        <ul class="cjm-walks">
          {walks.map(({ author, persona, time = "", took, note }, at) => (
            <li key={`${at} ${time}`}>
              <b>{persona ? TEXTS.as(author, names.get(persona) ?? persona) : author}</b>{" "}
              {took !== undefined && duration(took)} <small>{time.slice(0, 10)}</small>
              {note && <p>{note}</p>}
            </li>
          ))}
        </ul>
      )}
      <LogForm
        view={view}
        log="walkthroughs"
        button={TEXTS.walk}
        edit={english("Walk through")}
        fields={[
          {
            name: "persona",
            label: TEXTS.persona,
            choices: personas.map(({ id, name }) => ({ value: id, words: name })),
          },
          { name: "minutes", label: TEXTS.minutes },
          { name: "note", label: TEXTS.note },
        ]}
        read={read}
      />
    </Section>
  );
}
