import { expect, it } from 'vitest';
import { readMidi } from './midi-file.ts';
import type { Part } from './piece.ts';
import { writeMidi } from './write-midi.ts';

const MELODY: Part = {
  program: 40,
  notes: [
    { startS: 0, endS: 0.5, pitch: 60, velocity: 90 },
    { startS: 0.5, endS: 70.25, pitch: 64, velocity: 80 },
  ],
};
const DRUMS: Part = { program: 'drums', notes: [{ startS: 0.25, endS: 0.3, pitch: 36, velocity: 100 }] };

it('reads the notes, programs and drums that writeMidi wrote', () => {
  expect(readMidi(writeMidi([MELODY, DRUMS], 0)).parts).toEqual([MELODY, DRUMS]);
});

it('tunes pitched channels by fine tuning', () => {
  const [flat, level, sharp] = [-50, 0, 50].map((cents) => [...writeMidi([MELODY], cents)]);
  const fine = (bytes: number[]) => bytes[bytes.findIndex((byte, i) => byte === 0xb0 && bytes[i + 1] === 6) + 2];
  expect([fine(flat), fine(level), fine(sharp)]).toEqual([32, 64, 96]);
});

/** Returns a file of one track with 100 ticks a quarter note. */
function fileOf(...track: number[]): Uint8Array {
  const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const header = [...letters('MThd'), 0, 0, 0, 6, 0, 0, 0, 1, 0, 100];
  return Uint8Array.from([...header, ...letters('MTrk'), 0, 0, 0, track.length, ...track]);
}

it('reads signatures, and times of notes across a change of tempo', () => {
  const music = readMidi(
    fileOf(
      ...[0, 0xff, 0x59, 2, 0xfd, 0], // three flats
      ...[0, 0xff, 0x58, 4, 6, 3, 24, 8], // 6/8
      ...[0, 0xff, 0x51, 3, 0x0f, 0x42, 0x40], // 1 s a quarter note
      ...[0, 0x90, 60, 64],
      ...[100, 0xff, 0x51, 3, 0x07, 0xa1, 0x20], // 0.5 s
      ...[100, 60, 0], // running status; velocity 0 ends the note
    ),
  );
  expect(music.keySignatures).toEqual([-3]);
  expect(music.timeSignatures).toEqual(['6/8']);
  expect(music.bpms).toEqual([60, 120]);
  expect(music.parts).toEqual([{ program: 0, notes: [{ startS: 0, endS: 1.5, pitch: 60, velocity: 64 }] }]);
});

it('refuses other files', () => {
  expect(() => readMidi(new Uint8Array(64))).toThrow('This is not a MIDI file.');
});
