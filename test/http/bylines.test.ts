import { expect, test } from 'vitest';
import { account } from '../support/entries.ts';
import { bodyOf } from '../support/page_app.ts';
import { ofPosts, words } from '../support/subscribed_posts.ts';

test.each([
  ['private', 'followers only'],
  ['direct', 'only whom it mentions'],
  ['mutuals_only', 'not public'],
])('a post that is %s has a lock: %s', async (visibility, said) => {
  const { get, edition } = ofPosts(words('to some', { visibility }));

  expect(await bodyOf(get(`/e/${edition}`))).toMatch(
    new RegExp(`class="lock"[^>]*aria-label="${said}"><title>${said}</title>`),
  );
});

test.each(['public', 'unlisted'])('a post that is %s has none', async (visibility) => {
  const { get, edition } = ofPosts(words('to all', { visibility }));

  expect(await bodyOf(get(`/e/${edition}`))).not.toContain('class="lock"');
});

const UNSEEN = [' \u00a0 ', '\u200b', '\u3164', '\u2800\u200e'];

test.each(UNSEEN)('whose name is %j is called by their handle', async (display_name) => {
  const nameless = account('bob', { display_name });
  const { get, edition, items } = ofPosts(words('hello', { account: nameless }));

  expect(await bodyOf(get(`/e/${edition}`))).toContain('<bdi>bob@example.social</bdi></a></h2>');
  expect((await items())[0]?.title).toBe('bob@example.social: hello');
});
