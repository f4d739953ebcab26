import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { type LinkEvent, listenToProLink, type ProLinkOptions } from './listen.ts';
import { parseLinkPacket } from './parse-packet.ts';
import { beatPacket, devicePacket, statusPacket } from './test-packets.ts';

const ANY_PORTS = { announce: 0, beat: 0, status: 0 };
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

async function player(): Promise<Socket> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** Starts to listen on free ports of this computer. */
async function start(options: ProLinkOptions = {}) {
  const stop = new AbortController();
  const events = listenToProLink({ ports: ANY_PORTS, signal: stop.signal, ...options });
  const first: LinkEvent | undefined = (await events.next()).value ?? undefined;
  if (first?.type !== 'listening') throw new Error('It does not listen.');
  const next = async () => {
    const { value } = await events.next();
    return value?.type === 'packet' ? value.packet : undefined;
  };
  return { ports: first.ports, stop, next, events };
}

test('hears devices, beats and status on loopback, and skips other traffic', async () => {
  const { ports, stop, next } = await start();
  const device = await player();
  device.send(Buffer.from('hello'), ports.announce, '127.0.0.1');
  device.send(devicePacket(1), ports.announce, '127.0.0.1');
  expect(await next()).toMatchObject({ type: 'device', device: 1 });
  device.send(beatPacket(1, 125), ports.beat, '127.0.0.1');
  expect(await next()).toMatchObject({ type: 'beat', bpm: 125 });
  const loaded = { device: 1, trackId: 42, trackDevice: 1, slot: 3, trackType: 1, state: 3, flags: 0xc4 };
  device.send(statusPacket(loaded), ports.status, '127.0.0.1');
  expect(await next()).toMatchObject({ type: 'status', track: { id: 42, slot: 'usb' } });
  stop.abort();
  expect(await next()).toBeUndefined();
});

test('frees the ports at the end', async () => {
  const { ports, events } = await start();
  await events.return();
  const again = await start({ ports });
  expect(again.ports).toEqual(ports);
  await again.events.return();
});

test('ends a wait for packets when the signal aborts', async () => {
  const { stop, next } = await start();
  const waiting = next();
  stop.abort();
  expect(await waiting).toBeUndefined();
});

test('says that a port is in use', async () => {
  const { ports, events } = await start();
  await expect(start({ ports: { ...ANY_PORTS, beat: ports.beat } })).rejects.toMatchObject({
    code: 'pro-link',
    message: `UDP port ${ports.beat} is in use on this computer. Quit Rekordbox, or the other program that follows the players.`,
  });
  await events.return();
});

test('listens on one interface only', async () => {
  await expect(start({ interface: 'no such' })).rejects.toMatchObject({ code: 'not-found' });
  const { ports, events, next } = await start({ interface: '127.0.0.1' });
  (await player()).send(devicePacket(4), ports.announce, '127.0.0.1');
  expect(await next()).toMatchObject({ device: 4 });
  await events.return();
});

test('sends nothing unless asked, then announces a virtual player under a free number', async () => {
  const device = await player();
  const heard: Buffer[] = [];
  device.on('message', (bytes) => heard.push(bytes));
  const { port: playerPort } = device.address();
  const passive = await start({ playerPort });
  device.send(devicePacket(7), passive.ports.announce, '127.0.0.1');
  await passive.next();
  await passive.events.return();
  expect(heard).toEqual([]);

  const active = await start({ playerPort, announce: true });
  device.send(devicePacket(7), active.ports.announce, '127.0.0.1');
  await active.next();
  if (heard.length === 0) await once(device, 'message');
  expect(heard[0]).toHaveLength(0x36);
  expect(parseLinkPacket('announce', heard[0])).toEqual({
    ...{ type: 'device', name: 'rbassist', device: 8, address: '127.0.0.1' },
  });
  await active.events.return();
});

test('refuses odd options', async () => {
  await expect(start({ ports: { ...ANY_PORTS, beat: 70_000 } })).rejects.toThrow('ports.beat must be a whole number');
});
