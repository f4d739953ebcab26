import { execFile } from 'node:child_process';
import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Treatment {
  name: string;
  /** True if the result is the same recording; false for another version, which a DJ keeps too. */
  same: boolean;
  extension: string;
  words: readonly string[];
}

/** Typical copies in a DJ's library, and one other version. */
export const TREATMENTS: readonly Treatment[] = [
  { name: 'mp3 320k', same: true, extension: '.mp3', words: ['-c:a', 'libmp3lame', '-b:a', '320k'] },
  { name: 'mp3 128k', same: true, extension: '.mp3', words: ['-c:a', 'libmp3lame', '-b:a', '128k'] },
  { name: 'm4a 192k', same: true, extension: '.m4a', words: ['-c:a', 'aac', '-b:a', '192k'] },
  { name: 'opus 96k', same: true, extension: '.opus', words: ['-c:a', 'libopus', '-b:a', '96k'] },
  { name: 'flac, 6 dB softer', same: true, extension: '.flac', words: ['-af', 'volume=-6dB'] },
  { name: 'flac, 1 s cut off', same: true, extension: '.flac', words: ['-af', 'atrim=start=1'] },
  {
    name: 'mp3 192k, 3 s cut off',
    same: true,
    extension: '.mp3',
    words: ['-af', 'atrim=start=3', '-c:a', 'libmp3lame', '-b:a', '192k'],
  },
  {
    name: '2 % faster',
    same: false,
    extension: '.flac',
    words: ['-af', 'aresample=44100,asetrate=44982,aresample=44100'],
  },
];

export interface SongCopy {
  treatment: Treatment;
  path: string;
}

/** Makes all missing copies of a recording in a folder. */
export async function makeCopies(file: string, name: string, folder: string): Promise<SongCopy[]> {
  const copies: SongCopy[] = [];
  for (const treatment of TREATMENTS) {
    const into = join(folder, treatment.name);
    const path = join(into, name + treatment.extension);
    await mkdir(into, { recursive: true });
    if (!(await exists(path))) {
      const unfinished = join(folder, `unfinished${treatment.extension}`);
      const words = ['-nostdin', '-v', 'error', '-y', '-i', file, '-map', '0:a', '-map_metadata', '-1'];
      await run('ffmpeg', [...words, ...treatment.words, unfinished]);
      await rename(unfinished, path);
    }
    copies.push({ treatment, path });
  }
  return copies;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
