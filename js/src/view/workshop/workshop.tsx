/**
 * A workshop held in the map: a slim bar with its steps, its timer and who is ready, and what the step asks for. The
 * facilitator's bar leads on; the others' says where the workshop is.
 */
import "./workshop.css";
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { go } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { randomName } from "../../store/client-name";
import { type Forum, type Session, type Share, STEPS, type WorkshopStep } from "../../store/forum";
import { plural, t, texts } from "../../words/words";
import { begin, goTo, lead, NOTHING, nextStep, turnOf } from "../../workshop/session";
import { Ballot } from "./ballot";
import { DecisionForm } from "./decision-form";
import { Groups } from "./groups";
import { forumOf } from "./one-screen-forum";
import { TimerButton } from "./timer";

const NAMES = texts({
  ideas: "Ideas",
  groups: "Groups",
  votes: "Votes",
  decision: "Decision",
} as const);

/** What takes the workshop to a step. */
const NEXT = texts({
  ideas: "Gather ideas",
  groups: "Reveal the ideas",
  votes: "Vote",
  decision: "Count the dots",
} as const);

export function Workshop({ view }: { view: ViewState }) {
  const forum = useMemo(() => forumOf(view), [view, view.store.forum]);
  // Somebody asked for it here: the workshop that there is, or a new one.
  useSignalEffect(() => {
    if (!view.workshop.value) return;
    if (!forum.session.peek()) forum.hold(begin(randomName(), forum.self.peek()));
    if (view.store.forum) view.workshop.value = false;
  });
  const session = forum.session.value;
  return session && <Bar view={view} forum={forum} session={session} />;
}

interface BarProps {
  view: ViewState;
  forum: Forum;
  session: Session;
}

function Bar({ view, forum, session }: BarProps) {
  const isLead = view.store.editable.value && (session.lead === forum.self.value || !view.store.forum);
  const next = nextStep(session);
  // What happens in the workshop is read aloud once, wherever the focus is.
  const news = useSignal("");
  useEffect(() => {
    news.value = t("Workshop: {step}", { step: NAMES[session.step] });
  }, [session.step]);
  const end = () => {
    if (view.root?.querySelector(".cjm-ws")?.contains(view.active())) go(view, view.focus.peek());
    forum.hold(null);
    view.workshop.value = false;
  };
  return (
    <section class="cjm-ws" aria-label={t("Workshop")}>
      <span class="cjm-sr" role="status">
        {news}
      </span>
      <Steps session={session} go={isLead ? (step) => forum.hold(goTo(session, step)) : null} />
      <TimerButton
        session={session}
        set={isLead ? (changed) => forum.hold(changed) : null}
        say={(words) => {
          news.value = words;
        }}
      />
      <span class="cjm-vr" />
      <Task view={view} forum={forum} session={session} />
      <span class="cjm-grow" />
      {forum.passOn ? <Turn forum={forum} session={session} /> : <Ready forum={forum} session={session} />}
      {isLead ? (
        <>
          {forum.handOut && <HandOutButton address={forum.handOut} />}
          {next && (
            <button
              type="button"
              class="cjm-btn is-primary is-s"
              onClick={() => forum.hold(goTo(session, next))}
            >
              {next === "groups" && !view.store.forum ? t("Group") : NEXT[next]}
            </button>
          )}
          <button type="button" class="cjm-tool is-small" aria-label={t("End the workshop")} onClick={end}>
            <Icon name="close" size={14} />
            <span class="cjm-tip" aria-hidden="true">
              {t("End the workshop")}
            </span>
          </button>
        </>
      ) : (
        <Leader forum={forum} session={session} canLead={view.store.editable.value} />
      )}
    </section>
  );
}

function Steps({ session, go }: { session: Session; go: ((step: WorkshopStep) => void) | null }) {
  return (
    <ol class="cjm-ws-steps" aria-label={t("Steps")}>
      {STEPS.map((step) => {
        const now = step === session.step;
        return (
          <li key={step} aria-current={now ? "step" : undefined}>
            {go && !now ? (
              <button type="button" onClick={() => go(step)}>
                {NAMES[step]}
              </button>
            ) : (
              NAMES[step]
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What the step asks of this reader. */
function Task({ view, forum, session }: BarProps) {
  const { editable } = view.store;
  switch (session.step) {
    case "ideas":
      return view.store.forum ? (
        <Ideas forum={forum} session={session} writes={editable.value} />
      ) : (
        <span>{t("Write cards; at one screen all see them.")}</span>
      );
    case "groups":
      return editable.value ? <Groups view={view} /> : <span>{t("The cards are being grouped.")}</span>;
    case "votes":
      return <Ballot view={view} forum={forum} session={session} />;
    case "decision":
      return <DecisionForm view={view} forum={forum} session={session} />;
  }
}

const shareOf = (forum: Forum): Share => forum.shares.value.get(forum.self.value) ?? NOTHING;

/** How many cards wait unseen. */
function Ideas({ forum, session, writes }: { forum: Forum; session: Session; writes: boolean }) {
  const own = forum.ideas.value;
  const all = [...forum.shares.value.values()].reduce((sum, { ideas }) => sum + ideas, 0);
  const others = Math.max(0, all - (forum.shares.value.get(forum.self.value)?.ideas ?? 0));
  return (
    <span class="cjm-ws-ideas" key={session.id}>
      <Icon name="eyeOff" size={14} />
      <span>
        {own
          ? plural(own, "{n} card that only you see", "{n} cards that only you see")
          : writes
            ? t("Only you see the cards you add now")
            : t("Cards are being written")}
        {others > 0 && <span class="cjm-n"> · {plural(others, "{n} of others", "{n} of others")}</span>}
      </span>
    </span>
  );
}

/** Whether this reader is ready, and how many are of those who are here. */
function Ready({ forum, session }: { forum: Forum; session: Session }) {
  const here = [...forum.here.value];
  const isReady = (name: string) => forum.shares.value.get(name)?.ready === session.round;
  const missing = here.filter(([name]) => !isReady(name)).map(([, name]) => name);
  const own = shareOf(forum).ready === session.round;
  const ready = here.length - missing.length;
  return (
    <>
      <span
        class="cjm-n"
        title={missing.length ? t("Not ready: {names}", { names: missing.join(", ") }) : undefined}
      >
        {t("{ready} of {n} ready", { ready, n: here.length })}
      </span>
      <button
        type="button"
        class="cjm-btn is-s"
        aria-pressed={own}
        onClick={() => forum.say({ ready: own ? 0 : session.round })}
      >
        {own && <Icon name="check" size={14} />}
        {t("Ready")}
      </button>
    </>
  );
}

/** At one screen: whose turn it is to vote, and passing on. */
function Turn({ forum, session }: { forum: Forum; session: Session }) {
  if (session.step !== "votes") return null;
  return (
    <>
      <span class="cjm-n" role="status">
        {t("Person {n}", { n: turnOf(forum.self.value) })}
      </span>
      <button type="button" class="cjm-btn is-s" onClick={() => forum.passOn!()}>
        {t("Next person")}
      </button>
    </>
  );
}

/** Who leads; where they have left, anybody who may edit can go on for them. */
function Leader({ forum, session, canLead }: { forum: Forum; session: Session; canLead: boolean }) {
  const name = forum.here.value.get(session.lead);
  if (name !== undefined) return <span class="cjm-n">{name && t("{name} leads", { name })}</span>;
  if (!canLead) return <span class="cjm-n">{t("Whoever led has left")}</span>;
  return (
    <button type="button" class="cjm-btn is-s" onClick={() => forum.hold(lead(session, forum.self.peek()))}>
      {t("Whoever led has left: lead on")}
    </button>
  );
}

/** Copies the address at which others vote and comment only. */
function HandOutButton({ address }: { address: () => string }) {
  const isCopied = useSignal(false);
  const label = isCopied.value ? t("The link is on the clipboard") : t("Copy the link to the hand-out");
  return (
    <button
      type="button"
      class="cjm-tool is-small"
      aria-label={label}
      onClick={() => {
        void navigator.clipboard?.writeText(address()).then(() => {
          isCopied.value = true;
        });
      }}
    >
      <Icon name={isCopied.value ? "check" : "link"} size={14} />
      <span class="cjm-tip" aria-hidden="true">
        {label}
      </span>
    </button>
  );
}
