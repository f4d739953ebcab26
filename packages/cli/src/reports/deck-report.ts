import { trackName } from '@rbassist/core';
import type { FollowedDeck, Library } from '@rbassist/library';
import { joinNames } from '../output/join-names.ts';
import { type Output, print } from '../output/output.ts';
import { keyText } from './key-text.ts';
import { bpmText } from './track-tables.ts';

const MEDIA: Readonly<Record<string, string>> = {
  cd: 'on the CD',
  sd: 'on the SD card',
  usb: 'on the USB stick',
  'usb-2': 'on the second USB stick',
  stream: 'of a streaming service',
  rekordbox: 'of the Rekordbox collection',
};

/** Prints the decks in the form of the Python rbassist. What is known of a track follows once, when it is loaded. */
export class DeckReport {
  readonly #library: Library;
  readonly #output: Output;
  readonly #shown = new Map<number, string | undefined>();

  constructor(library: Library, output: Output) {
    this.#library = library;
    this.#output = output;
  }

  print(decks: readonly FollowedDeck[]): void {
    for (const deck of decks) {
      const { playingBpm, known, next } = deck;
      print(`Deck ${deck.deck}: ${this.#nameOf(deck)} | BPM=${playingBpm === undefined ? '?' : playingBpm.toFixed(2)}`);
      if (this.#shown.get(deck.deck) === known.path) continue;
      this.#shown.set(deck.deck, known.path);
      if (known.path !== undefined) this.#printKnown(known.path, next);
    }
  }

  #nameOf({ track, state, known: { path, maybe } }: FollowedDeck): string {
    if (path !== undefined) return trackName(path, this.#library.track(path) ?? {});
    if (maybe.length > 0) return `maybe ${maybe.map((each) => this.#nameOfPath(each)).join(' or ')}`;
    if (track !== undefined) {
      const where = MEDIA[track.slot];
      return where === undefined ? `track ${track.id}` : `track ${track.id} ${where} in player ${track.device}`;
    }
    return state === 'empty' ? 'no track' : 'unknown track';
  }

  #nameOfPath(path: string): string {
    return trackName(path, this.#library.track(path) ?? {});
  }

  #printKnown(path: string, next: FollowedDeck['next']): void {
    const facts = this.#factsOf(path);
    if (facts !== '') print(`    ${facts}`);
    const names = next.map((each) => {
      const detail = this.#factsOf(each.path, false);
      return detail === '' ? this.#nameOfPath(each.path) : `${this.#nameOfPath(each.path)} (${detail})`;
    });
    if (names.length > 0) print(`    Next: ${joinNames(names)}`);
  }

  #factsOf(path: string, isFull = true): string {
    const record = this.#library.track(path) ?? {};
    const { genre, rating, mytags = [] } = record;
    const bpm = bpmText(record);
    const parts = [
      bpm === '' ? '' : `${bpm} BPM`,
      keyText(record, this.#output),
      ...(isFull ? [genre ?? '', rating ? `${rating} of 5 stars` : '', mytags.join(', ')] : []),
    ];
    return parts.filter(Boolean).join(', ');
  }
}
