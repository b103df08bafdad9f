/** Whether lists and objects stand in each other more than `levels` deep. */
export function isDeeperThan(json: unknown, levels: number): boolean {
  return isNested(json) && isAnyDeeper(json, levels);
}

function isAnyDeeper(nested: Nested, levels: number): boolean {
  if (levels === 0) return true;
  // No list of the members is made, and no call for what is not nested: every frame is asked.
  if (Array.isArray(nested)) {
    for (const member of nested)
      if (isNested(member) && isAnyDeeper(member, levels - 1)) return true;
    return false;
  }
  for (const name in nested) {
    const member = nested[name];
    if (isNested(member) && isAnyDeeper(member, levels - 1)) return true;
  }
  return false;
}

type Nested = Readonly<Record<string, unknown>>;

function isNested(json: unknown): json is Nested {
  return typeof json === 'object' && json !== null;
}
