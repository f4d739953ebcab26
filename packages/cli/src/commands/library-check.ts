import type { Finding, LibraryCheck } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { stepsText, withRemedies } from '../output/remedy-text.ts';
import { withProgress } from '../progress/with-progress.ts';
import { failureKindText } from '../reports/failure-report.ts';
import { withLibrary } from '../with-library.ts';

const tracks = ({ count }: Finding) => counted(count, 'track');

const WORDS: Readonly<Record<Finding['kind'], (finding: Finding) => string>> = {
  'root-missing': (finding) => `${tracks(finding)} on ${finding.detail}, which is missing`,
  'file-missing': (finding) => `${tracks(finding)} whose files are missing`,
  'file-unreadable': (finding) => `${tracks(finding)} whose files can't be read`,
  'file-partial': (finding) =>
    `${tracks(finding)} whose files end too early: copy them again from their source, then scan`,
  'file-failed': (finding) => `${tracks(finding)} failed, ${failureKindText(String(finding.detail))}`,
  'path-bare': (finding) => `${tracks(finding)} stored with a file name only, without its folder`,
  'path-foreign': (finding) => `${tracks(finding)} with a path of another operating system`,
  'staged-back': (finding) => `${tracks(finding)} still marked as staged, although the files are back in place`,
  'staged-gone': (finding) => `${tracks(finding)} whose staged files are missing`,
  'same-file': ({ count }) => `${counted(count, 'record')} of the same file as another record`,
  junk: ({ count }) => `${counted(count, 'record')} that ${count === 1 ? 'is not a track' : 'are not tracks'}`,
  'value-impossible': (finding) => `${tracks(finding)} with impossible values (${finding.detail})`,
  'bpm-unlike-grid': (finding) => `${tracks(finding)} whose BPM differs from the beat grid`,
  'vector-none': (finding) => `${tracks(finding)} without a vector`,
  'vector-missing': (finding) => `${tracks(finding)} whose vector file is missing`,
  'vector-corrupt': (finding) => `${tracks(finding)} with a vector that is damaged or belongs to another track`,
  'vector-unreadable': (finding) => `${tracks(finding)} whose vector can't be read`,
  'vector-blocked': (finding) => `${tracks(finding)} with a folder where the vector file should be`,
  'vector-shared': (finding) => `${tracks(finding)} that share a vector with another track`,
  'vector-stale': (finding) => `${tracks(finding)} whose file changed after rbassist computed the vector`,
  'odd-value': ({ count }) =>
    `${counted(count, 'value')} of the wrong type in meta.json; rbassist ignores ${count === 1 ? 'it' : 'them'}`,
  'records-damaged': ({ detail }) => `${detail}`,
  'vector-replaced': (finding) => `${tracks(finding)} whose vector another program replaced`,
  'vector-spaces': ({ count, detail }) =>
    `vectors of ${count} models or window settings, which can't be compared (${detail})`,
  'vector-foreign': (finding) =>
    `${tracks(finding)} with a vector of another program, which can't be compared with the others (${finding.detail})`,
  'vector-unnamed': (finding) =>
    `${tracks(finding)} whose vector does not say which weights made it; rbassist treats it as ${finding.detail}`,
  'vector-waiting': (finding) => `${tracks(finding)} with a new vector that is not in use yet`,
  orphan: ({ count }) => `${counted(count, 'vector')} that no track uses`,
  abandoned: ({ count }) => `${counted(count, 'temporary file')} left by a run that was killed`,
  'index-unusable': ({ detail }) => `the index can't be used: ${detail}`,
  'index-space': ({ detail }) => `the index has vectors of ${detail}, but no track does`,
  'index-lacks': (finding) => `${tracks(finding)} missing from the index`,
  'index-extra': (finding) => `${tracks(finding)} in the index but not in the library`,
  'index-old': (finding) => `${tracks(finding)} whose vector in the index is out of date`,
  'hnsw-outdated': ({ detail }) => `${detail}`,
  'set-track-missing': (finding) => `${tracks(finding)} of the set "${finding.detail}" not in the library`,
  'set-unreadable': ({ detail }) => `${detail}`,
};

/** `rbassist library check`: lists problems of the library, and how to repair them. */
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
    tell(output, `To list every failed file, run ${commandLine(['failed'], output)}.`);
  }
}
