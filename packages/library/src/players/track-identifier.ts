import { isSamePulse } from '@rbassist/core';
import { type Deck, readRekordboxXml } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { DjTrackMatcher } from '../rekordbox/track-matcher.ts';

/** The library's track on a deck. */
export interface DeckTrack {
  /** The track; absent if it is not known for certain. */
  path?: string;
  /** Tracks of this length and tempo, if there are only a few. */
  maybe: string[];
}

const UNKNOWN: DeckTrack = { maybe: [] };
/** More tracks of one length and tempo say nothing. */
const MOST_CANDIDATES = 3;
/** Players show tempos with two decimals, and other programs measure slightly other ones. */
const BPM_TOLERANCE = 0.05;
/** Encoders add silence to a track. */
const LENGTH_TOLERANCE_S = 0.2;

/**
 * Tells which track of the library a deck plays. The identifier that a player sends is certain only for a track of the
 * Rekordbox collection; on a stick or card, each medium has identifiers of its own.
 */
export class TrackIdentifier {
  readonly #context: LibraryContext;
  readonly #byId: ReadonlyMap<string, string | null>;

  private constructor(context: LibraryContext, byId: ReadonlyMap<string, string | null>) {
    this.#context = context;
    this.#byId = byId;
  }

  /**
   * @param base Export of the Rekordbox collection, whose identifiers count before those that were imported.
   * @throws {XmlError} or {OptionError} if it can't be read.
   */
  static async of(context: LibraryContext, base?: string): Promise<TrackIdentifier> {
    await context.refresh();
    const byId = new Map<string, string | null>();
    for (const [path, { rekordbox }] of context.meta.tracks(['rekordbox'])) {
      const id = rekordbox?.track_id;
      // two tracks of one identifier come from two collections
      if (id) byId.set(id, byId.has(id) ? null : path);
    }
    if (base !== undefined) {
      const matcher = new DjTrackMatcher(context);
      for await (const entry of readRekordboxXml(base)) {
        if (entry.type !== 'track') continue;
        const match = await matcher.match(entry.track);
        byId.set(entry.track.id, match.path ?? null);
      }
    }
    return new TrackIdentifier(context, byId);
  }

  identify({ track, bpm, lengthS }: Deck): DeckTrack {
    if (track?.slot === 'rekordbox') {
      const path = this.#byId.get(String(track.id)) ?? undefined;
      if (path !== undefined && this.#fitsTempo(path, bpm)) return { path, maybe: [] };
    }
    if (bpm === undefined || lengthS === undefined) return UNKNOWN;
    const maybe = this.#context.mixTracks.all.filter(
      (each) =>
        isPresent(each) &&
        Math.abs((each.tempos.at(0)?.value ?? Number.NaN) - bpm) <= BPM_TOLERANCE &&
        (each.durationS ?? Number.NaN) >= lengthS - LENGTH_TOLERANCE_S &&
        (each.durationS ?? Number.NaN) < lengthS + 1 + LENGTH_TOLERANCE_S,
    );
    return maybe.length > MOST_CANDIDATES ? UNKNOWN : { maybe: maybe.map(({ path }) => path) };
  }

  /** Returns false if the tempos show that the identifier is of another collection. */
  #fitsTempo(path: string, bpm: number | undefined): boolean {
    const own = this.#context.mixTracks.get(path)?.tempos.at(0)?.value;
    return bpm === undefined || own === undefined || isSamePulse(own, bpm);
  }
}
