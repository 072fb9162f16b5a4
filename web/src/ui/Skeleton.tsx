import "./skeleton.css";

/** Grey lines where the rows will be. Nothing for 300 ms: a quick answer must not flicker. */
export function Skeleton({ rows = 4, label }: { rows?: number; label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
