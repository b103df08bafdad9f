import { raw } from 'hono/html';
import { KIND_WORDS, mediaLeftWords } from '../web/media_words.ts';
import { statusHtml } from '../web/status_html.ts';
import {
  type ShownPoll,
  type ShownQuote,
  type ShownText,
  withoutQuoteLine,
} from '../web/status_json.ts';

/** Nothing is fetched where it is read: pictures are told, and stand on the page. */
const NO_MEDIA = { of: () => undefined, read: () => undefined };
const PUBLIC = new Set(['public', 'unlisted', '']);

interface ContentParts {
  readonly text: ShownText;
  /** Of its author, or the filter that covers it; '' where there is none. */
  readonly warning: string;
  readonly page: string;
  readonly lane: string;
}

/**
 * A post as HTML that needs no style: readers throw that away. What stands behind a warning stays
 * on the page, since few readers can fold it.
 */
export function contentOf(parts: ContentParts): string {
  return String(<Content {...parts} />);
}

function Content({ text, warning, page, lane }: ContentParts) {
  return (
    <>
      {warning === '' ? (
        <Whole text={text} />
      ) : (
        <p>
          <strong>{warning}</strong>
        </p>
      )}
      <p>
        <small>
          {lane} · <a href={page}>{warning === '' ? 'on the page' : 'open it on the page'}</a>
          {text.url === undefined ? null : (
            <>
              {' · '}
              <a href={text.url}>original on {new URL(text.url).host}</a>
            </>
          )}
        </small>
      </p>
    </>
  );
}

function Whole({ text }: { readonly text: ShownText }) {
  const { card, quote, poll } = text;
  const html = isShown(quote) ? withoutQuoteLine(text.html) : text.html;
  return (
    <>
      {raw(statusHtml(html, { emojis: text.emojis, media: NO_MEDIA }))}
      <Told text={text} />
      {poll === undefined ? null : <Poll poll={poll} />}
      {quote === undefined ? null : <Quote quote={quote} />}
      {card === undefined || text.media.length > 0 ? null : (
        <p>
          <a href={card.url}>{card.title}</a> ({card.site})
        </p>
      )}
    </>
  );
}

function Told({ text: { media, mediaLeft } }: { readonly text: ShownText }) {
  if (media.length === 0) return null;
  return (
    <ul>
      {media.map(({ kind, alt }) => (
        <li>
          {KIND_WORDS[kind]}: {alt || 'without a description'}
        </li>
      ))}
      {mediaLeft === 0 ? null : <li>{mediaLeftWords(mediaLeft)}</li>}
    </ul>
  );
}

function Poll({ poll: { options, voters } }: { readonly poll: ShownPoll }) {
  return (
    <ul>
      {options.map(({ title, votes }) => (
        <li>
          {title}
          {votes === undefined || voters === 0 ? '' : `: ${Math.round((100 * votes) / voters)} %`}
        </li>
      ))}
    </ul>
  );
}

function isShown(quote: ShownQuote | undefined): boolean {
  return quote?.text !== undefined && PUBLIC.has(quote.text.visibility);
}

function Quote({ quote }: { readonly quote: ShownQuote }) {
  const { account, text } = quote;
  if (text === undefined || !isShown(quote))
    return <blockquote>A post that cannot be shown here.</blockquote>;
  return (
    <blockquote>
      {account === undefined ? null : (
        <p>
          {account.name} (@{account.acct})
        </p>
      )}
      {text.warning === '' ? (
        <>
          {raw(statusHtml(text.html, { emojis: text.emojis, media: NO_MEDIA }))}
          <Told text={text} />
          {text.poll === undefined ? null : <Poll poll={text.poll} />}
        </>
      ) : (
        <p>{text.warning}</p>
      )}
    </blockquote>
  );
}
