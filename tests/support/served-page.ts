import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { type ServeOptions, serveLibrary } from '@rbassist/server';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, seededRandom } from '@rbassist/testing/random';
import { PAGE_FOLDER } from '@rbassist/web';
import { editRecords } from './library.ts';

/** A library that is served with the page. */
export interface ServedPage extends AsyncDisposable {
  readonly url: string;
  readonly dataDir: string;
}

/** Serves the library of a data folder, and the page. */
export async function servePage(dataDir: string, options: ServeOptions = {}): Promise<ServedPage> {
  const library = await openLibrary({ dataDir });
  const server = await serveLibrary(library, { port: 0, page: PAGE_FOLDER, ...options });
  return {
    url: server.url,
    dataDir,
    async [Symbol.asyncDispose]() {
      await server.close();
      await library.close();
    },
  };
}

const GENRES = ['House', 'Techno', 'Drum & Bass', 'Disco'];
const WORDS = ['Saltwater', 'Glass', 'Neon', 'Paper', 'Iron', 'Velvet', 'Sky', 'Wing', 'Signal', 'Garden'];

/** Makes the data folder of a library of made-up tracks, whose files are not there. */
export async function madeUpLibrary(count: number, more: Record<string, TrackRecord> = {}): Promise<string> {
  const dataDir = join(await temporaryFolder('page'), 'data');
  const random = seededRandom(7);
  await editRecords(dataDir, (tracks) => {
    for (let i = 0; i < count; i++) {
      tracks[join('/music', pick(random, GENRES), `${i}.mp3`)] = {
        title: `${pick(random, WORDS)} ${pick(random, WORDS)} ${i}`,
        artist: `Artist ${i % 40}`,
        genre: pick(random, GENRES),
        bpm: 118 + below(random, 30),
        key: `${1 + below(random, 12)}${pick(random, ['A', 'B'])}`,
        duration: 200 + below(random, 200),
        rating: below(random, 6),
        added: `2026-0${1 + below(random, 9)}-15`,
        ...(random() < 0.3 && { mytags: ['Peak'] }),
      };
    }
    Object.assign(tracks, more);
  });
  return dataDir;
}
