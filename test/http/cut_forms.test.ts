import { expect, test } from 'vitest';
import { anApp } from '../support/page_app.ts';

const HOST = '127.0.0.1:4040';
const TYPE = 'multipart/form-data; boundary=drift';
const CUT = '--drift\r\nContent-Disposition: form-data; name="up_to"\r\n\r\n3';

test.each(['/e/1/seen', '/e/1/unseen', '/backlog', '/draw', '/theme', '/words', '/zone'])(
  'a form in parts that broke off is the sender’s matter and changes nothing: %s',
  async (path) => {
    const { world, send } = anApp();
    const editions = () =>
      world.database.connection.prepare('select count(*) as n from editions').get();
    const before = editions();

    const answer = await send(path, CUT, {
      host: HOST,
      origin: `http://${HOST}`,
      'content-type': TYPE,
    });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('did not arrive whole');
    expect(editions()).toEqual(before);
  },
);
