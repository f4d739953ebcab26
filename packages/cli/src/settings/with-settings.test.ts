import { OptionError, PRESETS, RECOMMEND_DEFAULTS, WEIGHT_PRESETS } from '@rbassist/core';
import type { Settings } from '@rbassist/library';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../arguments/read-arguments.ts';
import { COMMON_ARGUMENTS } from '../command.ts';
import { embed } from '../commands/embed.ts';
import { recommend } from '../commands/recommend.ts';
import { scan } from '../commands/scan.ts';
import { withSettings } from './with-settings.ts';

function read(command: typeof scan, words: readonly string[], settings: Settings, preset?: string) {
  return readArguments(words, withSettings(command.addFlags(COMMON_ARGUMENTS), settings, preset));
}

describe('withSettings', () => {
  const settings: Settings = { workers: 3, folders: ['/a', '/b'] };

  it('fills in missing flags', () => {
    expect(read(scan, [], settings)).toMatchObject({ workers: 3, paths: ['/a', '/b'] });
    expect(read(scan, ['/c', '--workers', '5'], settings)).toMatchObject({ workers: 5, paths: ['/c'] });
    expect(read(scan, ['--num-workers', '0'], settings)).toMatchObject({ workers: 0 });
    expect(read(scan, [], {})).toMatchObject({ workers: undefined, paths: [] });
  });

  it('uses the folders only for commands that declare them', () => {
    expect(read(embed, [], settings)).toMatchObject({ workers: 3, paths: [] });
  });

  it('sets the flag of every option in a preset', () => {
    const weights = { ann: 1, samples: 2, bass: 3, rhythm: 4 };
    const preset = { top: 7, tempoPct: 50, allowDoubletime: false, camelotNeighbors: false, weights };
    expect(Object.keys(RECOMMEND_DEFAULTS)).toEqual(expect.arrayContaining(Object.keys(preset)));
    const presets = { all: preset, 'top 2': { top: 2 } };
    expect(read(recommend, ['x', '--top', '9', '--camelot-neighbors'], { presets }, 'all')).toMatchObject({
      ...{ top: 9, tempoPct: 50, allowDoubletime: false, camelotNeighbors: true },
      ...{ wAnn: 1, wSamples: 2, wBass: 3, wRhythm: 4 },
    });
    expect(read(recommend, ['x'], { presets }, 'top 2')).toMatchObject({ top: 2, wBass: 0 });
  });

  it('sets flags that take lists, which typed ones replace', () => {
    const mine = { tags: ['Warm-up'], crates: ['friday'], exclude: ['artist:Prodigy'], minDurationS: 90 };
    const settings = { presets: { mine } };
    expect(read(recommend, ['x', '--crate', 'late'], settings, 'mine')).toMatchObject({
      ...{ tag: ['Warm-up'], crate: ['late'], exclude: ['artist:Prodigy'], minLength: 90 },
    });
  });

  it('has the presets of rbassist, and those of the files win', () => {
    expect(read(recommend, ['x', '--w-bass', '2'], {}, 'tight')).toMatchObject({
      wAnn: WEIGHT_PRESETS.tight.ann,
      wBass: 2,
      tempoPct: PRESETS.tight.tempoPct,
    });
    const own = { presets: { tight: { top: 3 } } };
    expect(read(recommend, ['x'], own, 'tight')).toMatchObject({ top: 3, wAnn: 0 });
  });

  it('lists the presets if the name is unknown, or names the closest', () => {
    expect(() => read(recommend, ['x'], {}, 'a')).toThrow(
      'There is no preset "a". Available presets: balanced, tight, adventurous, harmonic.',
    );
    expect(() => read(recommend, ['x'], {}, 'harmnic')).toThrow('Did you mean "harmonic"?');
    expect(() => read(recommend, ['x'], { presets: { b: {}, a: {} } }, 'c')).toThrow('harmonic, a, b.');
    expect(() => read(recommend, ['x'], {}, 'toString')).toThrow(OptionError);
  });
});
