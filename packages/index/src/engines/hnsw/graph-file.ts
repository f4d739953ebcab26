import { open } from 'node:fs/promises';
import { FileFormatError } from '@rbassist/core';

/** Number of 32-bit words in the header of hnswlib's file, and positions of the used ones. Sizes take two words. */
const HEADER_WORDS = 24;
const HEADER = { count: 4, elementBytes: 6, labelByte: 8, vectorByte: 10, topLevel: 12, entryPoint: 13, links: 14 };
/** Bits of an element's first word with the number of its links. */
const LINK_COUNT = 0xffff;
const WORD = 4;
/** Maximum number of removed elements to search behind, so that removing many similar vectors stays fast. */
const MOST_BYPASSED = 500;
/** Maximum bytes that a file system reads or writes in one call. */
const PIECE_BYTES = 1 << 30;

interface GraphLayout {
  words: Uint32Array;
  floats: Float32Array;
  /** Number of elements, including removed ones. */
  count: number;
  /** Words of an element: links of the ground level, vector, label. */
  elementWords: number;
  /** Positions in an element. */
  vectorWord: number;
  labelWord: number;
  /** Words of the links of one upper level. */
  levelWords: number;
  /** Position of each element's upper levels: their length in bytes, then their links. */
  upperWord: Float64Array;
}

/**
 * Compacts a saved graph: drops all elements except the given labels, and renumbers those. Replaces each link to a
 * dropped element with a link to its nearest neighbour, and keeps every element reachable.
 *
 * hnswlib itself can only mark an element as removed. Its searches then fail if they request as many neighbours as the
 * graph has elements, and the list of labels has holes.
 *
 * @param labels Labels to keep; the new label is the position in this list.
 * @throws {FileFormatError} if the file is not such a graph, or lacks a label.
 */
export async function compactGraphFile(path: string, labels: readonly number[]): Promise<void> {
  const words = await readWords(path);
  const size = compactGraph(words, labels);
  if (size === undefined) throw new FileFormatError(path, `${path} is not a graph that hnswlib wrote.`);
  await writeWords(path, words.subarray(0, size));
}

/** Compacts the words of a graph in place. Returns the new number of words; undefined, unchanged, if it is no graph. */
function compactGraph(words: Uint32Array, labels: readonly number[]): number | undefined {
  const graph = layoutOf(words);
  if (graph === undefined) return undefined;
  const newLabel = new Map(labels.map((label, place) => [label, place]));
  const isRemoved = Uint8Array.from({ length: graph.count }, (_, id) => (newLabel.has(labelOf(graph, id)) ? 0 : 1));
  if (isRemoved.reduce((left, removed) => left - removed, graph.count) !== labels.length) return undefined;
  for (let id = 0; id < graph.count; id++) {
    if (isRemoved[id]) continue;
    for (let level = 0; level <= levelOf(graph, id); level++) bypassRemoved(graph, id, level, isRemoved);
  }
  chooseEntryPoint(graph, isRemoved);
  reconnect(graph, isRemoved);
  return pack(graph, isRemoved, newLabel);
}

/** Reads the layout of a graph; undefined if it is inconsistent. */
function layoutOf(words: Uint32Array): GraphLayout | undefined {
  const count = words[HEADER.count];
  const elementWords = words[HEADER.elementBytes] / WORD;
  const graph: GraphLayout = {
    ...{ words, count, elementWords, upperWord: new Float64Array(count) },
    floats: new Float32Array(words.buffer, words.byteOffset, words.length),
    vectorWord: words[HEADER.vectorByte] / WORD,
    labelWord: words[HEADER.labelByte] / WORD,
    levelWords: words[HEADER.links] + 1,
  };
  const isWhole = [elementWords, graph.vectorWord, graph.labelWord].every(Number.isInteger);
  const isOrdered = graph.vectorWord > 0 && graph.labelWord > graph.vectorWord && elementWords === graph.labelWord + 2;
  let at = HEADER_WORDS + count * elementWords;
  if (!isWhole || !isOrdered || !(at + count <= words.length)) return undefined;
  for (let id = 0; id < count; id++) {
    graph.upperWord[id] = at;
    at += 1 + words[at] / WORD;
  }
  return at === words.length && hasSoundLinks(graph) ? graph : undefined;
}

function hasSoundLinks(graph: GraphLayout): boolean {
  const { words, count, vectorWord, levelWords } = graph;
  if (count > 0 && words[HEADER.entryPoint] >= count) return false;
  for (let id = 0; id < count; id++) {
    const top = levelOf(graph, id);
    if (!Number.isInteger(top)) return false;
    for (let level = 0; level <= top; level++) {
      const to = links(graph, id, level);
      if (to.length >= (level === 0 ? vectorWord : levelWords) || to.some((other) => other >= count)) return false;
    }
  }
  return true;
}

function elementAt({ elementWords }: GraphLayout, id: number): number {
  return HEADER_WORDS + id * elementWords;
}

function labelOf(graph: GraphLayout, id: number): number {
  return graph.words[elementAt(graph, id) + graph.labelWord];
}

function levelOf({ words, upperWord, levelWords }: GraphLayout, id: number): number {
  return words[upperWord[id]] / WORD / levelWords;
}

/** Returns the position of an element's links on a level: their number, then the links. */
function linksAt(graph: GraphLayout, id: number, level: number): number {
  if (level === 0) return elementAt(graph, id);
  return graph.upperWord[id] + 1 + (level - 1) * graph.levelWords;
}

function links(graph: GraphLayout, id: number, level: number): Uint32Array {
  const at = linksAt(graph, id, level);
  return graph.words.subarray(at + 1, at + 1 + (graph.words[at] & LINK_COUNT));
}

function setLinks(graph: GraphLayout, id: number, level: number, to: readonly number[]): void {
  const at = linksAt(graph, id, level);
  graph.words[at] = (graph.words[at] & ~LINK_COUNT) | to.length;
  graph.words.set(to, at + 1);
}

/** Replaces links to removed elements with links to the nearest of their neighbours. */
function bypassRemoved(graph: GraphLayout, id: number, level: number, isRemoved: Uint8Array): void {
  const linked = links(graph, id, level);
  const gone = linked.filter((other) => isRemoved[other]);
  if (gone.length === 0) return;
  const kept = [...linked].filter((other) => !isRemoved[other]);
  const seen = new Set([id, ...linked]);
  const behind: number[] = [];
  const open = [...gone];
  for (let i = 0; i < open.length && i < MOST_BYPASSED; i++) {
    // the neighbours of removed elements may be removed too
    if (i >= gone.length && behind.length >= gone.length) break;
    for (const other of links(graph, open[i], level)) {
      if (seen.has(other)) continue;
      seen.add(other);
      (isRemoved[other] ? open : behind).push(other);
    }
  }
  setLinks(graph, id, level, [...kept, ...nearest(graph, id, behind).slice(0, gone.length)]);
}

function nearest(graph: GraphLayout, id: number, others: readonly number[]): number[] {
  const near = new Map(others.map((other) => [other, product(graph, id, other)]));
  return [...others].sort((a, b) => near.get(b)! - near.get(a)! || a - b);
}

function product(graph: GraphLayout, a: number, b: number): number {
  const { floats, vectorWord, labelWord } = graph;
  const x = elementAt(graph, a);
  const y = elementAt(graph, b);
  let sum = 0;
  for (let i = vectorWord; i < labelWord; i++) sum += floats[x + i] * floats[y + i];
  return sum;
}

/** Moves the entry point to an element on the highest remaining level, if it was removed. */
function chooseEntryPoint(graph: GraphLayout, isRemoved: Uint8Array): void {
  const { words, count } = graph;
  if (!isRemoved[words[HEADER.entryPoint]]) return;
  let entryPoint = -1;
  for (let id = 0; id < count; id++) {
    if (!isRemoved[id] && (entryPoint < 0 || levelOf(graph, id) > levelOf(graph, entryPoint))) entryPoint = id;
  }
  words[HEADER.entryPoint] = entryPoint;
  words[HEADER.topLevel] = entryPoint < 0 ? -1 : levelOf(graph, entryPoint);
}

/** Adds a link to every unreachable element, from its nearest reachable neighbour with room for a link. */
function reconnect(graph: GraphLayout, isRemoved: Uint8Array): void {
  const { words, count, vectorWord } = graph;
  const isReached = new Uint8Array(count);
  const open: number[] = [];
  const reach = (id: number) => {
    if (isReached[id]) return;
    isReached[id] = 1;
    open.push(id);
  };
  const follow = () => {
    for (let id = open.pop(); id !== undefined; id = open.pop()) for (const to of links(graph, id, 0)) reach(to);
  };
  const most = vectorWord - 1;
  if (!isRemoved[words[HEADER.entryPoint]]) reach(words[HEADER.entryPoint]);
  follow();
  for (let id = 0; id < count; id++) {
    if (isRemoved[id] || isReached[id]) continue;
    const hasRoom = (other: number) => isReached[other] === 1 && links(graph, other, 0).length < most;
    const near = [...links(graph, id, 0)].filter(hasRoom);
    const [from] = nearest(graph, id, near.length > 0 ? near : [...isReached.keys()].filter(hasRoom));
    if (from === undefined) continue;
    setLinks(graph, from, 0, [...links(graph, from, 0), id]);
    reach(id);
    follow();
  }
}

/** Moves the remaining elements together and renumbers them. Returns the number of used words. */
function pack(graph: GraphLayout, isRemoved: Uint8Array, newLabel: ReadonlyMap<number, number>): number {
  const { words, count, elementWords, labelWord, upperWord } = graph;
  const newId = new Uint32Array(count);
  let left = 0;
  for (let id = 0; id < count; id++) if (!isRemoved[id]) newId[id] = left++;
  for (let id = 0; id < count; id++) {
    if (isRemoved[id]) continue;
    for (let level = 0; level <= levelOf(graph, id); level++) {
      const to = links(graph, id, level);
      for (let i = 0; i < to.length; i++) to[i] = newId[to[i]];
    }
    const label = elementAt(graph, id) + labelWord;
    words[label] = newLabel.get(words[label])!;
    words.copyWithin(elementAt(graph, newId[id]), elementAt(graph, id), elementAt(graph, id) + elementWords);
  }
  let at = HEADER_WORDS + left * elementWords;
  for (let id = 0; id < count; id++) {
    if (isRemoved[id]) continue;
    const length = 1 + words[upperWord[id]] / WORD;
    words.copyWithin(at, upperWord[id], upperWord[id] + length);
    at += length;
  }
  words[HEADER.count] = left;
  if (words[HEADER.topLevel] !== 0xffffffff) words[HEADER.entryPoint] = newId[words[HEADER.entryPoint]];
  return at;
}

async function readWords(path: string): Promise<Uint32Array> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(PIECE_BYTES, size - at), at);
      if (bytesRead === 0) throw new Error(`${path} ended while it was read`);
      at += bytesRead;
    }
    return new Uint32Array(bytes.buffer, 0, Math.floor(size / WORD));
  } finally {
    await handle.close();
  }
}

async function writeWords(path: string, words: Uint32Array): Promise<void> {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const handle = await open(path, 'w');
  try {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at), at);
      at += bytesWritten;
    }
  } finally {
    await handle.close();
  }
}
