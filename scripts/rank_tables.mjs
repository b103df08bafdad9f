// What bench:rank prints: Markdown, as it stands in docs/ranking.md.

const COLUMNS = [
  ['captured', 'captured', 3],
  ['nDCG', 'ndcg', 2],
  ['best 1 % in 3 d', 'best3', 2],
  ['in 7 d', 'best7', 2],
  ['waits met 14 d', 'waits14', 2],
  ['7 d', 'waits7', 2],
  ['14 d, by opened', 'openedWaits14', 2],
  ['worst wait, d', 'worstWaitDays', 0],
  ['heard', 'heard', 2],
  ['quiet in 7 d', 'quiet7', 2],
  ['zones', 'bias', 2],
  ['seen again', 'seenAgain', 0],
  ['same story', 'sameStory', 1],
  ['floods', 'floods', 2],
  ['less liked', 'lessLiked', 2],
  ['offered before', 'offeredBefore', 2],
];

/** All rankers in the everyday world, or in the first kind there is. */
export function printRankers(lives) {
  if (lives.length === 0) return;
  const [{ kind }] = lives;
  const of = lives.filter((life) => life.kind === kind);
  console.log(`\n${kind}, ${of.length} worlds, mean ± spread\n`);
  row(['ranker', ...COLUMNS.map(([title]) => title)]);
  row(['---', ...COLUMNS.map(() => '---:')]);
  for (const name of Object.keys(of[0].rankers)) {
    const cells = COLUMNS.map(([, key, digits]) => cellOf(of, name, key, digits));
    row([name === 'ours' ? '**ours**' : name, ...cells]);
  }
  const ours = of.map(({ rankers }) => rankers.ours);
  const screens = `${fixed(mean(ours.map((one) => one.perScreen.mean)), 1)} / ${Math.min(...ours.map((one) => one.perScreen.least))}`;
  console.log(
    `\nOurs: two seeds in common ${fixed(mean(ours.map((one) => one.inCommon)), 2)}; authors per 20, mean / least: ${screens}\n`,
  );
}

/** Ours beside the best of the others, in every kind of world. */
export function printKinds(lives) {
  row([
    'world',
    'captured',
    'best other',
    'ratio',
    'published',
    'waits 14 d',
    '7 d',
    '14 d, by opened',
    'quiet in 7 d',
    'floods',
    'after absence',
  ]);
  row(['---', ...Array.from({ length: 10 }, () => '---:')]);
  for (const kind of new Set(lives.map((life) => life.kind))) {
    const of = lives.filter((life) => life.kind === kind);
    const ours = (key, digits = 2) => cellOf(of, 'ours', key, digits);
    const others = Object.keys(of[0].rankers).filter(
      (name) => !['ours', 'oracle', 'people and topics known', 'published ranker'].includes(name),
    );
    const captured = (name) => mean(of.map(({ rankers }) => rankers[name].captured));
    const best = others.reduce((one, other) => (captured(other) > captured(one) ? other : one));
    const ratio = fixed(captured('ours') / captured(best), 2);
    row([
      kind,
      ours('captured', 3),
      `${fixed(captured(best), 3)} ${best}`,
      ratio,
      cellOf(of, 'published ranker', 'captured', 3),
      ours('waits14'),
      ours('waits7'),
      ours('openedWaits14'),
      ours('quiet7'),
      ours('floods'),
      ours('returned'),
    ]);
  }
  console.log('');
}

/** What is lost without each factor. */
export function printAblation(lives) {
  const names = [...new Set(lives.flatMap(({ rankers }) => Object.keys(rankers)))].filter(
    (name) => name !== 'oracle',
  );
  const of = (name) =>
    lives.flatMap(({ seed, rankers }) =>
      rankers[name] === undefined ? [] : [{ seed, ...rankers[name] }],
    );
  const whole = of('ours');
  row(['without', 'captured', 'difference', 'best 1 % in 7 d', 'waits 7 d', 'heard', 'floods']);
  row(['---', ...Array.from({ length: 6 }, () => '---:')]);
  for (const name of names) {
    const ablated = of(name);
    const differences = ablated.map(
      (one) => one.captured - whole.find(({ seed }) => seed === one.seed).captured,
    );
    const cells = ['best7', 'waits7', 'heard', 'floods'].map((key) =>
      fixed(mean(ablated.map((one) => one[key])), 2),
    );
    row([
      name === 'ours' ? 'nothing' : name,
      fixed(mean(ablated.map((one) => one.captured)), 3),
      `${fixed(mean(differences), 3)} ± ${fixed(spread(differences), 3)}`,
      ...cells,
    ]);
  }
}

function cellOf(lives, name, key, digits) {
  if (key === 'bias') return biasOf(lives.map(({ rankers }) => rankers[name].attention));
  const values = lives
    .map(({ rankers }) => rankers[name][key])
    .filter((value) => value !== undefined && value !== null);
  if (values.length === 0) return '';
  const around =
    values.length > 1 && key === 'captured' ? ` ±${fixed(spread(values), digits)}` : '';
  return `${fixed(mean(values), digits)}${around}`;
}

/** Attention per worth, best over worst time zone, each averaged over the worlds first. */
function biasOf(attentions) {
  const zones = new Map();
  for (const attention of attentions) {
    for (const { zone, read, there } of attention) {
      const sum = zones.get(zone) ?? { read: 0, there: 0 };
      zones.set(zone, { read: sum.read + read, there: sum.there + there });
    }
  }
  const shares = [...zones.values()].map(({ read, there }) => read / there);
  return fixed(Math.max(...shares) / Math.min(...shares), 2);
}

function row(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}

function mean(values) {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function spread(values) {
  const middle = mean(values);
  return Math.sqrt(
    mean(values.map((one) => (one - middle) ** 2)) *
      (values.length / Math.max(1, values.length - 1)),
  );
}

function fixed(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : String(value);
}
