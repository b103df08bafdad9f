import type { Child } from 'hono/jsx';
import type { Desk } from './desk.ts';
import { fitted, isTiny, rowsOf, tenths } from './media_room.ts';
import { KIND_WORDS, mediaLeftWords } from './media_words.ts';
import type { ShownMedia, ShownText } from './status_json.ts';

interface MediaProps {
  readonly desk: Desk;
  readonly media: readonly ShownMedia[];
  /** What stands on them until they are asked for; undefined where nothing does. */
  readonly cover: string | undefined;
}

interface MediaPartProps {
  readonly desk: Desk;
  readonly text: Pick<ShownText, 'media' | 'mediaLeft' | 'isSensitive' | 'warning'>;
  /** The name of the owner's own filter that covers media alone. */
  readonly filter: string | undefined;
}

export function MediaPart({ desk, text, filter }: MediaPartProps) {
  const { media, mediaLeft } = text;
  if (media.length === 0) return null;
  return (
    <>
      <AllMedia {...{ desk, media }} cover={coverOf(text, filter)} />
      {mediaLeft === 0 ? null : <p class="muted">{mediaLeftWords(mediaLeft)}</p>}
    </>
  );
}

/** Whoever made the filter is told which it was; a warning has a fold of its own. */
function coverOf(text: MediaPartProps['text'], filter: string | undefined): string | undefined {
  if (filter !== undefined) return `Filtered: ${filter}`;
  return text.isSensitive && text.warning === '' ? sensitiveWords(text.media) : undefined;
}

function AllMedia({ desk, media, cover }: MediaProps) {
  const canShow = media.some(({ url }) => desk.media.of(url) !== undefined);
  if (canShow) return <Shown {...{ desk, media, cover }} />;
  if (cover === undefined) return <Told media={media} />;
  return (
    <details class="fold">
      <summary>
        {cover}
        {media.length === 1 && media[0]?.alt ? `: ${media[0].alt}` : ''}
      </summary>
      <Told media={media} />
    </details>
  );
}

function sensitiveWords(media: readonly ShownMedia[]): string {
  const [first] = media;
  return media.length === 1 && first !== undefined
    ? `Sensitive ${KIND_WORDS[first.kind]}`
    : `Sensitive media (${media.length})`;
}

function Shown({ desk, media, cover }: MediaProps) {
  const seen = media.filter(({ kind }) => kind !== 'audio' && kind !== 'unknown');
  const heard = media.filter(({ kind }) => kind === 'audio' || kind === 'unknown');
  const all = (
    <>
      {seen.length === 1 ? <Single desk={desk} medium={seen[0] as ShownMedia} /> : null}
      {seen.length > 1 ? rowsOf(seen).map((row) => <Row desk={desk} row={row} />) : null}
      {heard.map((medium) => (
        <Heard desk={desk} medium={medium} />
      ))}
    </>
  );
  return (
    <div class="media">
      {cover === undefined ? all : <Covered words={cover}>{all}</Covered>}
      <Alts media={media} />
    </div>
  );
}

/**
 * Blurred until asked, in the room that it takes: nothing moves when it opens, and nothing is
 * fetched before. What is on it can be read all the same.
 */
function Covered(props: { readonly words: string; readonly children?: Child }) {
  return (
    <div class="covered">
      <details class="fold cover">
        <summary>
          <span>{props.words}</span>
        </summary>
      </details>
      <div class="beneath">{props.children}</div>
    </div>
  );
}

/** Its true proportions are reserved, whatever comes and whenever: nothing moves when it does. */
function Single({ desk, medium }: { readonly desk: Desk; readonly medium: ShownMedia }) {
  const { width, height } = fitted(medium);
  return (
    <div class={isTiny(medium) ? 'single tiny' : 'single'}>
      <svg
        class="room"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden="true"
      />
      {isTiny(medium) ? null : <Placeholder blurhash={medium.blurhash} />}
      <Medium desk={desk} medium={medium} width={width} height={height} />
    </div>
  );
}

function Row({ desk, row }: { readonly desk: Desk; readonly row: readonly ShownMedia[] }) {
  return (
    <div class="row">
      {row.map((medium) => (
        <div class={`cell r${tenths(medium)}${isTiny(medium) ? ' tiny' : ''}`}>
          {isTiny(medium) ? null : <Placeholder blurhash={medium.blurhash} />}
          <Medium
            desk={desk}
            medium={medium}
            width={300}
            height={Math.round(3000 / tenths(medium))}
          />
        </div>
      ))}
    </div>
  );
}

export function Placeholder({ blurhash }: { readonly blurhash: string | undefined }) {
  if (blurhash === undefined) return null;
  const address = `/media/blurhash/${encodeURIComponent(blurhash)}.png`;
  return <img class="blur" src={address} alt="" width="32" height="32" loading="lazy" />;
}

interface MediumProps {
  readonly desk: Desk;
  readonly medium: ShownMedia;
  readonly width: number;
  readonly height: number;
}

function Medium({ desk, medium, width, height }: MediumProps) {
  const address = desk.media.of(medium.url);
  const preview = desk.media.of(medium.preview);
  const size = { width, height };
  if (address === undefined)
    return (
      <span class="missing muted">
        {medium.alt || `a ${KIND_WORDS[medium.kind]} that cannot be shown`}
      </span>
    );
  if (medium.kind === 'image')
    return (
      <a
        href={address}
        {...(medium.alt === '' ? { 'aria-label': 'picture without description' } : {})}
      >
        <img
          src={preview ?? address}
          alt={medium.alt}
          lang={medium.alt === '' ? undefined : medium.language}
          {...size}
          loading="lazy"
          decoding="async"
        />
      </a>
    );
  return (
    <video
      src={address}
      poster={preview}
      {...size}
      controls
      preload="none"
      loop={medium.kind === 'gifv'}
      muted={medium.kind === 'gifv'}
      aria-label={medium.alt || KIND_WORDS[medium.kind]}
    />
  );
}

function Heard({ desk, medium }: { readonly desk: Desk; readonly medium: ShownMedia }) {
  const address = desk.media.of(medium.url);
  if (address === undefined || medium.kind === 'unknown')
    return (
      <p class="muted">
        {medium.url === undefined ? (
          'A file that cannot be shown'
        ) : (
          <a href={medium.url} target="_blank" rel="noopener nofollow noreferrer">
            A file of another kind
          </a>
        )}
      </p>
    );
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: posts bring no captions. */}
      <audio src={address} controls preload="none" aria-label={medium.alt || 'sound'} />
      <p class="on-paper" dir="auto">
        {medium.alt === '' ? 'a sound' : `a sound: ${medium.alt}`}
      </p>
    </>
  );
}

/** Where nothing may be fetched, words stand for it. */
function Told({ media }: { readonly media: readonly ShownMedia[] }) {
  return (
    <ul class="told">
      {media.map((medium) => (
        <li dir="auto">
          <span class="kind">{KIND_WORDS[medium.kind]}</span>{' '}
          {medium.alt || 'without a description'}
        </li>
      ))}
    </ul>
  );
}

/** What is on the pictures, for everybody who wants to read it. */
function Alts({ media }: { readonly media: readonly ShownMedia[] }) {
  const told = media.filter(({ alt }) => alt !== '');
  if (told.length === 0) return null;
  return (
    <details class="alts">
      <summary>{told.length === 1 ? 'description' : `${told.length} descriptions`}</summary>
      {told.map(({ alt, language }) => (
        <p lang={language} dir="auto">
          {alt}
        </p>
      ))}
    </details>
  );
}
