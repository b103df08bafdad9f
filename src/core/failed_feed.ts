interface FailedFeed {
  readonly feed: string;
  readonly failed_because: string | null;
  readonly drawn_with: string | null;
}

/** Where the owner's own SQL failed in the night: an edition is not what they asked for. */
export function failedFeedWords({
  feed,
  failed_because,
  drawn_with,
}: FailedFeed): string | undefined {
  if (failed_because === null) return undefined;
  return `The SQL of feed ${feed} failed, and this was drawn by ${drawn_with}. ${failed_because}`;
}
