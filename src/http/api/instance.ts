import type { Context, Hono } from 'hono';
import { isAhead, MINUTE_MS } from '../../core/clock.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { askHome } from './forwarding.ts';

type Json = Record<string, unknown>;
type Version = 'v1' | 'v2';

/** What clients gate their features by, where no server was ever asked. */
const VERSION = '4.3.0';
/**
 * It needs no token: whoever asks it again and again, or often at once, asks us, and not the home
 * server, also where that answers that it has no such thing.
 */
const FRESH_MS = MINUTE_MS;

/**
 * The home server's word about itself with our addresses in it; its version stays as it is. Kept
 * for when it is away; a built-in minimum where nobody ever logged in.
 */
export function instanceRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  for (const version of ['v1', 'v2'] as const) {
    let last: Told | undefined;
    let underWay: Promise<Told> | undefined;
    app.get(`/api/${version}/instance`, async (c) => {
      if (last === undefined || !isAhead(last.untilMs, desk.now(), FRESH_MS)) {
        underWay ??= toldBy(desk, c, version).finally(() => {
          underWay = undefined;
        });
        last = await underWay;
      }
      const host = new URL(c.get('origin')).host;
      return c.json(version === 'v1' ? ourV1(last.told, host) : ourV2(last.told, host));
    });
  }
}

interface Told {
  readonly told: Json;
  readonly untilMs: number;
}

async function toldBy(desk: ApiDesk, c: Context<ApiEnv>, version: Version): Promise<Told> {
  const path = `/api/${version}/instance`;
  let untilMs = 0; // where it was not there to be asked, it is asked again at once
  try {
    const { status, body } = await askHome(desk, c);
    untilMs = desk.now() + FRESH_MS;
    const text = new TextDecoder().decode(body);
    const told: unknown = status === 200 ? JSON.parse(text) : undefined;
    if (typeof told === 'object' && told !== null) {
      desk.answers.keep(path, text, desk.now());
      return { told: told as Json, untilMs };
    }
  } catch (error) {
    if (!isAway(error) && !(error instanceof SyntaxError)) throw error;
  }
  const kept = desk.answers.find(path);
  const told = kept === undefined ? { ...minimum(version), ...saidElse(desk) } : JSON.parse(kept);
  return { told, untilMs };
}

/** What it said of itself in another version: clients gate their features by the number. */
function saidElse({ answers }: ApiDesk): Json {
  const kept = answers.find('/api/v2/instance') ?? answers.find('/api/v1/instance');
  const { title, version }: Json = kept === undefined ? {} : JSON.parse(kept);
  return { ...(title ? { title } : {}), ...(version ? { version } : {}) };
}

/** Streams are advertised nowhere: then every client reads, and asks again by itself. */
function ourV1(told: Json, host: string): Json {
  const { configuration } = told;
  return {
    ...told,
    uri: host,
    urls: {},
    ...(isObject(configuration) ? { configuration: withoutStreaming(configuration) } : {}),
  };
}

function ourV2(told: Json, host: string): Json {
  const configuration = isObject(told.configuration) ? told.configuration : {};
  return { ...told, domain: host, configuration: withoutStreaming(configuration) };
}

/** Elk needs `urls` to be an object. */
function withoutStreaming(configuration: Json): Json {
  const urls = isObject(configuration.urls) ? { ...configuration.urls } : {};
  delete urls.streaming;
  return { ...configuration, urls };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function minimum(version: Version): Json {
  const configuration = {
    accounts: { max_featured_tags: 10 },
    statuses: {
      max_characters: 500,
      max_media_attachments: 4,
      characters_reserved_per_url: 23,
    },
    media_attachments: {
      supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      image_size_limit: 16_777_216,
      image_matrix_limit: 33_177_600,
      video_size_limit: 103_809_024,
      video_frame_rate_limit: 120,
      video_matrix_limit: 8_294_400,
    },
    polls: {
      max_options: 4,
      max_characters_per_option: 50,
      min_expiration: 300,
      max_expiration: 2_629_746,
    },
    translation: { enabled: false },
    urls: {},
  };
  const shared = { title: 'Driftline', version: VERSION, languages: [], rules: [], configuration };
  const description = 'Your own algorithm for Mastodon. Nobody is logged in here.';
  if (version === 'v2')
    return {
      ...shared,
      domain: '',
      source_url: '',
      description,
      usage: { users: { active_month: 1 } },
      thumbnail: { url: '' },
      icon: [],
      registrations: { enabled: false, approval_required: false, message: null },
      api_versions: { mastodon: 1 },
      contact: { email: '', account: null },
    };
  return {
    ...shared,
    uri: '',
    short_description: description,
    description,
    email: '',
    urls: {},
    stats: { user_count: 1, status_count: 0, domain_count: 0 },
    thumbnail: null,
    registrations: false,
    approval_required: false,
    invites_enabled: false,
    contact_account: null,
  };
}
