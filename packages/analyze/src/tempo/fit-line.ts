/** Line through numbered beats: beat `i` is at `timeS + i * periodS`. */
export interface BeatLine {
  timeS: number;
  periodS: number;
  weight: number;
  /** Weighted sum of squares of the numbers about their mean. The larger it is, the more precise the period. */
  spread: number;
}

export interface NumberedBeat {
  number: number;
  timeS: number;
  weight: number;
}

/** Fits a line through beats by weighted least squares. Null if all have the same number. */
export function fitLine(beats: Iterable<NumberedBeat>): BeatLine | null {
  let weight = 0;
  let numbers = 0;
  let times = 0;
  let squares = 0;
  let products = 0;
  for (const beat of beats) {
    weight += beat.weight;
    numbers += beat.weight * beat.number;
    times += beat.weight * beat.timeS;
    squares += beat.weight * beat.number * beat.number;
    products += beat.weight * beat.number * beat.timeS;
  }
  const determinant = weight * squares - numbers * numbers;
  if (!(determinant > 0)) return null;
  const periodS = (weight * products - numbers * times) / determinant;
  return { timeS: (times - periodS * numbers) / weight, periodS, weight, spread: determinant / weight };
}
