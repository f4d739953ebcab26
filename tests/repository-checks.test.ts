import { describe, expect, it } from 'vitest';
import { importedNames } from '../scripts/imported-names.ts';

const namesIn = (code: string) => importedNames('program.ts', code).map(({ module, name }) => `${module} ${name}`);

describe('the check for unused exports', () => {
  it.each([
    ['an import', `import { a, type B, c as d } from 'm';`, ['m a', 'm B', 'm c']],
    ['an export', `export { a, b as c } from 'm';`, ['m a', 'm b']],
    ['an import type', `let x: import('m').A.B;`, ['m A']],
    ['a dynamic import', `const { a, b: c } = await import('m');`, ['m a', 'm b']],
    ['a member of a dynamic import', `const x = (await import('m')).a;`, ['m a']],
    ['members of a namespace', `import * as m from 'm';\nm.a(); let x: m.B;`, ['m a', 'm B']],
  ])('counts %s as a use', (_kind, code, names) => {
    expect(namesIn(code)).toEqual(names);
  });

  it('does not count an import without names', () => {
    expect(namesIn(`import 'm';\nimport * as m from 'm';\nawait import('m');`)).toEqual([]);
  });
});
