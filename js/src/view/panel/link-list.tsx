/** Where a thing leads: links to stages and cards, to other maps, to the web. */
import { useId, useRef, useState } from "preact/hooks";
import { addLink, anchorsOf, linksAt, nameOfAnchor } from "../../document/links/link-edits";
import { sameAnchor } from "../../document/links/links";
import type { Anchor, Link } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { goAlong, startLink } from "../../interaction/links/link-commands";
import { editLink, isMapFile, LINK_KINDS, openMap, takeLinkAway } from "../../interaction/links/link-tasks";
import { backToMap } from "../../interaction/panel-focus";
import { Icon } from "../../lanes/icon";
import { english, t, translate } from "../../words/words";
import { Chord } from "../chord";
import { type Details, Section, save } from "./fields";

export function Links({ view, subject }: Details) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const document = view.store.document.value;
  const editable = view.store.editable.value;
  const anchors = anchorsOf(document);
  const { anchor } = subject;
  const own = (subject.fields.links ?? []) as readonly string[];
  const wordsOf = (other: Anchor) => anchors.find((one) => sameAnchor(one.anchor, other))?.words ?? t("Gone");
  const set = (links: readonly string[]) =>
    save({ view, subject }, view.store.document.peek(), { links: [...links] });
  const join = () => {
    const text = field.current!.value.trim();
    if (!text) return;
    const target = anchors.find(({ words }) => words === text);
    const leads = /^(https?:|mailto:)/i.test(text) || text.endsWith(".json");
    if (!target && !leads) {
      setWhy(
        t("“{text}” is not a stage or card of this map, a web address, or the file of a map (.cjm.json).", {
          text,
        }),
      );
      return;
    }
    const reason =
      target && anchor
        ? view.store.edit(addLink(view.store.document.peek(), anchor, target.anchor), english("Link"))
        : own.includes(text)
          ? null
          : set([...own, text]);
    setWhy(reason);
    if (reason === null) field.current!.value = "";
  };
  return (
    <Section title={t("Links")}>
      <ul class="cjm-lnks">
        {(anchor ? linksAt(document, anchor) : []).map(({ link, other }) => (
          <li class="cjm-lnk" key={link.id}>
            <Icon name="link" size={14} />
            <span>
              <button
                type="button"
                class="cjm-link"
                disabled={!other}
                onClick={() => other && goAlong(view, anchor!, link, other)}
              >
                {other ? wordsOf(other) : t("Open end")}
              </button>
              <small>
                {sameAnchor(anchor!, link.start) ? t("leads to") : t("comes from")}{" "}
                <select
                  class="cjm-in cjm-pick"
                  aria-label={t("Kind of link to {name}", {
                    name: other ? wordsOf(other) : t("an open end"),
                  })}
                  value={link.kind ?? "direct"}
                  disabled={!editable}
                  onChange={(event) =>
                    editLink(view, link, { kind: event.currentTarget.value as Link["kind"] })
                  }
                >
                  {LINK_KINDS.map(([kind, words]) => (
                    <option key={kind} value={kind}>
                      {t(words)}
                    </option>
                  ))}
                </select>
                <input
                  class="cjm-in"
                  aria-label={t("Label of link to {name}", {
                    name: other ? wordsOf(other) : t("an open end"),
                  })}
                  placeholder={t("Label")}
                  value={link.label ?? ""}
                  readOnly={!editable}
                  onChange={(event) => editLink(view, link, { label: event.currentTarget.value })}
                />
              </small>
            </span>
            <Remove
              words={other ? wordsOf(other) : t("an open end")}
              off={!editable}
              press={() => takeLinkAway(view, link)}
            />
          </li>
        ))}
        {own.map((link) => (
          <li class="cjm-lnk" key={link}>
            <Icon name={link.endsWith(".json") ? "data" : "link"} size={14} />
            <span>
              {/^(https?|mailto):/i.test(link) ? (
                <a class="cjm-link" href={link} target="_blank" rel="noopener noreferrer">
                  {link}
                </a>
              ) : isMapFile(link) ? (
                <button type="button" class="cjm-link" onClick={() => openMap(view, link)}>
                  {link}
                </button>
              ) : (
                (nameOfAnchor(document, { card: link }) ?? link)
              )}
              <small>
                {isMapFile(link)
                  ? t("Map")
                  : nameOfAnchor(document, { card: link })
                    ? t("Card")
                    : t("Address")}
              </small>
            </span>
            <Remove words={link} off={!editable} press={() => set(own.filter((other) => other !== link))} />
          </li>
        ))}
      </ul>
      {editable && anchor && (
        <button type="button" class="cjm-add" onClick={() => startLink(view, anchor)}>
          <Icon name="plus" size={12} />
          {t("Link")}
          <Chord keys="Alt+L" />
        </button>
      )}
      {editable && (
        <>
          <input
            ref={field}
            class="cjm-in is-box"
            aria-label={t("New link")}
            aria-invalid={why !== null}
            list={`${id}-anchors`}
            placeholder={t("A stage, a card, https://…, or a map's file")}
            onChange={join}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              if (event.key === "Escape") {
                if (!event.currentTarget.value) backToMap(view);
                event.currentTarget.value = "";
                setWhy(null);
              } else if (event.key === "Enter") join();
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          <datalist id={`${id}-anchors`}>
            {anchors
              .filter((one) => !anchor || !sameAnchor(one.anchor, anchor))
              .slice(0, 500)
              .map(({ words }) => (
                <option key={words} value={words} />
              ))}
          </datalist>
          {why && (
            <p class="cjm-why" role="alert">
              {translate(why)}
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Remove({ words, off, press }: { words: string; off: boolean; press: () => void }) {
  return (
    <button
      type="button"
      class="cjm-tool is-small"
      aria-label={t("Remove link to {name}", { name: words })}
      disabled={off}
      onClick={press}
    >
      <Icon name="close" size={14} />
    </button>
  );
}
