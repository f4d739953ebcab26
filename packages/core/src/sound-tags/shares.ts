/** Returns the numbers without NaN, in ascending order. */
export function sortedNumbers(numbers: Float32Array): Float32Array {
  return numbers.filter((number) => !Number.isNaN(number)).sort();
}

/** Returns the share of `sorted` below each number, 0..1. Equal ones count half; NaN stays NaN. */
export function sharesOf(numbers: Float32Array, sorted: Float32Array): Float32Array {
  return numbers.map((number) => {
    if (Number.isNaN(number)) return number;
    const below = countBelow(sorted, (other) => other < number);
    const upTo = countBelow(sorted, (other) => other <= number);
    return (below + upTo) / 2 / sorted.length;
  });
}

/** Counts the numbers at the start of an ascending list that are small enough. */
function countBelow(sorted: Float32Array, isSmall: (number: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isSmall(sorted[middle])) from = middle + 1;
    else to = middle;
  }
  return from;
}
