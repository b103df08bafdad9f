/** Whether lists and objects stand in each other more than `levels` deep. */
export function isDeeperThan(json: unknown, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(json)) if (isDeeperThan(member, levels - 1)) return true;
  return false;
}
