#!/usr/bin/env node
import { enableCompileCache } from './compile-cache.ts';
import { surviveBrokenOutput } from './output/broken-output.ts';

const OLDEST_NODE = [22, 12] as const;

surviveBrokenOutput();

if (isTooOld(process.versions.node)) {
  process.stderr.write(`rbassist needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${process.version}.\n`);
  process.exitCode = 1;
} else {
  enableCompileCache();
  import('./run.ts')
    .then(({ run }) => run(process.argv.slice(2)))
    .then((code) => {
      // output that could not be written has set it already
      process.exitCode = code || process.exitCode;
    });
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}
