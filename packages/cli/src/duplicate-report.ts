import type { DescribedFile, DuplicateProblem, DuplicateReport, LeftFile, LeftReason } from '@rbassist/library';
import { formatBytes } from './byte-size.ts';
import { complain, type Output, print, tell } from './output.ts';

/** CD players may refuse what is above, as the Python rbassist warns. */
const HIGHEST_SAMPLE_RATE = 96_000;
const PROBLEMS_LISTED = 10;

const LEFT_REASONS: Readonly<Record<LeftReason, string>> = {
  link: 'links to a file elsewhere, or the copy to keep is one',
  'other-names': 'have other names for the same file, so that moving one frees nothing',
  'in-dest': 'are in the staging folder',
  'staged-before': 'were copied there before',
  'keeper-missing': 'whose copy to keep is not there',
};

/** One duplicate as it is printed, in JSON and CSV alike. */
export function fileFacts(file: DescribedFile) {
  const { path, artist, title, durationS, sampleRate, bytes, facts, otherNames } = file;
  return { path, artist, title, durationS, sampleRate, bytes, ...facts, ...(otherNames.length > 0 && { otherNames }) };
}

/** What a DJ gave a copy and the keeper has nothing of. */
export function keeperLacks(keeper: DescribedFile, copy: DescribedFile): string[] {
  const given = ['cues', 'grid', 'tags', 'playlists', 'rating'] as const;
  return given.filter((what) => copy.facts[what] && !keeper.facts[what]);
}

/** The lines for people, spelled as the Python rbassist spells them. */
export function printGroups({ groups }: DuplicateReport): void {
  print(`Duplicates: ${groups.reduce((sum, { duplicates }) => sum + duplicates.length, 0)}`);
  for (const { keeper, duplicates } of groups) {
    for (const copy of duplicates) {
      const lacks = keeperLacks(keeper, copy);
      print(
        `KEEP ${keeper.path}  ->  REMOVE ${copy.path}${lacks.length > 0 ? `  (the kept one has no ${lacks.join(', ')})` : ''}`,
      );
    }
    const { sampleRate = 0 } = keeper;
    if (sampleRate > HIGHEST_SAMPLE_RATE) print(`  Sample rate ${sampleRate}Hz may be unsupported`);
  }
}

/** What is not the answer but should be known: what there is to gain, files of several names, files that could not be compared. */
export function tellAbout({ groups, sameFiles, compared }: DuplicateReport, output: Output): void {
  const bytes = groups
    .flatMap(({ duplicates }) => duplicates)
    .reduce((sum, file) => sum + (file.isHardLinked || file.isLink ? 0 : file.bytes), 0);
  tell(output, `${compared} files compared, ${formatBytes(bytes)} in duplicates.`);
  tellSameFiles(sameFiles, output);
}

/** Names of one file are no duplicates. */
export function tellSameFiles(sameFiles: DuplicateReport['sameFiles'], output: Output): void {
  if (sameFiles.length === 0) return;
  tell(output, `${sameFiles.length} files have several names, which are no duplicates: removing one frees nothing.`);
  if (!output.verbose) return;
  for (const { path, otherNames } of sameFiles) tell(output, `  ${path} = ${otherNames.join(' = ')}`);
}

/** Why duplicates stay where they are. */
export function tellLeft(left: readonly LeftFile[], output: Output): void {
  for (const [reason, files] of Map.groupBy(left, (file) => file.reason)) {
    tell(output, `${files.length} left: ${LEFT_REASONS[reason]}.`);
    if (output.verbose) for (const { path } of files) tell(output, `  ${path}`);
  }
}

/** Says what could not be done, the first few in full; all with `--verbose`. */
export function complainAbout(problems: readonly DuplicateProblem[], output: Output): void {
  const listed = output.verbose ? problems : problems.slice(0, PROBLEMS_LISTED);
  for (const { error } of listed) complain(`${error.code}: ${error.message}`);
  if (problems.length > listed.length) complain(`and ${problems.length - listed.length} more; --verbose lists all.`);
}

/** Whether what could not be done makes a run a failure. A library may know tracks of a disk that is not there today; who names paths means them. */
export function isFailure(problems: readonly DuplicateProblem[], paths: readonly string[] | undefined): boolean {
  return problems.some(({ error }) => paths !== undefined || error.kind !== 'missing');
}

/** Problems as JSON takes them. */
export function plainProblems(problems: readonly DuplicateProblem[]) {
  return problems.map(({ path, error }) => ({ path, kind: error.code, message: error.message }));
}
