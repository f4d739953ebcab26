/** A row of differences per judgement: the better candidate's part values minus the worse one's. */
export type Differences = readonly (readonly number[])[];

interface LogisticProblem {
  differences: Differences;
  /** Coefficients that the fit is pulled towards. */
  prior: readonly number[];
  /** Strength of the pull: the loss gains half of it times the squared distance from the prior. */
  strength: number;
}

const MOST_STEPS = 100;
const MOST_HALVINGS = 30;
const MOST_SWEEPS = 1000;
const TOLERANCE = 1e-9;

/**
 * Returns the coefficients, 0 or more, that minimise the pairwise logistic loss (Bradley and Terry 1952; Burges et al.
 * 2005, RankNet) plus the pull towards the prior. Each step minimises the quadratic approximation under the bounds, and
 * is then halved until the loss falls. The problem is strictly convex: the start doesn't matter.
 */
export function fitLogistic(problem: LogisticProblem, start: readonly number[] = problem.prior): number[] {
  let point = [...start];
  let loss = lossAt(problem, point);
  for (let step = 0; step < MOST_STEPS; step++) {
    const target = quadraticMinimum(problem, point);
    const from = point;
    let share = 1;
    let next = target;
    let nextLoss = lossAt(problem, next);
    for (let halving = 0; nextLoss > loss && halving < MOST_HALVINGS; halving++) {
      share /= 2;
      next = from.map((value, j) => value + share * (target[j] - value));
      nextLoss = lossAt(problem, next);
    }
    const gain = loss - nextLoss;
    if (gain <= 0) break;
    [point, loss] = [next, nextLoss];
    if (gain < TOLERANCE * (1 + Math.abs(loss))) break;
  }
  return point;
}

/** Returns the factor of fixed weights that fits the judgements best: their scores then are log odds. */
export function fitScale(differences: Differences, weights: readonly number[]): number {
  const scores = differences.map((row) => [dotProduct(row, weights)]);
  return fitLogistic({ differences: scores, prior: [0], strength: SCALE_STRENGTH })[0];
}

/** Keeps the scale finite if every judgement agrees with the weights. */
const SCALE_STRENGTH = 1e-3;

/** Returns the mean logistic loss of judgements, in nats; ln 2 for a random guess. */
export function meanLoss(differences: Differences, coefficients: readonly number[]): number {
  const losses = differences.map((row) => logLoss(dotProduct(row, coefficients)));
  return losses.reduce((sum, each) => sum + each, 0) / losses.length;
}

export function dotProduct(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, j) => sum + value * b[j], 0);
}

/** Computes `log(1 + exp(-margin))` without overflow. */
function logLoss(margin: number): number {
  return Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
}

function lossAt({ differences, prior, strength }: LogisticProblem, point: readonly number[]): number {
  const pull = point.reduce((sum, value, j) => sum + (value - prior[j]) ** 2, 0);
  return differences.reduce((sum, row) => sum + logLoss(dotProduct(row, point)), (strength * pull) / 2);
}

/** Minimises the second-order approximation of the loss around a point, with no coefficient below 0. */
function quadraticMinimum({ differences, prior, strength }: LogisticProblem, around: readonly number[]): number[] {
  const size = around.length;
  const gradient = around.map((value, j) => strength * (value - prior[j]));
  const hessian = around.map((_, j) => around.map((_, k) => (j === k ? strength : 0)));
  for (const row of differences) {
    const wrong = 1 / (1 + Math.exp(dotProduct(row, around)));
    const curvature = wrong * (1 - wrong);
    for (let j = 0; j < size; j++) {
      gradient[j] -= row[j] * wrong;
      for (let k = 0; k <= j; k++) hessian[j][k] += row[j] * row[k] * curvature;
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) hessian[k][j] = hessian[j][k];
  const minimum = [...around];
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let j = 0; j < size; j++) {
      const slope = gradient[j] + hessian[j].reduce((sum, each, k) => sum + each * (minimum[k] - around[k]), 0);
      const value = Math.max(0, minimum[j] - slope / hessian[j][j]);
      moved = Math.max(moved, Math.abs(value - minimum[j]));
      minimum[j] = value;
    }
    if (moved < TOLERANCE) break;
  }
  return minimum;
}
