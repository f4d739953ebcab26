import { describe, expect, it } from 'vitest';
import { skipSpace, skipValue, walkObject } from './json-scan.ts';

function accepts(text: string): boolean {
  const bytes = Buffer.from(text);
  try {
    return skipSpace(bytes, skipValue(bytes, skipSpace(bytes, 0))) === bytes.length;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('skipValue', () => {
  const texts = [
    '{}',
    '[]',
    ' [ 1 , 2 ] ',
    '{"a":{"b":[null,true,false]}}',
    '"\\u00e4\\n\\/"',
    '0',
    '-0',
    '1.5e+10',
    '1E-2',
    '"ä😀"',
    '{"__proto__":1}',
    '',
    ' ',
    '{',
    '[',
    '"',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '{"a" 1}',
    '01',
    '1.',
    '.5',
    '-',
    '+1',
    '1e',
    '"\\x"',
    '"\\u12g4"',
    '"\n"',
    'nul',
    'truefalse',
    '[1 2]',
    '1 2',
    '}',
    "{'a':1}",
  ];
  it.each(texts)('agrees with JSON.parse about %j', (text) => {
    expect(accepts(text)).toBe(parses(text));
  });

  it('agrees with JSON.parse about 3,000 damaged copies of a text', () => {
    const text = JSON.stringify(
      { a: [1, -2.5e-7, 'ü\n"', { b: null, c: true }], tracks: { '/x.mp3': { bpm: 128 } } },
      null,
      1,
    );
    const random = seededRandom(1);
    const signs = '{}[]",:\\u0123456789abcdef-+.eE \n\ttrue';
    let damaged = 0;
    for (let round = 0; round < 3000; round++) {
      const at = Math.floor(random() * text.length);
      const copy = `${text.slice(0, at)}${signs[Math.floor(random() * signs.length)]}${text.slice(at + Math.floor(random() * 3))}`;
      expect(accepts(copy), copy).toBe(parses(copy));
      if (!parses(copy)) damaged++;
    }
    expect(damaged).toBeGreaterThan(1000);
  });

  it("accepts NaN and Infinity of Python's json module", () => {
    expect(['NaN', 'Infinity', '-Infinity', '[NaN]'].map(accepts)).toEqual([true, true, true, true]);
    expect(['-NaN', '+Infinity', 'Nan', '-I'].map(accepts)).toEqual([false, false, false, false]);
  });

  it('refuses values nested too deep to parse without a stack overflow', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(accepts(nested(900))).toBe(true);
    expect(accepts(nested(500_000))).toBe(false);
  });
});

it('walkObject visits each key and value with its position', () => {
  const bytes = Buffer.from('{"a": 1, "b" :{"c":2} } rest');
  const seen: string[] = [];
  const end = walkObject(bytes, 0, (keyStart, keyEnd, valueStart) => {
    const valueEnd = skipValue(bytes, valueStart);
    seen.push(`${bytes.subarray(keyStart, keyEnd)}=${bytes.subarray(valueStart, valueEnd)}`);
    return valueEnd;
  });
  expect(seen).toEqual(['"a"=1', '"b"={"c":2}']);
  expect(bytes.subarray(end).toString()).toBe(' rest');
});
