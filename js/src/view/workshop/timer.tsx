/** The timer of a workshop: what is left, and of the facilitator's its buttons. It ends nothing: people do. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../lanes/icon";
import type { Session } from "../../store/forum";
import { t } from "../../words/words";
import { addTime, leftOf, toggleTimer } from "../../workshop/session";

/** ms between two looks at the clock, and before its end that it says so. */
const LOOK = 250;
const LAST = 60_000;

interface TimerProps {
  session: Session;
  /** Null for those who do not lead. */
  set: ((session: Session) => void) | null;
  /** Read something aloud. */
  say: (words: string) => void;
}

export function TimerButton({ session, set, say }: TimerProps) {
  const { timer } = session;
  const now = useSignal(Date.now());
  const isRunning = timer !== null && "ends" in timer;
  useEffect(() => {
    if (!timer || !isRunning) return;
    let before = Number.POSITIVE_INFINITY;
    const look = () => {
      now.value = Date.now();
      const left = leftOf(timer, now.value);
      if (left === 0 && before > 0) say(t("The time is up"));
      else if (left > 0 && left <= LAST && before > LAST) say(t("One minute is left"));
      before = left;
      if (left === 0) clearInterval(clock);
    };
    const clock = setInterval(look, LOOK);
    look();
    return () => clearInterval(clock);
  }, [JSON.stringify(timer)]);
  const left = timer && leftOf(timer, now.value);
  const isUp = isRunning && left === 0;
  const words = left === null ? "" : isUp ? t("Time is up") : clockOf(left);
  if (!set && !timer) return null;
  return (
    <span class={isUp || (isRunning && left! <= LAST) ? "cjm-ws-timer is-last" : "cjm-ws-timer"}>
      {set ? (
        <button
          type="button"
          class="cjm-ws-clock"
          aria-label={
            isRunning && !isUp
              ? t("Stop the timer, {left} left", { left: words })
              : timer && !isUp
                ? t("Go on with the timer, {left} left", { left: words })
                : t("Start the timer")
          }
          onClick={() => set(toggleTimer(session, Date.now()))}
        >
          <Icon name="clock" size={14} />
          <span aria-hidden="true">{words || t("Timer")}</span>
        </button>
      ) : (
        <>
          <Icon name="clock" size={14} />
          <span role="timer">{words}</span>
        </>
      )}
      {set && timer && (
        <button
          type="button"
          class="cjm-ws-more"
          aria-label={t("One minute more")}
          onClick={() => set(addTime(session, Date.now()))}
        >
          +1
        </button>
      )}
    </span>
  );
}

/** "4:05" */
function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
