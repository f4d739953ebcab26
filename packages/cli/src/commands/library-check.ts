import type { Finding, FindingKind, LibraryCheck } from '@rbassist/library';
import { runCare } from '../care-run.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type Output, print, printJson } from '../output.ts';
import { counted, printPaths } from '../path-list.ts';
import { stepsText } from '../remedy-text.ts';

const tracks = ({ count }: Finding) => counted(count, 'track');

/** What was found, in words. */
const WORDS: Readonly<Record<FindingKind, (finding: Finding) => string>> = {
  'root-missing': (finding) => `${tracks(finding)} on ${finding.detail}, which is not there: is it plugged in?`,
  'file-missing': (finding) => `${tracks(finding)} whose files are gone`,
  'file-unreadable': (finding) => `${tracks(finding)} whose files may not be looked at`,
  'path-bare': (finding) => `${tracks(finding)} known by a bare name, not by a path`,
  'path-foreign': (finding) => `${tracks(finding)} with a path of another system`,
  'same-file': ({ count }) => `${counted(count, 'record')} that share their files with others of them`,
  junk: ({ count }) => `${counted(count, 'record')} of what is no track`,
  'vector-none': (finding) => `${tracks(finding)} without a vector`,
  'vector-missing': (finding) => `${tracks(finding)} whose vector has no file`,
  'vector-corrupt': (finding) => `${tracks(finding)} with a damaged vector`,
  'vector-unreadable': (finding) => `${tracks(finding)} whose vector may not be read`,
  'vector-shared': (finding) => `${tracks(finding)} with a vector that is another track's too`,
  'vector-stale': (finding) => `${tracks(finding)} whose vector is of an earlier state of the file`,
  'vector-spaces': ({ count, detail }) => `vectors of ${count} models (${detail})`,
  'vector-waiting': (finding) => `${tracks(finding)} with a vector that waits for the others`,
  orphan: ({ count }) => `${counted(count, 'vector')} of no track`,
  abandoned: ({ count }) => `${counted(count, 'file')} that a killed run left`,
  'index-unusable': ({ detail }) => `the index cannot be used: ${detail}`,
  'index-space': ({ detail }) => `the index is of ${detail}, which no track is`,
  'index-lacks': (finding) => `${tracks(finding)} that the index lacks`,
  'index-extra': (finding) => `${tracks(finding)} in the index that the library does not have`,
  'hnsw-outdated': ({ detail }) => `${detail}`,
  'index-old': (finding) => `${tracks(finding)} of which the index holds an earlier vector`,
};

/** `rbassist library check`: what is wrong with the library, and what mends it. */
export const libraryCheck = defineCommand({
  spelling: 'check',
  summary: 'Say what is wrong with the library and what mends it; changes nothing',
  flags: (yargs) => yargs,
  run: async (flags, output) => {
    const check = await runCare(flags, output, (library, options) => library.check(options));
    if (output.json) printJson(check);
    else printCheck(check, output);
    if (check.interrupted) return EXIT.interrupted;
    return check.ok ? EXIT.done : EXIT.failed;
  },
});

function printCheck({ dataDir, tracks: count, ok, findings }: LibraryCheck, output: Output): void {
  print(`${dataDir}: ${counted(count, 'track')}${ok ? ', nothing to repair' : ''}.`);
  for (const finding of findings) {
    const { kind, steps, paths } = finding;
    print(`  ${steps ? '✗' : '·'} ${WORDS[kind](finding)}${steps ? `  → ${stepsText(steps)}` : ''}`);
    printPaths(paths, output);
  }
}
