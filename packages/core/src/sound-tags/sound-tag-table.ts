import { OptionError } from '../errors.ts';
import { sharesOf, sortedNumbers } from './shares.ts';

/** Usual score of a tag in music of many kinds: mean and standard deviation of its log-odds. */
export interface UsualScore {
  mean: number;
  deviation: number;
}

/** Scores of sound tags for the tracks of a library. Computed when they are needed, since a library is large. */
export interface SoundTagScores {
  /** Names of the tags. */
  tags: readonly string[];
  /** Usual score of each tag. Small libraries are compared with it. */
  usual: readonly UsualScore[];
  /** Returns the log-odds of all tracks for some tags, one list per tag; NaN for a track without scores. */
  ofTags: (tags: readonly number[]) => readonly Float32Array[];
  /** Returns the log-odds of all tags for a track; undefined without scores. */
  ofTrack: (track: number) => Float32Array | undefined;
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
  readonly #scores: SoundTagScores;
  readonly #columns = new Map<number, ScoreColumn>();
  readonly #shares = new Map<number, Float32Array>();

  /** Throws {@link OptionError} if tags lack a usual score. */
  constructor(scores: SoundTagScores) {
    const { tags, usual } = scores;
    if (usual.length !== tags.length) throw new OptionError(`${tags.length} tags need as many usual scores.`);
    this.tags = tags;
    this.#scores = scores;
  }

  /** Reads the scores of some tags, in one pass over the tracks. */
  load(tags: readonly number[]): void {
    const missing = [...new Set(tags)].filter((tag) => !this.#columns.has(tag));
    if (missing.length === 0) return;
    for (const [i, scores] of this.#scores.ofTags(missing).entries()) {
      const known = scores.reduce((count, score) => count + Number(!Number.isNaN(score)), 0);
      this.#columns.set(missing[i], { scores, known });
    }
  }

  /** Returns the share of each track for a tag; NaN for a track without scores. Computed once. */
  shares(tag: number): Float32Array {
    let shares = this.#shares.get(tag);
    if (shares === undefined) {
      const { scores, known } = this.#column(tag);
      const own = sharesOf(scores, sortedNumbers(scores));
      shares = own.map((share, i) => this.#blend(tag, scores[i], share, known));
      this.#shares.set(tag, shares);
    }
    return shares;
  }

  /**
   * Returns the tags that stand out in a track, the most probable first; empty for a track without scores. The share
   * leaves out tags that suit the whole library. The probability leaves out absurd ones: in a library of techno, too,
   * some track is the most like country.
   */
  standOut(track: number, { top, minShare }: StandOutOptions): StandOutTag[] {
    const scores = this.#scores.ofTrack(track);
    if (scores === undefined) return [];
    const probable = [...scores.keys()].filter((tag) => probabilityOf(scores[tag]) >= LEAST_PROBABILITY);
    probable.sort((a, b) => scores[b] - scores[a]);
    this.load(probable);
    const found = probable.map((tag) => ({
      tag: this.tags[tag],
      share: this.#shareOf(tag, track),
      probability: probabilityOf(scores[tag]),
    }));
    return found.filter(({ share }) => share >= minShare).slice(0, top);
  }

  #column(tag: number): ScoreColumn {
    this.load([tag]);
    return this.#columns.get(tag) ?? { scores: new Float32Array(0), known: 0 };
  }

  /** Counts for one track, which is much faster than sorting all. */
  #shareOf(tag: number, track: number): number {
    const sorted = this.#shares.get(tag)?.[track];
    if (sorted !== undefined) return sorted;
    const { scores, known } = this.#column(tag);
    const score = scores[track];
    let [less, equal] = [0, 0];
    for (const other of scores) {
      if (other < score) less++;
      else if (other === score) equal++;
    }
    return this.#blend(tag, score, (less + equal / 2) / known, known);
  }

  #blend(tag: number, score: number, own: number, known: number): number {
    return (known * own + USUAL_TRACKS * usualShare(score, this.#scores.usual[tag])) / (known + USUAL_TRACKS);
  }
}

interface ScoreColumn {
  scores: Float32Array;
  /** Number of tracks with scores. */
  known: number;
}

function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function usualShare(score: number, { mean, deviation }: UsualScore): number {
  return 1 / (1 + Math.exp((-NORMAL_SLOPE * (score - mean)) / deviation));
}
