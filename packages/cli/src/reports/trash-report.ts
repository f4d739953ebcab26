import { commandLine } from '../output/command-line.ts';
import { type Output, print } from '../output/output.ts';

/** Prints where removed vectors are, and how to restore or delete them. */
export function printTrash({ trash }: { trash?: string }, output: Output): void {
  if (trash === undefined) return;
  const restore = commandLine(['library', 'restore'], output);
  const empty = commandLine(['library', 'empty-trash'], output);
  print(`Removed vectors are in ${trash}. Run ${restore} to put them back, or ${empty} to delete them.`);
}
