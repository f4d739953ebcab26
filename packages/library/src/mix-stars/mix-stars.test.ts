import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../index.ts';
import { rateMix } from '../sets/edit-tracks.ts';

const [A, B, C] = ['/music/a.mp3', '/music/b.mp3', '/music/c.mp3'];

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('stars');
  await write([A, B, C]);
});

function write(paths: readonly string[]): Promise<void> {
  const tracks = Object.fromEntries(
    paths.map((path, i) => [path, { artist: 'X', title: `T${i}`, duration: 300 + 10 * i }]),
  );
  return writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
}

const open = () => openLibrary({ dataDir: folder });

describe('stars of mixes', () => {
  it('are kept by pair and direction; later ones replace earlier ones, and 0 removes them', async () => {
    await using library = await open();
    await library.saveMixStars(A, B, 3);
    await library.saveMixStars(B, A, 1);
    await library.saveMixStars(A, B, 5);
    await library.saveMixStars(B, C, 4);
    await library.saveMixStars(B, C, 0);
    expect(await library.mixStars()).toEqual([
      { from: A, to: B, stars: 5 },
      { from: B, to: A, stars: 1 },
    ]);
  });

  it('include those of sets, unless the mix has own ones', async () => {
    await using library = await open();
    const tracks = await library.setTracks([A, B, C]);
    await library.saveSet('night', { tracks });
    await library.editSet('night', (set) => rateMix(rateMix(set, 0, 2), 1, 4));
    await library.saveMixStars(A, B, 5);
    expect(await library.mixStars()).toEqual([
      { from: A, to: B, stars: 5 },
      { from: B, to: C, stars: 4 },
    ]);
  });

  it('are the latest, whether the set or the pair got them', async () => {
    await using library = await open();
    await library.saveSet('night', { tracks: await library.setTracks([A, B, C]) });
    const rate = (stars: number) => library.rateSetMix('night', 0, stars);
    const starsInSet = async () => (await library.set('night')).mixes[0].stars;
    await library.saveMixStars(A, B, 5);
    expect(await starsInSet()).toBe(5);
    await rate(2);
    expect([await library.mixStars(), await starsInSet()]).toEqual([[{ from: A, to: B, stars: 2 }], 2]);
    await library.saveMixStars(A, B, 4);
    expect([await library.mixStars(), await starsInSet()]).toEqual([[{ from: A, to: B, stars: 4 }], 4]);
    await rate(2);
    expect(await starsInSet()).toBe(2);
    await rate(0);
    expect([await library.mixStars(), await starsInSet()]).toEqual([[], undefined]);
    await rate(3);
    await library.undoSet('night');
    expect([await library.mixStars(), await starsInSet()]).toEqual([[], undefined]);
  });

  it('stay when their set is changed or removed, and when it comes back', async () => {
    await using library = await open();
    await library.saveSet('night', { tracks: await library.setTracks([A, B, C]) });
    await library.rateSetMix('night', 'T0', 2);
    await library.editSet('night', (set) => ({ ...set, tracks: set.tracks.toReversed() }));
    await library.removeSet('night');
    expect(await library.mixStars()).toEqual([{ from: A, to: B, stars: 2 }]);
    await library.saveMixStars(A, B, 5);
    await library.undoSet('night');
    expect(await library.mixStars()).toEqual([{ from: A, to: B, stars: 5 }]);
  });

  it('follow moved files, and survive a cut or odd line', async () => {
    {
      await using library = await open();
      await library.saveMixStars(A, B, 3);
    }
    await appendFile(join(folder, 'mix-stars.jsonl'), '{"from":1}\nnonsense\n{"cut');
    await write(['/new/a.mp3', B, C]);
    await using library = await open();
    await library.saveMixStars(B, C, 2);
    expect(await library.mixStars()).toEqual([
      { from: '/new/a.mp3', to: B, stars: 3 },
      { from: B, to: C, stars: 2 },
    ]);
  });

  it('refuses what is no mix', async () => {
    await using library = await open();
    await expect(library.saveMixStars(A, A, 3)).rejects.toThrow(/same track/);
    await expect(library.saveMixStars(A, B, 6)).rejects.toThrow(/stars/);
    await expect(library.saveMixStars(A, '/music/none.mp3', 3)).rejects.toThrow(/no track/);
  });
});
