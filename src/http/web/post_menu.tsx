import { DAY_MS } from '../../core/clock.ts';
import {
  DIAL_WORDS,
  type DialSubject,
  type DialWord,
  subjectWords,
  TOPIC_WORDS,
} from '../../core/dial.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { dialWord } from '../deeds.ts';
import { SNOOZES } from '../snooze_days.ts';
import type { Desk } from './desk.ts';
import { Shell, type ShellParts } from './layout.tsx';
import { OUTWARD } from './outward.ts';
import { plainName } from './plain_name.ts';
import { homeAddress } from './post_frame.tsx';
import { readAccount, readText } from './status_json.ts';

interface MenuProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  /** The post's id on the page that the menu was opened from. */
  readonly id: string;
  /** Where to go afterwards; undefined where it stands in the post itself. */
  readonly back: string | undefined;
}

const SNOOZE_WORDS = { tomorrow: 'tomorrow', weekend: 'the weekend', week: 'a week' } as const;

/** More, less, snooze, and the dials of a post's person, tags and site. */
export function PostMenu({ desk, status, id, back }: MenuProps) {
  const acts = desk.acts.on(status.uri, desk.now());
  const original = status.body === null ? undefined : readText(status.body).url;
  const home = homeAddress(desk, status, readAccount(status.profile));
  const { snoozedUntilMs } = acts;
  return (
    <form class="post-menu" method="post" action={`/posts/${status.status_key}/act`}>
      <input type="hidden" name="at" value={id} />
      {back === undefined ? null : (
        <>
          <input type="hidden" name="back" value={back} />
          <input type="hidden" name="menu" value="1" />
        </>
      )}
      <MenuRow title="Like this">
        {(['more', 'less'] as const).map((kind) => (
          <Choice
            value={acts.of(kind).isOn ? `un${kind}` : kind}
            isOn={acts.of(kind).isOn}
            words={kind}
          />
        ))}
      </MenuRow>
      <MenuRow title="Snooze until">
        {SNOOZES.map((word) => (
          <Choice value={`snooze-${word}`} words={SNOOZE_WORDS[word]} />
        ))}
        {snoozedUntilMs === undefined ? null : (
          <Choice value="unsnooze" isOn words={desk.words.day(snoozedUntilMs)} />
        )}
      </MenuRow>
      {desk.dials.subjectsOf(status.status_key).map((subject) => (
        <DialRow desk={desk} subject={subject} />
      ))}
      <p class="choices">
        {home === undefined ? null : (
          <a class="open" href={home} {...OUTWARD}>
            open or reply at {new URL(home).host}
          </a>
        )}
        {original === undefined ? null : (
          <a class="original" href={original} {...OUTWARD}>
            the original
          </a>
        )}
      </p>
    </form>
  );
}

/** WebKit lays no legend out in a grid: what is seen beside the choices is another. */
function MenuRow(props: { readonly title: string; readonly children?: unknown }) {
  return (
    <fieldset>
      <legend class="hidden">
        <bdi>{props.title}</bdi>
      </legend>
      <div class="menu-row">
        <bdi aria-hidden="true">{props.title}</bdi>
        <div class="choices">{props.children as never}</div>
      </div>
    </fieldset>
  );
}

function Choice(props: {
  readonly value: string;
  readonly words: string;
  readonly isOn?: boolean;
}) {
  const { value, words, isOn = false } = props;
  return (
    <button type="submit" name="do" value={value} aria-pressed={isOn ? 'true' : 'false'}>
      {words}
    </button>
  );
}

const PUT_OFF_DAYS = 7;

/** The words that can be said of one subject; the one that holds is pressed. */
function DialRow({ desk, subject }: { readonly desk: Desk; readonly subject: DialSubject }) {
  const nowMs = desk.now();
  const held = desk.dials.of(subject, nowMs);
  const words: readonly DialWord[] = subject.kind === 'account' ? DIAL_WORDS : TOPIC_WORDS;
  const name =
    subject.kind === 'account'
      ? plainName(desk.statuses.nameOf(subject.subject), subject.subject)
      : subjectWords(subject);
  return (
    <MenuRow title={name}>
      {words.map((word) => (
        <Choice
          value={dialWord(
            subject,
            word,
            word === 'not until' ? nowMs + PUT_OFF_DAYS * DAY_MS : null,
          )}
          isOn={(held?.word ?? 'usual') === word}
          words={word === 'not until' ? 'not for a week' : word}
        />
      ))}
    </MenuRow>
  );
}

/** The menu on a page of its own: for whom no script opens it in place. */
export function PostMenuPage(props: {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly back: string;
  readonly menu: unknown;
  readonly shell: ShellParts;
}) {
  const { desk, status, back, menu, shell } = props;
  const last = desk.deeds.last();
  const name = plainName(desk.statuses.nameOf(status.handle), status.handle);
  return (
    <Shell {...shell} title="What you say of it · Driftline">
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>What you say of it</h1>
          <p class="facts">
            <span>
              a post by <bdi>{name}</bdi>
            </span>
            <a href={back}>back to where it stands</a>
          </p>
        </section>
        <main id="main">
          {last?.uri === status.uri ? (
            <p class="deed last" role="status">
              {last.words}
            </p>
          ) : null}
          {menu as never}
        </main>
      </div>
    </Shell>
  );
}
