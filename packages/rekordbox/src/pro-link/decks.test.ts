import { expect, test } from 'vitest';
import { Decks } from './decks.ts';
import { parseLinkPacket } from './parse-packet.ts';
import { beatPacket, devicePacket, onAirPacket, statusPacket } from './test-packets.ts';

function receive(decks: Decks, channel: 'announce' | 'beat' | 'status', bytes: Buffer, nowMs: number): void {
  const packet = parseLinkPacket(channel, bytes);
  if (packet) decks.update(packet, nowMs);
}

test('lists players by number until they are silent for ten seconds, and no mixer', () => {
  const decks = new Decks();
  receive(decks, 'announce', devicePacket(3), 0);
  receive(decks, 'announce', devicePacket(1, 'XDJ-1000'), 5000);
  receive(decks, 'announce', devicePacket(33, 'DJM-900nexus'), 5000);
  expect(decks.at(6000).map(({ deck, name }) => [deck, name])).toEqual([
    [1, 'XDJ-1000'],
    [3, 'CDJ-2000nexus'],
  ]);
  expect(decks.at(11_000).map(({ deck }) => deck)).toEqual([1]);
});

test('knows from beats alone that a deck plays, and at what tempo', () => {
  const decks = new Decks();
  receive(decks, 'beat', beatPacket(2, 120, 0x10_0000 * 1.05, 4), 1000);
  expect(decks.at(1500)).toMatchObject([{ deck: 2, isPlaying: true, bpm: 120, pitchPct: 5, beatInBar: 4 }]);
  expect(decks.at(1500)[0].playingBpm).toBeCloseTo(126, 6);
  expect(decks.at(5000)).toMatchObject([{ deck: 2, isPlaying: false }]);
});

test('forgets the track of a deck that was emptied', () => {
  const decks = new Decks();
  const loaded = { device: 1, trackId: 7, trackDevice: 1, slot: 3, trackType: 1, state: 3, flags: 0xc4, bpm: 128 };
  receive(decks, 'status', statusPacket(loaded), 0);
  receive(decks, 'beat', onAirPacket([1, 0, 0, 0]), 1);
  expect(decks.at(2)).toMatchObject([{ track: { id: 7 }, bpm: 128, isOnAir: true }]);
  receive(decks, 'status', statusPacket({ device: 1 }), 200);
  expect(decks.at(201)[0].track).toBeUndefined();
  expect(decks.at(201)[0].bpm).toBeUndefined();
});
