import { describe, expect, it } from 'vitest';
import { fixture, temporaryFile } from '../test-support.ts';
import { browserType } from './browser-type.ts';

describe('browserType', () => {
  it.each([
    ['cbr.mp3', 'audio/mpeg'],
    ['mono.mp3', 'audio/mpeg'],
    ['flac.flac', 'audio/flac'],
    ['flac-inside.mp3', 'audio/flac'],
    ['adts.aac', 'audio/aac'],
    ['aac.m4a', 'audio/mp4; codecs="mp4a.40.2"'],
    ['vorbis.ogg', 'audio/ogg; codecs=vorbis'],
    ['opus.opus', 'audio/ogg; codecs=opus'],
    ['info.wav', 'audio/wav'],
    ['extensible-24.wav', 'audio/wav'],
    ['alac.m4a', undefined],
    ['adpcm.wav', undefined],
    ['flac.ogg', undefined],
    ['plain.aiff', undefined],
    ['sowt.aifc', undefined],
    ['wma.wma', undefined],
  ])('%s is %s', async (name, type) => {
    expect(await browserType(fixture(name))).toBe(type);
  });

  it('refuses what is no audio', async () => {
    await expect(browserType(await temporaryFile('a.mp3', ''))).rejects.toMatchObject({ kind: 'not-audio' });
    await expect(browserType(fixture('none.mp3'))).rejects.toMatchObject({ kind: 'missing' });
  });
});
