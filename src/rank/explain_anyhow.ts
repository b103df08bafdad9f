import { DriftlineError } from '../core/errors.ts';
import { type ExplainRequest, type Explanation, explainStatus } from './explain.ts';
import { askOwnSql, type OwnFeedNeeds } from './own_feed.ts';

/** An explanation, and why the owner's SQL could not speak in it. */
export interface ExplainedAnyhow {
  readonly explanation: Explanation;
  /** Undefined where it did, or where the feed has none. */
  readonly failed: string | undefined;
}

/**
 * Explains a status by a feed whose own SQL may fail now: what editions froze can be told whatever
 * it says, and the feed's other settings judge the rest. Throws as `explainStatus` does.
 */
export async function explainAnyhow(
  request: ExplainRequest & Pick<OwnFeedNeeds, 'runOwnSql'>,
): Promise<ExplainedAnyhow> {
  const { sql: _, ...without } = request.feed;
  const judged = await askOwnSql(request)
    .then((own) => ({ feed: request.feed, own, failed: undefined }))
    .catch((error: unknown) => {
      if (!(error instanceof DriftlineError) || error.code !== 'invalid') throw error;
      return { feed: without, own: undefined, failed: error.message };
    });
  const { feed, own, failed } = judged;
  return { explanation: explainStatus({ ...request, feed, own }), failed };
}
