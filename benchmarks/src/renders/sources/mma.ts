import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { between, pick, seededRandom } from '@rbassist/testing/random';
import { UsageError } from '../../manifest.ts';
import { readMidi } from '../midi-file.ts';
import type { Piece, ScoreSource } from '../piece.ts';
import { seedOf } from '../seed-of.ts';

const run = promisify(execFile);

/** Grooves of MMA's library: metre, usual tempos, and quarter notes that MMA counts for a beat. */
interface Groove {
  signature: '4/4' | '3/4' | '6/8';
  bpm: readonly [low: number, high: number];
  quarters?: number;
}

const GROOVES: Readonly<Record<string, Groove>> = {
  '50sRock': { signature: '4/4', bpm: [120, 168] },
  '60sRock': { signature: '4/4', bpm: [116, 150] },
  '8Beat': { signature: '4/4', bpm: [96, 136] },
  Ballad: { signature: '4/4', bpm: [60, 84] },
  BasicRock: { signature: '4/4', bpm: [104, 140] },
  Beguine: { signature: '4/4', bpm: [100, 132] },
  BlueGrass: { signature: '4/4', bpm: [100, 140] },
  Blues: { signature: '4/4', bpm: [76, 120] },
  BossaNova: { signature: '4/4', bpm: [110, 150] },
  BubbleRock: { signature: '4/4', bpm: [120, 150] },
  BVFunk: { signature: '4/4', bpm: [90, 116] },
  Calypso: { signature: '4/4', bpm: [96, 126] },
  ChaCha: { signature: '4/4', bpm: [110, 128] },
  CountrySwing: { signature: '4/4', bpm: [110, 160] },
  Folk: { signature: '4/4', bpm: [90, 130] },
  FolkRock: { signature: '4/4', bpm: [100, 136] },
  JazzRock: { signature: '4/4', bpm: [96, 130] },
  Merengue: { signature: '4/4', bpm: [120, 160] },
  PopBallad: { signature: '4/4', bpm: [66, 90] },
  'R&B': { signature: '4/4', bpm: [84, 112] },
  RockBallad: { signature: '4/4', bpm: [66, 88] },
  Samba: { signature: '4/4', bpm: [96, 126] },
  Ska: { signature: '4/4', bpm: [124, 160] },
  Swing: { signature: '4/4', bpm: [120, 180] },
  Trance: { signature: '4/4', bpm: [130, 142] },
  Twist: { signature: '4/4', bpm: [140, 170] },
  ArpeggioWaltz: { signature: '3/4', bpm: [84, 130] },
  BroadwayWaltz: { signature: '3/4', bpm: [100, 160] },
  CountryWaltz: { signature: '3/4', bpm: [84, 130] },
  FastWaltz: { signature: '3/4', bpm: [150, 190] },
  FrenchWaltz: { signature: '3/4', bpm: [130, 184] },
  JazzWaltz: { signature: '3/4', bpm: [110, 170] },
  LatinWaltz: { signature: '3/4', bpm: [100, 150] },
  RockWaltz: { signature: '3/4', bpm: [84, 140] },
  VieneseWaltz: { signature: '3/4', bpm: [150, 184] },
  Waltz: { signature: '3/4', bpm: [84, 170] },
  '68March': { signature: '6/8', bpm: [100, 126] },
  '68Swing': { signature: '6/8', bpm: [56, 84], quarters: 3 },
  Arpeggio68: { signature: '6/8', bpm: [50, 80], quarters: 3 },
  Blues68: { signature: '6/8', bpm: [50, 76], quarters: 3 },
};
const BEATS = { '4/4': 4, '3/4': 3, '6/8': 2 };
const CHORDS = ['C Am F G7', 'C F C G7', 'Am F C G', 'Dm7 G7 C C', 'Am Dm E7 Am', 'C G Am F'];

/** Accompaniments by the program MMA, in the grooves of its library. Their chords are ours, so they state no key. */
export const mma: ScoreSource = {
  name: 'mma',
  ownPrograms: true,
  async list(command) {
    await run(command, ['-v']).catch(() => {
      throw new UsageError(`${command} does not start. Name the command of MMA (Debian: apt-get install mma).`);
    });
    return Object.entries(GROOVES).map(([name, groove]) => ({
      title: name,
      read: (seconds) => play(command, name, groove, seconds),
    }));
  },
};

async function play(
  command: string,
  name: string,
  { signature, bpm: usual, quarters = 1 }: Groove,
  seconds: number,
): Promise<Piece> {
  const random = seededRandom(seedOf(name));
  // MMA cuts the decimals of a tempo off
  const tempo = Math.floor(quarters * between(random, ...usual));
  const bpm = tempo / quarters;
  const beats = BEATS[signature];
  const chords = pick(random, CHORDS).split(' ');
  const bars = Math.ceil((seconds * bpm) / 60 / beats);
  const lines = Array.from({ length: bars }, (_, i) => `${i + 1} ${chords[i % chords.length]}`);
  const folder = await mkdtemp(join(tmpdir(), 'mma-'));
  try {
    const sheet = join(folder, 'sheet.mma');
    await writeFile(sheet, `RndSeed 1\nTempo ${tempo}\nGroove ${name}\n${lines.join('\n')}\n`);
    await run(command, ['-f', join(folder, 'sheet.mid'), sheet]);
    const { parts } = readMidi(await readFile(join(folder, 'sheet.mid')));
    const metre = { signature, beats, firstDownbeat: 0 };
    return { title: name, parts, beat: { bpm, kind: 'style-guess', firstS: 0, metre } };
  } finally {
    await rm(folder, { recursive: true });
  }
}
