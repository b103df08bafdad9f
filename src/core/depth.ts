/** Whether lists and objects stand in each other more than `levels` deep. */
export function isDeeperThan(json: unknown, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (levels === 0) return true;
  // No list of the members is made: every frame is asked.
  for (const name in json)
    if (isDeeperThan((json as Record<string, unknown>)[name], levels - 1)) return true;
  return false;
}
