import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..');
const ON_WINDOWS = process.platform === 'win32';

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** A short program for each package, as in its README; prints "ok". */
const USES: Readonly<Record<string, string>> = {
  '@rbassist/core': `import { parseKey } from '@rbassist/core'; if (parseKey('Am') === '8A') console.log('ok');`,
  '@rbassist/audio': `import { describeDecoders } from '@rbassist/audio'; if ((await describeDecoders()).length > 5) console.log('ok');`,
  '@rbassist/analyze': `import { writeFileSync } from 'node:fs'; import { analyzeFile, analyzeFiles } from '@rbassist/analyze';
    const wav = Buffer.alloc(44 + 80000); wav.write('RIFF'); wav.writeUInt32LE(36 + 80000, 4); wav.write('WAVEfmt ', 8);
    [16, 0, 1, 1, 8000, 0, 16000, 0, 2, 16].forEach((value, i) => wav.writeUInt16LE(value, 16 + 2 * i)); wav.write('data', 36);
    wav.writeUInt32LE(80000, 40); for (let n = 0; n < 40000; n++) wav.writeInt16LE(9000 * Math.sin(n / 3), 44 + 2 * n);
    writeFileSync('tone.wav', wav); const alone = await analyzeFile('tone.wav');
    for await (const { ok, value } of analyzeFiles(['tone.wav'])) if (ok && value.bpm === null && value.loudness_lufs === alone.loudness_lufs) console.log('ok');`,
  '@rbassist/embed': `import { createSpectralEmbedder } from '@rbassist/embed'; const embedder = await createSpectralEmbedder();
    const [vector] = await embedder.embed([new Float32Array(embedder.sampleRate * 2).map((_, i) => Math.sin(i / 9))]);
    if (vector.length === embedder.dimensions) console.log('ok');`,
  '@rbassist/musicnn': `import { createMusicnnEmbedder, MUSIC_TAGS, tagScores } from '@rbassist/musicnn'; const embedder = await createMusicnnEmbedder();
    const [vector] = await embedder.embed([new Float32Array(embedder.sampleRate * 4).map((_, i) => Math.sin(i / 9))]);
    await embedder.close(); if (tagScores(vector, embedder.space).length === MUSIC_TAGS.length) console.log('ok');`,
  '@rbassist/meta': `import { openMetaStore } from '@rbassist/meta'; const meta = await openMetaStore('./meta.json');
    meta.update('/a.mp3', { bpm: 128 }); await meta.close(); const again = await openMetaStore('./meta.json');
    if (again.get('/a.mp3').bpm === 128) console.log('ok');`,
  '@rbassist/index': `import { buildIndex, openIndex } from '@rbassist/index'; await buildIndex({ folder: './index', entries: [], space: 'x/4', engine: 'exact' });
    if ((await openIndex({ folder: './index' })).size === 0) console.log('ok');`,
  '@rbassist/rekordbox': `import { clockShiftS } from '@rbassist/rekordbox';
    if (clockShiftS({ header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44100 }, 'rekordbox') > 0.05) console.log('ok');`,
  '@rbassist/experiments': `import { optimizeWeights } from '@rbassist/experiments';
    const judgements = Array.from({ length: 40 }, (_, i) => ({ seed: 's' + (i % 8), better: { key: 0.5 + i / 99 }, worse: { key: i / 99 } }));
    if (optimizeWeights(judgements).weights.key > 0) console.log('ok');`,
  '@rbassist/library': `import { openLibrary } from '@rbassist/library'; const library = await openLibrary({ dataDir: './data' });
    if (library.size === 0) console.log('ok'); await library.close();`,
  '@rbassist/server': `import { openLibrary } from '@rbassist/library'; import { serveLibrary } from '@rbassist/server';
    const library = await openLibrary({ dataDir: './data' }); const server = await serveLibrary(library, { port: 0 });
    if ((await (await fetch(server.url + '/api/library')).json()).tracks === 0) console.log('ok'); await server.close(); await library.close();`,
  '@rbassist/web': `import { existsSync } from 'node:fs'; import { join } from 'node:path'; import { PAGE_FOLDER } from '@rbassist/web';
    if (existsSync(join(PAGE_FOLDER, 'index.html'))) console.log('ok');`,
};

let tarballs: Map<string, string>;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('tarballs');
  tarballs = new Map();
  const packages = (await readdir(join(ROOT, 'packages'))).flatMap((name) => ['--workspace', `packages/${name}`]);
  const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder, ...packages], {
    cwd: ROOT,
    shell: ON_WINDOWS,
  });
  const packed: { name: string; filename: string }[] = Object.values(JSON.parse(stdout));
  for (const { name, filename } of packed) tarballs.set(name, filename);
});

/** Names without a colon, because some versions of tar read "C:" as a host. */
function tar(...words: string[]) {
  return run('tar', words, { cwd: folder });
}

/** Unpacks a package with only its declared dependencies: ours from tarballs, others from this checkout. */
async function install(project: string, name: string, without?: string): Promise<void> {
  const target = join(project, 'node_modules', name);
  if (existsSync(target)) return;
  await mkdir(dirname(target), { recursive: true });
  const unpacked = join(project, 'unpacked');
  await mkdir(unpacked, { recursive: true });
  await tar('-xzf', tarballs.get(name) ?? '', '-C', unpacked);
  await rename(join(unpacked, 'package'), target);
  const manifest: Manifest = JSON.parse(await readFile(join(target, 'package.json'), 'utf8'));
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    if (tarballs.has(dependency)) await install(project, dependency, without);
    else if (dependency !== without) await link(project, dependency);
  }
}

async function link(project: string, name: string): Promise<void> {
  const installed = join(ROOT, 'node_modules', name);
  const target = join(project, 'node_modules', name);
  if (existsSync(target) || !existsSync(installed)) return;
  await mkdir(dirname(target), { recursive: true });
  await symlink(installed, target, 'junction');
}

describe('a package, packed and installed alone,', () => {
  it.each(Object.keys(USES))('%s works', async (name) => {
    const project = await temporaryFolder('alone');
    await install(project, name);
    await writeFile(join(project, 'use.mjs'), USES[name]);
    expect((await run(process.execPath, ['use.mjs'], { cwd: project })).stdout.trim()).toBe('ok');
  });

  it('of MusiCNN works without onnxruntime-node, which may not install', async () => {
    const project = await temporaryFolder('alone');
    await install(project, '@rbassist/musicnn', 'onnxruntime-node');
    const use = USES['@rbassist/musicnn'].replace("console.log('ok')", 'console.log(embedder.device)');
    await writeFile(join(project, 'use.mjs'), use);
    const { stdout, stderr } = await run(process.execPath, ['use.mjs'], { cwd: project });
    expect({ stdout, stderr }).toEqual({ stdout: 'wasm\n', stderr: '' });
  });

  it('of rbassist runs', async () => {
    const project = await temporaryFolder('alone');
    await install(project, 'rbassist');
    const main = join(project, 'node_modules', 'rbassist', 'bin', 'rbassist.js');
    expect((await run(process.execPath, [main, '--help'], { cwd: project })).stdout).toContain('Usage: rbassist');
    const { stdout } = await run(process.execPath, [main, 'doctor', '--data-dir', 'data'], { cwd: project });
    expect(stdout).toContain('Decoders');
    // an optional peer, which the user installs
    expect(stdout).toMatch(/✗ hnsw\n +.*Run `npm install hnswlib-node`\./);
  });

  it('contains no tests, but its licence', async () => {
    expect([...tarballs.keys()].sort()).toEqual([...Object.keys(USES), 'rbassist'].sort());
    for (const [name, tarball] of tarballs) {
      const { stdout } = await tar('-tzf', tarball);
      expect(stdout, name).not.toMatch(/\.test\./);
      expect(stdout, name).toContain('README.md');
    }
  });

  it('of MusiCNN contains the licence of its weights', async () => {
    const { stdout } = await tar('-tzf', tarballs.get('@rbassist/musicnn') ?? '');
    for (const file of ['LICENSE', 'model/LICENSE', 'model/NOTICE.md', 'model/musicnn-msd.json']) {
      expect(stdout.split('\n')).toContain(`package/${file}`);
    }
  });
});
