/** Returns the numbers of the pages with the rows from `first` to `last`, both included. */
export function pagesBetween(first: number, last: number, pageRows: number): number[] {
  const from = Math.floor(first / pageRows);
  return Array.from({ length: Math.floor(last / pageRows) - from + 1 }, (_, place) => from + place);
}
