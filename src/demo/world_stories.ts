import { capital } from '../core/capital.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../core/clock.ts';
import { expand } from './grammar.ts';
import { inventPicture } from './pictures.ts';
import { topicNamed } from './topics.ts';
import type { Card, Person } from './world.ts';
import { type Draw, shuffled } from './world_draw.ts';

/** One link that many people share, each in their own words. */
export interface Share {
  readonly person: Person;
  readonly atMs: number;
  readonly topic: string;
  readonly card: Card;
}

const TITLE_ATTEMPTS = 12;
const MIN_SHARERS = 5;
const MAX_SHARERS = 15;
/** A story is over after this long. */
const STORY_MS = 2.5 * DAY_MS;

export function inventStory(
  draw: Draw,
  {
    card,
    topic,
    atMs,
    humans,
  }: Pick<Share, 'card' | 'topic' | 'atMs'> & { humans: readonly Person[] },
): readonly Share[] {
  const most = Math.max(2, Math.min(MAX_SHARERS, Math.floor(humans.length / 3)));
  const count = draw.whole(Math.min(MIN_SHARERS, most), most);
  return shuffled(draw, humans)
    .slice(0, count)
    .map((person) => {
      const delayMs = Math.min(STORY_MS, Math.exp(1.1 * draw.normal()) * 5 * HOUR_MS);
      return { person, topic, card, atMs: atMs + MINUTE_MS + Math.floor(delayMs) };
    });
}

/** `isNew` says whether a title was never used; after a dozen tries an old one must do. */
export function inventCard(draw: Draw, topic: string, isNew: (title: string) => boolean): Card {
  const { grammar, scenes } = topicNamed(topic);
  const titled = () =>
    capital(expand(grammar, topic === 'news' ? 'title' : 'headline', draw, new Map()));
  let title = titled();
  for (let attempt = 0; attempt < TITLE_ATTEMPTS && !isNew(title); attempt += 1) title = titled();
  const [site, provider] = topic === 'news' ? NEWSDESK : draw.pick(SITES);
  const description = `${capital(expand(grammar, 'fact', draw, new Map()))}.`;
  return {
    url: `https://${site}/${draw.whole(2019, 2026)}/${slugOf(title)}`,
    title,
    description,
    provider,
    ...(draw.chance(0.65) ? { picture: inventPicture(draw, draw.pick(scenes), false) } : {}),
  };
}

function slugOf(title: string): string {
  const plain = title.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}

type Site = readonly [host: string, provider: string];

const NEWSDESK: Site = ['newsdesk.example', 'The Newsdesk'];

const SITES: readonly Site[] = [
  ['thelonglight.example', 'The Long Light'],
  ['smallhours.example', 'Small Hours'],
  ['commonground.example', 'Common Ground'],
  ['papermill.example', 'Papermill Review'],
  ['marginalia.example', 'Marginalia'],
  ['fieldnotes.example', 'Field Notes Weekly'],
  ['workbench.example', 'The Workbench'],
  ['slowpress.example', 'Slow Press'],
  ['blog.saltmarsh.example', 'Saltmarsh, a blog'],
];
