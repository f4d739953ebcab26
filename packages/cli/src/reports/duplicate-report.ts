import type { DescribedFile, DuplicateProblem, DuplicateReport, LeftFile } from '@rbassist/library';
import { formatBytes } from '../output/byte-size.ts';
import { counted, formatCount } from '../output/count.ts';
import { fitParts } from '../output/fit-parts.ts';
import { complain, type Output, print, tell } from '../output/output.ts';
import { failureLine } from './failure-text.ts';
import { tellSkipped } from './skipped-files.ts';

/** Hertz. Some players can't play higher rates. */
const HIGHEST_SAMPLE_RATE = 96_000;
const PROBLEMS_LISTED = 10;

const LEFT_REASONS: Readonly<Record<LeftFile['reason'], string>> = {
  link: 'a link, or a copy of a link',
  'other-names': 'a hard link; moving it frees no space',
  'in-dest': 'already in the staging folder',
  'staged-before': 'already copied there',
  'other-sound': 'same artist and title, but different sound',
  'not-compared': 'same artist and title, but too short or unreadable to compare the sound',
  'keeper-missing': 'the copy to keep is missing',
};

/** Returns a report without the records of its files, which are long. */
export function plainReport({ groups, ...report }: DuplicateReport) {
  return {
    ...report,
    groups: groups.map(({ keeper, duplicates }) => ({
      keeper: withoutRecord(keeper),
      duplicates: duplicates.map(withoutRecord),
    })),
  };
}

function withoutRecord<File extends DescribedFile>({ record: _, ...file }: File): Omit<File, 'record'> {
  return file;
}

/** Prints the groups in the format of the Python rbassist. */
export function printGroups({ groups }: DuplicateReport): void {
  const count = groups.reduce((sum, { duplicates }) => sum + duplicates.length, 0);
  print(`Duplicates: ${formatCount(count)}`);
  for (const { keeper, duplicates } of groups) {
    for (const [i, { path, keeperLacks }] of duplicates.entries()) {
      const lacks = keeperLacks.length > 0 ? [`  (missing in the kept copy: ${keeperLacks.join(', ')})`] : [];
      const lines = fitParts([`KEEP ${keeper.path}`, `  ->  REMOVE ${path}`, ...lacks]);
      const isNamed = i > 0 && lines.length > 1;
      print(isNamed ? lines.slice(1) : lines);
    }
    const { sampleRate = 0 } = keeper;
    if (sampleRate > HIGHEST_SAMPLE_RATE) print(`  Sample rate ${sampleRate}Hz may be unsupported`);
  }
}

/** Prints the size of the duplicates, the skipped files and the hard links. */
export function tellTotals(
  { groups, sameFiles, skipped, compared, markedApart }: DuplicateReport,
  output: Output,
): void {
  const bytes = groups
    .flatMap(({ duplicates }) => duplicates)
    .reduce((sum, file) => sum + (file.isHardLinked || file.isLink ? 0 : file.bytes), 0);
  tell(output, `${counted(compared, 'file')} compared, ${formatBytes(bytes)} in duplicates.`);
  if (markedApart > 0) tell(output, `${counted(markedApart, 'pair')} left out that you marked as no copies.`);
  tellSkipped(skipped, output);
  tellSameFiles(sameFiles, output);
}

/** Prints hard links, which are not duplicates. */
export function tellSameFiles(sameFiles: DuplicateReport['sameFiles'], output: Output): void {
  if (sameFiles.length === 0) return;
  tell(
    output,
    `${counted(sameFiles.length, 'file has', 'files have')} hard links. These are not duplicates: removing one frees no space.`,
  );
  if (!output.verbose) return;
  for (const { path, otherNames } of sameFiles) tell(output, `  ${path} = ${otherNames.join(' = ')}`);
}

/** Prints why duplicates were left alone. */
export function tellLeft(left: readonly LeftFile[], output: Output): void {
  for (const [reason, files] of Map.groupBy(left, (file) => file.reason)) {
    tell(output, `${counted(files.length, 'file')} left alone: ${LEFT_REASONS[reason]}.`);
    if (output.verbose) for (const { path } of files) tell(output, `  ${path}`);
  }
}

/** Prints failed files: the first few, or all with `--verbose`. */
export function complainAbout(problems: readonly DuplicateProblem[], output: Output): void {
  const listed = output.verbose ? problems : problems.slice(0, PROBLEMS_LISTED);
  for (const { error } of listed) complain(failureLine(error, output));
  if (problems.length > listed.length)
    complain(`and ${formatCount(problems.length - listed.length)} more (use --verbose to list all)`);
}

/** Returns true if the run failed. A missing file is a failure only if paths were given. */
export function isFailure(problems: readonly DuplicateProblem[], paths: readonly string[] | undefined): boolean {
  return problems.some(({ error }) => paths !== undefined || error.kind !== 'missing');
}
