import type { AnlzBeat } from './beat-grid.ts';

/** A cue as it is written into analysis files for tests. */
export interface TestCue {
  pad: number | null;
  startMs: number;
  endMs: number | null;
  name: string;
  color: number;
}

/** Makes an analysis file of sections. */
export function anlzFile(...sections: Buffer[]): Buffer {
  const body = Buffer.concat(sections);
  return section('PMAI', numbers(28 + body.length, 1, 0x10000, 0x10000, 0), body, 28, 28 + body.length, 8);
}

/** Makes a section PPTH. */
export function pathSection(path: string): Buffer {
  const text = utf16(`${path}\0`);
  return section('PPTH', numbers(text.length), text, 16);
}

/** Makes a section PQTZ. */
export function beatGrid(beats: readonly AnlzBeat[]): Buffer {
  const entries = beats.map(({ beat, bpm, timeMs }) => {
    const entry = Buffer.alloc(8);
    entry.writeUInt16BE(beat, 0);
    entry.writeUInt16BE(Math.round(bpm * 100), 2);
    entry.writeUInt32BE(timeMs, 4);
    return entry;
  });
  return section('PQTZ', numbers(0, 0x80000, beats.length), Buffer.concat(entries), 24);
}

/** Makes a section PCOB. */
export function cueList(cues: readonly TestCue[]): Buffer {
  const entries = cues.map(({ pad, startMs, endMs }) => {
    const entry = Buffer.alloc(56);
    entry.write('PCPT', 'latin1');
    for (const [at, value] of [
      [4, 28],
      [8, 56],
      [12, padNumber(pad)],
      [16, 4],
      [20, 0x10000],
    ])
      entry.writeUInt32BE(value, at);
    entry[28] = endMs === null ? 1 : 2;
    entry.writeUInt32BE(startMs, 32);
    entry.writeInt32BE(endMs ?? -1, 36);
    return entry;
  });
  return section(
    'PCOB',
    Buffer.concat([numbers(1), Buffer.from([0, 0, 0, cues.length]), numbers(0xffffffff)]),
    Buffer.concat(entries),
    24,
  );
}

/** Makes a section PCO2. */
export function namedCues(cues: readonly TestCue[]): Buffer {
  const entries = cues.map(({ pad, startMs, endMs, name, color }) => {
    const text = utf16(`${name}\0`);
    const entry = Buffer.alloc(44 + text.length + 24);
    entry.write('PCP2', 'latin1');
    for (const [at, value] of [
      [4, 16],
      [8, entry.length],
      [12, padNumber(pad)],
      [20, startMs],
      [40, text.length],
    ]) {
      entry.writeUInt32BE(value, at);
    }
    entry[16] = endMs === null ? 1 : 2;
    entry.writeInt32BE(endMs ?? -1, 24);
    text.copy(entry, 44);
    entry.writeUIntBE(color, 45 + text.length, 3);
    return entry;
  });
  return section('PCO2', Buffer.concat([numbers(1), Buffer.from([0, cues.length, 0, 0])]), Buffer.concat(entries), 20);
}

/** Contents of a section PSSI. */
export interface TestSong {
  mood: number;
  endBeat: number;
  /** First beat and kind of each phrase. */
  starts: readonly (readonly [beat: number, kind: number])[];
  masked: boolean;
}

/** Makes a section PSSI, masked as in files for USB sticks. */
export function phrases({ mood, endBeat, starts, masked }: TestSong): Buffer {
  const entries = starts.map(([beat, kind], i) => {
    const entry = Buffer.alloc(24);
    for (const [at, value] of [
      [0, i + 1],
      [2, beat],
      [4, kind],
    ])
      entry.writeUInt16BE(value, at);
    return entry;
  });
  const head = Buffer.alloc(20);
  for (const [at, value] of [
    [2, 24],
    [4, starts.length],
    [6, mood],
    [14, endBeat],
  ])
    head.writeUInt16BE(value, at);
  const plain = section('PSSI', head, Buffer.concat(entries), 32);
  if (!masked) return plain;
  const seed = Buffer.from('Kanzen-niRikaishita', 'latin1').map((byte) => byte + 0x80 + starts.length);
  for (let at = 18; at < plain.length; at++) plain[at] ^= seed[(at - 18) % seed.length];
  return plain;
}

function section(
  tag: string,
  head: Buffer,
  body: Buffer,
  headerLength: number,
  length = 12 + head.length + body.length,
  at = 12,
) {
  const start = Buffer.concat([Buffer.from(tag, 'latin1'), numbers(headerLength, length)]).subarray(0, at);
  return Buffer.concat([start, head, body]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4);
  return bytes;
}

function padNumber(pad: number | null): number {
  return pad === null ? 0 : pad + 1;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}
