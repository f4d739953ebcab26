import { describe, expect, test } from 'vitest';
import { parseLinkPacket } from './parse-packet.ts';
import { beatPacket, devicePacket, onAirPacket, positionPacket, statusPacket } from './test-packets.ts';

describe('parseLinkPacket', () => {
  test('reads a device', () => {
    expect(parseLinkPacket('announce', devicePacket(2, 'CDJ-3000', [169, 254, 1, 2]))).toEqual({
      type: 'device',
      name: 'CDJ-3000',
      device: 2,
      address: '169.254.1.2',
    });
  });

  test('reads a beat, and the tempo at normal speed', () => {
    const beat = parseLinkPacket('beat', beatPacket(1, 127.98, 0x10_0000 * 1.0326, 3));
    expect(beat).toEqual({ type: 'beat', name: 'CDJ-2000nexus', device: 1, bpm: 127.98, pitchPct: 3.26, beatInBar: 3 });
  });

  test('reads the status of a playing deck', () => {
    const status = {
      ...{ device: 2, trackId: 268_146_255, trackDevice: 3, slot: 3, trackType: 1, state: 3, flags: 0xec },
      ...{ bpm: 174, pitch: 0x10_0000 * 0.94, beat: 65, beatInBar: 1 },
    };
    expect(parseLinkPacket('status', statusPacket(status))).toEqual({
      type: 'status',
      name: 'CDJ-2000nexus',
      device: 2,
      track: { id: 268_146_255, device: 3, slot: 'usb', isAnalyzed: true },
      state: 'playing',
      isPlaying: true,
      isMaster: true,
      isSynced: false,
      isOnAir: true,
      bpm: 174,
      pitchPct: -6,
      beat: 65,
      beatInBar: 1,
    });
  });

  test('reads the status of an empty deck', () => {
    const status = parseLinkPacket('status', statusPacket({ device: 3 }));
    expect(status).toMatchObject({ state: 'empty', isPlaying: false, pitchPct: 0 });
    expect(status).not.toHaveProperty('track');
    expect(status).not.toHaveProperty('bpm');
  });

  test('takes the state of an old player, which sends no flags', () => {
    const old = { device: 1, length: 0xd0, flags: 0, trackDevice: 1, slot: 1, trackType: 5, trackId: 4 };
    expect(parseLinkPacket('status', statusPacket({ ...old, state: 3 }))).toMatchObject({ isPlaying: true });
    expect(parseLinkPacket('status', statusPacket({ ...old, state: 5 }))).toMatchObject({ isPlaying: false });
  });

  test('reads the channels of mixers with four and six', () => {
    expect(parseLinkPacket('beat', onAirPacket([1, 0, 0, 1]))).toMatchObject({ channels: [true, false, false, true] });
    const six = parseLinkPacket('beat', onAirPacket([0, 0, 0, 0, 1, 0]));
    expect(six).toMatchObject({ channels: [false, false, false, false, true, false] });
  });

  test('reads a position', () => {
    expect(parseLinkPacket('beat', positionPacket(4, 321, 61_500, 120.2, -3.5))).toEqual({
      ...{ type: 'position', name: 'CDJ-3000', device: 4, lengthS: 321, positionS: 61.5 },
      ...{ pitchPct: -3.5, playingBpm: 120.2 },
    });
  });

  test('skips packets of other kinds and ports, cut ones, and other traffic', () => {
    expect(parseLinkPacket('status', beatPacket(1, 120))).toBeUndefined();
    expect(parseLinkPacket('beat', devicePacket(1))).toBeUndefined();
    expect(parseLinkPacket('beat', beatPacket(1, 120).subarray(0, 0x5f))).toBeUndefined();
    expect(parseLinkPacket('announce', devicePacket(0))).toBeUndefined();
    expect(parseLinkPacket('announce', Buffer.alloc(0))).toBeUndefined();
    expect(parseLinkPacket('announce', Buffer.from('GET / HTTP/1.1\r\n'.padEnd(80)))).toBeUndefined();
  });

  test('never throws for damaged packets, and reads possible values only', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const whole = [
      devicePacket(1),
      beatPacket(1, 128),
      statusPacket({ device: 1 }),
      onAirPacket([1, 1, 1, 1]),
      positionPacket(1, 1, 1, 100),
    ];
    let read = 0;
    for (let i = 0; i < 10_000; i++) {
      const bytes = Buffer.from(whole[i % whole.length]).subarray(
        0,
        i % 3 === 0 ? Math.floor(random() * 0x120) : undefined,
      );
      for (let j = 0; j < 5; j++)
        if (bytes.length > 11) bytes[11 + Math.floor(random() * (bytes.length - 11))] = random() * 256;
      for (const channel of ['announce', 'beat', 'status'] as const) {
        const packet = parseLinkPacket(channel, bytes);
        if (packet === undefined) continue;
        read++;
        expect(Object.values(packet).every((value) => typeof value !== 'number' || Number.isFinite(value))).toBe(true);
      }
    }
    expect(read).toBeGreaterThan(5000);
  });
});
