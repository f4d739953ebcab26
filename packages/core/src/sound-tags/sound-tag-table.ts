import { OptionError } from '../errors.ts';
import { sharesOf, sortedNumbers } from './shares.ts';

/** Usual score of a tag in music of many kinds: mean and standard deviation of its log-odds. */
export interface UsualScore {
  mean: number;
  deviation: number;
}

/** Scores of sound tags for the tracks of a library. */
export interface SoundTagScores {
  /** Names of the tags. */
  tags: readonly string[];
  /** Usual score of each tag. Small libraries are compared with it. */
  usual: readonly UsualScore[];
  /** Number of tracks. */
  tracks: number;
  /** Log-odds, all tracks of the first tag before those of the second; NaN for a track without scores. */
  logOdds: Float32Array;
}

/** A tag of a track, relative to the other tracks. */
export interface SoundTagShare {
  tag: string;
  /** Share of the library that has less of it, 0..1. */
  share: number;
}

/** Weight of the usual scores, in tracks: a library of so many tracks counts as much as they do. */
const USUAL_TRACKS = 30;
/** Turns a number of standard deviations into a share: the logistic curve that is nearest to the normal one. */
const NORMAL_SLOPE = 1.702;

/**
 * Sound tags of a library. A model's own scores are low, and some tags always win. So a tag counts by its share: the
 * part of the library that has less of it. In a library of few tracks, the usual scores count too.
 */
export class SoundTagTable {
  readonly tags: readonly string[];
  readonly tracks: number;
  /** Number of tracks with scores. */
  readonly known: number;
  readonly #scores: SoundTagScores;
  readonly #shares = new Map<number, Float32Array>();

  /** Throws {@link OptionError} if the numbers of tags, tracks and scores do not agree. */
  constructor(scores: SoundTagScores) {
    const { tags, usual, tracks, logOdds } = scores;
    if (usual.length !== tags.length || logOdds.length !== tags.length * tracks) {
      throw new OptionError(`${tags.length} tags of ${tracks} tracks need as many scores, not ${logOdds.length}.`);
    }
    this.tags = tags;
    this.tracks = tracks;
    this.#scores = scores;
    let known = 0;
    for (let i = 0; i < tracks && tags.length > 0; i++) if (!Number.isNaN(logOdds[i])) known++;
    this.known = known;
  }

  /** Returns the share of each track for a tag; NaN for a track without scores. Computed once. */
  shares(tag: number): Float32Array {
    let shares = this.#shares.get(tag);
    if (shares === undefined) {
      const column = this.#column(tag);
      const own = sharesOf(column, sortedNumbers(column));
      shares = own.map((share, i) => this.#blend(share, usualShare(column[i], this.#scores.usual[tag])));
      this.#shares.set(tag, shares);
    }
    return shares;
  }

  /** Computes all shares, which makes {@link ofTrack} fast for many tracks. */
  prepare(): void {
    for (let tag = 0; tag < this.tags.length; tag++) this.shares(tag);
  }

  /** Returns the tags of a track, the largest share first; empty for a track without scores. */
  ofTrack(track: number): SoundTagShare[] {
    const found = this.tags.flatMap((tag, i): SoundTagShare[] => {
      const share = this.#shareOf(i, track);
      return Number.isNaN(share) ? [] : [{ tag, share }];
    });
    return found.sort((a, b) => b.share - a.share || (a.tag < b.tag ? -1 : 1));
  }

  /** Returns the share of the usual music that has less of a tag than a track, 0..1; NaN without scores. */
  usualShare(tag: number, track: number): number {
    return usualShare(this.#column(tag)[track], this.#scores.usual[tag]);
  }

  #column(tag: number): Float32Array {
    return this.#scores.logOdds.subarray(tag * this.tracks, (tag + 1) * this.tracks);
  }

  /** Counts for one track, which is much faster than sorting all. */
  #shareOf(tag: number, track: number): number {
    const known = this.#shares.get(tag)?.[track];
    if (known !== undefined) return known;
    const column = this.#column(tag);
    const score = column[track];
    let [less, equal] = [0, 0];
    for (const other of column) {
      if (other < score) less++;
      else if (other === score) equal++;
    }
    return this.#blend((less + equal / 2) / this.known, usualShare(score, this.#scores.usual[tag]));
  }

  #blend(own: number, usual: number): number {
    return (this.known * own + USUAL_TRACKS * usual) / (this.known + USUAL_TRACKS);
  }
}

function usualShare(score: number, { mean, deviation }: UsualScore): number {
  return 1 / (1 + Math.exp((-NORMAL_SLOPE * (score - mean)) / deviation));
}
