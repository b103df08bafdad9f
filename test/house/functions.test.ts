import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { type HouseFile, SOURCES } from './house_files.ts';

/** About what a screen shows. A longer one is split by what its parts mean, not by their length. */
const FUNCTION_LINES_MAX = 70;

test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
  const long = SOURCES.flatMap((file) =>
    functionsIn(file)
      .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
      .map(({ name, lines }) => `${file.path}: ${name} has ${lines} lines`),
  );

  expect(long).toEqual([]);
});

test('functions are measured with what is inside them, whatever they are called by', () => {
  const text = [
    'export function outer() {',
    "  const inner = (): string => '🐑';",
    '  return {',
    '    method(): void {',
    '      inner();',
    '    },',
    '  };',
    '}',
    '[1].forEach(() => {});',
  ];

  const found = functionsIn({ path: 'src/some.tsx', text: text.join('\n'), lines: text });

  expect(found).toEqual([
    { name: 'outer', lines: 8 },
    { name: 'inner', lines: 1 },
    { name: 'method', lines: 3 },
    { name: 'a function in line 9', lines: 1 },
  ]);
});

interface MeasuredFunction {
  readonly name: string;
  readonly lines: number;
}

/** A part of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** What a function, a variable and a member are called by. */
  readonly id?: { readonly name?: string } | null;
  readonly key?: { readonly name?: string };
}

function functionsIn({ path, text }: HouseFile): readonly MeasuredFunction[] {
  const found: MeasuredFunction[] = [];
  const visit = (node: Node, parent: Node | undefined) => {
    if (/Function(Declaration|Expression)$/.test(node.type)) {
      const name = node.id?.name ?? parent?.id?.name ?? parent?.key?.name;
      const firstLine = linesIn(text.slice(0, node.start));
      found.push({
        name: name ?? `a function in line ${firstLine}`,
        lines: linesIn(text.slice(node.start, node.end)),
      });
    }
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as Node, undefined);
  return found;
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value?.type === 'string');
}

function linesIn(text: string): number {
  return text.split('\n').length;
}
