import type { LineProblem } from '@rbassist/experiments';
import { counted } from '../output/count.ts';

const MOST_LINES = 10;

/** Describes the lines of a file that were left out; returns nothing if there are none. */
export function skippedLines(path: string, problems: readonly LineProblem[]): string[] {
  if (problems.length === 0) return [];
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const rest = sorted.length - MOST_LINES;
  return [
    `rbassist left out ${counted(sorted.length, 'line')} of ${path}:`,
    ...sorted.slice(0, MOST_LINES).map(({ line, message }) => `  Line ${line}: ${message}`),
    ...(rest > 0 ? [`  and ${counted(rest, 'other line')}`] : []),
  ];
}
