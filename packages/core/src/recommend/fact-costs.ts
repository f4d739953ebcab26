import { mixFacts } from './mix-facts.ts';
import type { MixTable } from './mix-table.ts';
import type { MixTrack } from './mix-track.ts';
import {
  energyValue,
  FACT_PARTS,
  loudnessValue,
  NEUTRAL_VALUES,
  type ScoreWeights,
  tagsValue,
  unitRange,
} from './score-parts.ts';
import { tempoValue } from './tempo-value.ts';

/** Returns the value of a part for the track at a position. */
type ValueAt = (position: number) => number;

/** Values of the parts of a mix from a seed into each track of a table, the same as those of pairs. */
const VALUES: Readonly<Record<(typeof FACT_PARTS)[number], (table: MixTable, seed: MixTrack) => ValueAt>> = {
  tempo: tempoValues,
  key: keyValues,
  energy: (table, { energy, energyConfidence = 1 }) => {
    const [energies, confidences] = [table.numbers('energy'), table.numbers('energyConfidence')];
    return (i) => {
      const own = Number.isNaN(confidences[i]) ? 1 : confidences[i];
      const confidence = energy === undefined || Number.isNaN(energies[i]) ? 0 : energyConfidence * own;
      return confidence === 0 ? NEUTRAL_VALUES.energy : energyValue(energy as number, energies[i], confidence);
    };
  },
  loudness: (table, { loudnessLufs }) => {
    const all = table.numbers('loudnessLufs');
    return (i) =>
      loudnessLufs === undefined || Number.isNaN(all[i])
        ? NEUTRAL_VALUES.loudness
        : loudnessValue(loudnessLufs, all[i]);
  },
  tags: (table, { tags }) => {
    const { ids, values } = table.ownTags;
    const perList = Float64Array.from(values, (own) => tagsValue(tags, own));
    return (i) => perList[ids[i]];
  },
};

/**
 * Returns the costs of the mixes from a seed into the tracks at positions, as far as facts decide: `transitionCost`
 * with the weights of {@link FACT_PARTS} alone. Computes them from columns, many times faster than by pairs.
 */
export function factCosts(
  table: MixTable,
  seed: MixTrack,
  positions: Uint32Array,
  weights: Readonly<ScoreWeights>,
): Float64Array {
  const costs = new Float64Array(positions.length);
  let total = 0;
  for (const name of FACT_PARTS) {
    const weight = weights[name];
    if (!(weight > 0)) continue;
    const valueAt = VALUES[name](table, seed);
    for (let i = 0; i < costs.length; i++) costs[i] += weight * valueAt(positions[i]);
    total += weight;
  }
  return costs.map((sum) => 1 - sum / total);
}

function tempoValues({ tempos: { starts, ids, probabilities, values } }: MixTable, seed: MixTrack): ValueAt {
  const { tempoLogs, tempoProbabilities, tempoConfidence } = mixFacts(seed);
  const logs = values.map((bpm) => 100 * Math.log(bpm));
  const perTempo = tempoLogs.map((from) => logs.map((to) => tempoValue(to - from)));
  return (i) => {
    let confidence = 0;
    for (let j = starts[i]; j < starts[i + 1]; j++) confidence += probabilities[j];
    let sum = (1 - tempoConfidence * confidence) * NEUTRAL_VALUES.tempo;
    for (let from = 0; from < perTempo.length; from++) {
      for (let j = starts[i]; j < starts[i + 1]; j++) {
        sum += tempoProbabilities[from] * probabilities[j] * perTempo[from][ids[j]];
      }
    }
    return unitRange(sum);
  };
}

function keyValues({ keys: { starts, ids, probabilities, values } }: MixTable, seed: MixTrack): ValueAt {
  const { keyMoves, keyConfidence } = mixFacts(seed);
  return (i) => {
    let confidence = 0;
    for (let j = starts[i]; j < starts[i + 1]; j++) {
      if (!Number.isNaN(values[ids[j]])) confidence += probabilities[j];
    }
    let sum = (1 - keyConfidence * confidence) * NEUTRAL_VALUES.key;
    for (let j = starts[i]; j < starts[i + 1]; j++) {
      if (!Number.isNaN(values[ids[j]])) sum += probabilities[j] * keyMoves[values[ids[j]]];
    }
    return unitRange(sum);
  };
}
