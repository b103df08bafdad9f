import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { feedPlace } from '../subscriptions/feed_place.ts';
import type { Notice } from './desk.ts';
import { Signs } from './signs.tsx';

export type Theme = 'light' | 'dark' | 'system';

interface ShellProps {
  readonly title: string;
  readonly theme: Theme;
  readonly notices: readonly Notice[];
  /** The path of this page, for coming back after a form. */
  readonly path: string;
  /** Unix ms: a phone's own clock may be a day off. Left out: its clock is believed. */
  readonly nowMs?: number;
  /** The page that the navigation marks as the one that is open. */
  readonly section?: (typeof SECTIONS)[number][0] | undefined;
  /** Whether the page has fields, sliders or charts, whose style the edition does without. */
  readonly isWithTools?: boolean;
  /** Feeds that a reader may subscribe to from this page. */
  readonly subscriptions?: readonly string[];
  readonly children?: Child;
}

/** What a page is given; the rest of its frame is its own. */
export type ShellParts = Omit<
  ShellProps,
  'title' | 'children' | 'section' | 'isWithTools' | 'subscriptions'
>;

const SECTIONS = [
  ['edition', '/', 'Today'],
  ['editions', '/editions', 'Earlier'],
  ['search', '/search', 'Search'],
  ['feeds', '/feeds', 'Feeds'],
  ['words', '/words', 'Words'],
  ['statistics', '/statistics', 'Statistics'],
] as const;

/** The whole document around a page. */
export function Shell(props: ShellProps) {
  const { title, theme, notices, path, section, isWithTools, subscriptions = [], children } = props;
  return (
    <html lang="en" data-theme={theme} data-now={props.nowMs}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/page.css" />
        {isWithTools ? <link rel="stylesheet" href="/assets/tools.css" /> : null}
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        {subscriptions.map((feed) => (
          <Alternates feed={feed} />
        ))}
        <script type="module" src="/assets/page.js" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the posts
        </a>
        {notices.map((notice) => (
          <NoticeBar notice={notice} />
        ))}
        <header class="mast">
          <a class="brand" href="/">
            Driftline
          </a>
          <nav aria-label="Pages">
            <ul>
              {SECTIONS.map(([name, href, words]) => (
                <li>
                  <a href={href} aria-current={name === section ? 'page' : undefined}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <ThemeSwitch theme={theme} path={path} />
        </header>
        {children}
        <Signs />
        <div id="live" class="hidden" aria-live="polite" />
      </body>
    </html>
  );
}

/** Where a feed reader looks that is given the address of a page. */
function Alternates({ feed }: { readonly feed: string }) {
  const address = `/subscriptions/${feedPlace(feed)}`;
  const link = { rel: 'alternate', title: `Driftline: ${feed}` } as const;
  return (
    <>
      <link {...link} type="application/atom+xml" href={`${address}.atom`} />
      <link {...link} type="application/feed+json" href={`${address}.json`} />
    </>
  );
}

function NoticeBar({ notice }: { readonly notice: Notice }) {
  return (
    <aside class="notice" aria-label={notice.label}>
      <p>
        <strong>{notice.label}</strong> {notice.text}
      </p>
      {notice.lines.map((line) => (
        <p>{line}</p>
      ))}
      {notice.offersDraw === true ? (
        <form method="post" action="/draw">
          <button type="submit" class="link">
            draw again
          </button>
        </form>
      ) : null}
    </aside>
  );
}

const NEXT_THEME = { light: 'dark', dark: 'system', system: 'light' } as const;
const THEME_WORDS = {
  light: 'Light',
  dark: 'Dark',
  system: 'Light or dark, as the system',
} as const;

/** A form, so it works without a script; the choice is kept in a cookie, so nothing flashes. */
function ThemeSwitch({ theme, path }: { readonly theme: Theme; readonly path: string }) {
  return (
    <form class="theme" method="post" action="/theme">
      <input type="hidden" name="back" value={path} />
      <button
        type="submit"
        name="theme"
        value={NEXT_THEME[theme]}
        title={`${THEME_WORDS[theme]}; changes it`}
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
          <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
        </svg>
        <span class="hidden">{`${THEME_WORDS[theme]}. Change to ${NEXT_THEME[theme]}`}</span>
      </button>
    </form>
  );
}

const MARKER = '<!--posts-->';

/** Where `splice` puts bytes that were printed before. */
export function Posts() {
  return <>{raw(MARKER)}</>;
}

/** A document as bytes, with the posts in it that were bytes already. */
export function splice(page: unknown, posts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const [before = '', after = ''] = `<!doctype html>${String(page)}`.split(MARKER);
  return Buffer.concat([Buffer.from(before), ...posts, Buffer.from(after)]) as Buffer<ArrayBuffer>;
}
