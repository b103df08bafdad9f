/** A documented view: what a feed's own SQL may select from. They are added to, never changed. */
export interface FeedView {
  readonly sentence: string;
  readonly columns: Readonly<Record<string, string>>;
}

const STATUS_KEY = 'The post, as the other views know it; another number in a rebuilt database.';
const STATUS_ID = 'The post, as your server names it, text: what a feed returns.';
const AUTHOR_KEY = 'Who wrote it: account_key of authors and people.';
const BORN = 'When it was written, or first seen where the author claims otherwise, unix ms.';
const ARRIVED = 'When it first reached you, unix ms.';
const REPLY = '0 no reply, 1 to others, 2 continues a thread of the author.';
const MENTIONS = '1 where it mentions you.';
const BOOSTERS = 'How many people other than the author boosted it into your home.';
const OFFERS = 'In how many editions that you opened it was offered, and not seen.';
const HELD = '1 where a filter, a mute, a snooze or “not until” holds it back: it gets no place.';
const ACCOUNT = 'The account, as the other views know it.';

/** In the order in which somebody who begins would meet them. */
export const FEED_VIEWS: Readonly<Record<string, FeedView>> = {
  candidate_statuses: {
    sentence:
      'Every post that a feed may choose: not seen, not acted on, in your home, not deleted.',
    columns: {
      status_key: STATUS_KEY,
      uri: 'What the post is called across servers.',
      author: 'Handle of who wrote it, like ada@example.social.',
      display_name: 'What they call themselves.',
      created_at_ms: 'When the author says it was written, unix ms.',
      born_ms: BORN,
      arrived_ms: ARRIVED,
      language: 'ISO 639, as the author says; null where they do not.',
      visibility: 'public, unlisted or private.',
      length: 'Characters that a reader reads.',
      media: 'How many pictures, films and sounds it has.',
      has_warning: '1 where its text stands behind a warning.',
      reply: REPLY,
      mentions_owner: MENTIONS,
      favourites: 'How many favourites it had when last looked at.',
      boosts: 'How many boosts.',
      replies: 'How many replies.',
      boosters: BOOSTERS,
      offers: OFFERS,
      status_id: STATUS_ID,
      author_key: AUTHOR_KEY,
      held: HELD,
    },
  },
  candidate_signals: {
    sentence:
      'What the ranker knows of each candidate, as of the last draw; before the SQL of a feed is asked, as of its moment.',
    columns: {
      author_key: AUTHOR_KEY,
      status_key: STATUS_KEY,
      status_id: STATUS_ID,
      dice_key: 'What the dice are keyed with, 53 bits: the same for a post in every database.',
      born_ms: BORN,
      arrived_ms: ARRIVED,
      reply: REPLY,
      mentions_owner: MENTIONS,
      link_key: 'Its link, the same number for the same link; null where it has none.',
      boosters: BOOSTERS,
      voices_micro: 'What its boosters say together, millionths of a voice.',
      standing:
        'Share of the author’s own posts, at that age, that drew less; null: not known yet.',
      standing_micro: 'The factor which that makes, ln in millionths.',
      topic_micro: 'The factor of your acts on its tags and its site, ln in millionths.',
      story_seen: '1 where you saw its link in another post.',
      offers: OFFERS,
      rests_until: 'How many editions you must have opened before it is offered again.',
      dial_micro: 'The factor of your own words about its author, tags and site, ln in millionths.',
      held: HELD,
      told: 'How often it, its story or its thread was offered in editions you opened, unseen.',
      told_until:
        'How many editions you must have opened before its story or thread is told again.',
      tag_regard_micro:
        'How often your people boost what has its tags and its site, × the usual, ln in millionths.',
    },
  },
  authors: {
    sentence: 'What the ranker knows of everybody you follow, and of every candidate’s author.',
    columns: {
      account_key: ACCOUNT,
      is_followed: '1 where you follow them.',
      posts_per_day: 'Posts a day over four weeks, without the time of holes.',
      is_quiet: '1 where they post on at most one day a week; of the first week nobody knows.',
      affinity_micro: 'The factor of your acts on their posts, ln in millionths.',
      language_micro:
        'The factor of your acts on posts in the language that they write most, as far as you saw ' +
        'too little of theirs, ln in millionths.',
      voices_micro: 'What their posts of sixty days were boosted with together, millionths.',
      voiced_posts: 'How many posts that counts.',
      last_turn_ms:
        'When an edition that you opened in sixty days last held a post of theirs; else, or where ' +
        'that is later, since when you follow them, or of strangers since when anything was heard, ' +
        'unix ms.',
    },
  },
  people: {
    sentence: 'Everybody who wrote or boosted something that reached you.',
    columns: {
      account_key: ACCOUNT,
      handle: 'Like ada@example.social.',
      domain: 'Their server.',
      display_name: 'What they call themselves.',
      is_bot: '1 where they say that they are a bot.',
      followers: 'How many follow them, as their server says.',
    },
  },
  boosters: {
    sentence: 'Who boosted what into your home.',
    columns: {
      status_key: STATUS_KEY,
      account_key: 'Who boosted: account_key of authors and people.',
      booster: 'Their handle.',
      boosted_at_ms: 'When the boost reached you, unix ms.',
      voice_micro:
        'What a boost of theirs says, millionths of a voice; null: none in four weeks, or theirs ' +
        'reach you no more, or it is yours.',
    },
  },
  tagged: {
    sentence: 'The tags of posts.',
    columns: { status_key: STATUS_KEY, tag: 'In lower case, without # and accents.' },
  },
  linked: {
    sentence: 'The first link of each post that has one.',
    columns: {
      status_key: STATUS_KEY,
      url: 'Without what only tracks readers.',
      site: 'Its host, like example.org.',
    },
  },
  topics: {
    sentence: 'What you did with posts of a tag or a site, where you have seen any.',
    columns: {
      kind: 'tag or site.',
      subject: 'Which.',
      lift_micro: 'Your acts per look, × your usual, ln in millionths.',
    },
  },
  counts_at_ages: {
    sentence: 'What posts had drawn at several ages.',
    columns: {
      status_key: STATUS_KEY,
      age_class: '0: half an hour to 3 hours old, 1: to 14 hours, 2: to 80 hours, 3: any other.',
      observed_at_ms: 'When it was looked at, unix ms.',
      age_ms: 'How old it was then, ms.',
      favourites: 'Favourites then.',
      boosts: 'Boosts then.',
      replies: 'Replies then.',
    },
  },
  ledger: {
    sentence: 'What you had of what: every exposure that was not taken back.',
    columns: {
      at_ms: 'When, unix ms.',
      kind: 'offered, served, seen or opened.',
      via: 'By what: draw (what it offers), page, api, import, owner.',
      edition: 'In which edition; null: in none.',
      position: 'At which place of it.',
      uri: 'What the post is called across servers; null where it is not here.',
      status_key: STATUS_KEY,
    },
  },
  opened_editions: {
    sentence: 'The editions of which you saw something.',
    columns: {
      edition: 'Its number.',
      feed: 'Of which feed.',
      drawn_at_ms: 'When it was drawn, unix ms.',
      opened_at_ms: 'When you first saw something of it, unix ms.',
    },
  },
  acts: {
    sentence: 'What you did on purpose, and did not undo.',
    columns: {
      at_ms: 'When, unix ms.',
      kind: 'favourite, reblog, bookmark, reply, more, less or snooze.',
      until_ms: 'Until when a snooze lasts, unix ms.',
      uri: 'What the post is called across servers; null where it is not here.',
      status_key: STATUS_KEY,
    },
  },
  dials: {
    sentence: 'Which of your words about people, tags and sites held when, and which holds now.',
    columns: {
      login_key: 'Whose: one number for each account of yours.',
      kind: 'account, tag or site.',
      subject: 'Which: a handle, a tag in lower case, a host.',
      word: 'always, more, usual, less, no boosts or not until.',
      until_ms: 'Until when it holds, unix ms; null: for good.',
      said_at_ms: 'From when it holds, unix ms: when you said it, or what stood before it ended.',
      said_of: 'The handle, tag or host that you said it of; a person may have moved since.',
    },
  },
  candidates: {
    sentence: 'The same posts as candidate_statuses, as far as the pool of the ranker knows them.',
    columns: {
      author_key: AUTHOR_KEY,
      status_key: STATUS_KEY,
      uri_hash: '64 bits of its uri: what the ledger is keyed by.',
      born_ms: BORN,
      arrived_ms: ARRIVED,
      boosters: BOOSTERS,
      offers: OFFERS,
      held: HELD,
    },
  },
};

/** A function that SQL may call beside SQLite's own; the same bits on every machine. */
export const FEED_FUNCTIONS: Readonly<Record<string, string>> = {
  'ln_micro(x)': 'The natural logarithm of x > 0, in whole millionths: how a factor is written.',
  'factor(micro)': 'The factor behind such a logarithm: factor(ln_micro(x)) is about x.',
  'half_micro(age_ms, half_life_ms)': 'What is left of a million after that age.',
  'draw_key(first, second, dice_key, score_micro, temperature)':
    'What the draw sorts by, largest first; first and second are the words of a seed.',
};
