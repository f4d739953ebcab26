/** Returns the columns of the terminal, or Infinity for a pipe, a file or an unknown width. */
export function windowWidth(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}
