import type { SmallNetwork } from '../src/tempo/small-network.ts';

/** One track with several readings, some of them right. */
export interface Example {
  /** Group that cross-validation never splits. */
  group: string;
  weight: number;
  /** Readings × features. */
  readings: Float64Array[];
  right: boolean[];
}

export interface TrainOptions {
  hiddenUnits: number;
  epochs: number;
  rate: number;
  decay: number;
}

const BATCH = 16;
const MAX_DEVIATIONS = 4;
/** Error of a reading that is not worth a step. Most readings are soon that unlikely. */
const NEGLIGIBLE = 1e-4;

/**
 * Fits a network so that the softmax over a track's readings gives the right ones the highest probability (multinomial
 * logit). Optimises with Adam (Kingma and Ba 2015). The same examples give the same network.
 */
export function trainNetwork(examples: readonly Example[], options: TrainOptions): SmallNetwork {
  const usable = examples.filter(({ right }) => right.includes(true));
  const { mean, deviation } = standard(usable);
  const tracks = usable.map((example) => ({
    ...example,
    readings: example.readings.map((features) =>
      features.map((value, i) => Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, (value - mean[i]) / deviation[i]))),
    ),
  }));
  const random = gaussian(1);
  const size = mean.length;
  const units = options.hiddenUnits;
  // one array, so that one loop updates all parameters: linear, input, bias, output
  const parameters = new Float64Array(size + size * units + 2 * units);
  const input = size;
  const bias = input + size * units;
  const output = bias + units;
  for (let i = input; i < bias; i++) parameters[i] = random() / Math.sqrt(size);
  for (let i = output; i < parameters.length; i++) parameters[i] = 0.1 * random();
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  const gradient = new Float64Array(parameters.length);
  const hidden = new Float64Array(units);
  let step = 0;

  function score(z: Float64Array): number {
    let sum = 0;
    for (let unit = 0; unit < units; unit++) hidden[unit] = parameters[bias + unit];
    for (let i = 0, at = input; i < size; i++) {
      const value = z[i];
      sum += parameters[i] * value;
      for (let unit = 0; unit < units; unit++) hidden[unit] += parameters[at++] * value;
    }
    for (let unit = 0; unit < units; unit++) {
      hidden[unit] = Math.tanh(hidden[unit]);
      sum += parameters[output + unit] * hidden[unit];
    }
    return sum;
  }

  function learn({ readings, right, weight }: Example): void {
    const scores = readings.map(score);
    const top = Math.max(...scores);
    const odds = scores.map((value) => Math.exp(value - top));
    const all = odds.reduce((sum, value) => sum + value, 0);
    const ofRight = odds.reduce((sum, value, i) => sum + (right[i] ? value : 0), 1e-12);
    readings.forEach((z, r) => {
      const error = weight * (odds[r] / all - (right[r] ? odds[r] / ofRight : 0));
      if (Math.abs(error) < NEGLIGIBLE) return;
      score(z);
      for (let unit = 0; unit < units; unit++) {
        gradient[output + unit] += error * hidden[unit];
        const inner = error * parameters[output + unit] * (1 - hidden[unit] ** 2);
        gradient[bias + unit] += inner;
        for (let i = 0; i < size; i++) gradient[input + i * units + unit] += inner * z[i];
      }
      for (let i = 0; i < size; i++) gradient[i] += error * z[i];
    });
  }

  const order = tracks.map((_, i) => i);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, epoch);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH).map((i) => tracks[i]);
      gradient.fill(0);
      for (const track of batch) learn(track);
      const weight = batch.reduce((sum, track) => sum + track.weight, 0);
      step++;
      for (let i = 0; i < parameters.length; i++) {
        const slope = gradient[i] / weight + options.decay * parameters[i];
        first[i] = 0.9 * first[i] + 0.1 * slope;
        second[i] = 0.999 * second[i] + 0.001 * slope * slope;
        parameters[i] -= (rate * (first[i] / (1 - 0.9 ** step))) / (Math.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8);
      }
    }
  }
  const rounded = (values: Iterable<number>) => Array.from(values, (value) => Number(value.toFixed(4)));
  return {
    mean: rounded(mean),
    deviation: rounded(deviation),
    linear: rounded(parameters.subarray(0, size)),
    hidden: {
      input: Array.from({ length: size }, (_, i) =>
        rounded(parameters.subarray(input + i * units, input + (i + 1) * units)),
      ),
      bias: rounded(parameters.subarray(bias, output)),
      output: rounded(parameters.subarray(output)),
    },
  };
}

function standard(examples: readonly Example[]): { mean: Float64Array; deviation: Float64Array } {
  const rows = examples.flatMap(({ readings }) => readings);
  const size = rows[0].length;
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const row of rows) for (let i = 0; i < size; i++) mean[i] += row[i] / rows.length;
  for (const row of rows) for (let i = 0; i < size; i++) deviation[i] += (row[i] - mean[i]) ** 2 / rows.length;
  return { mean, deviation: deviation.map((variance) => Math.sqrt(variance) + 1e-3) };
}

function uniform(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

function gaussian(seed: number): () => number {
  const random = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function shuffle(values: number[], seed: number): void {
  const random = uniform(seed + 100);
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j], values[i]];
  }
}
