import { DAY_MS, type EpochMs } from '../../core/clock.ts';
import { counted, grouped } from '../../core/counted.ts';
import type { Stats } from '../../store/stats.ts';
import type { Desk } from './desk.ts';
import { plainName } from './plain_name.ts';
import { spanWords } from './time_words.ts';

type Person = ReturnType<Stats['coverage']>[number];

const LISTED_MAX = 10;
const HEIGHT = 110;
/** Above the highest bar stands its figure. */
const BASE = HEIGHT + 30;
const BAND = 96;
/** Days since somebody was heard, up to these. */
const SPANS = [
  ['today', 1],
  ['3 days', 3],
  ['a week', 7],
  ['2 weeks', 14],
  ['a month', 31],
  ['longer', Number.POSITIVE_INFINITY],
] as const;

interface CoverageProps {
  readonly desk: Desk;
  readonly people: readonly Person[];
  readonly now: EpochMs;
}

/** For how long the people who are followed were not heard, and who waits longest. */
export function Coverage({ desk, people, now }: CoverageProps) {
  if (people.length === 0) return <p>Nobody is followed yet, as far as it is known here.</p>;
  const bands = bandsOf(people, now);
  const waiting = people.filter(({ posts }) => posts > 0).slice(0, LISTED_MAX);
  return (
    <>
      <Bands bands={bands} all={people.length} />
      <details class="table-behind">
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Heard within</th>
              <th scope="col" class="number">
                People
              </th>
            </tr>
          </thead>
          <tbody>
            {bands.map(({ words, count }) => (
              <tr>
                <th scope="row">{words}</th>
                <td class="number">{grouped(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {waiting.length === 0 ? (
        <p>Nobody who was not heard has anything that waits.</p>
      ) : (
        <table class="waiting">
          <caption>Not heard for longest, with something to say</caption>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Not heard for</th>
              <th scope="col" class="number">
                Posts
              </th>
            </tr>
          </thead>
          <tbody>
            {waiting.map(({ handle, posts, heard_at_ms, unheard_ms }) => (
              <tr>
                <th scope="row">
                  <bdi>{plainName(desk.statuses.nameOf(handle), handle)}</bdi>
                  <span class="value">@{handle}</span>
                </th>
                <td>
                  {spanWords(unheard_ms)}
                  {heard_at_ms === null ? <span class="value">never yet</span> : null}
                </td>
                <td class="number">{grouped(posts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

interface Band {
  readonly words: string;
  readonly count: number;
}

function bandsOf(people: readonly Person[], now: EpochMs): readonly Band[] {
  const days = people.map(({ heard_at_ms: atMs }) => atMs && (now - atMs) / DAY_MS);
  const bands = SPANS.map(([words, most], at) => {
    const least = SPANS[at - 1]?.[1] ?? Number.NEGATIVE_INFINITY;
    return { words, count: days.filter((d) => d !== null && d > least && d <= most).length };
  });
  return [...bands, { words: 'never yet', count: days.filter((d) => d === null).length }];
}

function Bands({ bands, all }: { readonly bands: readonly Band[]; readonly all: number }) {
  const most = Math.max(1, ...bands.map(({ count }) => count));
  const width = bands.length * BAND;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${BASE + 1}`} role="img" aria-labelledby="coverage-title">
        <title id="coverage-title">
          Of {counted(all, 'person', 'people')}:{' '}
          {bands.map(({ words, count }) => `${words} ${count}`).join(', ')}
        </title>
        {bands.map(({ count }, at) => {
          const height = (count / most) * (HEIGHT - 4);
          return (
            <>
              <rect
                class="band"
                x={at * BAND + 14}
                y={(BASE - height).toFixed(1)}
                width={BAND - 28}
                height={height.toFixed(1)}
              />
              <text x={at * BAND + BAND / 2} y={(BASE - 6 - height).toFixed(1)}>
                {grouped(count)}
              </text>
            </>
          );
        })}
        <line class="axis" x1="0" x2={width} y1={BASE} y2={BASE} />
      </svg>
      <p class="band-words" aria-hidden="true">
        {bands.map(({ words }) => (
          <span>{words}</span>
        ))}
      </p>
      <figcaption class="muted">
        when each of {counted(all, 'person', 'people')} you follow was last heard, at most so long
        ago
      </figcaption>
    </figure>
  );
}
