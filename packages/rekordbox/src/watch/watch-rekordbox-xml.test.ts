import { appendFile, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { fileXml, trackXml } from '../check/test-xml.ts';
import { type WatchXmlEvent, type WatchXmlOptions, watchRekordboxXml } from './watch-rekordbox-xml.ts';

const WHOLE = fileXml();
const OTHER = fileXml({ tracks: [trackXml({ Rating: '255' })] });
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Follows a file or folder, and waits for its events one by one. */
function follow(target: string, options: WatchXmlOptions = {}) {
  const controller = new AbortController();
  const quick = { settleS: 0.06, pollS: 0.02, signal: controller.signal, ...options };
  const events = watchRekordboxXml(target, quick);
  let pending: Promise<IteratorResult<WatchXmlEvent, void>> | undefined;
  const take = () => {
    pending ??= events.next();
    return pending;
  };
  const brief = (event: WatchXmlEvent) =>
    [event.type, basename(event.path), ...('reason' in event ? [event.reason] : [])].join(' ');
  stops.push(async () => {
    controller.abort();
    await take();
  });
  return {
    controller,
    async next(): Promise<string> {
      const { value, done } = await take();
      pending = undefined;
      return done || value === undefined ? 'end' : brief(value);
    },
    /** Returns true if no event comes for a while. */
    async isQuiet(milliseconds = 250): Promise<boolean> {
      const quiet = new Promise<true>((resolve) => setTimeout(() => resolve(true), milliseconds));
      return Promise.race([take().then(() => false), quiet]);
    },
  };
}

async function exportFile(contents?: string): Promise<string> {
  const file = join(await temporaryFolder('export'), 'rekordbox.xml');
  if (contents !== undefined) await writeFile(file, contents);
  return file;
}

describe('watchRekordboxXml', () => {
  test('reports the file that is there, and every new version', async () => {
    const file = await exportFile(WHOLE);
    const { next, isQuiet } = follow(file);
    expect(await next()).toBe('ready rekordbox.xml');
    expect(await isQuiet()).toBe(true);
    await writeFile(file, OTHER);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('starts with the next version if asked to', async () => {
    const file = await exportFile(WHOLE);
    const { next, isQuiet } = follow(file, { initial: false });
    expect(await isQuiet()).toBe(true);
    await writeFile(file, OTHER);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('waits until a file written in pieces has its end', async () => {
    const file = await exportFile();
    const { next, isQuiet } = follow(file);
    expect(await next()).toBe('waiting rekordbox.xml missing');
    await writeFile(file, '');
    expect(await next()).toBe('waiting rekordbox.xml incomplete');
    for (let at = 0; at < WHOLE.length - 20; at += 200) {
      await appendFile(file, WHOLE.slice(at, Math.min(at + 200, WHOLE.length - 20)));
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    expect(await isQuiet()).toBe(true);
    await appendFile(file, WHOLE.slice(WHOLE.length - 20));
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('waits for a closing tag that is not the one of an older, longer version', async () => {
    const file = await exportFile(WHOLE);
    const { next } = follow(file);
    expect(await next()).toBe('ready rekordbox.xml');
    await writeFile(file, `${WHOLE}${WHOLE.slice(0, 300)}`);
    expect(await next()).toBe('waiting rekordbox.xml incomplete');
    await writeFile(file, OTHER);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('tells the same contents written again apart', async () => {
    const file = await exportFile(WHOLE);
    const { next } = follow(file);
    expect(await next()).toBe('ready rekordbox.xml');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(file, WHOLE);
    expect(await next()).toBe('unchanged rekordbox.xml');
  });

  test('goes on after the file was deleted and after it was replaced', async () => {
    const file = await exportFile(WHOLE);
    const { next } = follow(file);
    expect(await next()).toBe('ready rekordbox.xml');
    await rm(file);
    expect(await next()).toBe('waiting rekordbox.xml missing');
    await writeFile(`${file}.new`, OTHER);
    await rename(`${file}.new`, file);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('goes on after the folder was deleted, as with a drive that is gone for a while', async () => {
    const folder = join(await temporaryFolder('export'), 'drive');
    await mkdir(folder);
    const file = join(folder, 'rekordbox.xml');
    await writeFile(file, WHOLE);
    const { next } = follow(file);
    expect(await next()).toBe('ready rekordbox.xml');
    await rm(folder, { recursive: true });
    expect(await next()).toBe('waiting rekordbox.xml missing');
    await mkdir(folder);
    await writeFile(file, OTHER);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'waits for a file that it may not read (not as root)',
    async () => {
      const file = await exportFile(WHOLE);
      await chmod(file, 0);
      const { next } = follow(file);
      expect(await next()).toBe('waiting rekordbox.xml locked');
      await chmod(file, 0o600);
      expect(await next()).toBe('ready rekordbox.xml');
    },
  );

  test('follows all XML files of a folder, and leaves others alone', async () => {
    const folder = await temporaryFolder('export');
    await writeFile(join(folder, 'a.xml'), WHOLE);
    await writeFile(join(folder, 'collection.nml'), '<NML/>');
    await writeFile(join(folder, 'other.xml'), '<note>no export</note>');
    const { next, isQuiet } = follow(folder);
    expect(await next()).toBe('ready a.xml');
    expect(await isQuiet()).toBe(true);
    await writeFile(join(folder, 'b.XML'), OTHER);
    expect(await next()).toBe('ready b.XML');
  });

  test('says once that a file is no export of Rekordbox', async () => {
    const file = await exportFile('<note>no export</note>');
    const { next, isQuiet } = follow(file);
    expect(await next()).toBe('waiting rekordbox.xml not-rekordbox');
    expect(await isQuiet()).toBe(true);
    await writeFile(file, WHOLE);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('ends at once when it is aborted', async () => {
    const { next, controller } = follow(await exportFile(WHOLE), { pollS: 60 });
    expect(await next()).toBe('ready rekordbox.xml');
    const end = next();
    controller.abort();
    expect(await end).toBe('end');
  });

  test('ends without an event if it was aborted before', async () => {
    const events = watchRekordboxXml(await exportFile(WHOLE), { signal: AbortSignal.abort() });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('sees a change that comes while its caller works', async () => {
    const file = await exportFile(WHOLE);
    const { next } = follow(file, { pollS: 60, settleS: 0.02 });
    expect(await next()).toBe('ready rekordbox.xml');
    await writeFile(file, OTHER);
    expect(await next()).toBe('ready rekordbox.xml');
  });

  test('refuses invalid options', async () => {
    await expect(watchRekordboxXml('').next()).rejects.toThrow('target must be');
    await expect(watchRekordboxXml('a.xml', { settleS: -1 }).next()).rejects.toThrow('settleS must be 0 or more');
  });
});
