import type { EpochMs } from '../core/clock.ts';
import { fetchPresent } from '../mastodon/batch.ts';
import { compareIds } from '../mastodon/home.ts';
import type { OwnPost } from '../mastodon/owner_acts.ts';
import { failsOverOne, fetchAllBut, openFailing } from './failing.ts';
import type { Session } from './session.ts';

/** What the owner answered; their answer names it by the server's id alone. */
export function openAnswers(session: Session) {
  const { deps, connection, filing, actions, state, loginKey } = session;
  const fetchUnknown = openUnknown(session);
  const { listed, keep, takeBack } = openListed(session);

  return {
    async note(posts: readonly OwnPost[]): Promise<void> {
      const answers = posts.flatMap(({ id, answers: statusId, atMs }) =>
        statusId === undefined ? [] : [{ id, statusId, atMs }],
      );
      const wanted = new Set(answers.map(({ statusId }) => statusId));
      await fetchUnknown([...wanted]);
      deps.database.transaction(() => {
        for (const { id, statusId, atMs } of answers) {
          const uri = filing.find(loginKey, statusId)?.uri;
          if (uri === undefined) continue;
          listed.set(id, { statusId, uri });
          if (actions.standing(loginKey, uri).has('reply')) continue;
          const reply = { loginKey, statusId, uri, kind: 'reply' } as const;
          // One that was taken for taken back, and stands there again, is another act.
          if (!actions.record({ ...reply, atMs }))
            actions.record({ ...reply, atMs: deps.time.now() });
        }
      });
    },
    /** An answer that stood on their page, and does not any more, was deleted. */
    undo(posts: readonly OwnPost[], isWhole: boolean): void {
      const now = new Set(posts.map(({ id }) => id));
      const oldestId = posts.at(-1)?.id ?? '';
      const isInReach = (id: string) => isWhole || compareIds(id, oldestId) > 0;
      takeBack([...listed.keys()].filter((id) => !now.has(id) && isInReach(id)));
      keep();
    },
    /** Further down nobody sees which are gone: they are asked for, the latest first. */
    async undoBelow(posts: readonly OwnPost[]): Promise<void> {
      const { batch } = session;
      const oldestId = posts.at(-1)?.id ?? '';
      const before = state.find(loginKey, ANSWERS_ASKED)?.value || oldestId;
      const asked = [...listed.keys()]
        .filter((id) => compareIds(id, oldestId) < 0 && compareIds(id, before) < 0)
        .sort((a, b) => compareIds(b, a))
        .slice(0, ASKED_A_ROUND);
      for (let from = 0; from < asked.length; from += batch) {
        const some = asked.slice(from, from + batch);
        try {
          const present = await fetchPresent(connection, some, batch);
          takeBack(some.filter((id) => !present.has(id)));
        } catch (error) {
          if (!(await failsOverOne(session, error))) throw error;
        }
      }
      const last = asked.length < ASKED_A_ROUND ? '' : (asked.at(-1) ?? '');
      state.set(loginKey, ANSWERS_ASKED, last, deps.time.now());
      keep();
    },
  };
}

/** Fetches what the owner answered and is not here. */
function openUnknown(session: Session) {
  const { deps, filing, loginKey } = session;
  const gone = new Set<string>(); // answered, and not to be had
  const failing = openFailing(deps);
  return async (wanted: readonly string[]): Promise<void> => {
    const { batch } = session;
    const ids = wanted.filter(
      (id) => !gone.has(id) && !failing.has(id) && filing.find(loginKey, id) === undefined,
    );
    for (let from = 0; from < ids.length; from += batch) {
      const asked = ids.slice(from, from + batch);
      const told = await fetchAllBut(session, asked, failing);
      deps.database.transaction(() => {
        for (const { statuses, askedAtMs: atMs } of told)
          for (const status of statuses) filing.know(loginKey, status, { atMs });
      });
      const known = new Set(told.flatMap(({ statuses }) => statuses.map(({ id }) => id)));
      for (const id of asked) if (!known.has(id) && !failing.has(id)) gone.add(id);
    }
  };
}

const ANSWERS = 'own_answers';
const ANSWERS_MAX = 400; // as many as are read
/** Down to which that has come; '' where it begins anew. All within three and a half hours. */
const ANSWERS_ASKED = 'own_answers_asked';
const ASKED_A_ROUND = 20;

/** Their answers as they stood last, by the owner's own post. */
function openListed({ deps, actions, state, loginKey }: Session) {
  const listed = readAnswers(state.find(loginKey, ANSWERS)?.value);
  return {
    listed,
    /** Kept for the next run: a cron never sees two lists in one. */
    keep(): void {
      const latest = [...listed].sort(([a], [b]) => compareIds(b, a)).slice(0, ANSWERS_MAX);
      const written = JSON.stringify(latest);
      if (written === state.find(loginKey, ANSWERS)?.value) return;
      state.set(loginKey, ANSWERS, written, deps.time.now());
    },
    takeBack(ids: readonly string[]): void {
      for (const id of ids) {
        const { statusId, uri } = listed.get(id) as Answer;
        listed.delete(id);
        const others = [...listed.values()].some((other) => other.uri === uri);
        const atMs: EpochMs = deps.time.now();
        if (!others) actions.record({ loginKey, statusId, uri, kind: 'reply', atMs, undo: true });
      }
    },
  };
}

function readAnswers(written = '[]'): Map<string, Answer> {
  return new Map(JSON.parse(written) as readonly (readonly [string, Answer])[]);
}

interface Answer {
  readonly statusId: string;
  readonly uri: string;
}
