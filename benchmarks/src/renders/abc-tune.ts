import type { StatedKey } from './piece.ts';

/** A note or a chord symbol of a tune. Places are in whole notes from the start. */
export interface AbcNote {
  start: number;
  length: number;
  pitch: number;
}

interface AbcChord {
  start: number;
  /** Pitch class of the root, 0..11. */
  root: number;
  minor: boolean;
}

export interface AbcTune {
  title: string;
  /** Time signature, such as "6/8". */
  metre: string;
  /** Null for church modes, and if the key changes. */
  key: StatedKey | null;
  notes: AbcNote[];
  chords: AbcChord[];
  /** Places of the bar lines. */
  bars: number[];
  /** Length in whole notes. */
  length: number;
}

/**
 * Returns the place of the first full bar in whole notes. Null if bars don't last as long as the time signature says. A
 * part may end within a bar if the next one starts with the rest of it.
 */
export function firstBarOf({ metre, bars }: AbcTune): number | null {
  const bar = barLength(metre);
  const places = [...new Set(bars.filter((place) => place > 0))];
  const first = places[0] ?? 0;
  const off = places.map((place) => Math.abs(Math.round((place - first) / bar) - (place - first) / bar) > 1e-6);
  return off.some((isOff, i) => isOff && off[i + 1] !== false && i + 1 < off.length) ? null : first % bar;
}

/** Returns the length of a bar in whole notes. */
export function barLength(metre: string): number {
  const [beats, value] = metre.split('/').map(Number);
  return beats / value;
}

const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const ACCIDENTALS: Readonly<Record<string, number>> = { '^': 1, '^^': 2, _: -1, __: -2, '=': 0 };
const SHARPS = ['F', 'C', 'G', 'D', 'A', 'E', 'B'];
/** Fifths from the major key of the same tonic. */
const MODES: Readonly<Record<string, number>> = {
  '': 0,
  maj: 0,
  ion: 0,
  m: -3,
  min: -3,
  aeo: -3,
  mix: -1,
  dor: -2,
  phr: -4,
  lyd: 1,
  loc: -5,
};
const MINOR_MODES = new Set(['m', 'min', 'aeo']);
const MAJOR_MODES = new Set(['', 'maj', 'ion']);
const KEY = /^([A-G])([#b]?)\s*(maj|min|mix|dor|phr|lyd|loc|ion|aeo|m(?![a-z]))?/i;
const TUPLETS: Readonly<Record<number, number>> = { 2: 3 / 2, 3: 2 / 3, 4: 3 / 4, 5: 2 / 5, 6: 1 / 3 };
const SECOND_ENDING = /\[?2/;
const NOTE = String.raw`(?<accidental>[_^=]*)(?<letter>[A-Ga-gzx])(?<octave>[,']*)(?<length>[\d/]*)`;
const TOKENS = [
  String.raw`(?<inline>\[[A-Za-z]:[^\]]*\])`,
  '(?<symbol>"[^"]*")',
  String.raw`\{[^}]*\}`, // grace notes
  String.raw`![^!]*!|\+[^+]*\+`, // decorations
  String.raw`(?<bar>:*\|+[\]:]*\s*(?:\[?[12])?|::|\[[12])`,
  String.raw`\((?<tuplet>[2-6])(?::\d*){0,2}`,
  String.raw`(?<chord>\[\s*(?:[_^=]*[A-Ga-g][,']*[\d/]*\s*)+\])(?<chordLength>[\d/]*)`,
  NOTE,
  '(?<broken>[<>]+)',
  '(?<tie>-)',
  '.',
];
const TOKEN = new RegExp(TOKENS.join('|'), 'gs');

/**
 * Reads the tunes of a file in ABC notation, each part once and with its last ending. Leaves out tunes that change
 * their metre.
 */
export function readAbc(text: string): AbcTune[] {
  return text
    .split(/^(?=X:)/m)
    .filter((block) => block.startsWith('X:'))
    .flatMap((block) => readTune(block) ?? []);
}

function readTune(block: string): AbcTune | null {
  const field = (name: string) =>
    block
      .match(new RegExp(`^${name}:\\s*(.*)$`, 'm'))?.[1]
      .replace(/%.*/, '')
      .trim();
  const metres = [...block.matchAll(/^M:\s*(\S+)/gm)].map(([, value]) => value);
  const metre = (metres[0] ?? '4/4').replace('C|', '2/2').replace(/^C$/, '4/4');
  const keys = [...block.matchAll(/^K:\s*(.*)$/gm)].map(([, value]) => value.trim());
  const first = keys[0]?.match(KEY);
  if (!first || !/^\d+\/\d+$/.test(metre) || new Set(metres).size > 1) return null;
  const tune: AbcTune = {
    title: field('T') ?? '',
    metre,
    key: new Set(keys).size === 1 && !/\[K:/.test(block) ? statedKey(first) : null,
    notes: [],
    chords: [],
    bars: [],
    length: 0,
  };
  readBody(tune, block, unitOf(field('L'), metre), first);
  return tune;
}

function unitOf(text: string | undefined, metre: string): number {
  const [above, below] = (text ?? '').split('/').map(Number);
  if (above > 0 && below > 0) return above / below;
  return barLength(metre) < 0.75 ? 1 / 16 : 1 / 8;
}

function readBody(tune: AbcTune, block: string, unit: number, firstKey: RegExpMatchArray): void {
  let signature = signatureOf(firstKey);
  let changed = new Map<string, number>();
  let at = 0;
  let tuplet = { left: 0, factor: 1 };
  let long = 1;
  let tied = false;
  let skipping = false;

  const lines = block.split('\n').map((line) => line.replace(/%.*/, '').replace(/\\\s*$/, ''));
  const body = lines.slice(lines.findIndex((line) => line.startsWith('K:')) + 1);
  for (const line of body) {
    const change = line.match(/^K:\s*(.*)$/)?.[1].match(KEY);
    if (change) signature = signatureOf(change);
    else if (!/^[A-Za-z]:/.test(line)) readLine(line);
  }
  tune.length = at;

  function readLine(line: string): void {
    for (const { 0: token, groups = {} } of line.matchAll(TOKEN)) {
      if (groups.inline) {
        const key = token.match(/^\[K:\s*(.*)\]/)?.[1].match(KEY);
        if (key) signature = signatureOf(key);
      } else if (groups.bar) onBar(token);
      else if (skipping) continue;
      else if (groups.symbol) onSymbol(token.slice(1, -1));
      else if (groups.tuplet) tuplet = { left: Number(groups.tuplet), factor: TUPLETS[Number(groups.tuplet)] };
      else if (groups.broken) onBroken(token);
      else if (groups.tie) tied = true;
      else if (groups.chord) onChord(groups.chord, groups.chordLength);
      else if (groups.letter) onNote([groups], lengthOf(groups.length));
    }
  }

  function onBar(token: string): void {
    // the first ending is left out, so that the bars of parts that are played once add up
    const ending = token.match(/[12]$/)?.[0];
    if (ending === '1' && SECOND_ENDING.test(block)) skipping = true;
    else if (skipping && (ending === '2' || token.includes(':'))) skipping = ending !== '2' && !token.includes(':');
    changed = new Map();
    if (!skipping && token.includes('|')) tune.bars.push(at);
    if (token === '::') tune.bars.push(at);
  }

  function onSymbol(text: string): void {
    const symbol = text.match(/^([A-G])([#b]?)(m(?!aj)|dim)?/);
    if (!symbol) return;
    const [, letter, accidental, minor] = symbol;
    tune.chords.push({ start: at, root: pitchClass(letter, accidental), minor: minor !== undefined });
  }

  /** Lengthens the last note and shortens the next one, or the reverse. */
  function onBroken(token: string): void {
    const short = 0.5 ** token.length;
    const stretch = token.startsWith('>') ? 2 - short : short;
    const start = tune.notes.at(-1)?.start;
    const last = tune.notes.filter((note) => note.start === start && note.start + note.length >= at - 1e-9);
    for (const note of last) note.length *= stretch;
    if (last.length > 0) at = last[0].start + last[0].length;
    long = 2 - stretch;
  }

  function onChord(token: string, lengthText: string): void {
    const groups = [...token.matchAll(new RegExp(NOTE, 'g'))].map((note) => note.groups ?? {});
    onNote(groups, lengthOf(groups[0].length) * lengthOf(lengthText));
  }

  function onNote(notes: Record<string, string | undefined>[], units: number): void {
    const inTuplet = tuplet.left > 0 ? tuplet.factor : 1;
    if (tuplet.left > 0) tuplet.left--;
    const length = units * unit * inTuplet * long;
    long = 1;
    for (const { accidental = '', letter = '', octave = '' } of notes) {
      if (/[zx]/.test(letter)) continue;
      const pitch = pitchOf(accidental, letter, octave);
      const before = tied ? tune.notes.findLast((note) => note.pitch === pitch) : undefined;
      if (before && Math.abs(before.start + before.length - at) < 1e-9) before.length += length;
      else tune.notes.push({ start: at, length, pitch });
    }
    tied = false;
    at += length;
  }

  function pitchOf(accidental: string, letter: string, octave: string): number {
    const name = letter.toUpperCase();
    const height = name === letter ? 60 : 72;
    const octaves = [...octave].reduce((sum, mark) => sum + (mark === "'" ? 12 : -12), 0);
    const place = `${letter}${octave}`;
    if (accidental in ACCIDENTALS) changed.set(place, ACCIDENTALS[accidental]);
    return height + LETTERS[name] + octaves + (changed.get(place) ?? signature.get(name) ?? 0);
  }
}

function statedKey([, letter, accidental, mode = '']: RegExpMatchArray): StatedKey | null {
  const name = mode.toLowerCase();
  if (!MAJOR_MODES.has(name) && !MINOR_MODES.has(name)) return null;
  return { tonic: pitchClass(letter, accidental), minor: MINOR_MODES.has(name) };
}

/** Returns the accidentals that a key puts on its letters. */
function signatureOf([, letter, accidental, mode = '']: RegExpMatchArray): ReadonlyMap<string, number> {
  const place = SHARPS.indexOf(letter.toUpperCase()) - 1 + (accidental === '#' ? 7 : accidental === 'b' ? -7 : 0);
  const fifths = place + MODES[mode.toLowerCase()];
  const names = fifths > 0 ? SHARPS.slice(0, fifths) : fifths < 0 ? SHARPS.slice(fifths) : [];
  return new Map(names.map((name) => [name, Math.sign(fifths)]));
}

function pitchClass(letter: string, accidental: string): number {
  const shift = accidental === '#' ? 1 : accidental === 'b' ? -1 : 0;
  return (LETTERS[letter.toUpperCase()] + shift + 12) % 12;
}

/** Reads a length such as "3/2", "/", "//" or "". */
function lengthOf(text = ''): number {
  const [above, ...below] = text.split('/');
  return below.reduce((value, part) => value / (part === '' ? 2 : Number(part)), above === '' ? 1 : Number(above));
}
