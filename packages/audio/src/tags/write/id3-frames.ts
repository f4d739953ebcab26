/** A frame of an ID3v2 tag, by offsets into the decoded body. */
export interface Id3Frame {
  id: string;
  start: number;
  content: number;
  end: number;
}

export interface Id3Frames {
  frames: Id3Frame[];
  /** Offset from which all bytes are padding in every way to read the sizes; the body's end if that is not sure. */
  paddingStart: number;
}

const PLAIN = (bytes: Uint8Array, at: number): number =>
  bytes[at] * 2 ** 24 + (bytes[at + 1] << 16) + (bytes[at + 2] << 8) + bytes[at + 3];
const SHORT = (bytes: Uint8Array, at: number): number => (bytes[at] << 16) + (bytes[at + 1] << 8) + bytes[at + 2];
const SYNCHSAFE = (bytes: Uint8Array, at: number): number =>
  (bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]) & 0x80
    ? Number.POSITIVE_INFINITY
    : (bytes[at] << 21) | (bytes[at + 1] << 14) | (bytes[at + 2] << 7) | bytes[at + 3];

interface Layout {
  idBytes: number;
  headBytes: number;
  /** Ways to read a size, the standard first. Old versions of iTunes wrote plain sizes in ID3v2.4. */
  sizes: readonly ((bytes: Uint8Array, at: number) => number)[];
}

const LAYOUTS: Readonly<Record<number, Layout>> = {
  2: { idBytes: 3, headBytes: 6, sizes: [SHORT] },
  3: { idBytes: 4, headBytes: 10, sizes: [PLAIN, SYNCHSAFE] },
  4: { idBytes: 4, headBytes: 10, sizes: [SYNCHSAFE, PLAIN] },
};
/** More frames than any real tag has. A chain of empty frames takes memory. */
const MOST_FRAMES = 100_000;
/** Old versions of iTunes end ID3v2.2 ids with NUL or space. */
const FRAME_ID = /^[A-Za-z0-9]{3}[A-Za-z0-9 \0]?$/;

/** The sizes are right if only zeros follow the last frame. If they never are, uses the standard way to read them. */
export function findId3Frames(body: Uint8Array, start: number, version: number): Id3Frames {
  const layout = LAYOUTS[version];
  const zeros = body.findLastIndex((byte) => byte !== 0) + 1;
  const next = (at: number): Id3Frame[] => (at < zeros ? framesAt(body, at, layout) : []);
  const chain = chainToZeros(start, zeros, next);
  if (!chain) return { frames: firstChain(start, next), paddingStart: body.length };
  return { frames: chain, paddingStart: farthestEnd(start, zeros, next) };
}

function framesAt(body: Uint8Array, start: number, { idBytes, headBytes, sizes }: Layout): Id3Frame[] {
  const content = start + headBytes;
  if (content > body.length) return [];
  const id = String.fromCharCode(...body.subarray(start, start + idBytes));
  if (!FRAME_ID.test(id)) return [];
  const ends = new Set(sizes.map((sizeAt) => content + sizeAt(body, start + idBytes)));
  return [...ends].filter((end) => end <= body.length).map((end) => ({ id, start, content, end }));
}

function chainToZeros(start: number, zeros: number, next: (at: number) => Id3Frame[]): Id3Frame[] | null {
  const chain: Id3Frame[] = [];
  const untried: Id3Frame[][] = [];
  const deadEnds = new Set<number>();
  for (let at = start; at < zeros; ) {
    untried.push(deadEnds.has(at) ? [] : next(at));
    let frame = untried.at(-1)?.shift();
    while (!frame) {
      untried.pop();
      const last = chain.pop();
      if (!last) return null;
      deadEnds.add(last.end);
      frame = untried.at(-1)?.shift();
    }
    if (chain.push(frame) > MOST_FRAMES) return null;
    at = frame.end;
  }
  return chain;
}

function firstChain(start: number, next: (at: number) => Id3Frame[]): Id3Frame[] {
  const chain: Id3Frame[] = [];
  for (let frame = next(start)[0]; frame && chain.length < MOST_FRAMES; frame = next(frame.end)[0]) chain.push(frame);
  return chain;
}

function farthestEnd(start: number, zeros: number, next: (at: number) => Id3Frame[]): number {
  const seen = new Set([start]);
  let farthest = 0;
  for (const at of seen) {
    if (at >= zeros) farthest = Math.max(farthest, at);
    for (const { end } of next(at)) seen.add(end);
  }
  return farthest;
}
