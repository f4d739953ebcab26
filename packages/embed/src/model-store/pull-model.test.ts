import { spawnSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, readlink, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { OptionError, RbassistError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import {
  COMMIT,
  etagOf,
  fallSilent,
  refuse,
  sendFile,
  sendPage,
  sendPointer,
  startHub,
  startProxy,
  type TestHub,
} from '@rbassist/testing/model-hub';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel } from './find-model.ts';
import { KNOWN_MODELS } from './known-models.ts';
import { withModelLock } from './model-lock.ts';
import { type ModelTerms, type PullOptions, pullModel } from './pull-model.ts';
import { HubError, ModelBusyError, ModelCacheError, ModelChecksumError, ModelLicenseError } from './store-errors.ts';

const ID = 'org/little';
const WEIGHTS = 'pytorch_model.bin';

let hub: TestHub;
let home: string;
let root: string;
beforeEach(async () => {
  hub = await startHub();
  home = await temporaryFolder('model-store');
  root = join(home, 'hub', 'models--org--little');
});
afterEach(async () => {
  await hub.close();
});

function pull(options: PullOptions = {}, id = ID) {
  const env = { HF_HOME: home, HF_ENDPOINT: hub.url, ...options.env };
  return pullModel(id, { acceptLicense: true, retryWaitMs: 1, ...options, env });
}

const requestsFor = (name: string) => hub.heard.filter(({ path }) => path.includes('/resolve/') && path.endsWith(name));
const blobs = () => readdir(join(root, 'blobs')).catch(() => []);
const find = () => findModel(ID, { env: { HF_HOME: home } });

/** Replaces the responses for the weights, one for each given answer. */
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

describe('a complete download', () => {
  it('writes the cache in the layout that all programs share, with only the files it needs', async () => {
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

  it('downloads nothing twice', async () => {
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
  it('continues at the next byte within one call', async () => {
    weightsAnswers(breakAfter(100_000), breakAfter(50_000));
    await pull();
    const ranges = requestsFor(WEIGHTS).map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
    expect(ranges).toHaveLength(3);
    expect(ranges[0]).toBe(0);
    expect(ranges[2]).toBeGreaterThanOrEqual(ranges[1]);
    expect(ranges[1]).toBeGreaterThan(0);
  });

  it('is never treated as complete, and continues in the next call', async () => {
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

  it('starts again if the hub does not send parts', async () => {
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith(WEIGHTS)) return false;
      const stopAfter = requestsFor(WEIGHTS).length === 1 ? 100_000 : Number.POSITIVE_INFINITY;
      return breakAfter(stopAfter, false)(request, response, hub);
    };
    await pull();
    expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
  });

  it('ends with an error after four attempts without progress', async () => {
    hub.interfere = (request, response) =>
      request.url?.endsWith(WEIGHTS) ? breakAfter(100_000, false)(request, response, hub) : false;
    await expect(pull()).rejects.toMatchObject({ code: 'hub-unreachable' });
    expect(await find()).toBeUndefined();
  });

  it('starts again if the earlier part is wrong', async () => {
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
  it('is deleted if it does not have the stated checksum', async () => {
    const tampered = Buffer.from(hub.files[WEIGHTS]);
    tampered[200_000] ^= 1;
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith(WEIGHTS)) return false;
      sendFile(request, response, tampered);
      return true;
    };
    const failure = pull();
    await expect(failure).rejects.toBeInstanceOf(ModelChecksumError);
    await expect(failure).rejects.toThrow(/so rbassist deleted it/);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'retry' }] });
    expect((await blobs()).filter((name) => name.startsWith(etagOf(hub.files[WEIGHTS])))).toEqual([]);
    expect(await find()).toBeUndefined();
  });

  it('has its checksum checked even if it is small', async () => {
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

  it('is refused if it is longer than stated', async () => {
    weightsAnswers((_request, response) => {
      response.writeHead(200);
      response.end(Buffer.alloc(900_000));
      return true;
    });
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
  });

  it.each<[string, (contents: Buffer) => { status?: number; headers: Record<string, string | number>; body: Buffer }]>([
    [
      'another part than requested',
      (contents) => ({ headers: { 'content-range': 'bytes 5-299999/300000' }, body: contents.subarray(5) }),
    ],
    [
      'a part of another file',
      (contents) => ({ headers: { 'content-range': 'bytes 100000-299998/299999' }, body: contents.subarray(100_001) }),
    ],
    [
      'less than the rest',
      (contents) => ({
        headers: { 'content-range': 'bytes 100000-100009/300000' },
        body: contents.subarray(100_000, 100_010),
      }),
    ],
    [
      'a compressed part',
      (contents) => ({
        headers: { 'content-range': 'bytes 100000-299999/300000', 'content-encoding': 'gzip' },
        body: gzipSync(contents.subarray(100_000)),
      }),
    ],
    [
      'a part of contents with another tag',
      (contents) => ({
        headers: { 'content-range': 'bytes 100000-299999/300000', etag: '"other"' },
        body: Buffer.alloc(contents.length - 100_000, 7),
      }),
    ],
    ['no part at all', () => ({ status: 416, headers: {}, body: Buffer.alloc(0) })],
  ])('downloads the whole file if the part is %s', async (_, answer) => {
    weightsAnswers(
      (_request, response) => {
        response.writeHead(200, { 'content-length': 300_000, etag: '"first"' });
        response.write(hub.files[WEIGHTS].subarray(0, 100_000), () => setTimeout(() => response.destroy(), 100));
        return true;
      },
      (request, response) => {
        expect(request.headers['if-range']).toBe('"first"');
        const { status = 206, headers, body } = answer(hub.files[WEIGHTS]);
        response.writeHead(status, headers);
        response.end(body);
        return true;
      },
    );
    await pull();
    expect(requestsFor(WEIGHTS).map(({ range }) => range)).toEqual([undefined, 'bytes=100000-', undefined]);
    expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
  });

  it.each<[string, TestHub['interfere']]>([
    ['a pointer', (_, response) => sendPointer(response, hub.files[WEIGHTS])],
    ['a page', (_, response) => sendPage(response, { 'content-type': 'text/html; charset=utf-8' })],
    ['a page of unknown kind', (_, response) => sendPage(response)],
    ['a page of unknown length', (_, response) => sendPage(response, { 'transfer-encoding': 'chunked' })],
    [
      'a page as long as the file',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': 300_000 });
        response.end(Buffer.alloc(300_000, 32));
        return true;
      },
    ],
    [
      'a redirect to a page',
      (request, response) => {
        if (request.url?.startsWith('/login')) return sendPage(response);
        response.writeHead(302, { location: `/login?${WEIGHTS}` }).end();
        return true;
      },
    ],
    [
      'a compressed page',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync('<html>'.repeat(100)));
        return true;
      },
    ],
    [
      'an empty answer',
      (_, response) => {
        response.writeHead(200).end();
        return true;
      },
    ],
  ])('never saves %s as the start of the file', async (_, answer) => {
    hub.interfere = (request, response) => (request.url?.endsWith(WEIGHTS) ? answer(request, response, hub) : false);
    const incomplete = join(root, 'blobs', `${etagOf(hub.files[WEIGHTS])}.incomplete`);
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
    expect(await readFile(incomplete).catch(() => Buffer.alloc(0))).toHaveLength(0);
    expect(await find()).toBeUndefined();
    hub.interfere = () => false;
    hub.heard.length = 0;
    await pull();
    expect(requestsFor(WEIGHTS).map(({ range }) => range)).toEqual([undefined]);
  });

  it.skipIf(process.platform === 'win32')('is refused if a pipe is in its place', async () => {
    const incomplete = join(root, 'blobs', `${etagOf(hub.files[WEIGHTS])}.incomplete`);
    await mkdir(join(root, 'blobs'), { recursive: true });
    if (spawnSync('mkfifo', [incomplete]).status !== 0) return;
    await expect(pull()).rejects.toMatchObject({
      code: 'model-cache',
      remedies: expect.arrayContaining([{ action: 'move-away', path: incomplete }]),
    });
  });

  it('keeps the earlier bytes if the hub sends a page', async () => {
    weightsAnswers(breakAfter(100_000), (_request, response) => sendPointer(response, hub.files[WEIGHTS]));
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
    hub.heard.length = 0;
    await pull();
    expect(requestsFor(WEIGHTS).map(({ range }) => range)).toEqual(['bytes=100000-']);
  });

  it('is decompressed if the hub compressed it', async () => {
    weightsAnswers((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(hub.files[WEIGHTS]));
      return true;
    });
    await pull();
    expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
  });

  it('of a known revision must have the published checksum, whatever the hub states', async () => {
    const id = 'm-a-p/MERT-v1-95M';
    const failure = pull({}, id);
    await expect(failure).rejects.toBeInstanceOf(ModelChecksumError);
    await expect(failure).rejects.toMatchObject({
      remedies: [{ action: 'choose-hub' }, { action: 'choose-revision' }],
    });
    expect(hub.heard[0].path).toContain(KNOWN_MODELS.get(id)!.revision);
    expect(hub.heard.filter(({ path }) => path.includes('/resolve/'))).toEqual([]);
    // weights under 10 kB have only git's SHA-1 in the list
    hub.files[WEIGHTS] = Buffer.from('other weights');
    await expect(pull({}, id)).rejects.toBeInstanceOf(ModelChecksumError);
    expect(await findModel(id, { env: { HF_HOME: home } })).toBeUndefined();
  });
});

describe('a silent connection', () => {
  it.each<[string, TestHub['interfere']]>([
    ['that takes the request and never answers', (_, response) => fallSilent(response, hub.files[WEIGHTS])],
    ['that stops in the middle', (_, response) => fallSilent(response, hub.files[WEIGHTS], 150_000)],
    [
      'that sends a byte at a time',
      (_, response) => {
        fallSilent(response, hub.files[WEIGHTS], 100_000);
        let at = 100_000;
        const timer = setInterval(() => response.write(hub.files[WEIGHTS].subarray(at, ++at)), 10);
        response.on('close', () => clearInterval(timer));
        return true;
      },
    ],
  ])('%s is ended and the download continues', async (_, answer) => {
    weightsAnswers(answer);
    await pull({ silenceMs: 200 });
    expect(requestsFor(WEIGHTS)).toHaveLength(2);
    expect(await readFile(join((await find())!, WEIGHTS))).toEqual(hub.files[WEIGHTS]);
  });

  it('is an error if the hub stays silent, for a list too', async () => {
    for (const part of ['/tree/', WEIGHTS]) {
      hub.heard.length = 0;
      hub.interfere = (request, response) =>
        request.url?.includes(part) ? fallSilent(response, hub.files[WEIGHTS]) : false;
      const failure = pull({ silenceMs: 50 });
      await expect(failure).rejects.toMatchObject({ code: 'hub-unreachable' });
      await expect(failure).rejects.toThrow(/sent almost no data for 0\.05 s/);
      expect(hub.heard.filter(({ path }) => path.includes(part))).toHaveLength(4);
    }
  });

  it('that is very slow ends too, although each attempt brings a little', async () => {
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith(WEIGHTS)) return false;
      const start = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      response.writeHead(start > 0 ? 206 : 200, {
        'content-length': 300_000 - start,
        ...(start > 0 && { 'content-range': `bytes ${start}-299999/300000` }),
      });
      response.write(hub.files[WEIGHTS].subarray(start, start + 10));
      return true;
    };
    await expect(pull({ silenceMs: 50 })).rejects.toMatchObject({ code: 'hub-unreachable' });
    expect(requestsFor(WEIGHTS)).toHaveLength(4);
  });
});

describe('a stored file', () => {
  const damage: Record<string, (path: string) => Promise<void>> = {
    'with a byte changed': async (path) => {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1] ^= 1;
      await writeFile(path, bytes);
    },
    'cut short': (path) => truncate(path, 10),
    empty: (path) => truncate(path, 0),
  };

  it.each(Object.keys(damage))('%s is reported and downloaded again', async (name) => {
    for (const revision of [undefined, COMMIT]) {
      const { folder } = await pull({ revision });
      for (const file of [WEIGHTS, 'config.json']) {
        await damage[name](join(folder, file));
        const mended = await pull({ revision });
        expect(mended).toMatchObject({ replaced: [file], fetchedBytes: hub.files[file].length });
        expect(await readFile(join(folder, file))).toEqual(hub.files[file]);
      }
      expect(await pull({ revision })).toMatchObject({ replaced: [], fetchedBytes: 0 });
    }
  });

  it('is an error if it is damaged and the hub is switched off', async () => {
    const { folder } = await pull();
    await damage['with a byte changed'](join(folder, WEIGHTS));
    const failure = pull({ env: { HF_HUB_OFFLINE: '1' } });
    await expect(failure).rejects.toBeInstanceOf(ModelChecksumError);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'allow-hub' }] });
    // rbassist removes nothing that it can't replace
    expect(await readFile(join(folder, WEIGHTS))).toHaveLength(300_000);
  });
});

describe('a hub that refuses', () => {
  it.each([
    [401, 'hub-unauthorized', /Check the name/, ['sign-in-to-hub']],
    [403, 'hub-forbidden', /Ask for access/, ['sign-in-to-hub']],
    [404, 'hub-not-found', /does not have org\/little, or not this revision/, ['choose-revision']],
    [429, 'hub-busy', /too many requests/, ['retry', 'sign-in-to-hub']],
    [500, 'hub-failed', /answered with HTTP status 500/, ['retry']],
  ])('with %d is an error with a remedy', async (status, code, words, actions) => {
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

  it('temporarily is asked again', async () => {
    weightsAnswers(
      (_request, response) => refuse(response, 503),
      (_request, response) => refuse(response, 429, { 'retry-after': '0' }),
    );
    await pull();
    expect(requestsFor(WEIGHTS)).toHaveLength(3);
  });

  it.each([
    ['3600', 3600],
    ['99999999999999999999', 1e20],
    ['Fri, 31 Dec 2100 23:59:59 GMT', expect.any(Number)],
  ])('for a long time (%s) is not retried', async (retryAfter, retryAfterS) => {
    weightsAnswers((_request, response) => refuse(response, 429, { 'retry-after': retryAfter }));
    await expect(pull()).rejects.toMatchObject({ code: 'hub-busy', retryAfterS });
    expect(requestsFor(WEIGHTS)).toHaveLength(1);
  });

  it.each(['-5', 'soon', '1e9', '', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'until "%s" is asked again at once',
    async (at) => {
      weightsAnswers((_request, response) => refuse(response, 503, { 'retry-after': at }));
      await pull();
      expect(requestsFor(WEIGHTS)).toHaveLength(2);
    },
  );

  it('with a login page, or other contents, is reported', async () => {
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

  it('with names outside the model, or without a list, writes nothing outside', async () => {
    const lists: [unknown, string | undefined][] = [
      [
        [
          '../config.json',
          '/etc/config.json',
          'a/../../config.json',
          '..\\pytorch_model.bin',
          'blobs/model.safetensors',
        ].map((path) => ({ type: 'file', path, size: 4, oid: 'a'.repeat(40) })),
        'hub-no-weights',
      ],
      [[{ type: 'file', path: 'config.json', size: 4, oid: '../../../../escaped' }], 'hub-answer'],
      [[{ type: 'file', path: 'config.json', size: -1, oid: 'a'.repeat(40) }], 'hub-answer'],
      [[{ type: 'file', path: 'config.json', size: '4', oid: 'a'.repeat(40) }], 'hub-answer'],
      [Array.from({ length: 10_001 }, (_, i) => ({ type: 'file', path: `${i}`, size: 1, oid: '' })), 'hub-answer'],
      [{ files: [] }, undefined],
    ];
    for (const [list, code] of lists) {
      hub.interfere = (request, response) => {
        if (!request.url?.includes('/tree/')) return false;
        response.end(JSON.stringify(list));
        return true;
      };
      await expect(pull()).rejects.toMatchObject(code === undefined ? {} : { code });
      expect(await readdir(home)).toEqual([]);
    }
  });

  it('that is unreachable is reported', async () => {
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
  it('goes to the endpoint, but not to the target of a redirect', async () => {
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

  it('is not sent if there is none', async () => {
    await pull();
    expect(hub.heard.every(({ authorization }) => authorization === undefined)).toBe(true);
  });
});

describe('a proxy', () => {
  it('is used, except for the hosts of NO_PROXY', async () => {
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

describe('a proxy without a scheme, with a password,', () => {
  it('is used', async () => {
    const proxy = await startProxy();
    try {
      const address = proxy.url.replace('http://', 'dj:p%40ss@');
      await pull({ env: { ALL_PROXY: address } });
      expect(proxy.targets).not.toEqual([]);
      const credentials = `Basic ${Buffer.from('dj:p@ss').toString('base64')}`;
      expect(new Set(proxy.credentials)).toEqual(new Set([credentials]));
      await rm(root, { recursive: true });
      await expect(pull({ env: { HTTP_PROXY: 'socks5://127.0.0.1:9' } })).rejects.toBeInstanceOf(OptionError);
      expect(await readdir(join(home, 'hub'))).not.toContain('models--org--little');
    } finally {
      proxy.close();
    }
  });
});

describe('offline', () => {
  it('uses the cache and sends no request', async () => {
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
  it('must be accepted before a download', async () => {
    const failure = pull({ acceptLicense: false });
    await expect(failure).rejects.toBeInstanceOf(ModelLicenseError);
    await expect(failure).rejects.toThrow(/cc-by-nc-4\.0.*rbassist downloaded nothing/);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'accept-license', model: ID }] });
    expect(hub.heard.some(({ path }) => path.includes('/resolve/'))).toBe(false);
    expect(await find()).toBeUndefined();
  });

  it('is requested once, with the size, and again when it changes', async () => {
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
  it('is reported if a file is in place of the cache', async () => {
    await writeFile(join(home, 'hub'), '');
    const failure = pull();
    await expect(failure).rejects.toBeInstanceOf(ModelCacheError);
    await expect(failure).rejects.toThrow(/there is a file where a folder should be/);
    await expect(failure).rejects.toMatchObject({
      remedies: [{ action: 'move-away' }, { action: 'choose-model-cache' }],
    });
  });

  it('is reported before the download if it has too little space', async () => {
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
    await expect(failure).rejects.toThrow(/GB of free space, but the download needs 4503599\.6 GB/);
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

  it('is refused in plain JavaScript too', async () => {
    const pullAny = pullModel as (id: unknown, options?: unknown) => Promise<unknown>;
    await expect(pullAny(7)).rejects.toBeInstanceOf(OptionError);
    await expect(pullAny(ID, 'main')).rejects.toBeInstanceOf(OptionError);
    await expect(pullAny(ID, { branch: 'main' })).rejects.toThrow(/Unknown option "branch"/);
    await expect(pullAny(ID, { acceptLicense: 'yes' })).rejects.toThrow(
      /acceptLicense must be true, false or a function/,
    );
  });

  it('refuses an endpoint that is not a web address', async () => {
    const failure = pull({ env: { HF_ENDPOINT: 'huggingface' } });
    await expect(failure).rejects.toBeInstanceOf(OptionError);
    await expect(failure).rejects.toMatchObject({ remedies: [{ action: 'choose-hub' }] });
  });
});
