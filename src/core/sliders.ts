import { type Feed, SIZE_MAX } from './feed.ts';
import type { WrittenFeed } from './written_config.ts';

/** The five things that a reader may want otherwise tomorrow, without reading about settings. */
export const SLIDER_NAMES = ['age', 'chance', 'strangers', 'quiet', 'length'] as const;
export type SliderName = (typeof SLIDER_NAMES)[number];

/** −3 … 3 to each; 0 is what the owner's settings say. */
export type Steps = Readonly<Record<SliderName, number>>;
export const STEP_MAX = 3;
export const AT_REST: Steps = { age: 0, chance: 0, strangers: 0, quiet: 0, length: 0 };

interface Slider {
  readonly title: string;
  readonly low: string;
  readonly high: string;
  /** Towards what the low and the high end lead. */
  readonly ends: readonly [string, string];
  /** What a step makes of a feed as the settings have it. */
  readonly settings: (feed: Feed, step: number) => WrittenFeed;
  /** The one figure by which a step is known again. */
  readonly figure: (settings: WrittenFeed) => number;
  /** The same, as it stands in config.toml. */
  readonly words: (settings: WrittenFeed) => string;
}

const LENGTHS = [0.25, 0.4, 0.65, 1, 1.5, 2, 3];
const SIZE_MIN = 10;
const MINUTES_MAX = 240;

export const SLIDERS: Readonly<Record<SliderName, Slider>> = {
  age: {
    title: 'Age',
    low: 'today',
    high: 'older',
    ends: ['today', 'older posts'],
    settings: ({ exponents }, step) => ({
      exponents: { freshness: kept((exponents.freshness ?? 0) * 2 ** -step) },
    }),
    figure: ({ exponents }) => exponents?.freshness ?? 0,
    words: ({ exponents }) => `freshness = ${exponents?.freshness}`,
  },
  chance: {
    title: 'Chance',
    low: 'sure',
    high: 'by chance',
    ends: ['the best of them', 'chance'],
    settings: ({ temperature }, step) => ({
      temperature: Math.min(10, Math.max(0.01, kept(temperature * 2 ** step))),
    }),
    figure: ({ temperature }) => temperature ?? 0,
    words: ({ temperature }) => `temperature = ${temperature}`,
  },
  strangers: {
    title: 'People',
    low: 'friends',
    high: 'strangers',
    ends: ['friends', 'strangers'],
    settings: ({ quotas, exponents }, step) => ({
      quotas: { boosted: kept(shareOf(quotas.boosted, step)) },
      exponents: { stranger: kept((exponents.stranger ?? 0) * (1 - step / STEP_MAX)) },
    }),
    figure: ({ quotas, exponents }) => (quotas?.boosted ?? 0) - (exponents?.stranger ?? 0),
    words: ({ quotas }) => `boosted = ${quotas?.boosted}`,
  },
  quiet: {
    title: 'Quiet voices',
    low: 'like others',
    high: 'first',
    ends: ['treating them like others', 'hearing them first'],
    settings: ({ exponents }, step) => ({
      exponents: {
        quiet: kept((exponents.quiet ?? 0) * (step < 0 ? 1 + step / STEP_MAX : 1 + step / 2)),
      },
    }),
    figure: ({ exponents }) => exponents?.quiet ?? 0,
    words: ({ exponents }) => `quiet = ${exponents?.quiet}`,
  },
  length: {
    title: 'Length',
    low: 'short',
    high: 'long',
    ends: ['a short edition', 'a long edition'],
    settings: ({ size, minutes }, step) => {
      const times = LENGTHS[step + STEP_MAX] as number;
      if (minutes !== undefined)
        return { size: `${Math.min(MINUTES_MAX, Math.max(1, Math.round(minutes * times)))} min` };
      const least = Math.min(SIZE_MIN, size);
      return { size: Math.min(SIZE_MAX, Math.max(least, Math.round(size * times))) };
    },
    figure: ({ size }) => Number.parseInt(String(size), 10),
    words: ({ size }) => (typeof size === 'string' ? `size = "${size}"` : `size = ${size}`),
  },
};

/** From none, at the low end, to twice as much or to all there is. */
function shareOf(share: number, step: number): number {
  if (step <= 0) return share * (1 + step / STEP_MAX);
  return share + ((Math.min(1, 2 * share) - share) * step) / STEP_MAX;
}

/** Three digits are more than anybody would write. */
function kept(value: number): number {
  return Number(value.toPrecision(3));
}

/** What the sliders make of a feed as the settings have it: only what they were moved for. */
export function settingsOfSteps(feed: Feed, steps: Steps): WrittenFeed {
  const moved = SLIDER_NAMES.filter((name) => steps[name] !== 0);
  const said = moved.map((name) => SLIDERS[name].settings(feed, steps[name]));
  const quotas = Object.assign({}, ...said.map((one) => one.quotas));
  const exponents = Object.assign({}, ...said.map((one) => one.exponents));
  return {
    ...Object.assign({}, ...said),
    ...(Object.keys(quotas).length === 0 ? {} : { quotas }),
    ...(Object.keys(exponents).length === 0 ? {} : { exponents }),
  };
}

/** Where the sliders stand, from what was written of a feed. */
export function stepsOf(feed: Feed, written: WrittenFeed | undefined): Steps {
  const steps = SLIDER_NAMES.map((name): [SliderName, number] => [
    name,
    written === undefined ? 0 : nearestStep(feed, written, name),
  ]);
  return Object.fromEntries(steps) as Record<SliderName, number>;
}

function nearestStep(feed: Feed, written: WrittenFeed, name: SliderName): number {
  const { settings, figure } = SLIDERS[name];
  const usual = settings(feed, 0);
  const now = figure({
    ...usual,
    ...written,
    quotas: { ...usual.quotas, ...written.quotas },
    exponents: { ...usual.exponents, ...written.exponents },
  });
  const away = (step: number) => Math.abs(figure(settings(feed, step)) - now);
  const all = Array.from({ length: 2 * STEP_MAX + 1 }, (_, at) => at - STEP_MAX);
  return all.reduce((best, step) => (away(step) < away(best) ? step : best), 0);
}

/** "a little towards older", "as your settings say". */
export function stepWords(name: SliderName, step: number): string {
  if (step === 0) return 'as your settings say';
  const [low, high] = SLIDERS[name].ends;
  const how = ['a little', '', 'far'][Math.abs(step) - 1];
  return `${how} towards ${step < 0 ? low : high}`.trim();
}

/** A step as a form sends it; anything else is none. */
export function stepIn(word: string | undefined): number {
  return word !== undefined && /^-?[0-3]$/.test(word) ? Number(word) : 0;
}

const HEAD = `# Written by Driftline's page, by its sliders and its question for your time zone, and read after
# config.toml: what is said of a feed here goes over what stands there; a timezone there over this
# one. To undo: "as my settings say" on the page, or delete this file.
`;

/** The file of the page: what its sliders say of each feed, and the zone. '' for nothing. */
export function slidersToml(
  feeds: Readonly<Record<string, WrittenFeed>>,
  timezone?: string | undefined,
): string {
  const parts = Object.entries(feeds).flatMap(([name, feed]) => {
    const { quotas, exponents, ...own } = feed;
    const table = (path: string, values: object | undefined) =>
      values === undefined || Object.keys(values).length === 0
        ? []
        : [`[${path}]`, ...Object.entries(values).map(([key, v]) => `${key} = ${toml(v)}`), ''];
    return [
      ...table(`feeds.${name}`, own),
      ...table(`feeds.${name}.quotas`, quotas),
      ...table(`feeds.${name}.exponents`, exponents),
    ];
  });
  const zone = timezone === undefined ? [] : [`timezone = ${toml(timezone)}`, ''];
  const lines = [...zone, ...parts];
  return lines.length === 0 ? '' : `${HEAD}\n${lines.join('\n')}`;
}

function toml(value: unknown): string {
  return JSON.stringify(value);
}
