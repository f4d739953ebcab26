import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { sendFile, startHub, type TestHub } from '@rbassist/testing/model-hub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rbassistWith, start } from './support/rbassist.ts';
import { smallDisk } from './support/small-disk.ts';

const ID = 'org/little';

let hub: TestHub;
let home: string;
beforeAll(async () => {
  hub = await startHub();
  home = await temporaryFolder('cli-models');
});
afterAll(() => hub.close());

const model = (...words: string[]) => rbassistWith({ HF_HOME: home, HF_ENDPOINT: hub.url }, 'model', ...words);

describe('model', () => {
  it('explains itself with --help', async () => {
    const help = await start(['model', '--help']).ended;
    for (const command of ['pull', 'list', 'path', 'rm', 'verify'])
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect((await start(['model', 'pull', '--help']).ended).stdout).toContain('--accept-license');
  });

  it.each([[[]], [['dance']], [['pull']], [['pull', 'no-organisation']], [['list', '--no-such-flag']]])(
    'refuses %j with exit code 2 and a reason',
    async (words) => {
      const ran = await model(...words);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(/^rbassist: \S/m);
    },
  );

  it('says that there are no models yet', async () => {
    expect(await model('list')).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('model pull') });
    expect(await model('path', ID)).toMatchObject({ code: 1, stdout: '' });
    expect(await model('verify', ID)).toMatchObject({ code: 1, stdout: '' });
    expect(await model('rm', ID)).toMatchObject({ code: 1, stdout: '' });
  });

  it('downloads nothing without accepting the licence', async () => {
    const ran = await model('pull', ID);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(/300 kB\nLicence: cc-by-nc-4\.0[\s\S]*--accept-license/);
    const { stdout } = await model('pull', ID, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'model-license' } });
  });

  it('downloads, lists, finds, verifies and removes', async () => {
    const pulled = await model('pull', ID, '--accept-license');
    expect(pulled.code).toBe(0);
    expect(pulled.stderr).toContain(`Downloaded ${ID}. Its checksums are correct.`);
    const folder = pulled.stdout.trim();
    expect(folder.startsWith(join(home, 'hub', 'models--org--little', 'snapshots'))).toBe(true);
    expect(await model('pull', ID, '--quiet')).toEqual({ code: 0, stdout: `${folder}\n`, stderr: '' });
    expect(JSON.parse((await model('pull', ID, '--json')).stdout)).toMatchObject({ id: ID, folder, fetchedBytes: 0 });
    expect((await model('list')).stdout).toMatch(/^org\/little {2}300 kB {2}[0-9a-f]{8} #[0-9a-f]{8}\n$/);
    expect(JSON.parse((await model('list', '--json')).stdout)).toMatchObject([{ id: ID, revisions: [{ folder }] }]);
    expect((await model('path', ID)).stdout.trim()).toBe(folder);
    const verified = await model('verify', ID);
    expect(verified.code).toBe(0);
    expect(verified.stdout.match(/✓/g)).toHaveLength(3);
    expect(JSON.parse((await model('rm', ID, '--json')).stdout)).toMatchObject({ id: ID, removed: true });
    expect((await model('path', ID)).code).toBe(1);
  });

  it('stops cleanly on Ctrl-C and continues later', async () => {
    const { interfere } = hub;
    let asked = () => {};
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith('.bin')) return false;
      response.writeHead(200);
      response.write(hub.files['pytorch_model.bin'].subarray(0, 100_000), asked);
      return true;
    };
    const running = start(['model', 'pull', ID, '--accept-license'], { HF_HOME: home, HF_ENDPOINT: hub.url });
    await reached;
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('is kept') });
    hub.interfere = interfere;
    expect(await model('path', ID)).toMatchObject({ code: 1 });
    expect(await model('pull', ID, '--quiet')).toMatchObject({ code: 0 });
  });

  it('stops on a full disk, and continues when there is space', async ({ skip }) => {
    const disk = await smallDisk('model-disk', '1m');
    if (!disk) return skip();
    const filler = join(disk.folder, 'filler');
    const weights = hub.files['pytorch_model.bin'];
    const { interfere } = hub;
    hub.interfere = (request, response) => {
      if (!request.url?.endsWith('.bin')) return false;
      writeFileSync(filler, Buffer.alloc(800_000));
      sendFile(request, response, weights);
      return true;
    };
    const pull = () =>
      rbassistWith({ HF_HOME: disk.folder, HF_ENDPOINT: hub.url }, 'model', 'pull', ID, '--accept-license');
    const full = await pull();
    expect(full).toMatchObject({ code: 1, stdout: '' });
    expect(full.stderr).toContain('the disk is full');
    expect(full.stderr).not.toMatch(/^ {4}at /m);
    hub.interfere = interfere;
    hub.heard.length = 0;
    rmSync(filler);
    expect(await pull()).toMatchObject({ code: 0 });
    const [{ range }] = hub.heard.filter(({ path }) => path.endsWith('.bin'));
    expect(range).toMatch(/^bytes=[1-9]/);
  });
});
