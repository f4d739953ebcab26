import type { WeightedGraph } from './edge-weights.ts';

/** Rows that push a row away, for each neighbour that pulls it. */
const PUSHES_PER_PULL = 5;
/** Largest step of one coordinate, before the learning rate. */
const LARGEST_STEP = 4;
/** Keeps the push between rows at one place finite. */
const NEAREST_PUSH = 0.001;

export interface LayoutOptions {
  epochs: number;
  random: () => number;
  /** Returns true for a row that stays where it is. */
  isFixed: (row: number) => boolean;
  /** Called with the share of the work done, 0..1. */
  onShare: (share: number) => void;
}

/**
 * Moves rows until neighbours are together and others apart: stochastic gradient descent with negative sampling on the
 * cross-entropy of UMAP (McInnes, Healy and Melville, 2018). The similarity of two places is `1 / (1 + distance²)`, as
 * in t-SNE, which needs no powers.
 *
 * @param places x and y of each row in turn; changed in place.
 */
export function optimizeLayout(places: Float32Array, graph: WeightedGraph, options: LayoutOptions): void {
  const { epochs, random, isFixed, onShare } = options;
  const { starts, ends, weights } = graph;
  const count = starts.length - 1;
  const clip = (value: number) => Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, value));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    for (let row = 0; row < count; row++) {
      if (isFixed(row)) continue;
      let x = places[2 * row];
      let y = places[2 * row + 1];
      for (let edge = starts[row]; edge < starts[row + 1]; edge++) {
        // strong edges pull in more epochs
        if (random() >= weights[edge]) continue;
        const end = ends[edge];
        const dx = x - places[2 * end];
        const dy = y - places[2 * end + 1];
        const pull = -2 / (1 + dx * dx + dy * dy);
        const moveX = rate * clip(pull * dx);
        const moveY = rate * clip(pull * dy);
        x += moveX;
        y += moveY;
        if (!isFixed(end)) {
          places[2 * end] -= moveX;
          places[2 * end + 1] -= moveY;
        }
        for (let i = 0; i < PUSHES_PER_PULL; i++) {
          const other = Math.floor(random() * count);
          if (other === row) continue;
          const ox = x - places[2 * other];
          const oy = y - places[2 * other + 1];
          const square = ox * ox + oy * oy;
          const push = 2 / ((NEAREST_PUSH + square) * (1 + square));
          x += rate * clip(push * ox);
          y += rate * clip(push * oy);
        }
      }
      places[2 * row] = x;
      places[2 * row + 1] = y;
    }
    onShare((epoch + 1) / epochs);
  }
}
