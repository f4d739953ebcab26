import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { withLibrary } from './library.ts';

/** Tags, and the part of the vector that is high for their tracks. */
const TAGS = ['Peak Hour', 'Vocals', 'Warm-up'] as const;

export interface TaggedFolder {
  dataDir: string;
  /** Folder with tags.yml of the Python rbassist. */
  config: string;
}

/** Makes an indexed library in which the first half of each tag's tracks has the tag. Returns its folders. */
export async function taggedFolder(tracksPerTag: number, tagsYml?: string, root?: string): Promise<TaggedFolder> {
  const base = root ?? (await temporaryFolder('tagged'));
  const [dataDir, config] = [join(base, 'data'), join(base, 'config')];
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const tracks: Record<string, TrackRecord> = {};
  for (const [t, tag] of TAGS.entries()) {
    for (let i = 0; i < tracksPerTag; i++) {
      const path = trackPath(tag, i);
      const name = `${t}-${i}.npy`;
      const embedding = join(dataDir, 'embeddings', name);
      const vector = Float32Array.from(
        { length: 160 },
        (_, k) => (k % 3 === t ? 1 : 0.2) + 0.02 * Math.sin(k * (i + 1)),
      );
      await writeFile(embedding, sealNpy(encodeNpy(vector), name));
      const mytags = i < tracksPerTag / 2 ? { mytags: [tag] } : {};
      tracks[path] = { title: `${tag} ${i}`, artist: 'Nora Vale', embedding, embedding_space: SPACE, ...mytags };
    }
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }, null, 2));
  if (tagsYml !== undefined) {
    await mkdir(config, { recursive: true });
    await writeFile(join(config, 'tags.yml'), tagsYml);
  }
  await withLibrary(dataDir, (library) => library.buildIndex());
  return { dataDir, config };
}

const SPACE = 'spectral-v1/160';

export function trackPath(tag: string, i: number): string {
  return join('/music', tag, `${i}.mp3`);
}
