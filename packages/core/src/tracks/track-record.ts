import type { TrackErrorKind } from '../errors.ts';
import type { Remedy } from '../remedy.ts';
import type { EmbeddingSpace } from '../vectors/embedding-space.ts';
import type { EncoderDelay } from './encoder-delay.ts';

/** A point or loop in a track, as in Rekordbox. */
export interface Cue {
  name: string;
  /** Kind of cue; its meaning depends on the list's {@link CueForm}. */
  type: number;
  /** Hot-cue pad from 0, or -1. */
  num: number;
  /** Start, in seconds from the first sample. */
  start: number;
  /** End of a loop, in seconds; equal to `start` for a point. Missing in points of earlier versions. */
  end?: number;
  /** Colour from a DJ program, "#RRGGBB". */
  color?: string;
}

/** A part of a track with a constant tempo. Uses the names of Rekordbox's XML. */
export interface TempoSegment {
  /** Start, in seconds. */
  inizio_sec: number;
  bpm: number;
  /** Metre, e.g. "4/4". */
  metro: string;
  /** Beat of the bar at the start, from 1. */
  battito: number;
}

/** A possible tempo of a track. */
export interface TempoCandidate {
  bpm: number;
  confidence: number;
}

/** A part of a track between two places where the music changes. */
export interface TrackSection {
  kind: 'intro' | 'build' | 'drop' | 'breakdown' | 'outro' | 'section';
  /** Start, in seconds. */
  start: number;
  /** End, in seconds. */
  end: number;
}

/** Values of a feature over the length of a track. */
export interface Contour {
  /** Values at 256 evenly spaced positions. */
  contour: number[];
  /** Reliability of the values, 0..1. */
  reliability: number;
}

/** Measured features for the weighted ranking. */
export interface TrackFeatures {
  /** Room for samples and vocals, 0..1. */
  samples?: number;
  /** Clear onsets per second, 0 to about 10. */
  onset_rate?: number;
  /** Strongest bass frequency over time, in hertz. */
  bass_contour?: Contour;
  /** Onset strength over time, 0..1. */
  rhythm_contour?: Contour;
  [unknown: string]: unknown;
}

/** The last failure of a track. */
export interface StoredTrackError {
  kind: TrackErrorKind;
  message: string;
  remedies?: readonly Remedy[];
  /** Fast signature of the file that failed. rbassist retries the file after it changes. */
  signature?: string;
}

/** A new model's vector, kept here until every track has one. The keys mean the same as in {@link TrackRecord}. */
export interface NextEmbedding {
  embedding: string;
  embedding_space: EmbeddingSpace;
  embedding_signature: string;
  embedding_decoder: string;
}

/** Record of one track, with the keys of `meta.json`. The Python rbassist uses them too. Other keys stay unchanged. */
export interface TrackRecord {
  artist?: string;
  title?: string;
  album?: string;
  genre?: string;
  /** Genre within the genre, from a shop. */
  subgenre?: string;
  year?: number;
  /** Length, in seconds. */
  duration?: number;
  /** Kilobits per second. */
  bitrate?: number;
  /** Hertz. */
  sample_rate?: number;
  /** Start of the coded file, for times of other DJ programs; absent for formats without a delay. */
  encoder_delay?: EncoderDelay;
  /** Time of the first scan, ISO 8601. */
  added?: string;
  /** Stars, 0 to 5; 0 is unrated. */
  rating?: number;
  /** Colour of the track in a DJ program, "#RRGGBB". */
  color?: string;
  play_count?: number;
  /** Day of the last play in a DJ program, `yyyy-mm-dd`. */
  last_played?: string;
  /** Identity of the track in Rekordbox, and its key as Rekordbox spells it. */
  rekordbox?: { track_id?: string; location?: string; key?: string };
  /** Program and digest of the values that an import wrote, by key. The next import replaces them if you did not. */
  import_wrote?: Record<string, string>;
  comments?: string;
  bpm?: number | null;
  /** Key in Camelot notation, e.g. "8A". */
  key?: string | null;
  /** Name of the key, e.g. "A minor". */
  key_name?: string | null;
  /** Signature of the file from which bpm and key were measured. The Python rbassist also writes it, as SHA-1. */
  sig_bpmkey?: string;
  /** Fast signature of the file when its SHA-1 last matched `sig_bpmkey`. Avoids hashing the file again. */
  sig_bpmkey_fast?: string;
  /** Probability that a listener would tap `bpm`, 0..1; absent if a person or a tag set `bpm`. */
  bpm_confidence?: number;
  /** Possible tempos, the most likely first. */
  bpm_candidates?: TempoCandidate[];
  /** Probability of `key`, 0..1; absent if a person or a tag set `key`. */
  key_confidence?: number;
  /** Possible keys, the most likely first. */
  key_candidates?: { key: string; confidence: number }[];
  /** Tuning, in cents from A4 = 440 Hz. */
  tuning_cents?: number | null;
  tempos?: TempoSegment[];
  beatgrid_mode?: 'fixed' | 'dynamic';
  /** Agreement between the sound and the beat grid, 0..1. */
  beatgrid_confidence?: number;
  sections?: TrackSection[];
  loudness_lufs?: number | null;
  loudness_range_lu?: number | null;
  /** True peak, in decibels relative to full scale. */
  true_peak_db?: number | null;
  /** Energy, 0..1, from loudness, onsets and sections: see `trackEnergy`. */
  energy?: number | null;
  /** Version of each analysis part when it computed the stored values. */
  analysis_version?: Record<string, number>;
  /** Fast signature of the file that the parts in `analysis_version` analysed. */
  analysis_signature?: string;
  /** Digests of values that the analysis wrote, by key. A value with another digest was edited. */
  analysis_wrote?: Record<string, string>;
  cues?: Cue[];
  features?: TrackFeatures;
  /** Path of the `.npy` file with the track's vector. */
  embedding?: string;
  embedding_source?: string;
  embedding_space?: EmbeddingSpace;
  /** Signature of the file from which the vector was computed. */
  embedding_signature?: string;
  embedding_decoder?: string;
  /** Path of the `.npy` file with the pure vector that the Python rbassist keeps in addition to a mixed one. */
  embedding_mert?: string;
  /** Vector that replaces this one when all tracks have a vector of the new model. */
  embedding_next?: NextEmbedding;
  mytags?: string[];
  /** Suggested tags that the user rejected. They are not suggested again. */
  tag_rejections?: string[];
  /** Suggested tags, in the form of the Python rbassist, which may have written other types. */
  tag_suggestions?: unknown;
  tags?: string[];
  /** Path of the file in the staging folder (`to`), and path of the copy that you keep (`keeper`). */
  staged?: { to: string; keeper: string };
  /** Present while the file is missing. `since` is the time of the first scan that did not find it, ISO 8601. */
  missing?: { since: string };
  error?: StoredTrackError | null;
  [unknown: string]: unknown;
}
