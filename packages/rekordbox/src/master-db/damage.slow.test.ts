import { readFile, writeFile } from 'node:fs/promises';
import { FileFormatError, RbassistError } from '@rbassist/core';
import { below, type Random, seededRandom } from '@rbassist/testing/random';
import { encryptDatabase, makeMasterDb } from '@rbassist/testing/rekordbox';
import { expect, test } from 'vitest';
import { PageCipher } from './page-cipher.ts';
import { addTrack, collect, encryptedDatabase, KEY, KEYS, plainDatabase } from './test-library.ts';

const PAGE = 4096;
const CASES = 5000;
const TIMEOUT = 300_000;

/** Changes bytes, or moves or clears a part. May leave everything as it is. */
function damage(bytes: Buffer, random: Random): Buffer {
  const damaged = Buffer.from(bytes);
  switch (below(random, 5)) {
    case 0:
      damaged[below(random, bytes.length)] ^= 1 << below(random, 8);
      break;
    case 1:
      for (let i = 0; i < 20; i++) damaged[below(random, bytes.length)] = below(random, 256);
      break;
    case 2:
      bytes.copy(damaged, below(random, bytes.length), below(random, bytes.length));
      break;
    case 3:
      damaged.fill(0, below(random, bytes.length), below(random, bytes.length));
      break;
    default:
      damaged.writeUInt32BE(below(random, 2 ** 32), below(random, bytes.length - 4));
  }
  return damaged;
}

test(
  `a damaged page is named or the truth, ${CASES} times`,
  async () => {
    const { main } = makeMasterDb((writer) => addTrack(writer, '1'));
    const encrypted = encryptDatabase(main.subarray(0, 16 * PAGE), KEYS);
    const cipher = await PageCipher.create('master.db', KEY, KEYS.salt);
    const truth = Buffer.alloc(encrypted.length);
    cipher.decrypt(Buffer.from(encrypted), 1, truth);
    const random = seededRandom(14);
    let refused = 0;
    for (let i = 0; i < CASES; i++) {
      const damaged = damage(encrypted, random);
      const first = Array.from({ length: 16 }, (_, page) => page).find((page) => {
        const from = page * PAGE + (page === 0 ? KEYS.salt.length : 0);
        const part = damaged.subarray(from, (page + 1) * PAGE);
        return (
          !part.equals(encrypted.subarray(from, (page + 1) * PAGE)) && (page === 0 || part.some((byte) => byte !== 0))
        );
      });
      const target = Buffer.alloc(encrypted.length);
      const run = () => cipher.decrypt(damaged, 1, target);
      if (first === undefined) {
        const unwritten = run();
        for (const page of unwritten) truth.copy(target, (page - 1) * PAGE, (page - 1) * PAGE, page * PAGE);
        expect(target.equals(truth)).toBe(true);
      } else {
        refused++;
        expect(run).toThrow(`master.db is damaged at page ${first + 1}: its checksum (HMAC) is wrong.`);
      }
    }
    expect(refused).toBeGreaterThan(CASES / 2);
  },
  TIMEOUT,
);

test(
  'a damaged file with a log gives an error or the truth',
  async () => {
    const path = await encryptedDatabase(
      (writer) => {
        for (let i = 0; i < 50; i++) addTrack(writer, `t${i}`);
      },
      (writer) => writer.exec("UPDATE djmdContent SET Title = 'later' WHERE ID = 't7'"),
    );
    const [main, log] = [await readFile(path), await readFile(`${path}-wal`)];
    const truths = [JSON.stringify((await collect(path, { key: KEY })).tracks)];
    truths.push(truths[0].replace('"later"', '"Title t7"'));
    const random = seededRandom(15);
    for (let i = 0; i < 60; i++) {
      const inLog = below(random, 2) === 0;
      await writeFile(
        path,
        inLog ? main : damage(main, random).subarray(0, i % 7 === 0 ? below(random, main.length) : undefined),
      );
      await writeFile(
        `${path}-wal`,
        inLog ? damage(log, random).subarray(0, i % 3 === 0 ? below(random, log.length) : undefined) : log,
      );
      const read = await collect(path, { key: KEY }).catch((error: unknown) => error);
      if (read instanceof Error) expect(RbassistError.isInstance(read)).toBe(true);
      else expect(truths).toContain(JSON.stringify((read as Awaited<ReturnType<typeof collect>>).tracks));
    }
  },
  TIMEOUT,
);

test(
  'a damaged database without encryption gives an error or some rows',
  async () => {
    const path = await plainDatabase((writer) => {
      for (let i = 0; i < 200; i++) addTrack(writer, `t${i}`, { Commnt: 'x'.repeat(i * 40) });
    });
    const main = await readFile(path);
    const random = seededRandom(16);
    for (let i = 0; i < 500; i++) {
      await writeFile(path, damage(main, random));
      const read = await collect(path).catch((error: unknown) => error);
      if (read instanceof Error) expect(RbassistError.isInstance(read), String(read)).toBe(true);
      else expect((read as Awaited<ReturnType<typeof collect>>).tracks.length).toBeLessThanOrEqual(100_000);
    }
  },
  TIMEOUT,
);

test(
  'refuses a file of many sizes',
  async () => {
    const path = await encryptedDatabase((writer) => addTrack(writer, '1'));
    const main = await readFile(path);
    for (const size of [1, 15, 16, 99, 100, 511, 4095, 4096, 8191, main.length - 1, main.length - PAGE]) {
      await writeFile(path, main.subarray(0, size));
      await expect(collect(path, { key: KEY })).rejects.toThrow(FileFormatError);
    }
  },
  TIMEOUT,
);

test(
  '100,000 cues of one track are read in time',
  async () => {
    const path = await plainDatabase((writer) => {
      addTrack(writer, '1');
      for (let i = 0; i < 100_000; i++) {
        writer.insert('djmdCue', { ID: `${i}`, ContentID: '1', InMsec: i >> 1, OutMsec: -1, Kind: 0, Comment: `${i}` });
      }
    });
    const started = performance.now();
    const { tracks } = await collect(path);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(tracks[0].marks.map(({ name }) => name)).toEqual(Array.from({ length: 100_000 }, (_, i) => `${i}`));
  },
  TIMEOUT,
);
