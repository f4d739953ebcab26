/**
 * What sets one version of a song apart from another that sounds the same or nearly so: a clean edit beside the explicit one, the instrumental, the
 * version with an intro to mix into.
 */
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
 * Whether two titles name different versions of a song, e.g. "Song (Clean)" and "Song (Dirty)", which a DJ keeps side by side though they sound alike.
 * A title that is not known sets nothing apart.
 */
export function namesOtherVersion(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return false;
  return versionWords(a).join(' ') !== versionWords(b).join(' ');
}

/** "Original Mix" is how some shops spell no version at all. */
function versionWords(title: string): string[] {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('original mix', '')
    .split(/[^\p{L}\p{N}]+/u);
  return VERSION_WORDS.filter((word) => words.includes(word));
}
