import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beatFromMidi } from '../beat-from-midi.ts';
import { keyFromSignature } from '../key-from-signature.ts';
import { readMidi } from '../midi-file.ts';
import type { ScoreSource } from '../piece.ts';
import { listFiles } from './list-files.ts';

/** VGMIDI: game music arranged for piano. */
export const vgmidi: ScoreSource = {
  name: 'vgmidi',
  ownPrograms: true,
  async list(folder) {
    const files = await listFiles(join(folder, 'labelled/midi'), '.mid', 'a clone of lucasnfe/vgmidi');
    return files.map((file) => {
      const title = basename(file, '.mid');
      return {
        title,
        read: async () => {
          const music = readMidi(await readFile(file));
          const { parts, keySignatures } = music;
          const key = (keySignatures.length === 1 && keyFromSignature(keySignatures[0], parts)) || undefined;
          const beat = beatFromMidi(music) ?? undefined;
          return key || beat ? { title, parts, key, beat } : null;
        },
      };
    });
  },
};
