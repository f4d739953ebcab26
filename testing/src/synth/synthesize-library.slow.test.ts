import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { File, Id3v2FrameIdentifiers, type Id3v2Tag, TagTypes } from 'node-taglib-sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { camelotCode, parseKey } from './pitch.ts';
import { synthesizeLibrary } from './synthesize-library.ts';
import { TRACKS } from './track-table.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('synth');
});

function read(path: string) {
  const file = File.createFromPath(path);
  try {
    const { properties } = file;
    const tag = file.getTag(TagTypes.Id3v2, false) as Id3v2Tag | undefined;
    return {
      sampleRate: properties.audioSampleRate,
      bitDepth: properties.bitsPerSample,
      channels: properties.audioChannels,
      seconds: properties.durationMilliseconds / 1000,
      tag: tag && {
        artist: tag.performers[0],
        title: tag.title,
        album: tag.album,
        genre: tag.genres[0],
        year: tag.year,
        key: tag.initialKey,
        bpm: tag.getTextAsString(Id3v2FrameIdentifiers.TBPM),
      },
    };
  } finally {
    file.dispose();
  }
}

describe('synthesizeLibrary', () => {
  it('writes every track in its format, with or without tags', async () => {
    const events: string[] = [];
    const tracks = await synthesizeLibrary(folder, {
      seconds: 2,
      onTrack: ({ done, total, path }) => events.push(`${done}/${total} ${path}`),
    });
    expect(tracks).toHaveLength(28);
    expect(events.at(-1)).toBe(`28/28 ${tracks[27].path}`);
    expect(new Set(tracks.map(({ path }) => path)).size).toBe(28);
    tracks.forEach((track, i) => {
      const { artist, title, album, genre, year, key, bpm, sampleRate, bitDepth, channels, tagged } = TRACKS[i];
      expect(basename(track.path)).toMatch(new RegExp(`^${artist} - ${title}\\.(wav|aiff)$`));
      expect(track).toMatchObject({ artist, title, genre, bpm, key: camelotCode(parseKey(key)), durationS: 2 });
      const found = read(track.path);
      expect(found).toMatchObject({ sampleRate, bitDepth, channels });
      expect(found.seconds).toBeCloseTo(2, 1);
      if (tagged) expect(found.tag).toEqual({ artist, title, album, genre, year, key, bpm: String(bpm) });
      else expect(found.tag?.title).toBeUndefined();
    });
  });

  it('writes the same bytes every time', async () => {
    const options = { tracks: 3, seconds: 3 };
    const [first, second] = ['a', 'b'].map((name) => join(folder, name));
    await synthesizeLibrary(first, options);
    await synthesizeLibrary(second, options);
    const names = await readdir(first);
    expect(names).toHaveLength(3);
    for (const name of names) {
      expect((await readFile(join(first, name))).equals(await readFile(join(second, name)))).toBe(true);
    }
  });

  it('stops on abort', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(synthesizeLibrary(folder, { signal })).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('TRACKS', () => {
  it('has four tracks of each style, with neighbours on the Camelot wheel', () => {
    const styles = Map.groupBy(TRACKS, ({ style }) => style);
    expect(styles.size).toBe(7);
    for (const tracks of styles.values()) {
      const hours = tracks.map(({ key }) => Number.parseInt(camelotCode(parseKey(key)), 10));
      expect(tracks).toHaveLength(4);
      expect(hours.some((hour) => hours.some((other) => (hour % 12) + 1 === other))).toBe(true);
    }
    expect(TRACKS.filter(({ tagged }) => !tagged)).toHaveLength(3);
  });
});
