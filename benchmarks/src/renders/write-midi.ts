import type { Part } from './piece.ts';

/** Ticks of 0.1 ms: 5,000 a quarter note of 0.5 s, the tempo that a file has without a tempo event. */
const TICKS_PER_QUARTER = 5000;
const TICKS_PER_SECOND = 2 * TICKS_PER_QUARTER;
const DRUM_CHANNEL = 9;
const CHANNELS = Array.from({ length: 16 }, (_, i) => i).filter((channel) => channel !== DRUM_CHANNEL);
const CENTRE = 8192;

/**
 * Writes a standard MIDI file. Drums play on channel 10; parts beyond the fifteenth share channels.
 *
 * @param cents Tuning of all pitched notes, −100..100, by the registered parameter "fine tuning".
 */
export function writeMidi(parts: readonly Part[], cents: number): Uint8Array {
  const pitched = parts.filter(({ program }) => program !== 'drums');
  const events = parts.flatMap(({ program, notes }, i) => {
    const channel = program === 'drums' ? DRUM_CHANNEL : CHANNELS[pitched.indexOf(parts[i]) % CHANNELS.length];
    const start = program === 'drums' ? [] : [...tuning(channel, cents), [0xc0 | channel, program]];
    return [
      ...start.map((bytes) => ({ tick: 0, order: 0, bytes })),
      ...notes.flatMap(({ startS, endS, pitch, velocity }) => [
        { tick: ticks(startS), order: 2, bytes: [0x90 | channel, pitch, velocity] },
        { tick: Math.max(ticks(startS) + 1, ticks(endS)), order: 1, bytes: [0x80 | channel, pitch, 0] },
      ]),
    ];
  });
  events.sort((a, b) => a.tick - b.tick || a.order - b.order);
  let tick = 0;
  const track = events.flatMap((event) => {
    const delta = event.tick - tick;
    tick = event.tick;
    return [...lengthBytes(delta), ...event.bytes];
  });
  track.push(0, 0xff, 0x2f, 0);
  const header = [0, 0, 0, 6, 0, 0, 0, 1, TICKS_PER_QUARTER >> 8, TICKS_PER_QUARTER & 255];
  const size = [24, 16, 8, 0].map((shift) => (track.length >> shift) & 255);
  return Uint8Array.from([...latin('MThd'), ...header, ...latin('MTrk'), ...size, ...track]);
}

function tuning(channel: number, cents: number): number[][] {
  const value = Math.min(2 * CENTRE - 1, CENTRE + Math.round((cents / 100) * CENTRE));
  return [
    [101, 0],
    [100, 1],
    [6, value >> 7],
    [38, value & 127],
  ].map((control) => [0xb0 | channel, ...control]);
}

function ticks(seconds: number): number {
  return Math.round(seconds * TICKS_PER_SECOND);
}

function lengthBytes(value: number): number[] {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 127) | 128);
  return bytes;
}

function latin(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
