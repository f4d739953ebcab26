#!/usr/bin/env node
import { enableCompileCache, saveCompileCache } from './compile-cache.ts';
import { surviveBrokenOutput } from './output/broken-output.ts';
import { complain } from './output/output.ts';

const OLDEST_NODE = [22, 12] as const;

// a write beyond the session's file size then fails, and says so, instead of ending the process
if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
surviveBrokenOutput(complain);

if (isTooOld(process.versions.node)) {
  complain(`rbassist needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${process.version}.`);
  process.exitCode = 1;
} else {
  enableCompileCache();
  import('./run.ts')
    .then(({ run }) => run(process.argv.slice(2)))
    .then((code) => {
      // output that could not be written has set it already
      process.exitCode = code || process.exitCode;
      // as long as the signal above is caught
      saveCompileCache();
    });
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}
