import { parseKey } from '@rbassist/core';

const NOTATIONS: readonly (readonly [name: string, form: RegExp])[] = [
  ['Camelot', /^0?(?:1[0-2]|[1-9])[AB]$/i],
  ['Open Key', /^0?(?:1[0-2]|[1-9])[MD]$/i],
  ['names such as "Emin"', /m(?:in|aj)/i],
];

/** Counts the notations in which a file spells keys. */
export class KeyNotations {
  readonly #counts = new Map<string, number>();

  add(key: string): void {
    const text = key.trim();
    if (text === '' || parseKey(text) === undefined) return;
    const notation = NOTATIONS.find(([, form]) => form.test(text))?.[0] ?? 'names such as "Em"';
    this.#counts.set(notation, (this.#counts.get(notation) ?? 0) + 1);
  }

  /** Describes the notations, or returns undefined if there is one at most. */
  mixed(): string | undefined {
    if (this.#counts.size < 2) return undefined;
    const sorted = [...this.#counts].sort(([, one], [, other]) => other - one);
    return sorted.map(([notation, count]) => `${count} in ${notation}`).join(', ');
  }
}
