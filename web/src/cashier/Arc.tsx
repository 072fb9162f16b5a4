import { arcPart } from "./floor";

const AROUND = 100;

/** Minutes since the last touch, as a ring that fills; the figure stands inside. */
export function Arc({ minutes }: { minutes: number }) {
  const filled = arcPart(minutes) * AROUND;
  return (
    <span class="arc" aria-hidden="true">
      <svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
        <circle class="arc-way" cx="20" cy="20" r="18" />
        <circle
          class="arc-gone"
          cx="20"
          cy="20"
          r="18"
          pathLength={AROUND}
          stroke-dasharray={`${filled} ${AROUND}`}
          transform="rotate(-90 20 20)"
        />
      </svg>
      <b class="figures">{minutes > 99 ? "99+" : minutes}</b>
    </span>
  );
}
