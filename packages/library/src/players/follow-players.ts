import { setTimeout as sleep } from 'node:timers/promises';
import { checkOptions, numberFrom, type OptionRule, optionRules, RbassistError, wholeFrom } from '@rbassist/core';
import { type Deck, Decks, type LinkChannel, listenToProLink, type ProLinkOptions } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { type RecommendResult, recommendTracks } from '../recommend/recommend-tracks.ts';
import { type DeckTrack, TrackIdentifier } from './track-identifier.ts';

/** Options of `Library.followPlayers`. */
export interface FollowPlayersOptions extends ProLinkOptions {
  /** Seconds between two events. @default 2 */
  everyS?: number;
  /** Number of tracks to recommend after each. @default 3 */
  top?: number;
  /** Export of the Rekordbox collection, to identify tracks that were never imported from it. */
  base?: string;
}

/** Defaults of {@link FollowPlayersOptions}. */
export const FOLLOW_PLAYERS_DEFAULTS = { everyS: 2, top: 3 } as const satisfies FollowPlayersOptions;

const RULES = {
  interface: optionRules.text,
  announce: optionRules.flag,
  ports: optionRules.options,
  playerPort: wholeFrom(1, 65_535),
  signal: optionRules.signal,
  everyS: numberFrom(0.05, 3600),
  top: wholeFrom(0, 100),
  base: optionRules.text,
} satisfies Record<keyof FollowPlayersOptions, OptionRule>;

/** A player, and the library's track on it. */
export interface FollowedDeck extends Deck {
  known: DeckTrack;
  /** Tracks that mix with the track, the best first; empty if the track is not known, or has no vector. */
  next: RecommendResult['recommendations'];
}

/** An event of `Library.followPlayers`. */
export type PlayersEvent =
  | { type: 'listening'; ports: Record<LinkChannel, number> }
  /** The players on the network, by number. */
  | { type: 'decks'; decks: FollowedDeck[] };

/** See `Library.followPlayers`. */
export async function* followPlayers(
  context: LibraryContext,
  options: FollowPlayersOptions,
): AsyncGenerator<PlayersEvent, void> {
  checkOptions(options, RULES);
  const { everyS, top, base, signal, ...link } = { ...FOLLOW_PLAYERS_DEFAULTS, ...options };
  const identifier = await TrackIdentifier.of(context, base);
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  const decks = new Decks();
  const events = listenToProLink({ ...link, signal: stop.signal });
  const recommended = new Map<string, RecommendResult['recommendations']>();
  let listening: Promise<void> | undefined;
  try {
    const first = await events.next();
    if (first.done) return;
    if (first.value.type === 'listening') yield first.value;
    listening = keepUpToDate(decks, events);
    while (!stop.signal.aborted) {
      await Promise.race([pause(everyS, stop.signal), listening]);
      if (stop.signal.aborted) return;
      const followed: FollowedDeck[] = [];
      for (const deck of decks.at(Date.now())) {
        const known = identifier.identify(deck);
        const next = known.path === undefined ? [] : await nextAfter(context, known.path, top, recommended);
        followed.push({ ...deck, known, next });
      }
      yield { type: 'decks', decks: followed };
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    abort();
    if (listening === undefined) await events.return();
    else await listening.catch(() => {});
  }
}

async function keepUpToDate(decks: Decks, events: ReturnType<typeof listenToProLink>): Promise<void> {
  for await (const event of events) if (event.type === 'packet') decks.update(event.packet, Date.now());
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {});
}

/** Recommends once for each track. A track without a vector has no successors. */
async function nextAfter(
  context: LibraryContext,
  path: string,
  top: number,
  recommended: Map<string, RecommendResult['recommendations']>,
): Promise<RecommendResult['recommendations']> {
  if (top === 0) return [];
  const before = recommended.get(path);
  if (before !== undefined) return before;
  let found: RecommendResult['recommendations'] = [];
  try {
    found = (await recommendTracks(context, path, { top })).recommendations;
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    context.warnOnce(error.message);
  }
  recommended.set(path, found);
  return found;
}
