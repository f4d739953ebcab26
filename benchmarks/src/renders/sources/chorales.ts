import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { between, seededRandom } from '@rbassist/testing/random';
import { keyFromSignature } from '../key-from-signature.ts';
import { playVoices, readMusicXml } from '../music-xml.ts';
import type { Piece, ScoreSource } from '../piece.ts';
import { seedOf } from '../seed-of.ts';
import { listFiles } from './list-files.ts';

const run = promisify(execFile);
const VOICES = 4;
const BPM = [64, 100] as const;
const VELOCITY = 85;

/** Chorales of J. S. Bach in four parts. */
export const chorales: ScoreSource = {
  name: 'chorales',
  ownPrograms: false,
  async list(folder) {
    const files = await listFiles(join(folder, 'corpus/bach'), '.mxl', 'the folder "music21" of its unpacked wheel');
    return files.map((file) => {
      const title = basename(file, '.mxl');
      return {
        title,
        read: async () => {
          const { stdout } = await run('unzip', ['-p', file, '-x', 'META-INF/*'], { maxBuffer: 2 ** 26 });
          return choralePiece(title, stdout);
        },
      };
    });
  },
};

/** Returns the piece of a MusicXML document. Null if it has not four voices in 4/4 and one clear key. */
export function choralePiece(title: string, document: string): Piece | null {
  const score = readMusicXml(document);
  if (score?.voices.length !== VOICES || score.signature === null || score.metre !== '4/4') return null;
  const bpm = Math.round(between(seededRandom(seedOf(title)), ...BPM));
  const parts = playVoices(score.voices, bpm, VELOCITY).map((notes) => ({ program: 19, notes }));
  const key = keyFromSignature(score.signature, parts);
  if (!key) return null;
  const firstDownbeat = Math.round(score.pickUp);
  return {
    title,
    parts,
    key,
    beat: { bpm, kind: 'drums', firstS: 0, metre: { signature: '4/4', beats: 4, firstDownbeat } },
  };
}
