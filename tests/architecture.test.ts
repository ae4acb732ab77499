/** The import rules of docs/ARCHITECTURE.md: arrows point one way, and folders are entered by their front door. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const LAYERS = ['index', 'src', 'adapters'] as const;
const CHAT_LIBRARIES = ['discord.js', '@slack/bolt'];

interface Import {
  readonly from: string;
  /** Path from the root for a file of ours; else the name of a package. */
  readonly to: string;
  readonly ours: boolean;
}

const imports: Import[] = LAYERS.flatMap((layer) =>
  readdirSync(join(ROOT, layer), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => importsOf(join(layer, file))),
);

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => {
    const ours = specifier.startsWith('.');
    const to = ours ? relative(ROOT, resolve(ROOT, dirname(file), specifier)) : specifier;
    return { from: file, to, ours };
  });
}

const describeImports = (list: readonly Import[]): string[] => list.map(({ from, to }) => `${from} -> ${to}`);
const layerOf = (file: string): string => file.split('/')[0]!;
const ownImports = imports.filter(({ ours }) => ours);

describe('imports', () => {
  it('are found (or these rules would hold for nothing)', () => {
    expect(ownImports.length).toBeGreaterThan(50);
    expect(new Set(imports.map(({ from }) => layerOf(from)))).toEqual(new Set(LAYERS));
  });

  it('point from adapters to src to index, never back; only cli.ts and main.ts put adapters in', () => {
    const allowed: Record<string, readonly string[]> = {
      index: ['index'],
      src: ['index', 'src'],
      adapters: ['index', 'src', 'adapters'],
    };
    const wrong = ownImports.filter(({ from, to }) => {
      if (layerOf(to) === 'adapters' && ['src/cli.ts', 'src/main.ts'].includes(from)) return false;
      return !allowed[layerOf(from)]!.includes(layerOf(to));
    });
    expect(describeImports(wrong)).toEqual([]);
  });

  it('never lead from one adapter to another', () => {
    const surfaceOf = (file: string): string => file.split('/')[1]!;
    const wrong = ownImports.filter(
      ({ from, to }) =>
        layerOf(from) === 'adapters' && layerOf(to) === 'adapters' && surfaceOf(from) !== surfaceOf(to),
    );
    expect(describeImports(wrong)).toEqual([]);
  });

  it('enter another folder by its mod.ts, where it has one; what lies inside a folder may use its files', () => {
    const wrong = ownImports.filter(
      ({ from, to }) =>
        !`${dirname(from)}/`.startsWith(`${dirname(to)}/`) &&
        dirname(to).includes('/') &&
        !to.endsWith('/mod.ts'),
    );
    expect(describeImports(wrong)).toEqual([]);
  });

  it('bring no chat library into index or src', () => {
    const wrong = imports.filter(
      ({ from, to }) => layerOf(from) !== 'adapters' && CHAT_LIBRARIES.includes(to),
    );
    expect(describeImports(wrong)).toEqual([]);
  });

  it('make no circle', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of ownImports) next.set(from, [...(next.get(from) ?? []), to]);
    const finished = new Set<string>();
    const circleFrom = (file: string, path: readonly string[]): string[] | null => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (finished.has(file)) return null;
      for (const to of next.get(file) ?? []) {
        const circle = circleFrom(to, [...path, file]);
        if (circle !== null) return circle;
      }
      finished.add(file);
      return null;
    };
    expect(
      [...next.keys()].map((file) => circleFrom(file, [])).find((circle) => circle !== null) ?? [],
    ).toEqual([]);
  });
});
