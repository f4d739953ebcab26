import type { Finding, LibraryCheck } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { counted, printPaths } from '../output/path-list.ts';
import { stepsText, withRemedies } from '../output/remedy-text.ts';
import { withProgress } from '../progress/with-progress.ts';
import { failureKindText } from '../reports/failure-report.ts';
import { withLibrary } from '../with-library.ts';

const tracks = ({ count }: Finding) => counted(count, 'track');

/** Findings in words. */
const WORDS: Readonly<Record<Finding['kind'], (finding: Finding) => string>> = {
  'root-missing': (finding) => `${tracks(finding)} on ${finding.detail}, which is not there: is it plugged in?`,
  'file-missing': (finding) => `${tracks(finding)} whose files are gone`,
  'file-unreadable': (finding) => `${tracks(finding)} whose files can't be read`,
  'file-partial': (finding) =>
    `${tracks(finding)} whose files end too early: copy them again from their source, then scan`,
  'file-failed': (finding) => `${tracks(finding)} failed, ${failureKindText(String(finding.detail))}`,
  'path-bare': (finding) => `${tracks(finding)} stored under a bare name instead of a path`,
  'path-foreign': (finding) => `${tracks(finding)} with a path of another operating system`,
  'staged-back': (finding) => `${tracks(finding)} still marked as staged, whose files are back in place`,
  'staged-gone': (finding) => `${tracks(finding)} whose files were staged and are gone`,
  'same-file': ({ count }) => `${counted(count, 'record')} of files that have several records`,
  junk: ({ count }) => `${counted(count, 'record')} that can't be tracks`,
  'value-impossible': (finding) => `${tracks(finding)} with values that can't be true (${finding.detail})`,
  'bpm-unlike-grid': (finding) => `${tracks(finding)} whose BPM is not the tempo of its beat grid`,
  'vector-none': (finding) => `${tracks(finding)} without a vector`,
  'vector-missing': (finding) => `${tracks(finding)} whose vector file is missing`,
  'vector-corrupt': (finding) => `${tracks(finding)} with a vector that is damaged or another track's`,
  'vector-unreadable': (finding) => `${tracks(finding)} whose vector can't be read`,
  'vector-blocked': (finding) => `${tracks(finding)} with a folder in the place of the vector`,
  'vector-shared': (finding) => `${tracks(finding)} that share a vector with another track`,
  'vector-stale': (finding) => `${tracks(finding)} whose file changed after its vector was made`,
  'odd-value': ({ count }) => `${counted(count, 'value')} in meta.json that can't be read as what it should be`,
  'records-damaged': ({ detail }) => `${detail}`,
  'vector-replaced': (finding) => `${tracks(finding)} whose vector another program replaced`,
  'vector-spaces': ({ count, detail }) => `vectors of ${count} kinds that can't be compared (${detail})`,
  'vector-foreign': (finding) =>
    `${tracks(finding)} with a vector of another program that can't be compared (${finding.detail})`,
  'vector-unnamed': (finding) =>
    `${tracks(finding)} with a vector that doesn't name its weights and counts as one of ${finding.detail}`,
  'vector-waiting': (finding) => `${tracks(finding)} with a new vector that is not in use yet`,
  orphan: ({ count }) => `${counted(count, 'vector')} without a track`,
  abandoned: ({ count }) => `${counted(count, 'file')} that a killed run left behind`,
  'index-unusable': ({ detail }) => `the index can't be used: ${detail}`,
  'index-space': ({ detail }) => `the index has vectors of ${detail}, and no track does`,
  'index-lacks': (finding) => `${tracks(finding)} missing in the index`,
  'index-extra': (finding) => `${tracks(finding)} in the index that the library does not have`,
  'index-old': (finding) => `${tracks(finding)} with an earlier vector in the index`,
  'hnsw-outdated': ({ detail }) => `${detail}`,
};

/** `rbassist library check`: lists what is wrong with the library, and how to repair it. */
export const libraryCheck = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const check = await withProgress(output, (run) => library.check(run));
      if (output.json) printJson(check);
      else printCheck(check, output);
      if (check.interrupted) return EXIT.interrupted;
      return check.ok ? EXIT.done : EXIT.failed;
    }),
});

function printCheck({ dataDir, tracks: count, ok, findings }: LibraryCheck, output: Output): void {
  print(`${dataDir}: ${counted(count, 'track')}${ok ? ', nothing to repair' : ''}.`);
  for (const finding of findings) {
    const { kind, steps, paths, errors } = finding;
    print(`  ${steps ? '✗' : '·'} ${WORDS[kind](finding)}${steps ? `  → ${stepsText(steps, output)}` : ''}`);
    printPaths(errors?.map(({ message, remedies }) => withRemedies(message, remedies, output)) ?? paths, output);
  }
  if (findings.some(({ kind }) => kind === 'file-failed')) {
    tell(output, `For every failed file, run ${commandLine(['failed'], output)}.`);
  }
}
