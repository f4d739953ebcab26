import type { IAudioMetadata } from 'music-metadata';

/** Names of the key's field that `music-metadata` does not look for, lower case. */
const KEY_NAMES = [
  'initialkey',
  'initial key',
  '----:com.apple.itunes:initialkey',
  '----:com.apple.itunes:key',
  'tkey',
  'key',
];
const BPM_NAMES = ['bpm', 'tempo', '----:com.apple.itunes:bpm', 'tbpm', 'tmpo', 'wm/beatsperminute'];

/** Returns the key as written in the file, or undefined. */
export function nativeKey(metadata: IAudioMetadata): string | undefined {
  return nativeText(metadata, KEY_NAMES);
}

/** Returns the tempo in BPM as written in the file, or undefined. */
export function nativeBpm(metadata: IAudioMetadata): number | undefined {
  const text = nativeText(metadata, BPM_NAMES);
  // programs in many countries write decimal commas
  return text === undefined ? undefined : Number.parseFloat(text.replace(',', '.'));
}

function nativeText({ native }: IAudioMetadata, names: readonly string[]): string | undefined {
  const tags = Object.values(native).flat();
  for (const name of names) {
    for (const { id, value } of tags) {
      const matches = id.toLowerCase() === name || id.toLowerCase() === `txxx:${name}`;
      if (matches && (typeof value === 'string' || typeof value === 'number')) return String(value);
    }
  }
  return undefined;
}
