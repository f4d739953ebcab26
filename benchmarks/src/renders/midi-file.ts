import type { Part } from './piece.ts';

/** Music of a standard MIDI file. Times are in seconds. */
export interface MidiMusic {
  parts: Part[];
  /** Tempos in the order of the file, in beats (quarter notes) per minute. 120 if the file has none. */
  bpms: number[];
  /** Distinct time signatures, such as "6/8". */
  timeSignatures: string[];
  /** Distinct key signatures: sharps, or minus the number of flats. */
  keySignatures: number[];
}

interface Ticks {
  tick: number;
}
interface TempoChange extends Ticks {
  microseconds: number;
}
interface TickNote {
  start: number;
  end: number;
  pitch: number;
  velocity: number;
}

const DRUM_CHANNEL = 9;
const DEFAULT_MICROSECONDS = 500_000;
const META = { end: 0x2f, tempo: 0x51, time: 0x58, key: 0x59 };

/** Reads a standard MIDI file. Throws for anything else, and for SMPTE time. */
export function readMidi(bytes: Uint8Array): MidiMusic {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (text(0) !== 'MThd') throw new Error('This is not a MIDI file.');
  const division = view.getInt16(12);
  if (division <= 0) throw new Error('This MIDI file counts SMPTE frames.');
  const tempos: TempoChange[] = [];
  const times = new Set<string>();
  const keys = new Set<number>();
  const voices = new Map<string, { program: number; drums: boolean; notes: TickNote[] }>();
  let at = 8 + view.getUint32(4);
  for (let track = 0; at + 8 <= bytes.length; track++) {
    const end = Math.min(bytes.length, at + 8 + view.getUint32(at + 4));
    if (text(at) === 'MTrk') readTrack(track, at + 8, end);
    at = end;
  }
  const clock = clockOf(tempos, division);
  const parts = [...voices.values()].map(
    ({ program, drums, notes }): Part => ({
      program: drums ? 'drums' : program,
      notes: notes.map(({ start, end, pitch, velocity }) => ({
        startS: clock(start),
        endS: clock(end),
        pitch,
        velocity,
      })),
    }),
  );
  const bpms = tempos.length > 0 ? tempos.map(({ microseconds }) => 60e6 / microseconds) : [120];
  return { parts, bpms, timeSignatures: [...times], keySignatures: [...keys] };

  function readTrack(track: number, from: number, end: number): void {
    const programs = new Map<number, number>();
    const open = new Map<number, TickNote>();
    let position = from;
    let tick = 0;
    let running = 0;
    const length = () => {
      let value = 0;
      let byte: number;
      do {
        byte = bytes[position++];
        value = value * 128 + (byte & 127);
      } while (byte & 128);
      return value;
    };
    while (position < end) {
      tick += length();
      const status = bytes[position] & 128 ? bytes[position++] : running;
      if (status < 0xf0) running = status;
      if (status === 0xff) {
        const kind = bytes[position++];
        const size = length();
        if (kind === META.tempo) tempos.push({ tick, microseconds: view.getUint32(position - 1) & 0xff_ff_ff });
        if (kind === META.time) times.add(`${bytes[position]}/${2 ** bytes[position + 1]}`);
        if (kind === META.key) keys.add(view.getInt8(position));
        if (kind === META.end) return;
        position += size;
      } else if (status >= 0xf0) {
        position += length();
      } else {
        const [first, second] = [bytes[position], bytes[position + 1]];
        const channel = status & 15;
        const kind = status >> 4;
        position += kind === 0xc || kind === 0xd ? 1 : 2;
        const id = channel * 128 + first;
        if (kind === 0xc) programs.set(channel, first);
        if (kind === 0x8 || kind === 0x9) {
          const sounding = open.get(id);
          if (sounding) sounding.end = tick;
          open.delete(id);
        }
        if (kind === 0x9 && second > 0) {
          const note = { start: tick, end: tick, pitch: first, velocity: second };
          open.set(id, note);
          voiceOf(track, channel, programs.get(channel) ?? 0).push(note);
        }
      }
    }
  }

  function voiceOf(track: number, channel: number, program: number): TickNote[] {
    const id = `${track} ${channel} ${program}`;
    const voice = voices.get(id) ?? { program, drums: channel === DRUM_CHANNEL, notes: [] };
    voices.set(id, voice);
    return voice.notes;
  }
}

/** Returns a function from ticks to seconds. */
function clockOf(tempos: TempoChange[], division: number): (tick: number) => number {
  tempos.sort((a, b) => a.tick - b.tick);
  const stretches = [{ tick: 0, seconds: 0, microseconds: DEFAULT_MICROSECONDS }];
  for (const { tick, microseconds } of tempos) stretches.push({ tick, seconds: secondsAt(tick), microseconds });
  return secondsAt;

  function secondsAt(tick: number): number {
    const from = stretches.findLast((stretch) => stretch.tick <= tick) ?? stretches[0];
    return from.seconds + ((tick - from.tick) * from.microseconds) / division / 1e6;
  }
}
