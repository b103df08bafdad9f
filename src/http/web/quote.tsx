import { raw } from 'hono/html';
import type { Desk } from './desk.ts';
import { OUTWARD } from './outward.ts';
import { homeAddress } from './post_frame.tsx';
import { MediaPart } from './post_media.tsx';
import { Poll } from './post_parts.tsx';
import { unshownWords } from './quote_words.ts';
import { nameHtml, statusHtml } from './status_html.ts';
import type { ShownQuote } from './status_json.ts';

interface QuoteProps {
  readonly quote: ShownQuote;
  readonly desk: Desk;
  /** Whose view of it is opened; null: the original. */
  readonly server: string | null;
  /** One that covers media alone, and matches it or what quotes it. */
  readonly filter: string | undefined;
}

/**
 * The words of a post, whose link to what it quotes is not shown where the quote itself follows: a
 * browser that is to find that out styles all posts anew with each that comes below.
 */
export function contentClass(quote: ShownQuote | undefined): string {
  return quote !== undefined && isShown(quote) ? 'content quoting' : 'content';
}

type Shown = ShownQuote & { [K in 'text' | 'account']-?: NonNullable<ShownQuote[K]> };

function isShown(quote: ShownQuote): quote is Shown {
  return quote.text !== undefined && quote.account !== undefined && quote.state === 'accepted';
}

/** One level deep: a quote inside a quote stays a link in its text. */
export function Quote({ quote, desk, server, filter }: QuoteProps) {
  if (!isShown(quote))
    return <p class="quote muted">{unshownWords(quote.state, server === null)}</p>;
  const { account, text, id } = quote;
  const html = statusHtml(text.html, { emojis: text.emojis, media: desk.media });
  const inner = (
    <>
      <div class="content" lang={text.language ?? ''} dir="auto">
        {raw(html)}
      </div>
      <MediaPart {...{ desk, text, filter }} />
      {text.poll === undefined ? null : (
        <Poll poll={text.poll} {...{ desk, isGivenAway: server === null }} emojis={text.emojis} />
      )}
    </>
  );
  const address = homeAddress(desk, { server, server_id: id, is_absent: 0 }, account) ?? text.url;
  const by = (
    <>
      <bdi class="name">
        {raw(nameHtml(account.name || account.acct, account.emojis, desk.media))}
      </bdi>{' '}
      <bdi class="handle">@{account.acct}</bdi>
    </>
  );
  return (
    <blockquote class="quote" cite={text.url}>
      {address === undefined ? (
        <p class="quoted-by">{by}</p>
      ) : (
        <a class="quoted-by" href={address} {...OUTWARD}>
          {by}
          <span class="hidden">: the quoted post</span>
        </a>
      )}
      {text.warning === '' ? (
        inner
      ) : (
        <details class="fold warned">
          <summary>
            <bdi lang={text.language ?? ''}>{text.warning}</bdi>
          </summary>
          {inner}
        </details>
      )}
    </blockquote>
  );
}
