import { expect, test } from 'vitest';
import { anApp, bodyOf } from '../support/page_app.ts';

test('the line about the post that is answered leaves out the address of what that quotes', async () => {
  const { world, get } = anApp();
  world.database.connection.exec(
    "update statuses set reply = 1, reply_to_id = '1006' where status_key = (select status_key from arrivals where server_id = '1000')",
  );

  const page = await bodyOf(get('/e/1'));

  const parent = /<p class="parent">.*?<\/p>/s.exec(page)?.[0];
  expect(parent).toContain(
    '>This, and I would add that the second valve was the one that failed.<',
  );
});
