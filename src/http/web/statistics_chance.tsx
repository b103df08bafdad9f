import { grouped, percent } from '../../core/counted.ts';
import { LANES, type Lane } from '../../core/edition.ts';
import { type Counted, differenceInterval, shareInterval, verdictOf } from '../../core/interval.ts';
import type { LaneOutcome } from '../../store/stats.ts';
import { laneTitle } from './reason.ts';

const WIDTH = 300;
const MIDDLE = 8;

const VERDICTS = {
  'beats chance': 'What the ranker chose, you take up more often than what chance chose.',
  'worse than chance': 'What chance chose, you take up more often than what the ranker chose.',
  'too little to tell': 'Too little was seen of what chance chose to tell the two apart yet.',
} as const;

/**
 * What of each lane was taken up, of what was seen. Chance is the ranker's only honest witness: its
 * places ask for no score.
 */
export function Chance({ outcomes }: { readonly outcomes: readonly LaneOutcome[] }) {
  const shown = LANES.flatMap((lane) => outcomes.filter((one) => one.lane === lane));
  const counted = shown.map((one) => ({ lane: one.lane, hits: one.taken_up, tries: one.seen }));
  const seen = counted.filter(({ tries }) => tries > 0);
  if (seen.length === 0) return <p>Nothing of an edition was seen yet.</p>;
  const most = Math.max(...seen.map(({ hits, tries }) => shareInterval(hits, tries).to));
  const by = (isChance: boolean) =>
    sumOf(seen.filter((one) => (one.lane === 'wildcard') === isChance));
  const [merit, chance] = [by(false), by(true)];
  const isKnown = merit.tries > 0 && chance.tries > 0;
  const verdict = verdictOf(isKnown ? differenceInterval(merit, chance) : null, 0);
  return (
    <>
      <p>{VERDICTS[verdict]}</p>
      <table class="chance">
        <thead>
          <tr>
            <th scope="col">Lane</th>
            <th scope="col" class="bar-cell">
              <span class="hidden">Bar, </span>0 … {percent(most)} %
            </th>
            <th scope="col" class="number">
              Taken up
            </th>
            <th scope="col" class="number">
              Of seen
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.map((one) => (
            <LaneRow {...{ one, most }} />
          ))}
        </tbody>
      </table>
      <p class="muted">
        Taken up: opened, or acted on. The line is where the truth lies in 19 of 20 cases.
      </p>
    </>
  );
}

function sumOf(all: readonly Counted[]): Counted {
  return {
    hits: all.reduce((sum, { hits }) => sum + hits, 0),
    tries: all.reduce((sum, { tries }) => sum + tries, 0),
  };
}

interface RowProps {
  readonly one: Counted & { readonly lane: Lane };
  readonly most: number;
}

function LaneRow({ one, most }: RowProps) {
  const { lane, hits, tries } = one;
  const { from, to } = shareInterval(hits, tries);
  const x = (share: number) => ((share / most) * WIDTH).toFixed(1);
  return (
    <tr>
      <th scope="row">
        {laneTitle(lane)}
        <span class="value">
          {percent(from)} to {percent(to)} %
        </span>
      </th>
      <td class="bar-cell">
        <svg
          class="factor-bar"
          viewBox={`0 0 ${WIDTH} 16`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect
            class={lane === 'wildcard' ? 'down' : 'up'}
            y="3"
            height="10"
            width={x(hits / tries)}
          />
          <line class="axis" x1={x(from)} x2={x(to)} y1={MIDDLE} y2={MIDDLE} />
          <line class="axis" x1={x(from)} x2={x(from)} y1="4" y2="12" />
          <line class="axis" x1={x(to)} x2={x(to)} y1="4" y2="12" />
        </svg>
      </td>
      <td class="number">{grouped(hits)}</td>
      <td class="number">{grouped(tries)}</td>
    </tr>
  );
}
