import { expect, test } from 'vitest';
import { parseStatus } from '../../src/core/status.ts';
import { hours, post, statusJson } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** Ada's first post (1000) goes on twice; bob answers the second, cleo answers bob. */
function aThread() {
  const world = aPageWorld(5);
  const say = (id: string, by: string, answers: string, words: string) => {
    const person = { '1000': 'ada', '2001': 'ada', '2002': 'ada', '2003': 'bob' }[answers];
    const more = {
      content: `<p>${words}</p>`,
      in_reply_to_id: answers,
      in_reply_to_account_id: post({ id: '1', by: `${person}`, atMs: hours(1) }).status.account.id,
    };
    const words_ = { id, by, atMs: hours(23.5), more };
    world.receive(post(words_), words_.atMs);
  };
  say('2001', 'ada', '1000', 'first of all');
  say('2002', 'ada', '2001', 'and secondly');
  say('2003', 'bob', '2001', 'hear hear');
  say('2004', 'cleo', '2003', 'not so sure');
  return anApp(world);
}

function orderIn(page: string): readonly string[] {
  const said = ['notebook', 'first of all', 'and secondly', 'hear hear', 'not so sure'];
  return said
    .map((words) => [words, page.indexOf(`<p>${words}`)] as const)
    .filter(([, at]) => at >= 0)
    .toSorted(([, a], [, b]) => a - b)
    .map(([words]) => words);
}

test('a thread holds how its author goes on, then the answers, each behind what it answers', async () => {
  const { get } = aThread();

  const panel = await bodyOf(get('/e/1/1?fragment=1'));

  expect(orderIn(panel)).toEqual(['first of all', 'and secondly', 'hear hear', 'not so sure']);
  expect(panel).toMatch(/^<section class="thread-panel"/);
  expect(panel).toContain('It goes on');
  expect(panel.match(/class="answer d2"/g)).toHaveLength(1);
});

test('without a script the thread is a page of its own, with the post among the others', async () => {
  const { get } = aThread();

  const page = await bodyOf(get('/e/1/1'));

  expect(orderIn(page)).toEqual(['first of all', 'and secondly', 'hear hear', 'not so sure']);
  expect(page.indexOf('id="p1"')).toBeLessThan(page.indexOf('first of all'));
});

test('what of a thread did not come home is said, with the way to it', async () => {
  const { get } = aThread();

  const panel = await bodyOf(get('/e/1/1?fragment=1'));
  const alone = await bodyOf(get('/e/1/3?fragment=1'));

  expect(panel).not.toContain('did not come to your home'); // it has 4, and 4 are here
  expect(await bodyOf(anApp().get('/e/1/1'))).toContain('4 answers did not come to your home.');
  expect(alone).toContain('Nobody has answered it so far.');
});

test('an answer by somebody who was muted is not shown', async () => {
  const { world, get } = aThread();
  world.database.connection
    .prepare(
      `insert into refusals_of_people (login_key, account_key, kind, since_ms)
       select 1, account_key, 'mute', 0 from accounts where handle like 'bob@%'`,
    )
    .run();

  expect(orderIn(await bodyOf(get('/e/1/1?fragment=1')))).not.toContain('hear hear');
});

/** What a server says of dora's answer to ada's post, which never came home. */
function saidOf(more: object) {
  const answer = { id: '3001', by: 'dora', atMs: hours(23.6) };
  const { id: ada } = post({ id: '1', by: 'ada', atMs: hours(1) }).status.account;
  return parseStatus(
    statusJson({
      ...answer,
      more: { in_reply_to_id: '1000', in_reply_to_account_id: ada, ...more },
    }),
  );
}

test('what did not come home is asked of the server, when the thread is opened and not before', async () => {
  const asked: string[] = [];
  const askThread = async (server: string, id: string) => {
    asked.push(`${server} ${id}`);
    return { ancestors: [], descendants: [saidOf({ content: '<p>over here</p>' })] };
  };
  const { get } = anApp(aPageWorld(5, { askThread }));

  await get('/e/1');
  expect(asked).toEqual([]);
  const panel = await bodyOf(get('/e/1/1?fragment=1'));

  expect(asked).toEqual(['https://example.social 1000']);
  expect(panel).toContain('<p>over here</p>');
  expect(panel).not.toContain('did not come to your home');
  expect(await bodyOf(get('/search?q=over+here'))).not.toContain('<p>over here'); // and is not kept
});

test('an answer that is not stored has no sign that fails: they lead to the server', async () => {
  const may = () => new Set(['favourite', 'reblog', 'bookmark'] as const);
  const acting = { may, tried: async () => {} };
  const askThread = async () => ({ ancestors: [], descendants: [saidOf({})] });
  const { get } = anApp(aPageWorld(5, { askThread, acting }));

  const panel = await bodyOf(get('/e/1/1?fragment=1'));

  const there = 'https://example.social/@dora@example.social/3001';
  for (const kind of ['favourite', 'reblog', 'bookmark'])
    expect(panel).toContain(`<a class="act ${kind}" href="${there}"`);
  expect(panel).not.toMatch(/\/posts\/-|data-key="-|<button/);
});

test('what the server says the owner’s filters do to an answer is done', async () => {
  const filtered = (filter_action: string) => [{ filter: { title: 'spiders', filter_action } }];
  const told = (action: string) =>
    saidOf({ content: '<p>over here</p>', filtered: filtered(action) });
  const open = (action: string) =>
    bodyOf(
      anApp(
        aPageWorld(5, {
          askThread: async () => ({ ancestors: [], descendants: [told(action)] }),
        }),
      ).get('/e/1/1?fragment=1'),
    );

  expect(await open('warn')).toContain('Filtered: spiders');
  expect(await open('hide')).not.toContain('over here');
});

test('what answers somebody whom the server leaves out stands there with all below it', async () => {
  const left = saidOf({ content: '<p>under a muted one</p>', in_reply_to_id: '2999' });
  const below = {
    ...saidOf({ content: '<p>and one to that</p>', in_reply_to_id: '3001' }),
    ...{ id: '3002', uri: `${left.uri}2` },
  };
  const askThread = async () => ({ ancestors: [], descendants: [left, below] });
  const { get } = anApp(aPageWorld(5, { askThread }));

  const panel = await bodyOf(get('/e/1/1?fragment=1'));

  expect(panel.indexOf('<p>under a muted one')).toBeGreaterThan(0);
  expect(panel.indexOf('<p>and one to that')).toBeGreaterThan(panel.indexOf('<p>under a muted'));
  expect(panel.match(/class="answer d\d"/g)).toEqual(['class="answer d1"', 'class="answer d2"']);
  expect(panel.match(/<p class="parent">/g)).toHaveLength(1); // and says itself that it is an answer
});

test('what stands above somebody whom the server leaves out is shown', async () => {
  const began = { ...saidOf({ content: '<p>how it began</p>', in_reply_to_id: null }), id: '3000' };
  const answered = saidOf({ content: '<p>what ada answers</p>', in_reply_to_id: '2999' });
  const askThread = async () => ({
    ancestors: [{ ...began, uri: `${began.uri}0` }, answered],
    descendants: [],
  });
  const world = aPageWorld(5, { askThread });
  world.database.connection
    .prepare(`update statuses set reply = 1, reply_to_id = '3001' where uri = ?`)
    .run(world.uris[0]);

  const panel = await bodyOf(anApp(world).get('/e/1/1?fragment=1'));

  expect(panel.indexOf('<p>how it began')).toBeGreaterThan(0);
  expect(panel.indexOf('<p>what ada answers')).toBeGreaterThan(panel.indexOf('<p>how it began'));
  expect(panel.match(/<p class="parent">/g)).toHaveLength(1); // not in reply to what is above
});

test('where the server does not answer, what is stored is shown', async () => {
  const { get } = anApp(aPageWorld(5, { askThread: async () => undefined }));

  const panel = await bodyOf(get('/e/1/1?fragment=1'));

  expect(panel).toContain('4 answers did not come to your home.');
  expect(panel).toContain('tells nothing of it now; open the thread again to ask once more.');
  expect(await bodyOf(anApp().get('/e/1/1?fragment=1'))).not.toContain('to ask once more');
});

/** Ada's first post answered at length: `answers` says which of them each answers, 0 her post. */
function aLongThread(length: number, answers: (at: number) => number, people = ['bob', 'cleo']) {
  const idOf = (at: number) => (at === 0 ? '1000' : String(4000 + at));
  const byOf = (at: number) => (at === 0 ? 'ada' : people[at % people.length]) as string;
  return Array.from({ length }, (_, index) => {
    const parent = answers(index + 1);
    const { id } = post({ id: '1', by: byOf(parent), atMs: hours(1) }).status.account;
    return {
      ...{ id: idOf(index + 1), by: byOf(index + 1), atMs: hours(23.1 + index / 3_600) },
      more: {
        content: `<p>said ${index + 1}.</p>`,
        in_reply_to_id: idOf(parent),
        in_reply_to_account_id: id,
      },
    };
  });
}

function openTold(told: ReturnType<typeof aLongThread>): Promise<string> {
  const descendants = told.map((one) => parseStatus(statusJson(one)));
  const askThread = async () => ({ ancestors: [], descendants });
  return bodyOf(anApp(aPageWorld(5, { askThread })).get('/e/1/1?fragment=1'));
}

test('of hundreds of answers sixty stand there, others unfold, and what is cut is told', async () => {
  const panel = await openTold(aLongThread(410, () => 0));

  const parts = panel.split('<summary>340 more answers</summary>');
  expect(parts.map((part) => part.match(/<p>said /g)?.length)).toEqual([60, 340]);
  expect(panel).toContain('There is more of this thread than stands here. <a ');
  expect(panel).not.toContain('has not got');
});

test('two people who answer each other thirty times are heard to the end', async () => {
  const panel = await openTold(aLongThread(30, (at) => at - 1));

  expect(panel).toContain('<p>said 30.');
  expect(panel).not.toContain('There is more');
});

test('fifty answers that reached the home all stand there, and are not called missing', async () => {
  const world = aPageWorld(5);
  for (const one of aLongThread(50, () => 0)) world.receive(post(one), one.atMs);

  const panel = await bodyOf(anApp(world).get('/e/1/1?fragment=1'));

  expect(panel.match(/<p>said /g)).toHaveLength(50);
  expect(panel).not.toContain('did not come to your home');
});

test('a long thread of one person is one thread: what does not stand there at once unfolds', async () => {
  const panel = await openTold(aLongThread(70, (at) => at - 1, ['ada']));

  const parts = panel.split('<summary>30 more posts of this thread</summary>');
  expect(parts.map((part) => part.match(/<p>said /g)?.length)).toEqual([40, 30]);
  expect(panel).not.toMatch(/Answers|There is more/);
});

test('where no room is left in it, its rest does not stand among the answers', async () => {
  const panel = await openTold(aLongThread(410, (at) => at - 1, ['ada']));

  expect(panel.match(/<p>said /g)).toHaveLength(400);
  expect(panel).toContain('There is more of this thread than stands here. <a ');
  expect(panel).not.toContain('Answers');
});
