import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import type { Recording } from '@rbassist/testing/synth';
import { type RunningServer, serveLibrary } from '../serve.ts';
import { pathId } from '../track-ids.ts';

/** A server on a library whose records name files, without any analysis. */
export interface MediaServer extends AsyncDisposable {
  folder: string;
  library: Library;
  /** Answers to a request for a part of a track, such as `audio`. */
  get(name: string, part: string, options?: RequestInit): Promise<Response>;
}

export async function serveFiles(files: Record<string, Uint8Array>): Promise<MediaServer> {
  const folder = join(await temporaryFolder('media'), 'Ä 曲 #1 %41');
  const dataDir = await temporaryFolder('data');
  await mkdir(folder);
  const tracks: Record<string, object> = {};
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(folder, name), bytes);
    tracks[join(folder, name)] = { title: name };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  const library = await openLibrary({ dataDir });
  const server: RunningServer = await serveLibrary(library, { port: 0 });
  return {
    folder,
    library,
    get: (name, part, options) => fetch(`${server.url}/api/tracks/${pathId(join(folder, name))}/${part}`, options),
    async [Symbol.asyncDispose]() {
      await server.close();
      await library.close();
    },
  };
}

/** A tone of a second and a half that differs in every frame of 16 bits. */
export function tone(seconds = 1.5, sampleRate = 44_100): Recording {
  const channel = (hertz: number) =>
    Float32Array.from(
      { length: seconds * sampleRate },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / sampleRate),
    );
  return { channels: [channel(440), channel(5000)], sampleRate, bitDepth: 16 };
}
