import { counted, grouped } from '../../core/counted.ts';
import type { FollowCost } from '../../store/stats.ts';
import { plainName } from './plain_name.ts';

const DRAWN_MAX = 12;
const BAR_WIDTH = 300;

interface FollowsProps {
  readonly follows: readonly FollowCost[];
  readonly days: number;
}

/** By whom most came, what of theirs was seen, and what was taken up. */
export function Follows({ follows, days }: FollowsProps) {
  if (follows.length === 0) return <p>Nothing came by anybody in {counted(days, 'day')}.</p>;
  return (
    <>
      <p class="muted">
        By whom most came in {counted(days, 'day')}, boosts included. Of each line the middle tone
        is what you saw, the full one what you took up: opened, or acted on.
      </p>
      <FollowTable follows={follows.slice(0, DRAWN_MAX)} isDrawn />
      {follows.length <= DRAWN_MAX ? null : (
        <details class="table-behind">
          <summary>The next {follows.length - DRAWN_MAX}</summary>
          <FollowTable follows={follows.slice(DRAWN_MAX)} />
        </details>
      )}
    </>
  );
}

function FollowTable(props: {
  readonly follows: readonly FollowCost[];
  readonly isDrawn?: boolean;
}) {
  const { follows, isDrawn } = props;
  const most = Math.max(1, ...follows.map(({ arrivals }) => arrivals));
  return (
    <table class="follows">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col" class="number">
            Came
          </th>
          <th scope="col" class="number">
            Seen
          </th>
          <th scope="col" class="number">
            Taken up
          </th>
        </tr>
      </thead>
      <tbody>
        {follows.map((follow) => (
          <tr>
            <th scope="row">
              <bdi>{plainName(follow.display_name, follow.handle)}</bdi>
              {isDrawn ? <Bars {...{ follow, most }} /> : null}
            </th>
            <td class="number">{grouped(follow.arrivals)}</td>
            <td class="number">{grouped(follow.seen)}</td>
            <td class="number">{grouped(follow.taken_up)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same three figures, one over the other on one scale. */
function Bars({ follow, most }: { readonly follow: FollowCost; readonly most: number }) {
  const { arrivals, seen, taken_up } = follow;
  const widthOf = (count: number) => ((Math.min(count, arrivals) / most) * BAR_WIDTH).toFixed(1);
  return (
    <svg
      class="follow-bar"
      viewBox={`0 0 ${BAR_WIDTH} 6`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="ground" width={widthOf(arrivals)} height="6" />
      <rect class="seen-part" width={widthOf(seen)} height="6" />
      <rect class="taken-part" width={widthOf(taken_up)} height="6" />
    </svg>
  );
}
