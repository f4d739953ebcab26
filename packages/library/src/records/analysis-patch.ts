import { ANALYSIS_VERSION, type AnalysisPart, type TrackAnalysis } from '@rbassist/analyze';
import { type EditableField, mayReplace, roundValue, type TrackRecord, trackEnergy, valueDigest } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';

export interface AnalysisToStore {
  analysis: TrackAnalysis;
  parts: readonly AnalysisPart[];
  /** Fast signature of the file. */
  signature: string;
  /** SHA-1 of the file; present if {@link coversBpmOrKey}. */
  contentSignature?: string;
  force: boolean;
}

export const BPM_KEY_PARTS: readonly AnalysisPart[] = ['tempo', 'key'];

export function coversBpmOrKey(parts: readonly AnalysisPart[]): boolean {
  return parts.some((part) => BPM_KEY_PARTS.includes(part));
}

/** Parts that the energy is computed from. */
const ENERGY_PARTS: readonly AnalysisPart[] = ['features', 'loudness', 'cues'];

/** Returns the value of `energy`: null if loudness and onsets are unknown. */
function energyOf(record: TrackRecord): number | null {
  return trackEnergy(record)?.energy ?? null;
}

/** Returns a patch that adds the energy to a record of an earlier version, from its stored values. */
export function missingEnergy(record: TrackRecord): TrackPatch | undefined {
  const energy = record.energy === undefined ? energyOf(record) : null;
  return energy === null ? undefined : { energy: roundValue('energy', energy) };
}

/** Keeps edited values, unless `force` is set. */
export function analysisPatch(record: TrackRecord, stored: AnalysisToStore): TrackPatch {
  const { parts, signature, contentSignature } = stored;
  const patch = new AnalysisPatch(record, stored);
  for (const part of parts) STORE[part](patch, stored.analysis, record);
  const { values } = patch;
  if (parts.some((part) => ENERGY_PARTS.includes(part))) patch.set('energy', energyOf({ ...record, ...values }));
  if (coversBpmOrKey(parts)) {
    // the Python rbassist analyses a track again unless this is a SHA-1
    values.sig_bpmkey = contentSignature;
    values.sig_bpmkey_fast = signature;
  }
  const earlier = record.analysis_signature === signature ? record.analysis_version : {};
  const computed = Object.fromEntries(parts.map((part) => [part, ANALYSIS_VERSION[part]]));
  values.analysis_version = { ...earlier, ...computed };
  values.analysis_signature = signature;
  values.analysis_wrote = patch.wrote();
  return values;
}

/** A patch in progress, and the digests of the editable values that the analysis wrote. */
class AnalysisPatch {
  readonly values: TrackPatch = {};
  readonly #record: TrackRecord;
  readonly #force: boolean;
  readonly #wrote: Record<string, string>;

  constructor(record: TrackRecord, { force }: AnalysisToStore) {
    this.#record = record;
    this.#force = force;
    this.#wrote = { ...record.analysis_wrote };
  }

  set<Key extends keyof TrackRecord & string>(key: Key, value: TrackRecord[Key]): void {
    Object.assign(this.values, { [key]: roundValue(key, value) });
  }

  /** Sets or, with `undefined`, removes an editable value. Returns false if an edited value stays. */
  edit<Key extends EditableField>(key: Key, value: TrackRecord[Key]): boolean {
    if (!this.#force && !mayReplace(this.#record, key)) {
      delete this.#wrote[key];
      return false;
    }
    this.set(key, value);
    if (value === undefined) delete this.#wrote[key];
    else this.#wrote[key] = valueDigest(this.values[key]);
    return true;
  }

  wrote(): Record<string, string> | undefined {
    return Object.keys(this.#wrote).length > 0 ? this.#wrote : undefined;
  }
}

type Store = (patch: AnalysisPatch, analysis: TrackAnalysis, record: TrackRecord) => void;

const STORE: Readonly<Record<AnalysisPart, Store>> = {
  tempo(patch, { bpm = null, bpm_confidence = 0, bpm_candidates = [], ...grid }) {
    const measured = roundValue('bpm', bpm);
    const ours = patch.edit('bpm', measured);
    patch.set('bpm_confidence', ours ? bpm_confidence : undefined);
    patch.set('bpm_candidates', bpm_candidates);
    const { tempos = [], beatgrid_mode, beatgrid_confidence = 0 } = grid;
    const hasGrid = tempos.length > 0;
    if (!patch.edit('tempos', hasGrid ? tempos : undefined)) return;
    patch.set('beatgrid_mode', hasGrid ? beatgrid_mode : undefined);
    patch.set('beatgrid_confidence', hasGrid ? beatgrid_confidence : undefined);
  },

  key(patch, { key = null, key_name = null, key_confidence = 0, key_candidates = [], tuning_cents = null }) {
    const ours = patch.edit('key', key);
    if (ours) patch.set('key_name', key_name);
    patch.set('key_confidence', ours ? key_confidence : undefined);
    patch.set('key_candidates', key_candidates);
    patch.set('tuning_cents', tuning_cents);
  },

  cues(patch, { cues = [], sections = [] }) {
    patch.edit('cues', cues);
    patch.set('sections', sections);
  },

  features(patch, { features = {} }, record) {
    const { samples, onset_rate, bass_contour, rhythm_contour, ...others } = record.features ?? {};
    patch.set('features', {
      ...others,
      ...(features.samples !== undefined && { samples: features.samples }),
      ...(features.onset_rate !== undefined && { onset_rate: features.onset_rate }),
      ...(features.bass_contour && { bass_contour: features.bass_contour }),
      ...(features.rhythm_contour && { rhythm_contour: features.rhythm_contour }),
    });
  },

  loudness(patch, { loudness_lufs = null, loudness_range_lu = null, true_peak_db = null }) {
    patch.set('loudness_lufs', loudness_lufs);
    patch.set('loudness_range_lu', loudness_range_lu);
    patch.set('true_peak_db', true_peak_db);
  },
};
