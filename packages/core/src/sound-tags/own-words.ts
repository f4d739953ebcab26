import type { Column, MixTable } from '../recommend/mix-table.ts';
import { searchWords } from '../tracks/search-words.ts';

/** Value of a stored suggestion, which may be wrong. A tag or genre that a person gave has 1. */
const SUGGESTED = 0.75;
/** Most words of a genre that are phrases of their own. */
const GENRE_WORDS = 8;

/** Tags, genres and stored suggestions of a library, as words of a query. */
export class OwnWords {
  readonly #tags: PhraseColumn<readonly string[]>;
  readonly #genres: PhraseColumn<string>;
  readonly #suggested: PhraseColumn<readonly string[]>;

  constructor(table: MixTable) {
    this.#tags = new PhraseColumn(table.tags, (tags) => tags.map(phraseOf));
    this.#genres = new PhraseColumn(table.genres, phrasesWithin);
    this.#suggested = new PhraseColumn(table.suggested, (tags) => tags.map(phraseOf));
  }

  has(phrase: string): boolean {
    return this.#tags.has(phrase) || this.#genres.has(phrase) || this.#suggested.has(phrase);
  }

  /** Lists all phrases, to find near ones. */
  phrases(): string[] {
    return [...new Set([this.#tags, this.#genres, this.#suggested].flatMap((column) => column.phrases()))];
  }

  /** Returns how far the track at a position has a tag or genre: 1, 0, or less than 1 for a stored suggestion. */
  valuesOf(phrase: string): (position: number) => number {
    const [tag, genre, suggested] = [this.#tags, this.#genres, this.#suggested].map((column) => column.test(phrase));
    return (position) => (tag(position) || genre(position) ? 1 : suggested(position) ? SUGGESTED : 0);
  }
}

/** The values of a column by the phrases that they have. */
class PhraseColumn<Value> {
  readonly #ids: Uint32Array;
  readonly #valuesOf = new Map<string, Set<number>>();

  constructor({ ids, values }: Column<Value>, phrasesOf: (value: Value) => string[]) {
    this.#ids = ids;
    for (const [id, value] of values.entries()) {
      for (const phrase of phrasesOf(value)) {
        if (phrase === '') continue;
        const known = this.#valuesOf.get(phrase);
        if (known) known.add(id);
        else this.#valuesOf.set(phrase, new Set([id]));
      }
    }
  }

  has(phrase: string): boolean {
    return this.#valuesOf.has(phrase);
  }

  phrases(): string[] {
    return [...this.#valuesOf.keys()];
  }

  test(phrase: string): (position: number) => boolean {
    const values = this.#valuesOf.get(phrase);
    return values === undefined ? () => false : (position) => values.has(this.#ids[position]);
  }
}

function phraseOf(text: string): string {
  return searchWords(text).trim();
}

/** Returns the runs of words in a genre: a track of "Deep House" is house. */
function phrasesWithin(genre: string): string[] {
  const words = phraseOf(genre).split(' ').slice(0, GENRE_WORDS);
  return words.flatMap((_, from) => words.slice(from).map((_, i) => words.slice(from, from + i + 1).join(' ')));
}
