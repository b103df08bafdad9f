import type { Database, Value } from './database.ts';
import { trainDictionary } from './dictionary.ts';
import { CODECS, packed } from './packing.ts';
import { bytes, integer, text } from './shape.ts';

/** What became of a bite of bodies. */
export interface Packed {
  readonly bodies: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

const NOTHING: Packed = { bodies: 0, bytesBefore: 0, bytesAfter: 0 };

/** A dictionary of fewer would know one day of one person. Until then bodies are packed without. */
const SAMPLES_MIN = 200;
const SAMPLES = 256;

/** Packs what is older than the window, a bite at a time. Each bite is a transaction. */
export function openPackingAway(database: Database) {
  const desk = prepareDesk(database);
  return {
    /** How many bodies there are to pack. */
    toDo: (beforeMs: number): number => desk.count({ before_ms: beforeMs })?.bodies ?? 0,
    /** Packs up to `most` of them, the oldest first. */
    packSome(beforeMs: number, most: number): Packed {
      if (desk.list({ before_ms: beforeMs, limit: 1 }).length === 0) return NOTHING;
      const dictionary = dictionaryOf(desk); // made before anybody has to wait for it
      return database.transaction(() => {
        const rows = desk
          .list({ before_ms: beforeMs, limit: most })
          .toSorted((a, b) => a.status_key - b.status_key);
        let [bytesBefore, bytesAfter] = [0, 0];
        const put = (body: string, write: (values: Record<string, Value>) => unknown) => {
          const small = packed(body, dictionary?.body);
          bytesBefore += Buffer.byteLength(body);
          bytesAfter += small.length;
          write({
            codec: dictionary === undefined ? CODECS.deflate : CODECS.deflateWithDictionary,
            dictionary_key: dictionary?.dictionary_key ?? null,
            body: small,
          });
        };
        // Rows that merely shrink leave their pages half empty for ever; rows that go and come
        // back, in the order of their keys, fill few.
        for (const { status_key } of rows) desk.forget({ status_key });
        for (const { status_key, observed_at_ms, body } of rows) {
          put(body, (values) => desk.pack({ ...values, status_key, observed_at_ms }));
          for (const version of desk.listVersions({ status_key })) {
            const { replaced_at_ms } = version;
            put(version.body, (values) =>
              desk.packVersion({ ...values, status_key, replaced_at_ms }),
            );
          }
        }
        return { bodies: rows.length, bytesBefore, bytesAfter };
      });
    },
  };
}

type Desk = ReturnType<typeof prepareDesk>;

function prepareDesk(database: Database) {
  const packing = ['status_key', 'codec', 'dictionary_key', 'body'] as const;
  return {
    count: database.one('upkeep/count_bodies_to_pack', ['before_ms'], { bodies: integer }),
    list: database.many('upkeep/list_bodies_to_pack', ['before_ms', 'limit'], {
      status_key: integer,
      observed_at_ms: integer,
      body: text,
    }),
    forget: database.run('ingest/forget_payload', ['status_key']),
    pack: database.run('upkeep/pack_body', [...packing, 'observed_at_ms']),
    listVersions: database.many('upkeep/list_versions_to_pack', ['status_key'], {
      replaced_at_ms: integer,
      body: text,
    }),
    packVersion: database.run('upkeep/pack_version', [...packing, 'replaced_at_ms']),
    findDictionary: database.one('upkeep/find_dictionary', [], {
      dictionary_key: integer,
      body: bytes,
    }),
    addDictionary: database.insert('upkeep/add_dictionary', ['body']),
    listToLearn: database.many('upkeep/list_bodies_to_learn', ['limit'], { body: text }),
  };
}

/** The one there is; the first is made, as soon as there are enough, of bodies for everybody. */
function dictionaryOf(desk: Desk) {
  const known = desk.findDictionary();
  if (known !== undefined) return known;
  const newest = desk.listToLearn({ limit: SAMPLES });
  if (newest.length < SAMPLES_MIN) return undefined;
  desk.addDictionary({ body: trainDictionary(newest.map(({ body }) => body)) });
  return desk.findDictionary();
}
