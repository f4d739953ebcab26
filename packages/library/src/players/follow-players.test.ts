import { createSocket } from 'node:dgram';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FollowedDeck, type FollowPlayersOptions, type Library, openLibrary } from '../index.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';

const TRACKS: Record<string, Record<string, unknown>> = {
  a: { artist: 'One', title: 'First', bpm: 128, key: '8A', duration: 300.4, rekordbox: { track_id: '77' } },
  b: { artist: 'Two', title: 'Second', bpm: 128, key: '8A', duration: 200 },
  twin1: { bpm: 90, rekordbox: { track_id: '5' } },
  twin2: { bpm: 90, rekordbox: { track_id: '5' } },
};

let library: Library;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('players');
  const dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const tracks: Record<string, object> = {};
  for (const [i, [name, record]] of Object.entries(TRACKS).entries()) {
    const path = `/m/${name}.mp3`;
    const file = embeddingFileName(path);
    const embedding = join(dataDir, 'embeddings', file);
    const vector = Float32Array.from({ length: 160 }, (_, k) => Math.sin(k + i / 10));
    await writeFile(embedding, sealNpy(encodeNpy(vector), file));
    tracks[path] = { ...record, embedding, embedding_source: 'baseline', embedding_space: 'spectral-v1/160' };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  library = await openLibrary({ dataDir, engine: 'exact' });
  await library.buildIndex();
});

afterAll(() => library.close());

/** Builds the packet by which a player says what it plays. */
function status(device: number, id: number, slot: number, bpm: number): Buffer {
  const bytes = Buffer.alloc(0xd4);
  bytes.write('Qspt1WmJOL\x0aCDJ-3000', 0, 'latin1');
  bytes.set([1, 3, device, 0, 0xb0, device, 0, 1, 1, device, slot, 1], 0x1f);
  bytes.writeUInt32BE(id, 0x2c);
  bytes[0x7b] = 3;
  bytes[0x89] = 0xe4;
  bytes.writeUInt32BE(0x10_0000 * 1.05, 0x8c);
  bytes.writeUInt16BE(bpm * 100, 0x92);
  return bytes;
}

function position(device: number, lengthS: number): Buffer {
  const bytes = Buffer.alloc(0x3c);
  bytes.write('Qspt1WmJOL\x0bCDJ-3000', 0, 'latin1');
  bytes.set([1, 0, device], 0x1f);
  bytes.writeUInt32BE(lengthS, 0x24);
  bytes.writeUInt32BE(0xffff_ffff, 0x38);
  return bytes;
}

/** Sends packets to a follower, and returns the decks that it lists once it knows `count` of them. */
async function follow(packets: ['beat' | 'status', Buffer][], options: FollowPlayersOptions = {}) {
  const stop = new AbortController();
  const ports = { announce: 0, beat: 0, status: 0 };
  const socket = createSocket('udp4');
  try {
    for await (const event of library.followPlayers({ ports, everyS: 0.05, signal: stop.signal, ...options })) {
      if (event.type === 'listening') {
        for (const [channel, packet] of packets) socket.send(packet, event.ports[channel], '127.0.0.1');
      } else if (event.decks.length > 0) return event.decks;
    }
  } finally {
    socket.close();
    stop.abort();
  }
  throw new Error('It ended.');
}

const known = (decks: FollowedDeck[]) => decks.map(({ known: { path, maybe } }) => path ?? maybe);

describe('followPlayers', () => {
  test('knows a track of the Rekordbox collection, and what would go next', async () => {
    const [deck] = await follow([['status', status(2, 77, 4, 128)]]);
    expect(deck).toMatchObject({ deck: 2, isPlaying: true, isMaster: true, bpm: 128, known: { path: '/m/a.mp3' } });
    expect(deck.playingBpm).toBeCloseTo(134.4, 5);
    expect(deck.next.map(({ path }) => path)).toEqual(['/m/b.mp3']);
  });

  test('takes no identifier of a stick, of another tempo, or of two tracks', async () => {
    const decks = await follow([
      ['status', status(1, 77, 3, 128)],
      ['status', status(2, 77, 4, 100)],
      ['status', status(3, 5, 4, 90)],
    ]);
    expect(known(decks)).toEqual([[], [], []]);
    expect(decks[0]).toMatchObject({ next: [], track: { id: 77, slot: 'usb' } });
  });

  test('says which track it may be by length and tempo', async () => {
    const decks = await follow([
      ['beat', position(1, 300)],
      ['status', status(1, 9, 3, 128)],
    ]);
    expect(known(decks)).toEqual([['/m/a.mp3']]);
  });

  test('takes identifiers of an export', async () => {
    const base = join(folder, 'export.xml');
    await writeFile(
      base,
      `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.6" Company="AlphaTheta"/>
  <COLLECTION Entries="1">
    <TRACK TrackID="123" Name="Second" Artist="Two" TotalTime="200" Location="file://localhost/m/b.mp3"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="0"/>
  </PLAYLISTS>
</DJ_PLAYLISTS>
`,
    );
    expect(known(await follow([['status', status(1, 123, 4, 128)]], { base }))).toEqual(['/m/b.mp3']);
    await expect(follow([], { base: join(folder, 'none.xml') })).rejects.toMatchObject({ message: /none\.xml/ });
  });

  test('ends at once when the signal aborts', async () => {
    const stop = new AbortController();
    const ports = { announce: 0, beat: 0, status: 0 };
    const types: string[] = [];
    for await (const { type } of library.followPlayers({ ports, everyS: 600, signal: stop.signal })) {
      types.push(type);
      stop.abort();
    }
    expect(types).toEqual(['listening']);
    for await (const _ of library.followPlayers({ ports, signal: AbortSignal.abort() })) types.push('more');
    expect(types).not.toContain('decks');
  });

  test('refuses odd options', async () => {
    await expect(library.followPlayers({ everyS: 0 }).next()).rejects.toThrow('everyS must be');
  });
});
