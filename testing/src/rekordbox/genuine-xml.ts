import { below, pick, type Random } from '../random.ts';

/** An element to lay out: name, attributes in order, children. */
export interface GenuineElement {
  name: string;
  attributes: [name: string, value: string][];
  children: GenuineElement[];
}

/** A made-up file that looks like one of Rekordbox's own, and its content. */
export interface GenuineXml {
  text: string;
  lineEnd: string;
  tracks: GenuineElement[];
  root: GenuineElement;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const TEXT = [
  ...'aB1 &<>"\'#%+,;=@[](){}`~^|\\/-_.!?*:$',
  ...[
    'é',
    'e\u0301',
    'u\u0308',
    '日本',
    '🚀',
    '👩‍🚀',
    'ß',
    '\u00a0',
    '&amp;',
    '%26',
    '&#10;',
    ']]>',
    '/* A / B */',
    '  ',
    'İ',
  ],
];
const FILE_TEXT = TEXT.filter((part) => !/[/\\:*?"<>|^~]/.test(part));
const KINDS = ['MP3 File', 'WAV File', 'M4A File', 'FLAC File', 'AIFF File', 'Mp3-Datei ', 'Wav-Datei '];
const KEYS = ['8A', '12B', '2m', '8d', 'Fm', 'Abm', 'F#', 'Db', 'Emin', 'Gmaj', 'x', '', '01A', ' 4A', 'Cmaj7', 'All'];
const COLORS = ['0xFF007F', '0xFF0000', '0xFFA500', '0xFFFF00', '0x00FF00', '0x25FDE9', '0x0000FF', '0x660099'];
const PRODUCTS = [
  ['5.4.3', 'Pioneer DJ'],
  ['5.8.6', 'Pioneer DJ'],
  ['6.6.4', 'AlphaTheta'],
  ['6.8.2', 'AlphaTheta'],
  ['7.2.14', 'AlphaTheta'],
];
const STREAMS = ['soundcloud:tracks:', 'tidal:tracks:', 'spotify:track:', 'beatport:tracks:'];

/** Lays out an element by Rekordbox's rule, which tests compare with the package's own writer. */
export function layOutGenuine({ name, attributes, children }: GenuineElement, depth: number, lineEnd: string): string {
  const indent = ' '.repeat(2 * depth);
  let text = `${indent}<${name}`;
  let bytes = 0;
  for (const [key, value] of attributes) {
    if (bytes > 60) {
      text += lineEnd + indent + ' '.repeat(name.length + 1);
      bytes = 0;
    }
    const written = ` ${key}="${Array.from(value, (character) => ENTITIES[character] ?? character).join('')}"`;
    bytes += new TextEncoder().encode(written).length;
    text += written;
  }
  if (children.length === 0) return `${text}/>${lineEnd}`;
  const inside = children.map((child) => layOutGenuine(child, depth + 1, lineEnd)).join('');
  return `${text}>${lineEnd}${inside}${indent}</${name}>${lineEnd}`;
}

/** Makes a file with the odd things that genuine exports have. */
export function genuineXml(random: Random, { tracks: most = 12 } = {}): GenuineXml {
  const lineEnd = random() < 0.8 ? '\r\n' : '\n';
  const ids = new Set<string>();
  const count = below(random, most + 1);
  while (ids.size < count) ids.add(String(1 + below(random, 2 ** 28 - 1)));
  const isTrimmed = random() < 0.1;
  const tracks = [...ids].map((id, i) => track(random, id, i));
  const root = element('NODE', { Type: 0, Name: 'ROOT', Count: 0 }, nodes(random, [...ids], isTrimmed));
  root.attributes[2][1] = String(isTrimmed ? 24 : root.children.length);
  const [version, company] = pick(random, PRODUCTS);
  const entries = isTrimmed ? 1437 : tracks.length;
  const document = element('DJ_PLAYLISTS', { Version: '1.0.0' }, [
    element('PRODUCT', { Name: 'rekordbox', Version: version, Company: company }),
    element('COLLECTION', { Entries: entries }, tracks),
    element('PLAYLISTS', {}, [root]),
  ]);
  const text = `<?xml version="1.0" encoding="UTF-8"?>${lineEnd}${lineEnd}${layOutGenuine(document, 0, lineEnd)}`;
  return { text, lineEnd, tracks, root };
}

function element(
  name: string,
  attributes: Record<string, string | number>,
  children: GenuineElement[] = [],
): GenuineElement {
  return { name, attributes: Object.entries(attributes).map(([key, value]) => [key, String(value)]), children };
}

function words(random: Random, parts = TEXT, most = 24): string {
  return Array.from({ length: below(random, most) }, () => pick(random, parts)).join('');
}

/** Percent-encodes by the rule that was measured, in lower-case hex. */
function percent(path: string): string {
  return Array.from(new TextEncoder().encode(path), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9!#$()+,\-./:;=@_]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}

function location(random: Random, number: number): string {
  if (random() < 0.1) return `file://localhost${pick(random, ['/', ''])}${pick(random, STREAMS)}${number}`;
  const top = pick(random, ['/C:/Music/', '/D:/', '/Users/dj/Music/', '/Volumes/DJ USB/', '/Volumes/é/']);
  const folders = Array.from({ length: below(random, 3) }, () => `f${words(random, FILE_TEXT, 8)}x/`);
  // a number makes each path another one, also without case and accents
  return `file://localhost${percent(`${top}${folders.join('')}${number} ${words(random, FILE_TEXT, 12)}.mp3`)}`;
}

function track(random: Random, id: string, number: number): GenuineElement {
  const where = location(random, number);
  const isStream = !where.endsWith('.mp3');
  const seconds = isStream || random() < 0.9 ? 100 + below(random, 500) : 0;
  const bpm = random() < 0.8 ? 60 + below(random, 14_000) / 100 : 0;
  const number0 = (most: number) => (random() < 0.5 ? 0 : below(random, most));
  return element(
    'TRACK',
    {
      ...{
        TrackID: id,
        Name: isStream ? '' : `${number}${words(random)}`,
        Artist: words(random),
        Composer: words(random, TEXT, 3),
      },
      ...{ Album: words(random), Grouping: words(random, TEXT, 3), Genre: words(random, TEXT, 6) },
      ...{ Kind: isStream ? 'Unknown Format' : pick(random, KINDS), Size: isStream ? 0 : number0(1e9) },
      ...{ TotalTime: seconds, DiscNumber: number0(9), TrackNumber: number0(99), Year: pick(random, [0, 1999, 2024]) },
      ...{ AverageBpm: bpm.toFixed(2), DateAdded: random() < 0.9 ? '2024-03-09' : '' },
      ...{ BitRate: pick(random, [0, 32, 320]), SampleRate: pick(random, [44_100, 48_000]), Comments: words(random) },
      ...{ PlayCount: number0(99), Rating: 51 * below(random, 6), Location: where, Remixer: words(random, TEXT, 4) },
      ...{ Tonality: pick(random, KEYS), Label: words(random, TEXT, 4), Mix: words(random, TEXT, 3) },
      ...(random() < 0.1 && { Colour: pick(random, COLORS) }),
    },
    [...(bpm > 0 ? tempos(random, bpm, seconds) : []), ...marks(random, seconds)],
  );
}

/** A grid, which Rekordbox anchors anew where the millisecond differs, or whose tempo changes. */
function tempos(random: Random, bpm: number, seconds: number): GenuineElement[] {
  const kind = random();
  const count = kind < 0.1 ? 0 : kind < 0.5 ? 1 : kind < 0.98 ? 2 + below(random, 12) : 1436;
  const found: GenuineElement[] = [];
  let timeS = below(random, Math.round(60_000 / bpm)) / 1000;
  let beat = below(random, 4);
  let tempo = bpm;
  for (let i = 0; i < count && (i === 0 || timeS < seconds); i++) {
    const Inizio = timeS.toFixed(3);
    found.push(element('TEMPO', { Inizio, Bpm: tempo.toFixed(2), Metro: '4/4', Battito: beat + 1 }));
    const beats = count > 100 ? 1 : 16 + below(random, 64);
    timeS = Number(Inizio) + (beats * 60) / Number(tempo.toFixed(2)) + (below(random, 3) - 1) / 1000;
    beat = (beat + beats) % 4;
    if (count > 100) tempo = bpm * (1 + (random() - 0.5) / 20);
  }
  return found;
}

/** Hot and memory marks in any order, often two at one place. Only hot marks have a colour. */
function marks(random: Random, seconds: number): GenuineElement[] {
  const pads = Array.from({ length: 16 }, (_, pad) => pad).filter(() => random() < 0.2);
  const nums = [...pads, ...Array.from({ length: below(random, 11) }, () => -1)];
  nums.sort(() => random() - 0.5);
  let start = 0;
  return nums.map((Num) => {
    if (random() < 0.8) start = (below(random, Math.max(seconds, 1)) * 1000 + below(random, 1000)) / 1000;
    const isLoop = random() < 0.2;
    const end = start + 0.001 + below(random, 30_000) / 1000;
    return element('POSITION_MARK', {
      ...{ Name: random() < 0.5 ? '' : words(random, TEXT, 8), Type: isLoop ? 4 : 0, Start: start.toFixed(3) },
      ...(isLoop && { End: end.toFixed(3) }),
      Num,
      ...(Num >= 0 && { Red: below(random, 256), Green: below(random, 256), Blue: below(random, 256) }),
    });
  });
}

/** A tree of at most nine levels. A folder and a playlist may share a name, and keys may name no track. */
function nodes(random: Random, ids: readonly string[], isTrimmed: boolean, level = 1): GenuineElement[] {
  return Array.from({ length: below(random, level > 4 ? 2 : 4) }, (_, i) => {
    const name = `${i} ${words(random, TEXT, 8)}`;
    const keys = ids.length === 0 ? [] : Array.from({ length: below(random, 6) }, () => pick(random, ids));
    if (isTrimmed) keys.push('268435455');
    const list = keys.map((Key) => element('TRACK', { Key }));
    const playlist = element('NODE', { Name: name, Type: 1, KeyType: 0, Entries: list.length }, list);
    if (random() < 0.5) return [playlist];
    const inside = level < 9 ? nodes(random, ids, isTrimmed, level + 1) : [];
    const folder = element('NODE', { Name: name, Type: 0, Count: inside.length }, inside);
    return random() < 0.3 ? [folder, playlist] : [folder];
  }).flat();
}
