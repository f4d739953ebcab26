/** Columns of the window that stdout is shown in. Infinity for a pipe, a file or an unknown width: nothing is cut there. */
export function windowWidth(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}
