/** Words in titles that name a version of a song, such as the clean edit, the instrumental or the extended mix. */
const VERSION_WORDS: readonly string[] = [
  'acapella',
  'acappella',
  'bootleg',
  'clean',
  'demo',
  'dirty',
  'dub',
  'edit',
  'explicit',
  'extended',
  'instrumental',
  'intro',
  'live',
  'loop',
  'mashup',
  'mix',
  'outro',
  'radio',
  'reprise',
  'rework',
  'remix',
  'short',
  'tool',
  'transition',
  'vip',
];

/**
 * Returns true if two titles name different versions of a song, e.g. "Song (Clean)" and "Song (Dirty)": they sound
 * alike, but a DJ keeps both. False if a title is missing.
 */
export function namesOtherVersion(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return false;
  return versionWords(a).join(' ') !== versionWords(b).join(' ');
}

/** Version words in a title. Some shops add "Original Mix" to every title, so it names no version. */
function versionWords(title: string): string[] {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('original mix', '')
    .split(/[^\p{L}\p{N}]+/u);
  return VERSION_WORDS.filter((word) => words.includes(word));
}
