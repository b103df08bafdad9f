import { openOutbox, type WishKind } from '../../src/store/outbox.ts';
import { anApp, bodyOf } from './page_app.ts';
import { aPageWorld } from './page_world.ts';

export const OURS = {
  host: '127.0.0.1:4040',
  origin: 'http://127.0.0.1:4040',
  referer: 'http://127.0.0.1:4040/e/1',
};

/** A page whose owner may do these things, and whose server is away. */
export function anActingApp(...may: readonly WishKind[]) {
  const world = aPageWorld(16, { acting: { may: () => new Set(may), tried: async () => {} } });
  const app = anApp(world);
  const outbox = openOutbox(world.database);
  const act = (key: number, word: string, more: Record<string, string> = {}) => {
    world.passes(1_000);
    const form = new URLSearchParams({ do: word, at: `p${key}`, ...more });
    return app.send(`/posts/${key}/act`, form, OURS);
  };
  const post = async (place: number): Promise<string> => {
    const page = await bodyOf(app.get('/e/1'));
    return page.split('<article').find((one) => one.includes(`id="p${place}"`)) ?? '';
  };
  const waiting = () => outbox.list(0).map(({ kind, undo }) => `${undo ? 'un' : ''}${kind}`);
  return { ...app, act, post, waiting };
}

export const ALL = ['favourite', 'reblog', 'bookmark'] as const;
