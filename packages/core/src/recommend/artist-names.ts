import { isEmptyArtist } from '../duplicates/empty-names.ts';
import { foldName } from '../tracks/fold-name.ts';
import { searchWords } from '../tracks/search-words.ts';

/** Words and signs between artists. "/" is also a letter of short names such as "AC/DC". */
const BETWEEN =
  /\s*(?:[,;&+×、]|\s(?:feat\.|vs\.?|versus|x|with|and|und|et|y|pres\.?|presents|meets|b2b|w\/)(?=\s)|(?<=[^/]{3})\/(?=[^/]{3}))\s*/gu;
const BRACKETS = /[()[\]{}]/gu;
const ARTICLE = /^ the (?=\S)| the $/u;

/**
 * Returns a key of each artist in a name: "A feat. B", "A & B", "A x B" and "A, B" give two keys. Ignores case,
 * accents, punctuation and "The". Returns an empty list for a placeholder such as "Various Artists".
 */
export function artistKeys(name: string | undefined): string[] {
  const folded = foldName(name);
  if (folded === '' || isEmptyArtist(folded)) return [];
  const parts = folded.replace(BRACKETS, ' ').split(BETWEEN);
  const keys = parts.map(artistKey).filter((key) => key !== '');
  return [...new Set(keys)];
}

function artistKey(part: string): string {
  const folded = part.trim();
  return folded === '' || isEmptyArtist(folded) ? '' : searchWords(folded).replace(ARTICLE, ' ').trim();
}
