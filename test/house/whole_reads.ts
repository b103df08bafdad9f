/** What a statement may read as a whole, or make an index for, and why that is meant. */
export interface Meant {
  readonly why: string;
  /** What it reads, as query_plans.ts says it: `all of pool`, `index on waiting`. */
  readonly of: Readonly<Record<string, readonly string[]>>;
}

export const MEANT: readonly Meant[] = [
  {
    why: 'Where a name is nobody’s here, or what stands before an @: all that people were called before.',
    of: { 'serve/list_renamed': ['all of former_handles'] },
  },
  {
    why: 'It stops at the first few: the index by time or key gives them in their order.',
    of: {
      'ingest/find_heard_since': ['all of arrivals'],
      'ingest/find_known_by': ['all of arrivals'],
      'ingest/find_last_arrival_of': ['all of arrivals'],
      'ingest/find_posts_extent': ['all of statuses'],
      'ingest/has_absent': ['all of absences'],
      'ingest/has_unnamed': ['all of actions', 'all of exposures'],
      'ingest/list_beside': ['all of arrivals'],
      'ingest/list_bodies_below': ['all of payloads'],
      'ingest/list_newest_posts': ['all of arrivals'],
      'rank/has_leaving': ['all of arrivals'],
      'serve/find_first_arrival': ['all of arrivals'],
      'serve/find_last_arrival': ['all of arrivals'],
      'serve/find_last_seen': ['all of exposures'],
      'serve/search_people': ['all of accounts'],
      'serve/has_candidates': ['all of pool'],
      'serve/has_person': ['all of accounts'],
      'serve/list_newest_arrivals': ['all of arrivals'],
      'upkeep/extend_pool': ['all of statuses'],
      'upkeep/list_bodies_to_learn': ['all of payloads'],
      'upkeep/list_bodies_to_pack': ['all of payloads'],
      'upkeep/find_extent': ['all of statuses'],
      'upkeep/find_oldest_passed_over': ['all of passed_over'],
      'upkeep/measure_stream_lag': ['all of arrivals'],
    },
  },
  {
    why: 'Only while the home server is away, for clients that sort by id: an index of ids by their length would be written for every arrival.',
    of: { 'serve/list_home_entries': ['all of arrivals'] },
  },
  {
    why: 'What the owner did themselves: some tens a day.',
    of: {
      'rank/measure_taste': [
        // Once for each "more" and "less": what they change is the whole's, as the night's upkeep counts.
        ...['all of actions', 'all of exposures', 'index on acts', 'index on looks'],
      ],
      'ingest/list_standing_acts_before': ['all of actions'],
      'ingest/list_standing_acts_since': ['all of actions'],
      'serve/find_last_vote': ['all of client_answers'],
      'serve/list_kept_acts': ['all of actions'],
      'serve/list_snoozes': ['all of actions'],
      'serve/find_seen_elsewhere': ['all of exposures'],
      'serve/list_seen_elsewhere': ['all of exposures'],
    },
  },
  {
    why: 'Once in three minutes; most of its time goes to the posts of the last 80 hours. An index by birth would be written for every status: dearer than these 20 ms at 250,000.',
    of: { 'ingest/list_due_for_counts': ['all of actions', 'all of pool'] },
  },
  {
    why: 'Once in the life of a file, where a recording names its owner after what came.',
    of: {
      'ingest/has_statuses': ['all of statuses'],
      'ingest/mark_mentions_of_owner': ['all of server_ids'],
      'ingest/mark_pool_mentions': ['all of statuses'],
    },
  },
  {
    why: 'Once for some thousand statuses that came, so that the pool takes them in together.',
    of: { 'ingest/count_outside_pool': ['all of pool'] },
  },
  {
    why: 'Before the draws of a night everything that is kept beside the pool is said anew.',
    of: {
      'upkeep/copy_pool': ['all of pool'],
      'upkeep/count_tellings': ['all of pool', 'index on part', 'index on teller'],
      'upkeep/count_offers': [
        ...['all of exposures', 'all of pool', 'index on offered', 'index on opened'],
      ],
      'upkeep/find_pool_changes': ['all of pool'],
      'upkeep/forget_changed_topics': ['all of topic_signals'],
      'upkeep/hold_back': [
        ...['all of accounts', 'all of actions', 'all of filter_matches', 'all of pool'],
        ...['all of refused_mentions', 'index on refused'],
      ],
      'upkeep/hold_back_closed_ways': ['all of booster_signals', 'index on kept'],
      'upkeep/keep_topics': ['all of topic_signals'],
      'upkeep/make_author_signals': [
        ...['all of accounts', 'all of actions', 'all of exposures', 'all of pool'],
        // The first arrival alone; and all of them until a follow list was read.
        'all of arrivals',
        ...['index on acts', 'index on boosted', 'index on felt', 'index on follow'],
        ...['index on posted', 'index on taste', 'index on taste_of_language'],
        ...['index on turns', 'index on writing'],
      ],
      'upkeep/make_booster_signals': [
        ...['all of actions', 'all of arrivals', 'all of exposures'],
        ...['index on acted', 'index on seen'],
      ],
      'upkeep/make_topic_signals': ['all of actions', 'all of exposures', 'index on acts'],
      'upkeep/mark_stories_seen': ['all of exposures', 'all of pool'],
      'upkeep/rank_standings': [
        ...['all of accounts', 'all of snapshots'],
        ...['index on alike', 'index on candidate', 'index on liked'],
      ],
      'upkeep/release_held': ['all of pool'],
      'upkeep/reset_candidates': ['all of pool'],
      'upkeep/silence_boosters': ['all of accounts', 'index on refusals_of_domains'],
      // Of the candidates, and of sixty days' posts of those who are followed.
      'upkeep/sum_tag_voices': [
        ...['all of author_signals', 'all of pool', 'index on boosted'],
        ...['index on by_site', 'index on by_tag', 'index on own'],
      ],
      'upkeep/sum_topics': ['all of pool', 'all of topic_signals'],
      // Through the boosts alone it took twice as long: they lie all over the table.
      'upkeep/sum_voices': ['all of arrivals'],
    },
  },
  {
    why: 'A draw weighs every candidate; then it looks the few of its front up among one another.',
    of: {
      'rank/count_candidates': ['all of author_signals', 'all of pool'],
      'rank/draw_front': [
        // Of the acts, what was snoozed.
        ...['all of actions', 'all of author_signals', 'index on beginning', 'index on person'],
        ...['index on aged', 'index on usual', 'index on waiting', 'all of pool'],
        ...['index on part_of', 'index on thread'],
      ],
      'rank/find_last_chances': ['all of exposures', 'all of pool'],
      // Of a feed of minutes alone.
      'rank/measure_waiting': ['all of pool'],
      'rank/refuse_filtered': ['all of pool'],
    },
  },
  {
    why: 'It counts what there is, for whoever asks how much that is.',
    of: {
      'serve/count_everything': [
        ...['all of accounts', 'all of arrivals', 'all of exposures', 'all of pool'],
        ...['all of snapshots', 'all of statuses'],
      ],
      'serve/count_kept': [
        ...['all of actions', 'all of arrivals', 'all of exposures', 'all of payloads'],
        'all of statuses',
      ],
      'serve/count_lane_outcomes': ['all of exposures'],
      'serve/measure_absences': ['all of absences'],
      'serve/measure_keeping': ['all of payloads', 'all of statuses'],
      'upkeep/count_bodies_to_pack': ['all of payloads'],
      'upkeep/count_bodies_to_prune': ['all of payloads'],
      'upkeep/count_damaged_texts': ['all of payloads', 'all of versions', 'all of accounts'],
      'serve/count_waiting': ['all of pool'],
      'serve/measure_follows': ['index on had'],
      'serve/measure_coverage': [
        ...['all of arrivals', 'all of exposures', 'all of pool'],
        ...['index on heard', 'index on waiting'],
      ],
    },
  },
  {
    why: 'What waits and stood in the home in a stretch of time: asked in the first three days, and by `seen`, which then writes as many rows.',
    of: {
      'serve/count_unseen_before': ['all of pool'],
      'serve/list_unseen_between': ['all of pool'],
    },
  },
  {
    why: 'Looked for last, where it is no id and no uri: an index on each address would be written for every status, for the few that are ever asked about by it.',
    of: {
      'rank/find_status_named': ['all of payloads'],
      'rank/find_wrapper_named': ['all of arrivals'],
    },
  },
  {
    why: 'Whoever named nobody reads who might have been meant.',
    of: { 'serve/list_similar_people': ['all of accounts'] },
  },
  {
    why: 'An export, a rebuilt past and what the demo shows of one edition are the whole history.',
    of: {
      'past/count_new': ['all of pool'],
      'past/count_unknown': ['all of statuses'],
      'past/find_look_between': ['all of actions'],
      'past/list_acted_candidates': ['all of actions'],
      'past/list_waiting': ['all of pool'],
      'serve/list_history': [
        ...['all of actions', 'all of arrivals', 'all of exposures', 'all of server_ids'],
        ...['all of snapshots', 'all of versions', 'index on named'],
      ],
      'serve/list_unseen_at': ['all of arrivals'],
    },
  },
  {
    why: 'An index over a few rows: dials, followed tags, turns of a crawl by their hole.',
    of: {
      'serve/list_all_holes': ['index on (subquery-1)'],
      'serve/list_covers': ['index on followed_tags'],
      'upkeep/hear_dials': ['index on heard'],
    },
  },
];
