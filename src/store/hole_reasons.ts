/** How the reason begins of a hole that no reading of the home or of a list fills. */
export const LIST_GONE = 'a list was not read again before';

/** Of one in which nobody knows whether anything came. */
export const SILENT = 'the stream was silent for much longer than around that';

/** Of one that ended where the stream spoke again, since the home could not be read. */
export const SPOKE_AGAIN = 'the stream was back before the home could be read';

/** Where everybody's own page shows nothing new, these were no holes. */
export const SUPPOSED = [LIST_GONE, SILENT, SPOKE_AGAIN];
