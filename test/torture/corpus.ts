import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Recorded data that is not part of the project (its README says why). */
const CORPUS = new URL('../../../shared/corpus/', import.meta.url);

export const hasCorpus = existsSync(CORPUS);
if (!hasCorpus)
  process.stderr.write('The recorded data is not on this machine: its tests are skipped.\n');

function read(name: string): string {
  const bytes = readFileSync(new URL(name, CORPUS));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function linesOf(name: string): readonly string[] {
  return read(name).split('\n').filter(Boolean);
}

export const recordedStatuses = () => linesOf('statuses.jsonl.gz');
export const testServerStatuses = () => linesOf('statuses_test_servers.jsonl');
export const reserialisedStatuses = () => linesOf('statuses_reserialised.jsonl');
export const statusVersions = () => linesOf('status_versions.jsonl');

/** Every object of every file of entities, as JSON. */
export function entities(): readonly string[] {
  return readdirSync(new URL('entities/', CORPUS)).flatMap((name) =>
    (JSON.parse(read(`entities/${name}`)) as { object?: unknown }[]).map((one) =>
      JSON.stringify(one.object ?? one),
    ),
  );
}

/** Texts that are no JSON, or at its border; as the bytes that they are. */
export function malformedJson(): readonly Buffer[] {
  const { items } = JSON.parse(read('hostile/json_parsing.json')) as {
    items: readonly { readonly bytes_base64: string }[];
  };
  return items.map(({ bytes_base64 }) => Buffer.from(bytes_base64, 'base64'));
}

/** Texts and markup that break what shows them. */
export function hostileTexts(): readonly string[] {
  return readdirSync(new URL('hostile/', CORPUS))
    .filter((name) => name !== 'json_parsing.json')
    .flatMap((name) => (JSON.parse(read(`hostile/${name}`)) as { items: readonly unknown[] }).items)
    .map((item) => (typeof item === 'string' ? item : textIn(item as object)));
}

function textIn(item: object): string {
  const { payload, text } = item as { readonly payload?: unknown; readonly text?: unknown };
  return String(payload ?? text ?? JSON.stringify(item));
}

/** Frames of the transcripts, as a WebSocket would carry them; those of WebSockets as they are. */
export function transcriptFrames(): readonly string[] {
  return readdirSync(new URL('streaming/', CORPUS))
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => {
      const text = read(`streaming/${name}`);
      return /^(event|data):/m.test(text) ? framesOfEvents(text) : [text];
    });
}

function framesOfEvents(text: string): readonly string[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const event = /^event: ?(.*)$/m.exec(block)?.[1];
    const payload = /^data: ?(.*)$/m.exec(block)?.[1];
    if (event === undefined) return [];
    return [JSON.stringify({ stream: ['user'], event, payload })];
  });
}
