import { statfs } from 'node:fs/promises';

/** Types of network file systems in Linux: NFS, three versions of SMB, AFS, Ceph and 9p. */
const NETWORK_TYPES: readonly number[] = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997];

/** Returns true for a folder on a network drive, whose system does not report what other computers change. */
export async function isNetworkDrive(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  if (process.platform !== 'linux') return false;
  const found = await statfs(folder).catch(() => undefined);
  // the type of SMB is above the largest signed number of 32 bits
  return found !== undefined && NETWORK_TYPES.includes(found.type >>> 0);
}
