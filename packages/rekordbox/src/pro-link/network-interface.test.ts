import { expect, test } from 'vitest';
import { broadcastAddress, findInterface, isInNetwork } from './network-interface.ts';

const LAN = {
  name: 'en0',
  address: '192.168.1.20',
  netmask: '255.255.254.0',
  mac: '00:00:00:00:00:01',
  internal: false,
};

test('finds an interface by name or address', () => {
  expect(findInterface('en0', [LAN])).toBe(LAN);
  expect(findInterface('192.168.1.20', [LAN])).toBe(LAN);
  expect(() => findInterface('none9', [LAN])).toThrow('This computer has no network interface "none9"');
});

test('knows which addresses are in the network', () => {
  expect(isInNetwork(LAN, '192.168.0.7')).toBe(true);
  expect(isInNetwork(LAN, '192.168.2.7')).toBe(false);
  expect(isInNetwork({ ...LAN, address: '169.254.10.1', netmask: '255.255.0.0' }, '169.254.200.9')).toBe(true);
  expect(broadcastAddress(LAN)).toBe('192.168.1.255');
});
