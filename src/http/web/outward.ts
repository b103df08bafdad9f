/** What a link has that leads away from here. */
export const OUTWARD = { target: '_blank', rel: 'noopener nofollow noreferrer' } as const;
