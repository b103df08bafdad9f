import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { enteredAtMs, lastEnteredAtMs } from '../../src/core/entry_time.ts';
import { compareIds, letIn } from '../../src/mastodon/home.ts';
import { parseFrame } from '../../src/mastodon/wire.ts';

const NOW = Date.UTC(2026, 10, 24) as EpochMs;
const ada = { id: '7', username: 'ada', acct: 'ada@example.social' };
const status = {
  id: '113456789012345678',
  uri: 'https://example.social/users/ada/statuses/1',
  created_at: '2026-11-23T06:00:00.000Z',
  account: ada,
  content: '<p>hello</p>',
  visibility: 'public',
};

function frame(event: string, payload: unknown, stream: unknown = ['user']) {
  return parseFrame(JSON.stringify({ stream, event, payload }));
}

test('a new status is understood, its payload being JSON in a string or an object', () => {
  for (const payload of [JSON.stringify(status), status])
    expect(frame('update', payload)).toMatchObject({
      kind: 'update',
      entry: { id: status.id, status: { uri: status.uri } },
    });
});

test('a boost is known by its inner status, though Pleroma gives both one uri', () => {
  const bob = { id: '8', username: 'bob', acct: 'bob@example.social' };
  const wrapper = { ...status, id: 'AbC', account: bob, reblog: status, content: 'RT @ada: hello' };

  expect(frame('update', JSON.stringify(wrapper))).toMatchObject({
    kind: 'update',
    entry: { id: 'AbC', status: { id: status.id, account: { id: '7' } }, booster: { id: '8' } },
  });
});

test('the id of a deletion stays text, even where it comes as a bare number', () => {
  const bare = '{"event":"delete","payload":113456789012345678}';

  expect(frame('delete', '113456789012345678')).toMatchObject({ id: '113456789012345678' });
  expect(parseFrame(bare)).toEqual({ kind: 'delete', id: '113456789012345678' });
});

test('a frame without a stream counts as the user’s, another stream’s does not', () => {
  expect(parseFrame('{"event":"delete","payload":"9"}')).toEqual({ kind: 'delete', id: '9' });
  expect(frame('delete', '9', ['public'])).toMatchObject({ kind: 'other' });
});

test('an edit is understood', () => {
  expect(frame('status.update', JSON.stringify(status))).toMatchObject({
    kind: 'edit',
    status: { id: status.id },
  });
});

test('unknown events, errors and empty frames are passed over', () => {
  const others = [
    frame('pleroma:respond', '{"result":"success"}'),
    frame('something.new', 'not json'),
    frame('filters_changed', undefined),
    parseFrame('{"error":"Unknown stream type","status":400}'),
    parseFrame(''),
  ];

  expect(others.map(({ kind }) => kind)).toEqual(others.map(() => 'other'));
});

test('a frame that cannot be read is refused with a reason that names no id', () => {
  const texts = ['{', '"text"', 'null', '{"event":"update","payload":"{"}', '{"event":"delete"}'];
  const undated = frame('update', { ...status, created_at: 'yesterday' });

  for (const text of texts)
    expect(parseFrame(text)).toMatchObject({ kind: 'refused', sample: text });
  expect(undated).toMatchObject({ reason: 'status has no usable created_at' });
});

test('an id that was a number and lost its digits is refused for that', () => {
  const json = JSON.parse('{"id":113456789012345678}') as { id: number };

  expect(letIn({ ...status, ...json })).toMatchObject({
    reason: 'the status has an id that lost digits: it was a number, not text',
  });
});

test('what is wrong in our own code is not taken for a bad status', () => {
  const trap = new Proxy(status, {
    get() {
      throw new RangeError('ours');
    },
  });

  expect(() => letIn(trap)).toThrow(RangeError);
});

test('when an entry entered the home is read from ids that say it, and from no others', () => {
  const ms = NOW - 60_000;
  const mastodon = String(BigInt(ms) << 16n);
  const entry = (id: string) => ({ id, status: { ...status, id } as never });

  expect(enteredAtMs(entry(mastodon), NOW)).toBe(ms);
  // The example of github.com/ulid/spec.
  expect(enteredAtMs(entry('01ARZ3NDEKTSV4RRFFQ69G5FAV'), NOW)).toBe(1_469_922_850_259);
  // A snowflake of another epoch and another width, Pleroma's, and a small number of old.
  for (const id of ['703567890123456789', 'AoCv1QNqvKWsXIXm8u', '4711'])
    expect(enteredAtMs(entry(id), NOW)).toBe(Date.parse(status.created_at));
});

test('an entry that claims to be old is no proof that a page reaches back so far', () => {
  const claiming = (id: string, created_at: string) =>
    ({ id, status: { ...status, id, created_at } }) as never;
  const page = [
    claiming('A9', '2026-11-02T09:00:00.000Z'),
    claiming('A8', '2026-11-02T08:59:00.000Z'),
    claiming('A7', '2026-11-01T00:00:00.000Z'),
  ];

  expect(lastEnteredAtMs(page, NOW)).toBe(Date.parse('2026-11-02T09:00:00.000Z'));
  expect(lastEnteredAtMs([], NOW)).toBeUndefined();
});

test('ids are compared as numbers where they are, as text elsewhere', () => {
  expect(['10', '9', '100'].toSorted(compareIds)).toEqual(['9', '10', '100']);
  expect(['01B', '01A', '01C'].toSorted(compareIds)).toEqual(['01A', '01B', '01C']);
});

test('what is no text where text belongs says nothing, and the rest is kept', () => {
  const status = { ...GOOD, spoiler_text: 0, account: { ...GOOD.account, display_name: { a: 1 } } };

  const frame = parseFrame(JSON.stringify({ event: 'update', payload: JSON.stringify(status) }));

  expect(frame).toMatchObject({
    kind: 'update',
    entry: { status: { spoiler_text: '', account: { display_name: '' } } },
  });
});

test.each([
  ['an object by number', { 1: { name: 'tides' }, 3: { name: 'moon' } }, ['tides', 'moon']],
  ['an object without any', {}, []],
  ['nothing that is a list', 'tides', []],
])('a list that comes as %s keeps no status out', (_, tags, names) => {
  const read = frame('update', { ...status, tags });

  expect(read).toMatchObject({
    kind: 'update',
    entry: { status: { tags: names.map((name) => ({ name })) } },
  });
});

test.each([[[]], [{}], [false], ['']])('%j in the place of a boosted status is none', (reblog) => {
  const read = frame('update', { ...status, reblog });

  expect(read).toMatchObject({ kind: 'update', entry: { id: status.id, status } });
  expect(read).not.toHaveProperty('entry.booster');
});

test('a status nested deeper than any real one is refused with that reason', () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const text = JSON.stringify(GOOD).replace(/\}$/, `,"more":${deep}}`);

  const frame = parseFrame(JSON.stringify({ event: 'update', payload: text }));

  expect(frame).toMatchObject({ kind: 'refused', reason: 'status is nested too deeply' });
});

test('a name is nothing that a terminal would obey or a reader could not see', () => {
  const account = { id: '7', acct: 'a\u001b[8md\u202ea\u200b@far.example\n' };
  const payload = JSON.stringify({ ...GOOD, account });

  const frame = parseFrame(JSON.stringify({ event: 'update', payload }));

  expect(frame).toMatchObject({
    entry: { status: { account: { acct: 'a[8mda@far.example' } } },
  });
});

test('ids that are no ids do not make each refusal a reason of its own', () => {
  const frames = ['12:30 a', '13:31 b'].map((id) => {
    const payload = JSON.stringify({ ...GOOD, id, created_at: '?' });
    return parseFrame(JSON.stringify({ event: 'update', payload }));
  });

  const reason = 'status has no usable created_at';
  expect(frames).toMatchObject([{ reason }, { reason }]);
});

const GOOD = {
  id: '1',
  uri: 'https://far.example/1',
  created_at: '2026-11-02T08:00:00.000Z',
  account: { id: '7', acct: 'ada@far.example' },
};
