import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseKey } from '@rbassist/core';
import { readMidi } from '../midi-file.ts';
import type { Piece, ScoreSource, StatedBeat, StatedKey } from '../piece.ts';
import { listFiles } from './list-files.ts';

const BEATS_PER_BAR = 4;
/** Largest difference of a beat from a constant tempo, in seconds. */
const STEADY_S = 0.02;

/** POP909: Chinese pop songs for piano. Their keys and beats are annotations of a program. */
export const pop909: ScoreSource = {
  name: 'pop909',
  ownPrograms: false,
  async list(folder) {
    const files = await listFiles(
      join(folder, 'POP909'),
      'beat_midi.txt',
      'the unpacked POP909 of music-x-lab/POP909-Dataset',
    );
    return files.map((file) => {
      const song = dirname(file);
      const title = basename(song);
      return { title, read: (seconds) => readSong(song, title, seconds) };
    });
  },
};

async function readSong(folder: string, title: string, seconds: number): Promise<Piece | null> {
  const key = readKey(await readFile(join(folder, 'key_audio.txt'), 'utf8'));
  if (!key) return null;
  const { parts } = readMidi(await readFile(join(folder, `${title}.mid`)));
  const beat = readBeat(await readFile(join(folder, 'beat_midi.txt'), 'utf8'), seconds);
  return { title, parts, key, beat: beat ?? undefined };
}

/** Reads rows of start, end and a key such as "Gb:maj". Null if the song has several keys. */
export function readKey(text: string): StatedKey | null {
  const rows = text.trim().split('\n');
  const [, , name = ''] = rows[0].split('\t');
  const [tonic, mode] = name.trim().split(':');
  const key = parseKey(`${tonic} ${mode === 'min' ? 'minor' : 'major'}`);
  if (rows.length !== 1 || key === undefined) return null;
  return { tonic: pitchClassOf(tonic), minor: mode === 'min' };
}

/**
 * Reads rows of a time, and 1 if it starts a bar of two and of four beats. Null unless the beats of the first seconds
 * are steady. Without bars of four, the beat has no metre.
 */
export function readBeat(text: string, seconds: number): StatedBeat | null {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .filter(([time]) => time < seconds);
  const times = rows.map(([time]) => time);
  const firstS = times[0];
  const periodS = (times[times.length - 1] - firstS) / (times.length - 1);
  const steady = times.every((time, i) => Math.abs(time - firstS - i * periodS) < STEADY_S);
  if (times.length < BEATS_PER_BAR || !steady) return null;
  const ones = rows.flatMap(([, , starts], i) => (starts === 1 ? [i] : []));
  const inFour = ones.every((one, i) => i === 0 || one - ones[i - 1] === BEATS_PER_BAR);
  const metre = { signature: '4/4', beats: BEATS_PER_BAR, firstDownbeat: ones[0] };
  return { bpm: 60 / periodS, kind: 'midi', firstS, ...(inFour && ones.length > 1 && { metre }) };
}

function pitchClassOf(name: string): number {
  const accidental = name.endsWith('#') ? 1 : name.endsWith('b') ? -1 : 0;
  return ('C D EF G A B'.indexOf(name[0]) + accidental + 12) % 12;
}
