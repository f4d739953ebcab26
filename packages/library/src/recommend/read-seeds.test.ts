import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLibrary } from '../index.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await temporaryFolder('seeds');
  const tracks = {
    '/music/1.mp3': { artist: 'Daft Punk', title: 'Da Funk' },
    '/music/2.mp3': { artist: 'Kiln', title: 'Dusk' },
    '/music/3.mp3': { artist: 'Kiln', title: 'Dawn' },
    '/music/4.mp3': { artist: 'Other', title: 'From Dusk Till Dawn' },
    '/music/5.mp3': { artist: 'Drum Choir', title: 'One' },
    '/music/6.mp3': { artist: 'Bass Choir', title: 'Two' },
  };
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
});

async function seeds(...words: string[]): Promise<string[]> {
  await using library = await openLibrary({ dataDir });
  return library.readSeeds(words);
}

describe('words without quotes', () => {
  it('are one name if a track has all of them', async () => {
    expect(await seeds('da', 'funk')).toEqual(['da funk']);
    expect(await seeds('punk', 'daft')).toEqual(['punk daft']);
  });

  it('are one name if a word matches nothing, so that the error proposes names', async () => {
    expect(await seeds('daft', 'pnuk')).toEqual(['daft pnuk']);
  });

  it('are several tracks if each is the title of one', async () => {
    expect(await seeds('dusk', 'dawn')).toEqual(['dusk', 'dawn']);
  });

  it('are several tracks if only each alone matches', async () => {
    expect(await seeds('drum', 'bass')).toEqual(['drum', 'bass']);
  });
});

it('names in quotes and paths are never joined', async () => {
  expect(await seeds('da funk', 'punk')).toEqual(['da funk', 'punk']);
  expect(await seeds('/music/1.mp3', 'funk')).toEqual(['/music/1.mp3', 'funk']);
  expect(await seeds('C:\\Music\\1.mp3', 'funk')).toEqual(['C:\\Music\\1.mp3', 'funk']);
});

it('one name stays as it is', async () => {
  expect(await seeds('nothing')).toEqual(['nothing']);
  expect(await seeds('')).toEqual(['']);
});
