import { expect, test } from 'vitest';
import {
  aServedApi,
  converse,
  installed,
  PACES,
  type ServedApi,
} from '../../support/served_api.ts';
import { aTerminal, isTootHere, postIn, tootLoggedIn } from '../../support/toot.ts';

const IMPORTS = ['-c', 'import mastodon'] as const;
const python = installed(['python3', ...IMPORTS], ['/usr/bin/python3', ...IMPORTS]);

const MASTODON_PY = `
import sys
from mastodon import Mastodon
url = sys.argv[1]
oob = 'urn:ietf:wg:oauth:2.0:oob'
key, secret = Mastodon.create_app('a Mastodon.py', api_base_url=url, redirect_uris=oob)
client = Mastodon(client_id=key, client_secret=secret, api_base_url=url)
print('OPEN', client.auth_request_url(redirect_uris=oob, scopes=['read', 'write']), flush=True)
client.log_in(code=input(), redirect_uri=oob, scopes=['read', 'write'])
page = client.timeline_home(limit=40)
first = next(one for one in page if one.reblog is None)
while page:
    print('PAGE', *[(one.reblog or one).id for one in page], flush=True)
    input()
    page = client.fetch_next(page)
print('END', flush=True)
input()
client.status_context(first.id)
client.status_favourite(first.id)
client.status_reblog(first.id)
print('DONE', client.me().username, flush=True)
`;

test.skipIf(python === undefined).each(PACES)(
  'Mastodon.py reads the whole edition as %s, opens a thread and acts',
  async (pace, pauseMs) => {
    const api = await aServedApi();
    const talk = converse(python as string, ['-u', '-c', MASTODON_PY, api.url]);
    const [, address = ''] = await talk.until(/OPEN (\S+)/);
    talk.say(`${await api.allow(address)}\n`);
    const read: string[] = [];
    for (;;) {
      const [said, ids] = await talk.until(/PAGE ([\d ]+)\n|END\n/);
      if (said.startsWith('END')) break;
      read.push(...(ids ?? '').trim().split(' '));
      api.passes(pauseMs);
      talk.say('\n');
    }

    expect(read).toEqual(api.order);
    expectLedger(api, pace, 40);
    talk.say('\n');
    expect((await talk.until(/DONE (\w+)/))[1]).toBe('owner');
    expect(api.had('opened')).toHaveLength(1);
    expect(api.acts()).toEqual(['favourite', 'reblog']);
  },
  60_000,
);

test.skipIf(!isTootHere).each(PACES)(
  'toot reads the whole edition as %s, opens a thread and acts',
  async (pace, pauseMs) => {
    const api = await aServedApi();
    const env = await tootLoggedIn(api);
    const reading = converse('script', aTerminal('toot timeline -c 20 --no-color'), env);
    const read: string[] = [];
    for (;;) {
      const [said] = await reading.until(/[\s\S]*?(Continue\? \[Y\/n\]|That's all folks)/);
      read.push(...[...said.matchAll(/ID (\d+)/g)].map(([, id = '']) => id));
      if (said.includes('all folks')) break;
      api.passes(pauseMs);
      reading.say('y\n');
    }

    expect(read.map((id) => postIn(api, id))).toEqual(api.order);
    expectLedger(api, pace, 20);
    const own = api.all('select server_id from arrivals where booster_key is null')[0]?.server_id;
    for (const command of ['thread', 'favourite', 'reblog'])
      expect(await converse('toot', [command, String(own)], env).ended).toBe(0);
    expect(api.had('opened')).toHaveLength(1);
    expect(api.acts()).toEqual(['favourite', 'reblog']);
  },
  60_000,
);

function expectLedger({ had, order }: ServedApi, pace: string, page: number): void {
  const places = order.map((_, at) => at + 1);
  expect(had('served')).toEqual(places);
  const lastPage = Math.floor((order.length - 1) / page) * page;
  expect(had('seen')).toEqual(pace === 'a reader' ? places.slice(0, lastPage) : []);
}
