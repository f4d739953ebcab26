/** Builds a chunk of a Serato file. */
export function chunk(tag: string, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(tag, 'latin1'), u32(content.length), content]);
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes;
}

/** Text as Serato stores it. */
export function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

export function crate(...paths: string[]): Buffer {
  return Buffer.concat([
    chunk('vrsn', utf16('1.0/Serato ScratchLive Crate')),
    chunk('osrt', chunk('tvcn', utf16('bpm'))),
    ...paths.map((path) => chunk('otrk', chunk('ptrk', utf16(path)))),
  ]);
}

/** A track of the database: texts by tag, and numbers by tag. */
export function databaseTrack(texts: Record<string, string>, numbers: Record<string, number> = {}): Buffer {
  return chunk(
    'otrk',
    Buffer.concat([
      ...Object.entries(texts).map(([tag, text]) => chunk(tag, utf16(text))),
      ...Object.entries(numbers).map(([tag, value]) => chunk(tag, u32(value))),
    ]),
  );
}

export function database(...tracks: Buffer[]): Buffer {
  return Buffer.concat([chunk('vrsn', utf16('2.0/Serato Scratch LIVE Database')), ...tracks]);
}

type Entry = [type: string, content: Buffer];

export const colorEntry = (color: number): Entry => ['COLOR', u32(color)];

export function cueEntry(pad: number, ms: number, color: number, name = ''): Entry {
  return ['CUE', Buffer.concat([Buffer.of(0, pad), u32(ms), u32(color), Buffer.alloc(2), Buffer.from(`${name}\0`)])];
}

export function loopEntry(slot: number, startMs: number, endMs: number, name = ''): Entry {
  const head = [Buffer.of(0, slot), u32(startMs), u32(endMs), u32(-1), u32(0x27aae1), Buffer.alloc(2)];
  return ['LOOP', Buffer.concat([...head, Buffer.from(`${name}\0`)])];
}

/** Builds the object "Serato Markers2", padded to 470 bytes. */
export function markers2(...entries: Entry[]): Buffer {
  const content = Buffer.concat([
    Buffer.of(1, 1),
    ...entries.map(([type, bytes]) => Buffer.concat([Buffer.from(`${type}\0`), u32(bytes.length), bytes])),
    Buffer.of(0),
  ]);
  const text = content.toString('base64').replace(/=+$/, '').replace(/.{72}/g, '$&\n');
  const object = Buffer.concat([Buffer.of(1, 1), Buffer.from(text)]);
  return Buffer.concat([object, Buffer.alloc(Math.max(0, 470 - object.length))]);
}

/** Builds the object "Serato BeatGrid" from [seconds, beats to the next] and the last marker [seconds, BPM]. */
export function beatGrid(markers: [number, number][], last: [number, number]): Buffer {
  return Buffer.concat([
    Buffer.of(1, 0),
    u32(markers.length + 1),
    ...markers.flatMap(([timeS, beats]) => [f32(timeS), u32(beats)]),
    f32(last[0]),
    f32(last[1]),
    Buffer.of(0x37),
  ]);
}

/** Builds the older object "Serato Markers_" with the positions of five cues. */
export function oldMarkers(positionsMs: (number | undefined)[]): Buffer {
  const spread = (value: number) => Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
  const entry = (ms: number | undefined, type: number) =>
    Buffer.concat([
      ms === undefined ? Buffer.alloc(5, 0x7f) : Buffer.concat([Buffer.of(0), spread(ms)]),
      Buffer.alloc(5, 0x7f),
      Buffer.from('007f7f7f7f7f', 'hex'),
      spread(0xcc0000),
      Buffer.of(type, 0),
    ]);
  const cues = Array.from({ length: 5 }, (_, pad) => entry(positionsMs[pad], 1));
  const loops = Array.from({ length: 9 }, () => entry(undefined, 3));
  return Buffer.concat([Buffer.of(2, 5), u32(14), ...cues, ...loops, Buffer.from('077f7f7f', 'hex')]);
}
