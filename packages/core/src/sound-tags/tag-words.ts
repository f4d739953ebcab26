import type { MixTable } from '../recommend/mix-table.ts';
import { searchWords } from '../tracks/search-words.ts';
import { OwnWords } from './own-words.ts';
import { parseTagQuery, type TagQuery } from './parse-query.ts';
import { RELATED, SYNONYMS } from './synonyms.ts';

/** Meaning of a phrase. */
export interface PhraseMeaning {
  /** Numbers of the sound tags, any of them. */
  sound: readonly number[];
  /** True if a track has it as a tag, genre or stored suggestion. */
  isOwn: boolean;
}

/** The words of queries: sound tags and their synonyms, and the tags, genres and suggestions of a library. */
export class TagWords {
  readonly tags: readonly string[];
  readonly own: OwnWords;
  readonly #sound: ReadonlyMap<string, readonly number[]>;

  /** @param tags Names of the sound tags. */
  constructor(tags: readonly string[], table: MixTable) {
    this.tags = tags;
    this.own = new OwnWords(table);
    const byPhrase = new Map(tags.map((tag, i) => [searchWords(tag).trim(), i]));
    const sound = new Map([...byPhrase].map(([phrase, i]) => [phrase, [i]]));
    for (const [word, meant] of Object.entries(SYNONYMS)) {
      const numbers = meant.flatMap((phrase) => byPhrase.get(phrase) ?? []);
      if (numbers.length > 0) sound.set(word, numbers);
    }
    this.#sound = sound;
  }

  /** Reads a query. Throws {@link OptionError} if it has no word or is too long. */
  parse(query: string): TagQuery {
    return parseTagQuery(query, (phrase) => this.#sound.has(phrase) || this.own.has(phrase));
  }

  meaning(phrase: string): PhraseMeaning {
    return { sound: this.#sound.get(phrase) ?? [], isOwn: this.own.has(phrase) };
  }

  /** Returns sound tags that are near an unknown phrase by their meaning; empty if none is known. */
  related(phrase: string): string[] {
    const key = searchWords(phrase).trim();
    return (Object.hasOwn(RELATED, key) ? RELATED[key] : []).filter((tag) => this.#sound.has(tag));
  }
}
