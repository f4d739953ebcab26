import { describe, expect, it } from 'vitest';
import { jsonPlaces } from './json-places.ts';

describe('jsonPlaces', () => {
  it.each([
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": x\n}', 2, 8],
    ['{\r\n  "folders": ["C:\\Music"]\r\n}', 2, 18],
    ['{"a": 1', 1, 8],
    ['{"a": 1} 2', 1, 10],
    ["{'a': 1}", 1, 2],
    ['{\n// mine\n"a": 1}', 2, 1],
    ['{"a": "b\nc"}', 1, 9],
    ['{"a" 1}', 1, 6],
    ['[1 2]', 1, 4],
    ['{"a": 01}', 1, 8],
    ['', 1, 1],
  ])('finds the fault of %j', (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonPlaces(text).error).toEqual({ line, column });
  });

  it.each(['{}', '[]', ' {"a": [1, -2.5e3, {"b": null}], "\\u0041\\n": "\\\\ é"} ', '"x"', '0', 'true'])(
    'finds no error in %s',
    (text) => {
      expect(() => JSON.parse(text)).not.toThrow();
      expect(jsonPlaces(text).error).toBeUndefined();
    },
  );

  it('returns the line of a key, even if another object has the same key', () => {
    const { lineOf } = jsonPlaces('{"workers": {\n"top": 1},\n"presets": {\n"a.b":\n{"top": 2}}, "__proto__": 1}');
    expect(lineOf(['workers'])).toBe(1);
    expect(lineOf(['workers', 'top'])).toBe(2);
    expect(lineOf(['presets', 'a.b', 'top'])).toBe(5);
    expect(lineOf(['__proto__'])).toBe(5);
    expect(lineOf(['top'])).toBeUndefined();
  });

  it('survives very deep nesting', () => {
    expect(jsonPlaces('['.repeat(500_000)).error).toBeDefined();
  });
});
