import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OptionError, RbassistError } from '@rbassist/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel } from './find-model.ts';
import { KNOWN_MODELS } from './known-models.ts';
import { withModelLock } from './model-lock.ts';
import { type ModelTerms, type PullOptions, pullModel } from './pull-model.ts';
import { HubError, ModelBusyError, ModelCacheError, ModelChecksumError, ModelLicenseError } from './store-errors.ts';
import { COMMIT, etagOf, refuse, sendFile, startHub, startProxy, type TestHub } from './test-hub.ts';

const ID = 'org/little';
const WEIGHTS = 'pytorch_model.bin';

let hub: TestHub;
let home: string;
let root: string;
beforeEach(async () => {
  hub = await startHub();
  home = await mkdtemp(join(tmpdir(), 'rbassist-model-store-'));
  root = join(home, 'hub', 'models--org--little');
});
afterEach(async () => {
  await hub.close();
  await rm(home, { recursive: true, force: true });
});

function pull(options: PullOptions = {}, id = ID) {
  const env = { HF_HOME: home, HF_ENDPOINT: hub.url, ...options.env };
  return pullModel(id, { acceptLicense: true, retryWaitMs: 1, ...options, env });
}

const requestsFor = (name: string) => hub.heard.filter(({ path }) => path.includes('/resolve/') && path.endsWith(name));
const blobs = () => readdir(join(root, 'blobs')).catch(() => []);
const find = () => findModel(ID, { env: { HF_HOME: home } });

/** Interferes with the weights only, once per given answer. */
function weightsAnswers(...answers: TestHub['interfere'][]): void {
  hub.interfere = (request, response) => {
    if (!request.url?.endsWith(WEIGHTS)) return false;
    const next = answers.shift();
    return next ? next(request, response, hub) : false;
  };
}
const breakAfter =
  (stopAfter: number, ranges = true): TestHub['interfere'] =>
  (request, response) => {
    sendFile(request, response, hub.files[WEIGHTS], { stopAfter, ranges });
    return true;
  };

describe('a whole download', () => {
  it('lays out the cache as every program of the hub does, with what is used and no more', async () => {
    const done: number[] = [];
    const pulled = await pull({ onProgress: (event) => done.push(event.done / event.total!) });
    const folder = join(root, 'snapshots', COMMIT);
    expect(pulled).toMatchObject({ id: ID, commit: COMMIT, folder });
    expect((await readdir(folder)).sort()).toEqual(['config.json', 'preprocessor_config.json', WEIGHTS]);
    expect(await readFile(join(root, 'refs', 'main'), 'utf8')).toBe(COMMIT);
    for (const name of await readdir(folder)) {
      const etag = etagOf(hub.files[name]);
      expect((await lstat(join(folder, name))).isSymbolicLink()).toBe(true);
      expect(await readlink(join(folder, name))).toBe(join('..', '..', 'blobs', etag));
      expect(await readFile(join(root, 'blobs', etag))).toEqual(hub.files[name]);
    }
    expect(await blobs()).toHaveLength(3);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
    expect(await find()).toBe(folder);
  });

  it('prefers safetensors', async () => {
    hub.files['model.safetensors'] = Buffer.alloc(20_000, 7);
    await pull();
    expect(await readdir(join(root, 'snapshots', COMMIT))).toContain('model.safetensors');
    expect(requestsFor(WEIGHTS)).toEqual([]);
  });

  it('fetches nothing twice', async () => {
    await pull();
    const before = hub.heard.length;
    expect(await pull()).toMatchObject({ fetchedBytes: 0 });
    expect(hub.heard.slice(before).filter(({ path }) => path.includes('/resolve/'))).toEqual([]);
    expect(await pull({ revision: COMMIT })).toMatchObject({ fetchedBytes: 0 });
    expect(hub.heard.length).toBe(before + 2);
  });

  it.each([[['config.json']], [['pytorch_model.bin']]])('refuses a model without %j', async (names) => {
    for (const name of names) delete hub.files[name];
    await expect(pull()).rejects.toMatchObject({ code: 'hub-no-weights' });
    expect(await readdir(home)).toEqual([]);
  });
});

describe('an interrupted download', () => {
  it('goes on with the next byte, within one call', async () => {
    weightsAnswers(breakAfter(100_000), breakAfter(50_000));
    await pull();
    const ranges = requestsFor(WEIGHTS).map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
    expect(ranges).toHaveLength(3);
    expect(ranges[0]).toBe(0);
    expect(ranges[2]).toBeGreaterThanOrEqual(ranges[1]);
    expect(ranges[1]).toBeGreaterThan(0);
  });

  it('is never taken for whole, and goes on in the next call', async () => {
    const stop = new AbortController();
    const stopped = pull({
      signal: stop.signal,
      onProgress: ({ item, done }) => item === WEIGHTS && done > 60_000 && stop.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(await find()).toBeUndefined();
    expect(await blobs()).toContain(`${etagOf(hub.files[WEIGHTS])}.incomplete`);
    hub.heard.length = 0;
    await pull({ acceptLicense: false });
    expect(requestsFor(WEIGHTS)).toHaveLength(1);
    expect(requestsFor(WEIGHTS)[0].range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
  });

  it('starts over where the hub gives no parts', async () => {
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith(WEIGHTS)) return false;
      const stopAfter = requestsFor(WEIGHTS).length === 1 ? 100_000 : Number.POSITIVE_INFINITY;
      return breakAfter(stopAfter, false)(request, response, hub);
    };
    await pull();
    expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
  });

  it('gives up when there is no advance', async () => {
    hub.interfere = (request, response) =>
      request.url?.endsWith(WEIGHTS) ? breakAfter(100_000, false)(request, response, hub) : false;
    await expect(pull()).rejects.toMatchObject({ code: 'hub-unreachable' });
    expect(await find()).toBeUndefined();
  });

  it('is fetched anew when what was begun earlier is wrong', async () => {
    const path = join(root, 'blobs', `${etagOf(hub.files[WEIGHTS])}.incomplete`);
    await mkdir(join(root, 'blobs'), { recursive: true });
    for (const begun of [Buffer.alloc(1000, 1), Buffer.alloc(400_000, 1)]) {
      await writeFile(path, begun);
      await pull();
      expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
      await rm(join(root, 'blobs', etagOf(hub.files[WEIGHTS])));
    }
  });
});

describe('what arrives', () => {
  it('has the checksum that was stated, or is thrown away', async () => {
    const tampered = Buffer.from(hub.files[WEIGHTS]);
    tampered[200_000] ^= 1;
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith(WEIGHTS)) return false;
      sendFile(request, response, tampered);
      return true;
    };
    const failure = pull();
    await expect(failure).rejects.toBeInstanceOf(ModelChecksumError);
    await expect(failure).rejects.toThrow(/so it was deleted/);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'retry' }] });
    expect((await blobs()).filter((name) => name.startsWith(etagOf(hub.files[WEIGHTS])))).toEqual([]);
    expect(await find()).toBeUndefined();
  });

  it('is checked also where it is small', async () => {
    const stated = etagOf(hub.files['config.json']);
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith('/config.json')) return false;
      sendFile(
        request,
        response,
        Buffer.from('{"model_type":"tricked_you"}').subarray(0, hub.files['config.json'].length),
      );
      return true;
    };
    await expect(pull()).rejects.toBeInstanceOf(ModelChecksumError);
    expect(await blobs()).not.toContain(stated);
  });

  it('is not longer than stated', async () => {
    weightsAnswers((_request, response) => {
      response.writeHead(200);
      response.end(Buffer.alloc(900_000));
      return true;
    });
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
  });

  it('is another part than was asked for: refused', async () => {
    weightsAnswers(breakAfter(100_000), (_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 5-299999/300000' });
      response.end(hub.files[WEIGHTS].subarray(5));
      return true;
    });
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
  });

  it('is of a known revision what was published, whatever the hub states', async () => {
    const id = 'm-a-p/MERT-v1-95M';
    const failure = pull({}, id);
    await expect(failure).rejects.toBeInstanceOf(ModelChecksumError);
    await expect(failure).rejects.toMatchObject({
      remedies: [{ action: 'choose-hub' }, { action: 'choose-revision' }],
    });
    expect(hub.heard[0].path).toContain(KNOWN_MODELS.get(id)!.revision);
    expect(hub.heard.filter(({ path }) => path.includes('/resolve/'))).toEqual([]);
    // weights under 10 kB are stated in git's way, which says nothing until the file is here
    hub.files[WEIGHTS] = Buffer.from('other weights');
    await expect(pull({}, id)).rejects.toBeInstanceOf(ModelChecksumError);
    expect(await findModel(id, { env: { HF_HOME: home } })).toBeUndefined();
  });
});

describe('a hub that says no', () => {
  it.each([
    [401, 'hub-unauthorized', /Check the name/, ['sign-in-to-hub']],
    [403, 'hub-forbidden', /Ask for access/, ['sign-in-to-hub']],
    [404, 'hub-not-found', /has no org\/little, or not this revision/, ['choose-revision']],
    [429, 'hub-busy', /too many requests/, ['retry', 'sign-in-to-hub']],
    [500, 'hub-failed', /answered 500/, ['retry']],
  ])('with %d is a failure that says what to do', async (status, code, words, actions) => {
    for (const part of ['/revision/', '/tree/', '/resolve/']) {
      hub.heard.length = 0;
      hub.interfere = (request, response) => (request.url?.includes(part) ? refuse(response, status) : false);
      const failure = pull();
      await expect(failure).rejects.toBeInstanceOf(HubError);
      await expect(failure).rejects.toMatchObject({ code, status, remedies: actions.map((action) => ({ action })) });
      await expect(failure).rejects.toThrow(words);
      const tries = hub.heard.filter(({ path }) => path.includes(part)).length;
      expect(tries).toBe(status === 429 || status === 500 ? 4 : 1);
    }
    expect(await find()).toBeUndefined();
  });

  it('in passing is asked again', async () => {
    weightsAnswers(
      (_request, response) => refuse(response, 503),
      (_request, response) => refuse(response, 429, { 'retry-after': '0' }),
    );
    await pull();
    expect(requestsFor(WEIGHTS)).toHaveLength(3);
  });

  it('for longer than a person would wait is not waited for', async () => {
    weightsAnswers((_request, response) => refuse(response, 429, { 'retry-after': '3600' }));
    await expect(pull()).rejects.toMatchObject({ code: 'hub-busy', retryAfterS: 3600 });
    expect(requestsFor(WEIGHTS)).toHaveLength(1);
  });

  it('with a login page, or nonsense, is said to', async () => {
    for (const body of ['<html>please log in</html>', '[]', '{"sha":"../../etc"}']) {
      hub.interfere = (_request, response) => {
        response.end(body);
        return true;
      };
      await expect(pull()).rejects.toMatchObject({
        code: 'hub-answer',
        remedies: [{ action: 'choose-hub' }, { action: 'check-network' }],
      });
    }
  });

  it('by not being there', async () => {
    await hub.close();
    const failure = pull();
    await expect(failure).rejects.toMatchObject({
      code: 'hub-unreachable',
      remedies: [{ action: 'check-network' }, { action: 'choose-hub' }, { action: 'retry' }],
    });
    await expect(failure).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('the token', () => {
  it('goes to the endpoint, and not to where that redirects', async () => {
    const storage = await startHub();
    try {
      hub.interfere = (request, response) => {
        if (!request.url?.includes('/resolve/')) return false;
        response.writeHead(302, { location: `${storage.url}${request.url}` }).end();
        return true;
      };
      await pull({ env: { HF_TOKEN: 'secret' } });
      expect(new Set(hub.heard.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer secret']));
      expect(storage.heard).toHaveLength(3);
      expect(storage.heard.map(({ authorization }) => authorization)).toEqual([undefined, undefined, undefined]);
    } finally {
      await storage.close();
    }
  });

  it('is not sent where there is none', async () => {
    await pull();
    expect(hub.heard.every(({ authorization }) => authorization === undefined)).toBe(true);
  });
});

describe('a proxy', () => {
  it('is gone through, except where it is not to be', async () => {
    const proxy = await startProxy();
    try {
      await pull({ env: { http_proxy: proxy.url, NO_PROXY: '127.0.0.1' } });
      expect(proxy.targets).toEqual([]);
      await rm(root, { recursive: true });
      weightsAnswers(breakAfter(100_000));
      await pull({ env: { HTTP_PROXY: proxy.url, HF_TOKEN: 'secret' } });
      expect(new Set(proxy.targets)).toEqual(new Set([`127.0.0.1:${hub.port}`]));
      expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
    } finally {
      proxy.close();
    }
  });
});

describe('offline', () => {
  it('takes what is there and asks nobody', async () => {
    const offline = { env: { HF_HUB_OFFLINE: '1' } };
    await expect(pull(offline)).rejects.toMatchObject({ code: 'hub-offline', remedies: [{ action: 'allow-hub' }] });
    expect(hub.heard).toEqual([]);
    await pull();
    const before = hub.heard.length;
    expect(await pull(offline)).toMatchObject({ commit: COMMIT, fetchedBytes: 0 });
    expect(hub.heard.length).toBe(before);
  });
});

describe('the licence', () => {
  it('is accepted before anything is downloaded', async () => {
    const failure = pull({ acceptLicense: false });
    await expect(failure).rejects.toBeInstanceOf(ModelLicenseError);
    await expect(failure).rejects.toThrow(/cc-by-nc-4\.0.*nothing was downloaded/);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'accept-license', model: ID }] });
    expect(hub.heard.some(({ path }) => path.includes('/resolve/'))).toBe(false);
    expect(await find()).toBeUndefined();
  });

  it('is asked for once, with the size, and again when it changes', async () => {
    const asked: ModelTerms[] = [];
    const acceptLicense = (terms: ModelTerms) => asked.push(terms) > 0;
    await pull({ acceptLicense });
    await rm(join(root, 'blobs'), { recursive: true });
    await pull({ acceptLicense });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ license: 'cc-by-nc-4.0', commit: COMMIT, page: `${hub.url}/${ID}` });
    expect(asked[0].bytes).toBe(
      300_000 + hub.files['config.json'].length + hub.files['preprocessor_config.json'].length,
    );
    hub.license = 'other';
    await rm(join(root, 'blobs'), { recursive: true });
    await pull({ acceptLicense });
    expect(asked.map(({ license }) => license)).toEqual(['cc-by-nc-4.0', 'other']);
  });
});

describe('the disk', () => {
  it('has a file where the cache should be', async () => {
    await writeFile(join(home, 'hub'), '');
    const failure = pull();
    await expect(failure).rejects.toBeInstanceOf(ModelCacheError);
    await expect(failure).rejects.toThrow(/there is a file where a folder should be/);
    await expect(failure).rejects.toMatchObject({
      remedies: [{ action: 'move-away' }, { action: 'choose-model-cache' }],
    });
  });

  it('has too little room, and that is said before the download', async () => {
    hub.interfere = (request, response) => {
      if (!request.url?.includes('/tree/')) return false;
      const lfs = { oid: 'a'.repeat(64), size: 2 ** 52, pointerSize: 1 };
      response.end(
        JSON.stringify([
          { type: 'file', path: 'config.json', size: 2, oid: 'b'.repeat(40) },
          { type: 'file', path: WEIGHTS, size: 2 ** 52, oid: 'c'.repeat(40), lfs },
        ]),
      );
      return true;
    };
    const failure = pull();
    await expect(failure).rejects.toThrow(/GB of free space, but the download takes 4503599\.6 GB/);
    await expect(failure).rejects.toMatchObject({
      remedies: [{ action: 'free-space' }, { action: 'choose-model-cache' }],
    });
    expect(hub.heard.some(({ path }) => path.includes('/resolve/'))).toBe(false);
  });

  it('is written by one process at a time', async () => {
    await withModelLock(ID, root, async () => {
      await expect(pull()).rejects.toBeInstanceOf(ModelBusyError);
    });
    await pull();
    const both = await Promise.allSettled([
      pull({ env: { HF_HUB_CACHE: home } }),
      pull({ env: { HF_HUB_CACHE: home } }),
    ]);
    const failed = both.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeLessThan(2);
    for (const one of failed) expect(one).toMatchObject({ reason: { code: 'model-busy' } });
    expect(await findModel(ID, { env: { HF_HUB_CACHE: home } })).toBeDefined();
  });
});

describe('an invalid option', () => {
  it.each(['little', 'a/b/c', '../x/y', 'a/..', 'a--b/c', 'a/b?c', '/a', ''])('refuses the id "%s"', async (id) => {
    await expect(pull({}, id)).rejects.toBeInstanceOf(OptionError);
  });

  it.each(['..', 'a/../b', '/a', 'a b', ''])('refuses the revision "%s"', async (revision) => {
    await expect(pull({ revision })).rejects.toSatisfy(RbassistError.isInstance);
  });

  it('is refused, also from plain JavaScript', async () => {
    const pullAny = pullModel as (id: unknown, options?: unknown) => Promise<unknown>;
    await expect(pullAny(7)).rejects.toBeInstanceOf(OptionError);
    await expect(pullAny(ID, 'main')).rejects.toBeInstanceOf(OptionError);
    await expect(pullAny(ID, { branch: 'main' })).rejects.toThrow(/There is no option "branch"/);
    await expect(pullAny(ID, { acceptLicense: 'yes' })).rejects.toThrow(
      /acceptLicense must be true, false or a function/,
    );
  });

  it('refuses an endpoint that is no address', async () => {
    const failure = pull({ env: { HF_ENDPOINT: 'huggingface' } });
    await expect(failure).rejects.toBeInstanceOf(OptionError);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'choose-hub' }] });
  });
});
