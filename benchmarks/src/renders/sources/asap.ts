import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { keyFromSignature } from '../key-from-signature.ts';
import { readMidi } from '../midi-file.ts';
import type { ScoreSource } from '../piece.ts';
import { listFiles } from './list-files.ts';

/** ASAP: classical piano scores. Their tempos are those of the notation program, so they state no beat. */
export const asap: ScoreSource = {
  name: 'asap',
  ownPrograms: false,
  async list(folder) {
    const files = await listFiles(folder, 'midi_score.mid', 'a clone of fosfrancesco/asap-dataset');
    return files.map((file) => ({
      title: relative(folder, dirname(file)),
      read: async () => {
        const { parts, keySignatures } = readMidi(await readFile(file));
        const key = keySignatures.length === 1 && keyFromSignature(keySignatures[0], parts);
        return key ? { title: relative(folder, dirname(file)), parts, key } : null;
      },
    }));
  },
};
