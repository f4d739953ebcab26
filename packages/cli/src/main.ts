#!/usr/bin/env node
import * as nodeModule from 'node:module';

const OLDEST_NODE = [22, 12] as const;

process.stdout.on('error', stopOnClosedPipe);
process.stderr.on('error', stopOnClosedPipe);
// a write beyond the session's file size then fails, and says so, instead of ending the process
if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});

if (isTooOld(process.versions.node)) {
  process.stderr.write(`rbassist needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${process.version}.\n`);
  process.exitCode = 1;
} else {
  // imported by name, an older Node would fail on it before the line above is reached
  nodeModule.enableCompileCache();
  import('./run.ts')
    .then(({ run }) => run(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
      // as long as the signal above is caught
      nodeModule.flushCompileCache();
    });
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

/** `rbassist … | head` closes the pipe early, which is no failure. */
function stopOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
