import type { PostWords } from './entries.ts';

/** One of each kind of post that the page must show. `more` is what the API's Status has beside. */
export const PAGE_POSTS: readonly Pick<PostWords, 'by' | 'more'>[] = [
  {
    by: 'ada',
    more: {
      content:
        '<p>The reed bunting came back to the same alder today, eleven months to the day. I have no theory, only the notebook, and the notebook says it was raining then too.</p>',
      favourites_count: 31,
      reblogs_count: 12,
      replies_count: 4,
    },
  },
  { by: 'bob', more: { content: '<p>Short.</p>', visibility: 'private' } },
  {
    by: 'cleo',
    more: {
      content:
        '<p>Two evenings from the harbour wall, an hour apart. The ferry is late in both of them.</p>',
      media_attachments: [
        picture('harbour-early', 1200, 800, 'A ferry at the quay under a yellow sky'),
        picture('harbour-late', 900, 1200, 'The same quay, blue, with the lamps lit'),
      ],
    },
  },
  {
    by: 'dora',
    more: {
      content: '<p>Which of these would you bring to a potluck where nobody knows anybody?</p>',
      poll: {
        expires_at: '2026-11-02T06:00:00.000Z',
        expired: true,
        votes_count: 118,
        voters_count: 118,
        options: [
          { title: 'Lentil salad', votes_count: 41 },
          { title: 'A loaf still warm', votes_count: 62 },
          { title: 'Crisps, and no shame', votes_count: 15 },
        ],
      },
    },
  },
  {
    by: 'emil',
    more: {
      spoiler_text: 'food, and strong opinions about it',
      sensitive: true,
      content: '<p>You may salt the water. You may not oil it. That is all.</p>',
    },
  },
  {
    by: 'fatima',
    more: {
      content:
        '<p>Long read on how tide tables were computed before machines: <a href="https://papers.example/tides"><span class="invisible">https://</span><span class="ellipsis">papers.example/ti</span><span class="invisible">des</span></a></p>',
      card: {
        url: 'https://papers.example/tides',
        title: 'The women who computed the tides',
        description:
          'For eighty years a row of desks in Liverpool knew when every harbour would empty.',
        provider_name: 'Papers',
        image: 'https://files.example.social/cards/tides.png',
        width: 400,
        height: 300,
        blurhash: 'LKO2?U%2Tw=w]~RBVZRi};RPxuwH',
      },
    },
  },
  {
    by: 'gil',
    more: {
      content:
        '<p class="quote-inline">RE: <a href="https://example.social/@hana/777">example.social/@hana/777</a></p><p>This, and I would add that the second valve was the one that failed.</p>',
      quote: {
        state: 'accepted',
        quoted_status: {
          id: '777',
          uri: 'https://example.social/users/hana/statuses/777',
          url: 'https://example.social/@hana/777',
          created_at: '2026-10-31T06:00:00.000Z',
          content:
            '<p class="quote-inline">RE: <a href="https://example.social/@ivo/666">example.social/@ivo/666</a></p><p>Everyone remembers the first valve. Nobody remembers the second.</p>',
          account: { id: '5', acct: 'hana@example.social', display_name: 'Hana', emojis: [] },
          media_attachments: [],
        },
      },
    },
  },
  {
    by: 'hana',
    more: {
      language: 'ar',
      content: '<p>الصباح هنا هادئ، والبحر أقل هدوءًا. قرأت الرسالة مرتين ثم طويتها.</p>',
    },
  },
  {
    by: 'ivo',
    more: {
      language: 'ja',
      content:
        '<p>朝の電車で隣の人が同じ本を読んでいた。たぶん同じ章で、たぶん同じところで笑った。</p>',
    },
  },
  {
    by: 'jun',
    more: {
      content: `<p>${'A long one, and I am sorry about it, because the story does not get shorter by being cut. '.repeat(9)}</p><p>${'First there was the letter, then the second letter that explained the first. '.repeat(9)}</p>`,
    },
  },
  {
    by: 'kaya',
    more: {
      sensitive: true,
      content: '<p>The wound is healing well. Picture covered, for those who would rather not.</p>',
      media_attachments: [picture('wound', 800, 600, 'A stitched finger')],
    },
  },
  {
    by: 'lev',
    more: {
      content:
        '<p>Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftspräsidentenstellvertreterin, said my aunt, was a perfectly good word before you people had screens.</p>',
    },
  },
  {
    by: 'mira',
    more: {
      content: '<p>Portrait of a heron who knows what it is worth.</p>',
      media_attachments: [picture('heron', 900, 1600, 'A grey heron, very upright')],
    },
  },
  {
    by: 'nils',
    more: {
      content:
        '<p>New verse in the comments, and :wave: to everyone who wrote. <a href="https://example.social/@ada" class="u-url mention">@<span>ada</span></a> you were right about the alder. <a href="https://example.social/tags/birds" class="mention hashtag" rel="tag">#<span>birds</span></a></p>',
      emojis: [{ shortcode: 'wave', url: 'https://files.example.social/emoji/wave.png' }],
      tags: [{ name: 'birds' }],
      mentions: [
        {
          id: '99',
          acct: 'ada@example.social',
          url: 'https://example.social/@ada',
          username: 'ada',
        },
      ],
    },
  },
  {
    by: 'olga',
    more: {
      content: '<p>Four from the allotment, before the frost has them.</p>',
      media_attachments: [
        picture('kale', 1000, 1000, 'Kale'),
        picture('leeks', 1400, 900, 'Leeks in a row'),
        picture('shed', 900, 1200, 'The shed'),
        picture('barrow', 1200, 800, 'A wheelbarrow, full'),
      ],
    },
  },
];

export function picture(name: string, width: number, height: number, alt: string) {
  return {
    id: name,
    type: 'image',
    url: `https://files.example.social/media/${name}.png`,
    preview_url: `https://files.example.social/media/${name}-small.png`,
    description: alt,
    blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
    meta: { original: { width, height, size: `${width}x${height}`, aspect: width / height } },
  };
}
