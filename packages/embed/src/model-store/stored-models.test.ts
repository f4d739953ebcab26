import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { COMMIT, startHub, type TestHub } from '@rbassist/testing/model-hub';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel } from './find-model.ts';
import { KNOWN_MODELS } from './known-models.ts';
import { listModels } from './list-models.ts';
import { withModelLock } from './model-lock.ts';
import { pullModel } from './pull-model.ts';
import { removeModel } from './remove-model.ts';
import { ModelBusyError } from './store-errors.ts';
import { cacheFolder } from './store-settings.ts';
import { verifyModel } from './verify-model.ts';

const ID = 'org/little';

let hub: TestHub;
let home: string;
let options: { env: Record<string, string> };
beforeEach(async () => {
  hub = await startHub();
  home = await temporaryFolder('stored-models');
  options = { env: { HF_HOME: home, HF_ENDPOINT: hub.url } };
});
afterEach(async () => {
  await hub.close();
});

const pull = (revision?: string) => pullModel(ID, { ...options, revision, acceptLicense: true, retryWaitMs: 1 });

/** Writes a snapshot as other programs do on disks without links: plain files, no blobs. */
async function leaveSnapshot(id: string, commit: string, files: Record<string, string>): Promise<string> {
  const folder = join(home, 'hub', `models--${id.replace('/', '--')}`, 'snapshots', commit);
  await mkdir(folder, { recursive: true });
  for (const [name, contents] of Object.entries(files)) await writeFile(join(folder, name), contents);
  return folder;
}

describe('the model cache', () => {
  it('finds the cache that all programs share', () => {
    const where = (env: Record<string, string>) => cacheFolder({ env });
    expect(where({ HF_HUB_CACHE: '/c', HF_HOME: '/h' })).toBe('/c');
    expect(where({ HUGGINGFACE_HUB_CACHE: '/old', HF_HOME: '/h' })).toBe('/old');
    expect(where({ HF_HOME: '/h' })).toBe('/h/hub');
    expect(where({ XDG_CACHE_HOME: '/x' })).toBe('/x/huggingface/hub');
    expect(where({ HF_HOME: '~/models' })).not.toContain('~');
    expect(where({})).toMatch(/\.cache.huggingface.hub$/);
  });

  it('refuses unknown options', async () => {
    const unknown = { folder: home } as object;
    for (const call of [
      () => listModels(unknown),
      () => findModel(ID, unknown),
      () => removeModel(ID, unknown),
      () => verifyModel(ID, unknown),
    ]) {
      await expect(call()).rejects.toThrow(OptionError);
    }
  });

  it('finds nothing in an empty cache', async () => {
    expect(await listModels(options)).toEqual([]);
    expect(await findModel(ID, options)).toBeUndefined();
    expect(await removeModel(ID, options)).toBe(false);
    const missing = verifyModel(ID, options);
    await expect(missing).rejects.toBeInstanceOf(NotFoundError);
    await expect(missing).rejects.toMatchObject({ remedies: [{ action: 'pull-model', model: ID }] });
  });

  it('finds the requested revision, otherwise main, otherwise the newest', async () => {
    const other = 'f'.repeat(40);
    const branch = await leaveSnapshot(ID, other, { 'config.json': '{}', 'model.safetensors': 'x' });
    expect(await findModel(ID, options)).toBe(branch);
    const { folder } = await pull();
    expect(await findModel(ID, options)).toBe(folder);
    expect(await findModel(ID, { ...options, revision: other })).toBe(branch);
    expect(await findModel(ID, { ...options, revision: 'main' })).toBe(folder);
    expect(await findModel(ID, { ...options, revision: 'e'.repeat(40) })).toBeUndefined();
  });

  it('uses correct files that another program wrote without links', async () => {
    const names = ['config.json', 'preprocessor_config.json', 'pytorch_model.bin'];
    const folder = await leaveSnapshot(ID, COMMIT, {});
    for (const name of names) await writeFile(join(folder, name), hub.files[name]);
    await writeFile(join(folder, 'config.json'), hub.files['config.json'].toString().replace('mert', 'tram'));
    await pull();
    const fetched = hub.heard.filter(({ path }) => path.includes('/resolve/'));
    expect(fetched.map(({ path }) => path.split('/').at(-1))).toEqual(['config.json']);
    expect(await verifyModel(ID, options)).toMatchObject({ ok: true });
  });

  it('ignores a snapshot without weights', async () => {
    await leaveSnapshot(ID, COMMIT, { 'config.json': '{}' });
    expect(await findModel(ID, options)).toBeUndefined();
    await leaveSnapshot(ID, COMMIT, { 'pytorch_model.bin': '' });
    expect(await findModel(ID, options)).toBeUndefined();
  });

  it('lists the models in the cache', async () => {
    const { folder } = await pull('refs/pr/8');
    await writeFile(join(home, 'hub', 'models--org--little', 'blobs', 'abc.incomplete'), 'half');
    await mkdir(join(home, 'hub', 'datasets--a--b'));
    await leaveSnapshot('a/partly', COMMIT, { 'config.json': '{}' });
    const [partly, little, ...others] = await listModels(options);
    expect(others).toEqual([]);
    expect(partly).toMatchObject({ id: 'a/partly', revisions: [{ usable: false }] });
    expect(little).toMatchObject({ id: ID, unfinishedBytes: 4, revisions: [{ commit: COMMIT, folder, usable: true }] });
    expect(little.bytes).toBeGreaterThan(300_000);
  });

  it('removes a model and its record, unless it is being downloaded', async () => {
    const { folder } = await pull();
    const root = join(home, 'hub', 'models--org--little');
    await withModelLock(ID, root, () => expect(removeModel(ID, options)).rejects.toBeInstanceOf(ModelBusyError));
    expect(await readdir(folder)).toHaveLength(3);
    expect(await removeModel(ID, options)).toBe(true);
    expect(await listModels(options)).toEqual([]);
  });

  it('verifies with the checksums from the hub', async () => {
    const { folder } = await pull();
    const seen: number[] = [];
    const fine = await verifyModel(ID, { ...options, onProgress: ({ done }) => seen.push(done) });
    expect(fine).toMatchObject({ id: ID, commit: COMMIT, folder, ok: true });
    expect(fine.files.map(({ name, state, source }) => [name, state, source])).toEqual([
      ['config.json', 'right', 'hub'],
      ['preprocessor_config.json', 'right', 'hub'],
      ['pytorch_model.bin', 'right', 'hub'],
    ]);
    expect(Math.max(...seen)).toBe(300_000);

    const weights = join(folder, 'pytorch_model.bin');
    const bytes = await readFile(weights);
    bytes[1234] ^= 1;
    await writeFile(weights, bytes);
    await rm(join(folder, 'preprocessor_config.json'));
    const broken = await verifyModel(ID, options);
    expect(broken.ok).toBe(false);
    expect(broken.files.map(({ state }) => state)).toEqual(['right', 'missing', 'wrong']);
  });

  it('verifies with built-in checksums, and reports files without a checksum as unknown', async () => {
    await leaveSnapshot(ID, COMMIT, { 'config.json': '{}', 'pytorch_model.bin': 'x' });
    const unknown = await verifyModel(ID, options);
    expect(unknown).toMatchObject({ ok: false, files: [{ state: 'unknown' }, { state: 'unknown' }] });
    expect(unknown.files[0].actual).toMatch(/^[0-9a-f]{64}$/);

    const mert = 'm-a-p/MERT-v1-330M';
    const { revision, files } = KNOWN_MODELS.get(mert)!;
    await leaveSnapshot(mert, revision, { 'config.json': '{}', 'pytorch_model.bin': 'x' });
    const known = await verifyModel(mert, options);
    expect(known.ok).toBe(false);
    expect(known.files).toMatchObject([
      { name: 'config.json', state: 'wrong', source: 'known', expected: files['config.json'] },
      { name: 'pytorch_model.bin', state: 'wrong', source: 'known', expected: files['pytorch_model.bin'] },
    ]);
  });
});
