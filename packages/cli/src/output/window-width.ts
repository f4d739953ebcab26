/** Returns the columns of a terminal, or Infinity for a pipe, a file and an unknown width: nothing is cut there. */
export function windowWidth(
  { isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> = process.stdout,
): number {
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}
