/** One line a ratio: what it is, what it should be, and the medians that it was made of. */
export function printTable(rows) {
  const cells = rows.map(({ what, measured, target, isAtLeast, detail }) => [
    what,
    measured.toFixed(2),
    target === undefined ? '' : `${isAtLeast ? '≥' : '≤'} ${target}`,
    verdictOf(measured, target, isAtLeast),
    detail,
  ]);
  const all = [['ratio', 'measured', 'target', '', 'medians'], ...cells];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) console.log(row.map((cell, at) => cell.padEnd(widths[at])).join('  '));
}

function verdictOf(measured, target, isAtLeast) {
  if (target === undefined) return '';
  return (isAtLeast ? measured >= target : measured <= target) ? 'met' : 'not met';
}
