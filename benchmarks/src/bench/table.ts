/** Formats rows in columns: the first `words` columns left-aligned, figures right-aligned. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], words = 1): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell: string, column: number) =>
    column < words ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  return lines.map((line) => line.map(pad).join('   ').trimEnd()).join('\n');
}
