import { fileStem, folderNameOf } from '../files/path-system.ts';
import { foldName } from '../tracks/fold-name.ts';

/** Names that may contain the version of a song. */
export interface VersionNames {
  artist?: string;
  title?: string;
  album?: string;
  path?: string;
}

/** Words in titles that name versions; with `onAlbums` also in albums and folders, such as "Live at Wembley". */
const VERSIONS: readonly { words: readonly string[]; onAlbums?: true }[] = [
  {
    words: [
      'live',
      'en vivo',
      'ao vivo',
      'en directo',
      'dal vivo',
      'en concert',
      'en public',
      'in concert',
      'unplugged',
      'konzert',
      'concert',
      'koncert',
      'концерт',
      'концертная',
      'живой',
      'вживую',
      'ライブ',
      'ライヴ',
      '现场',
      '現場',
      '라이브',
    ],
    onAlbums: true,
  },
  {
    words: [
      'acapella',
      'acappella',
      'acapela',
      'a capella',
      'a cappella',
      'acapellas',
      'acappellas',
      'vocals only',
      'vocals',
      'acap',
      'pella',
      'акапелла',
      'アカペラ',
      '清唱',
    ],
    onAlbums: true,
  },
  {
    words: [
      'instrumental',
      'instrumentals',
      'instrumentale',
      'strumentale',
      'instrumentalversion',
      'inst',
      'instr',
      'karaoke',
      'playback',
      'backing track',
      'minus one',
      'инструментал',
      'инструментальная',
      'минус',
      'минусовка',
      'インスト',
      'カラオケ',
      'オフボーカル',
      '伴奏',
      '纯音乐',
      '반주',
      'off vocal',
    ],
    onAlbums: true,
  },
  {
    words: [
      'remix',
      'remixes',
      'rmx',
      'remezcla',
      'remixed',
      'rework',
      'reworked',
      'refix',
      'flip',
      'bootleg',
      'mashup',
      'mash up',
      'edit',
      'edits',
      'reedit',
      're edit',
      'rerub',
      'vip',
      'ремикс',
      'リミックス',
      '混音',
      '리믹스',
    ],
    onAlbums: true,
  },
  {
    words: ['acoustic', 'akustik', 'akustisch', 'acustica', 'acustico', 'acoustique', 'акустика', 'アコースティック'],
    onAlbums: true,
  },
  {
    words: [
      'remaster',
      'remastered',
      'remastering',
      'remasterizado',
      'remasterizada',
      'rimasterizzato',
      'remasterise',
      'remasterisé',
      'ремастер',
      'リマスター',
      '重制',
    ],
    onAlbums: true,
  },
  { words: ['demo', 'demos', 'demoversion', 'rough mix', 'work tape', 'демо', 'デモ'], onAlbums: true },
  { words: ['orchestral', 'orchestra', 'symphonic', 'orchester', 'orquestal', 'piano', 'strings'] },
  { words: ['clean', 'censored', 'edited', 'squeaky', 'super clean'], onAlbums: true },
  { words: ['dirty', 'explicit', 'uncensored'], onAlbums: true },
  { words: ['dub', 'dubs', 'dubplate'] },
  {
    words: [
      'extended',
      'long version',
      'version longue',
      'versión extendida',
      'version extendida',
      'extendida',
      'extendido',
      'estesa',
      'versione estesa',
      'lange version',
      'full length',
      'maxi',
      '12 inch',
      '12"',
      'удлиненная',
      'расширенная',
      'エクステンデッド',
    ],
    onAlbums: true,
  },
  { words: ['radio', 'radiofassung', 'radioversion', 'single version', '7 inch', '7"', 'радио'], onAlbums: true },
  {
    words: [
      'short',
      'kurz',
      'kurzfassung',
      'kurzversion',
      'corta',
      'courte',
      'cut',
      'tv size',
      'snippet',
      'preview',
      'короткая',
    ],
  },
  { words: ['mix', 'mixed', 'dj mix', 'megamix', 'medley', 'mezcla', 'микс', 'ミックス'] },
  { words: ['club'] },
  { words: ['intro'] },
  { words: ['outro'] },
  { words: ['loop', 'loops'] },
  { words: ['tool', 'tools', 'dj tool', 'djtool', 'beats', 'drums', 'drum', 'bass', 'stem', 'stems'] },
  { words: ['transition'] },
  { words: ['reprise'] },
  { words: ['cover', 'tribute', 'кавер', 'カバー', '翻唱'] },
  { words: ['mono'] },
  { words: ['stereo'] },
  { words: ['surround', 'atmos', '8d', 'quad', 'binaural'] },
  { words: ['slowed', 'reverb', 'screwed', 'chopped'] },
  { words: ['sped up', 'speed up', 'nightcore', 'faster'] },
  { words: ['rehearsal', 'outtake', 'alternate', 'alternative', 'alt take', 'unreleased', 'rough'] },
];

/** Words that shops and video sites add to every title. They name no version. */
export const NO_VERSION =
  /(?<!\p{L})(?:(?:original|album|full) (?:mix|version|edit)|(?:official )?(?:music|lyrics?|hd) video|official (?:audio|video|visuali[sz]er))(?!\p{L})/gu;
const BRACKETED = /[([]([^()[\]]+)[)\]]/gu;
/** Name of a folder for one disc. The folder above it names the album. */
const DISC_FOLDER = /^(?:cd|dis[ck]|disque|disco|vinyl|lp|side)[ ._-]*(?:\d{1,2}|[a-d])$/iu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

const ROMAN: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  v: 5,
  vi: 6,
  vii: 7,
  viii: 8,
  ix: 9,
  x: 10,
};
const SPELLED: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const PART =
  /(?<![\p{L}\p{N}])(?:part|parts|pt|teil|partie|parte|pars|vol|volume|no|nr|op|opus|act|akt|movement|mvt|take|episode|ep|chapter|disc|disk|side|version|v|часть|#)[. ]*(\d+|[ivx]+|one|two|three|four|five|six|[a-f])(?![\p{L}\p{N}])/gu;

/**
 * Returns true if two files name different versions of a song, e.g. "Song (Clean)" and "Song (Dirty)", or different
 * parts of a work. They may sound the same, but a DJ keeps both. Reads the title and the file name, and words such as
 * "Live" in the album and folder names.
 */
export function namesOtherVersion(a: VersionNames, b: VersionNames): boolean {
  return (
    versionsOf(a) !== versionsOf(b) ||
    partsOf(a.title) !== partsOf(b.title) ||
    areCounted(a.title, b.title) ||
    haveOtherBrackets(a.path, b.path)
  );
}

/** Returns true if a text has a word that names a version, such as "remix", "live" or "instrumental". */
export function hasVersionWord(text: string): boolean {
  const words = spaced(text);
  return VERSIONS.some(({ words: versions }) => versions.some((word) => holds(words, word)));
}

/** Returns true for file names with different versions in brackets, such as "(A Remix)" and "(B Remix)". */
function haveOtherBrackets(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [a, b].map((path) => {
    const groups = [...foldName(path && fileStem(path)).matchAll(BRACKETED)].map(([, text]) => spaced(text));
    return groups.filter((text) => VERSIONS.some(({ words }) => words.some((word) => holds(text, word)))).join();
  });
  return one !== '' && other !== '' && one !== other;
}

function versionsOf({ artist, title, album, path }: VersionNames): string {
  const ownName = spaced(artist);
  const wordsOf = (name: unknown) => spaced(name).replaceAll(ownName, ' ');
  const names = [title, path && fileStem(path)].map(wordsOf);
  const places = [album, path && albumFolderOf(path)].map(wordsOf);
  const isNamed = ({ words, onAlbums }: (typeof VERSIONS)[number]) =>
    words.some((word) => [...names, ...(onAlbums ? places : [])].some((text) => holds(text, word)));
  return VERSIONS.map((version) => Number(isNamed(version))).join('');
}

function albumFolderOf(path: string): string {
  const name = folderNameOf(path);
  // the path without the file name: its "folder" is one level up
  return DISC_FOLDER.test(name) ? folderNameOf(path.replace(/[\\/][^\\/]*$/, '')) : name;
}

function spaced(name: unknown): string {
  const folded = foldName(name).replaceAll('_', ' ').replace(NO_VERSION, ' ');
  return ` ${folded.replace(/[^\p{L}\p{N}\p{M}"]+/gu, ' ').trim()} `;
}

function holds(text: string, word: string): boolean {
  return UNSPACED.test(word) ? text.includes(word) : text.includes(` ${word} `);
}

/** Returns the number that a Roman numeral or a word means, such as "iv" or "four"; undefined for other texts. */
export function spelledNumber(text: string): number | undefined {
  return ROMAN[text] ?? SPELLED[text];
}

function partsOf(title: unknown): string {
  const parts = [...foldName(title).matchAll(PART)].map(([, number]) => spelledNumber(number) ?? number);
  return parts.map((part) => (Number(part) ? Number(part) : part)).join(' ');
}

/** Returns true for titles that differ only in a number, such as "Kick 1" and "Kick 2", but not "Song (1)". */
function areCounted(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map((title) =>
    foldName(title)
      .replace(/^\d{1,2}[ .)-]+(?=\D)/u, '')
      .replace(/ ?\(\d\)$/u, '')
      .replace(/(?<!\d)0+(?=\d)/gu, ''),
  );
  const textOf = (title: string) => title.replace(/\d+/gu, '#');
  return one !== other && one.includes('#') === other.includes('#') && textOf(one) === textOf(other);
}
