import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import {
  formatSpace,
  mayBeOfModel,
  parseSpace,
  type SpaceParts,
  spaceDimensions,
  unknownSpace,
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
    // written by a later version: told apart as a whole
    ['m@other-windows/8', { model: 'm@other-windows', dimensions: 8 }],
  ])('%s is taken apart and put together again', (space, parts) => {
    expect(parseSpace(space)).toEqual(parts);
    expect(formatSpace(parts)).toBe(space);
    expect(spaceDimensions(space)).toBe(parts.dimensions);
  });

  it.each(['', 'spectral-v1', '/160', 'x/', 'x/0', 'x/1.5', 'x/-3', 'x/NaN'])('refuses %j', (text) => {
    expect(parseSpace(text)).toBeUndefined();
    expect(() => spaceDimensions(text)).toThrow(OptionError);
  });

  it('may be of a model if it names it or none', () => {
    expect(mayBeOfModel(`${HUB}@intro-core-late/1024`, HUB)).toBe(true);
    expect(mayBeOfModel(unknownSpace(1024), HUB)).toBe(true);
    expect(mayBeOfModel('spectral-v1/160', HUB)).toBe(false);
    expect(mayBeOfModel('m-a-p/MERT-v1-95M@intro-core-late/768', HUB)).toBe(false);
  });
});
