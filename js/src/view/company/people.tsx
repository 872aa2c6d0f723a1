/** Who else has the map open, in its header: a press on somebody goes where they go. */
import "./company.css";
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ViewState } from "../../interaction/state";
import type { Company, Person } from "../../store/company";
import { plural, t } from "../../words/words";
import { colorOf, initialsOf } from "./person-looks";
import { markPeople } from "./person-marks";
import { follow, PEOPLE, showOwn, toggle, whereaboutsInWords } from "./whereabouts";

/** More people than this are listed on a press. */
const MOST = 4;

export function People({ view, company }: { view: ViewState; company: Company }) {
  const followed = useMemo(() => signal<string | null>(null), [view]);
  // Behind the layout effects of the map, which know its root.
  useEffect(() => {
    const stops = [showOwn(view, company), markPeople(view, company), follow(view, company, followed)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [view, company, followed]);
  const others = company.others.value;
  if (!others.length) return null;
  const first = others.length > MOST + 1 ? others.slice(0, MOST) : others;
  const leader = others.find(({ id }) => id === followed.value);
  const press = (id: string) => toggle(followed, id);
  return (
    <div class={PEOPLE}>
      {leader && (
        <span class="cjm-follows" role="status">
          {t("Following {name}", { name: leader.name })}
        </span>
      )}
      <ul aria-label={plural(others.length, "{n} other person is here", "{n} other people are here")}>
        {first.map((person) => (
          <li key={person.id}>
            <Avatar view={view} person={person} isFollowed={person === leader} press={press} />
          </li>
        ))}
      </ul>
      {others.length > first.length && (
        <Others view={view} others={others} shown={first.length} followed={followed.value} press={press} />
      )}
    </div>
  );
}

interface AvatarProps {
  view: ViewState;
  person: Person;
  isFollowed: boolean;
  press: (id: string) => void;
  /** Whether their name stands beside it. */
  isLine?: boolean;
}

function Avatar({ view, person, isFollowed, press, isLine = false }: AvatarProps) {
  const words = whereaboutsInWords(view.store.document.value, person);
  return (
    <button
      type="button"
      class={isLine ? "cjm-person is-line" : "cjm-person"}
      aria-label={t("Follow {name}", { name: person.name })}
      aria-description={words}
      aria-pressed={isFollowed}
      onClick={() => press(person.id)}
    >
      <span class="cjm-face" style={{ "--person": colorOf(person) }} aria-hidden="true">
        {initialsOf(person)}
      </span>
      {isLine ? (
        <span aria-hidden="true">{words}</span>
      ) : (
        <span class="cjm-tip" aria-hidden="true">
          {words}
        </span>
      )}
    </button>
  );
}

interface OthersProps {
  view: ViewState;
  others: readonly Person[];
  shown: number;
  followed: string | null;
  press: (id: string) => void;
}

/** All of them as a list, in the top layer so that no scroll view clips it. */
function Others({ view, others, shown, followed, press }: OthersProps) {
  const list = useRef<HTMLUListElement>(null);
  return (
    <>
      <button
        type="button"
        class="cjm-person is-more"
        aria-label={t("Everyone who is here")}
        onClick={({ currentTarget }) => {
          const { bottom, right } = currentTarget.getBoundingClientRect();
          list.current!.style.top = `${bottom + 4}px`;
          list.current!.style.right = `${Math.max(8, innerWidth - right)}px`;
          list.current!.togglePopover();
        }}
      >
        {`+${others.length - shown}`}
      </button>
      <ul class="cjm-everyone" ref={list} popover="auto" aria-label={t("Everyone who is here")}>
        {others.map((person) => (
          <li key={person.id}>
            <Avatar view={view} person={person} isFollowed={person.id === followed} press={press} isLine />
          </li>
        ))}
      </ul>
    </>
  );
}
