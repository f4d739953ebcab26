/**
 * Checks rules that linters can't check: allowed imports between packages, required files and fields of every package,
 * valid published packages (publint, are-the-types-wrong), and readable changesets.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { parseChangesetFile } from '@changesets/parse';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** Packages that each package may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  audio: ['core'],
  analyze: ['core', 'audio'],
  embed: ['core', 'audio'],
  musicnn: ['core', 'audio', 'embed'],
  meta: ['core'],
  index: ['core'],
  rekordbox: ['core'],
  library: ['core', 'audio', 'analyze', 'embed', 'musicnn', 'meta', 'index', 'rekordbox'],
  experiments: ['core'],
  server: ['core', 'library'],
  web: [],
  cli: ['core', 'library', 'server', 'web', 'experiments'],
};
/** Files that may import `@rbassist/experiments`: code that no other command loads, so that it can vanish. */
const EXPERIMENT_FILE = /src[\\/](?:commands[\\/]experiments-[a-z-]+|experiments[\\/].+)\.ts$/;
/** The list of what is public in one room of a package. */
const ROOM_LIST = /^\.\/[a-z-]+\/index\.ts$/;
/** Files that may import `@rbassist/testing`, because they are not published. */
const TEST_FILE = /(?:\.test|[\\/]test-[a-z-]+)\.ts$/;
/** Problems to ignore, because the packages are ESM only. */
const NOT_ASKED = new Set(['NoResolution', 'CJSResolvesToESM']);
const NOT_ASKED_RESOLUTIONS = new Set(['node10', 'node16-cjs']);

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  private?: boolean;
}

const problems: string[] = [];
const complain = (where: string, what: string) => problems.push(`${where}: ${what}`);

for (const folder of readdirSync('packages')) {
  checkOrder(folder);
  checkFiles(folder);
  await checkPublished(folder);
}
for (const name of readdirSync('.changeset').filter((file) => file.endsWith('.md'))) checkChangeset(name);
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'packages: fine' : `packages: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkChangeset(name: string): void {
  try {
    const { releases } = parseChangesetFile(readFileSync(join('.changeset', name), 'utf8'));
    if (releases.length === 0) complain(name, 'names no package');
  } catch (error) {
    complain(name, `is no changeset: ${String(error).split('\n')[0]}`);
  }
}

function checkOrder(folder: string): void {
  const allowed = MAY_IMPORT[folder];
  if (!allowed) return void complain(folder, 'is not in the order of packages');
  for (const file of sourceFiles(join('packages', folder, 'src'))) {
    const text = readFileSync(file, 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      const ours = /^@rbassist\/([a-z]+)(\/.*)?$/.exec(specifier);
      if (ours?.[1] === 'testing' && TEST_FILE.test(file)) continue;
      if (ours && !allowed.includes(ours[1])) complain(file, `may not import ${specifier}`);
      if (ours?.[1] === 'experiments' && !EXPERIMENT_FILE.test(file)) complain(file, `may not import ${specifier}`);
      if (ours?.[2]) complain(file, `reaches into ${specifier}`);
      const isOutside = !resolve(dirname(file), specifier).startsWith(resolve('packages', folder) + sep);
      if (specifier.startsWith('.') && isOutside) complain(file, `leaves its package: ${specifier}`);
    }
    const everything = [...text.matchAll(/\bexport \* from '([^']+)'/g)].map(([, specifier]) => specifier);
    // the list of a room names what is public in it
    const isOfRoom = (specifier: string) =>
      file === join('packages', folder, 'src', 'index.ts') && ROOM_LIST.test(specifier);
    if (!everything.every(isOfRoom)) complain(file, 'exports everything; name what is public');
  }
}

function checkFiles(folder: string): void {
  for (const needed of ['README.md', 'package.json', 'tsup.config.ts']) {
    if (!statSync(join('packages', folder, needed), { throwIfNoEntry: false })) complain(folder, `has no ${needed}`);
  }
  const manifest: Manifest = JSON.parse(readFileSync(join('packages', folder, 'package.json'), 'utf8'));
  const expected = folder === 'cli' ? 'rbassist' : `@rbassist/${folder}`;
  if (manifest.name !== expected) complain(folder, `is called ${manifest.name}, expected ${expected}`);
}

async function checkPublished(folder: string): Promise<void> {
  const target = mkdtempSync(join(tmpdir(), 'rbassist-pack-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
      cwd: join('packages', folder),
      shell: process.platform === 'win32',
    });
    const tarball = readFileSync(join(target, readdirSync(target)[0]));
    const { messages, pkg } = await publint({ pkgDir: join('packages', folder), pack: 'npm', strict: true });
    for (const message of messages) complain(folder, formatMessage(message, pkg) ?? message.code);
    if (folder === 'cli') return;
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    if (!analysis.types) return void complain(folder, 'ships no types');
    for (const problem of analysis.problems) {
      const resolution = 'resolutionKind' in problem ? problem.resolutionKind : '';
      if (!NOT_ASKED.has(problem.kind) && !NOT_ASKED_RESOLUTIONS.has(resolution))
        complain(folder, `types: ${problem.kind}`);
    }
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}
