import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import {
  type EmbeddingSpace,
  formatSpace,
  mayBeOfModel,
  parseSpace,
  pythonSpace,
  type SpaceParts,
  spaceDifference,
  spaceDimensions,
  withoutWeights,
} from './embedding-space.ts';

const HUB = 'm-a-p/MERT-v1-330M';

describe('an embedding space', () => {
  it.each<[string, SpaceParts]>([
    ['spectral-v1/160', { model: 'spectral-v1', dimensions: 160 }],
    [`${HUB}@intro-core-late/1024`, { model: HUB, windows: { rule: 'intro-core-late' }, dimensions: 1024 }],
    [
      `${HUB}@chunks-5s-layer-7+int8/1024`,
      { model: HUB, windows: { rule: 'chunks', chunkS: 5, layer: 7 }, precision: 'int8', dimensions: 1024 },
    ],
    [
      'vgg-12345678@chunks-2.5s/128',
      { model: 'vgg-12345678', windows: { rule: 'chunks', chunkS: 2.5 }, dimensions: 128 },
    ],
    ['a@b@intro-core-late/3', { model: 'a@b', windows: { rule: 'intro-core-late' }, dimensions: 3 }],
    ['unknown/768', { model: 'unknown', dimensions: 768 }],
    [
      `${HUB}#0c03774d@intro-core-late-120s+int8/1024`,
      {
        model: HUB,
        weights: '0c03774d',
        windows: { rule: 'intro-core-late', capS: 120 },
        precision: 'int8',
        dimensions: 1024,
      },
    ],
    ['a/b#01234567~stems:vocals/8', { model: 'a/b', weights: '01234567', source: 'stems:vocals', dimensions: 8 }],
    // not 8 hex digits, so not weights
    ['a#b/8', { model: 'a#b', dimensions: 8 }],
    ['a#01234567x/8', { model: 'a#01234567x', dimensions: 8 }],
    // written by a later version: the whole text is the model
    ['m@other-windows/8', { model: 'm@other-windows', dimensions: 8 }],
  ])('round-trips %s', (space, parts) => {
    expect(parseSpace(space)).toEqual(parts);
    expect(formatSpace(parts)).toBe(space);
    expect(spaceDimensions(space)).toBe(parts.dimensions);
  });

  it.each(['', 'spectral-v1', '/160', 'x/', 'x/0', 'x/1.5', 'x/-3', 'x/NaN'])('refuses %j', (text) => {
    expect(parseSpace(text)).toBeUndefined();
    expect(() => spaceDimensions(text)).toThrow(OptionError);
  });

  it('may be of a model if it names that model or no known one', () => {
    expect(mayBeOfModel(`${HUB}@intro-core-late/1024`, HUB)).toBe(true);
    expect(mayBeOfModel(`${HUB}#0c03774d@intro-core-late-120s/1024`, HUB)).toBe(true);
    expect(mayBeOfModel(pythonSpace(512), HUB)).toBe(true);
    expect(mayBeOfModel(pythonSpace(1024, 'stems:vocals'), HUB)).toBe(false);
    expect(mayBeOfModel('spectral-v1/160', HUB)).toBe(false);
    expect(mayBeOfModel('m-a-p/MERT-v1-95M@intro-core-late/768', HUB)).toBe(false);
  });

  it('of the Python rbassist has its windows, and differs for each source', () => {
    expect(pythonSpace(1024)).toBe(`${HUB}@intro-core-late-120s/1024`);
    expect(pythonSpace(768, 'baseline')).toBe('m-a-p/MERT-v1-95M@intro-core-late-120s/768');
    expect(pythonSpace(768, '')).toBe(pythonSpace(768));
    expect(pythonSpace(32)).toBe('unknown/32');
    const sources = [
      'baseline',
      'baseline+timbre(0.70/0.30)',
      'baseline+timbre(0.50/0.50)',
      'timbre_only',
      'stems:vocals',
      'stems:vocals+timbre(0.70/0.30)',
      'odd@intro-core-late-120s/7\n#01234567~\uD800',
      'odd%40intro-core-late-120s/7%a#01234567~%d800',
    ];
    const spaces = sources.map((source) => pythonSpace(1024, source));
    expect(new Set(spaces).size).toBe(sources.length);
    for (const space of spaces) {
      expect(parseSpace(space)?.dimensions).toBe(1024);
      expect(formatSpace(parseSpace(space)!)).toBe(space);
    }
    // OpenL3 vectors do not use MERT
    expect(pythonSpace(1024, 'timbre_only')).toBe('openl3~timbre_only/1024');
  });

  it('differs from another in weights, windows or model', () => {
    const named = `${HUB}#0c03774d@intro-core-late-120s/1024` as EmbeddingSpace;
    expect(withoutWeights(named)).toBe(pythonSpace(1024));
    expect(withoutWeights('spectral-v1/160')).toBe('spectral-v1/160');
    expect(spaceDifference(named, named)).toBeUndefined();
    expect(spaceDifference(named, pythonSpace(1024))).toBe('weights');
    expect(spaceDifference(named, `${HUB}#ffffffff@intro-core-late-120s/1024` as EmbeddingSpace)).toBe('weights');
    expect(spaceDifference(named, `${HUB}@intro-core-late/1024` as EmbeddingSpace)).toBe('windows');
    expect(spaceDifference(named, `${HUB}#0c03774d@chunks-5s-layer-7/1024` as EmbeddingSpace)).toBe('windows');
    for (const other of [
      'spectral-v1/160' as const,
      pythonSpace(768),
      pythonSpace(1024, 'stems:vocals'),
      `${HUB}#0c03774d@intro-core-late-120s+int8/1024` as EmbeddingSpace,
    ]) {
      expect(spaceDifference(named, other)).toBe('model');
    }
  });
});
