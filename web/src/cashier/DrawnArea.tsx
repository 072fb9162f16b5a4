import { draw, shapeOf } from "./drawing";
import type { Spot } from "./floor";
import { Tile } from "./Tile";
import "./drawn.css";

const steps = (count: number): string => `calc(var(--cell) * ${count})`;

/** An area as the manager drew it: who knows the room finds the table where it stands. */
export function DrawnArea({ spots }: { spots: readonly Spot[] }) {
  const { drawn, columns, rows } = draw(spots);
  return (
    <div class="drawn-room" style={{ "--columns": columns }}>
      <ul class="drawn" style={{ inlineSize: steps(columns), blockSize: steps(rows) }}>
        {drawn.map(({ spot, x, y, wide, tall }) => (
          <li
            key={spot.id}
            class={shapeOf(spot.table)}
            style={{
              insetInlineStart: steps(x),
              insetBlockStart: steps(y),
              inlineSize: steps(wide),
              blockSize: steps(tall),
            }}
          >
            <Tile spot={spot} />
          </li>
        ))}
      </ul>
    </div>
  );
}
