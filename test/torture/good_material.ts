import { plainStatus } from './listening_home.ts';

/** A status with everything that a status may have. */
export function statusJson(nth: number) {
  return {
    ...plainStatus(`${1e17 + nth * 1e6}`),
    in_reply_to_id: nth % 3 === 0 ? '99' : null,
    in_reply_to_account_id: nth % 3 === 0 ? '98' : null,
    sensitive: false,
    spoiler_text: nth % 5 === 0 ? 'food' : '',
    visibility: 'public',
    language: 'en',
    favourites_count: nth,
    reblogs_count: 1,
    replies_count: 0,
    edited_at: null,
    content: '<p>Rain on the <a href="https://a.example/x">roof</a> &amp; a <b>cat</b></p>',
    account: {
      id: `${100 + (nth % 7)}`,
      acct: `a${nth % 7}@far.example`,
      username: `a${nth % 7}`,
      display_name: 'Ada',
      note: '<p>I walk.</p>',
      url: 'https://far.example/@ada',
      followers_count: 10,
      statuses_count: 20,
      bot: false,
      emojis: [],
      fields: [{ name: 'Home', value: 'here', verified_at: null }],
    },
    media_attachments: [
      {
        id: '5',
        type: 'image',
        url: 'https://files.example/a.jpg',
        preview_url: 'https://files.example/b.jpg',
        description: 'a roof',
        meta: { original: { width: 10, height: 10 } },
      },
    ],
    mentions: [{ id: '1', acct: 'me', username: 'me', url: 'https://home.example/@me' }],
    tags: [{ name: 'rain', url: 'https://far.example/tags/rain' }],
    emojis: [{ shortcode: 'cat', url: 'https://files.example/cat.png' }],
    card: { url: 'https://a.example/x?utm_source=z', title: 'A', description: '', type: 'link' },
    poll: {
      id: '3',
      expires_at: null,
      options: [{ title: 'yes', votes_count: 1 }],
      votes_count: 1,
    },
    quote:
      nth % 6 === 0 ? { state: 'accepted', quoted_status: plainStatus(`${9e16 + nth}`) } : null,
    reblog: null,
  };
}

export function boostJson(nth: number) {
  const { account } = plainStatus('0');
  return {
    ...statusJson(nth),
    id: `${2e17 + nth * 1e6}`,
    content: '',
    account,
    reblog: statusJson(nth),
  };
}
