/** The words in one stage of the emotion lane that are not a point's own: curve names, notes, a refusal. */
import type { Column } from "./picture";

export function Notes({ column, refusal }: { column: Column; refusal: string | null }) {
  const { ends, difference, lowest } = column;
  return (
    <>
      {ends.map((end) => (
        <span
          key={`${end.class} ${end.name}`}
          class={`cjm-end ${end.class}`}
          style={{ top: end.y }}
          aria-hidden="true"
        >
          <b title={end.name}>{end.name}</b>
          {end.details.map((detail) => (
            <small key={detail}>{detail}</small>
          ))}
        </span>
      ))}
      {difference && (
        <span
          class={difference.to - difference.from < 60 ? "cjm-miss is-short" : "cjm-miss"}
          style={{ top: difference.from, height: difference.to - difference.from }}
        >
          <span>
            <b>{difference.words}</b>
            <br />
            than drawn
          </span>
        </span>
      )}
      {lowest && (
        <>
          <i
            class="cjm-leader"
            style={{ top: lowest.leader[0], height: lowest.leader[1] - lowest.leader[0] }}
          />
          <span class="cjm-callout" style={{ top: lowest.top }}>
            <b>{lowest.words}</b>
          </span>
        </>
      )}
      {refusal && (
        <span class="cjm-callout is-refused" role="alert">
          {refusal}
        </span>
      )}
    </>
  );
}
