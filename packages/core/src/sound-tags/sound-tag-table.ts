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

/** A tag that stands out in a track. */
export interface StandOutTag {
  tag: string;
  /** Share of the library that has less of it, 0..1. */
  share: number;
  /** The model's own score, 0..1. */
  probability: number;
}

/** Options of {@link SoundTagTable.standOut}. */
export interface StandOutOptions {
  /** Maximum number of tags. */
  top: number;
  /** Smallest share of the library that has less of a tag, 0..1. */
  minShare: number;
}

/** Choice of the tags that stand out, measured by `npm run eval:tags`. */
export const STAND_OUT_DEFAULTS = { top: 5, minShare: 0.8 } as const satisfies StandOutOptions;

const LEAST_PROBABILITY = 0.05;

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

  /** Computes all shares, which makes {@link standOut} fast for many tracks. */
  prepare(): void {
    for (let tag = 0; tag < this.tags.length; tag++) this.shares(tag);
  }

  /**
   * Returns the tags that stand out in a track, the most probable first; empty for a track without scores. The share
   * leaves out tags that suit the whole library. The probability leaves out absurd ones: in a library of techno, too,
   * some track is the most like country.
   */
  standOut(track: number, { top, minShare }: StandOutOptions): StandOutTag[] {
    const found = this.tags.flatMap((tag, i): StandOutTag[] => {
      const probability = probabilityOf(this.#column(i)[track]);
      // counting shares is slow, and most tags are improbable
      const share = probability >= LEAST_PROBABILITY ? this.#shareOf(i, track) : 0;
      return share >= minShare && share > 0 ? [{ tag, share, probability }] : [];
    });
    return found.sort((a, b) => b.probability - a.probability).slice(0, top);
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

function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function usualShare(score: number, { mean, deviation }: UsualScore): number {
  return 1 / (1 + Math.exp((-NORMAL_SLOPE * (score - mean)) / deviation));
}
