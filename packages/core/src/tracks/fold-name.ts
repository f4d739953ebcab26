const APOSTROPHES = /[\u2018\u2019\u201B\u02BC\u00B4`\uFF07]/g;
const QUOTES = /[\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02]/g;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
/** Invisible characters, such as a byte order mark or a text direction mark. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\u034F|[\uFE00-\uFE0F]/gu;
const GUEST = /(?<![\p{L}\p{N}])(?:featuring|feat|ft)\.?(?![\p{L}\p{N}])/gu;

/** Text of printable ASCII, which most names are, has no other forms. "`" counts as an apostrophe. */
const IS_PLAIN = /^[\x20-\x5f\x61-\x7e]*$/;

/**
 * Folds a name for comparison. Ignores case, Unicode form and width, kinds of quotes and dashes, and repeated spaces.
 * Writes "feat." for "ft." and "featuring". Returns '' for a value that is not text, because another program may store
 * any type here.
 */
export function foldName(text: unknown): string {
  if (typeof text !== 'string') return '';
  if (IS_PLAIN.test(text)) return withoutGuestSpellings(text.toLowerCase());
  const characters = text.normalize('NFKC').replace(/\s/gu, ' ').replace(INVISIBLE, '');
  const plain = characters.replace(APOSTROPHES, "'").replace(QUOTES, '"').replace(DASHES, '-');
  // upper case first makes "ß" equal "SS"; Turkish "İ" lowers to an "i" and a combining dot
  const lower = plain.toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').normalize('NFKC');
  return withoutGuestSpellings(lower);
}

function withoutGuestSpellings(lower: string): string {
  const named = lower.includes('ft') || lower.includes('feat') ? lower.replace(GUEST, 'feat.') : lower;
  return named.includes('  ') ? named.replace(/ +/g, ' ').trim() : named.trim();
}
