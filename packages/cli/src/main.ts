#!/usr/bin/env node
import { enableCompileCache, saveCompileCache } from './compile-cache.ts';
import { surviveBrokenOutput } from './output/broken-output.ts';
import { bugSentence, stackLines } from './output/bug-report.ts';
import { complain } from './output/output.ts';

const OLDEST_NODE = [22, 12] as const;

// a write beyond the file size limit then fails with an error instead of killing the process
if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
surviveBrokenOutput(complain);
process.on('uncaughtException', endWithBug);

if (isTooOld(process.versions.node)) {
  complain(`rbassist needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${process.version}.`);
  process.exitCode = 1;
} else {
  enableCompileCache();
  import('./run.ts')
    .then(({ run }) => run(process.argv.slice(2)))
    .then((code) => {
      // a failed write to stdout has set it already
      process.exitCode = code || process.exitCode;
      // while SIGXFSZ is still caught
      saveCompileCache();
    });
}

/** Ends the process after an error that no command caught. */
function endWithBug(thrown: unknown): never {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  complain([`rbassist: ${bugSentence(error.message)}`, ...stackLines(error)]);
  process.exit(1);
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}
