import { type Feed, MORNING } from './feed.ts';
import { writtenFilters } from './feed_filters.ts';

/** What the sliders of the page write, beside config.toml. */
export const SLIDERS_FILE = 'sliders.toml';

type Value = string | number | boolean | readonly string[];

/** A setting as it stands in config.toml. `table` is below the feed's own, '' for that itself. */
interface Setting {
  readonly table: string;
  readonly name: string;
  readonly value: Value | undefined;
}

/**
 * The settings of a feed as they may be pasted into config.toml, all of them; those that differ
 * from `morning` say so, and what it has; so do those that are `slid`, which another file says.
 */
export function feedToml(feed: Feed, name = feed.name, slid: readonly string[] = []): string {
  const usual = new Map(settingsOf(MORNING).map((one) => [keyOf(one), one.value]));
  const lines: string[] = [];
  let table: string | undefined;
  for (const setting of settingsOf(feed)) {
    if (setting.value === undefined) continue;
    if (setting.table !== table) {
      table = setting.table;
      const path = ['feeds', name, ...(table === '' ? [] : [table])].join('.');
      lines.push(...(lines.length === 0 ? [] : ['']), `[${path}]`);
    }
    const line = `${setting.name} = ${valueToml(setting.value)}`;
    const said = marksOf(setting, usual.get(keyOf(setting)), slid).join('; ');
    lines.push(said === '' ? line : `${line.padEnd(MARK_COLUMN)} # ${said}`);
  }
  return `${lines.join('\n')}\n`;
}

const MARK_COLUMN = 34;

function marksOf(
  { name, value }: Setting,
  usual: Value | undefined,
  slid: readonly string[],
): readonly string[] {
  const said = usual === undefined ? 'morning has none' : `morning: ${valueToml(usual)}`;
  return [
    ...(slid.includes(name) ? [`from ${SLIDERS_FILE}, which goes over config.toml`] : []),
    ...(JSON.stringify(value) === JSON.stringify(usual) ? [] : [`differs; ${said}`]),
  ];
}

function settingsOf(feed: Feed): readonly Setting[] {
  const own = (name: string, value: Value | undefined) => ({ table: '', name, value });
  const below = (table: string, values: Readonly<Record<string, Value | undefined>>) =>
    Object.entries(values).map(([name, value]) => ({ table, name, value }));
  return [
    own('about', feed.about),
    own('size', feed.minutes === undefined ? feed.size : `${feed.minutes} min`),
    own('temperature', feed.temperature),
    own('order', feed.order ?? 'by chance'),
    own('per_author', feed.perAuthor),
    own('per_booster', feed.perBooster),
    own('per_site', feed.perSite),
    own('per_server', feed.perServer),
    own('spacing', feed.spacing),
    own('reach_days', feed.reachDays),
    own('deadline_days', feed.deadlineDays),
    own('quiet_deadline_days', feed.quietDeadlineDays),
    own('leanings', feed.leanings ?? true),
    own('sql', feed.sql?.file),
    own('limit_seconds', feed.sql?.limitSeconds),
    own('copied_from', feed.copiedFrom),
    own('at', feed.schedule?.at),
    own('days', feed.schedule?.days),
    ...below('quotas', feed.quotas),
    ...below('exponents', feed.exponents),
    ...below('filters', writtenFilters(feed.filters)),
  ];
}

function keyOf({ table, name }: Setting): string {
  return `${table}.${name}`;
}

/** A basic string of TOML escapes as JSON does. */
function valueToml(value: Value): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  return `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
}
