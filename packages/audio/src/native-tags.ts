import type { IAudioMetadata } from 'music-metadata';

/** Names under which programs write the key where `music-metadata` does not look for it; compared without case. */
const KEY_NAMES = [
  'initialkey',
  'initial key',
  '----:com.apple.itunes:initialkey',
  '----:com.apple.itunes:key',
  'tkey',
  'key',
];
const BPM_NAMES = ['bpm', 'tempo', '----:com.apple.itunes:bpm', 'tbpm', 'tmpo', 'wm/beatsperminute'];

/** The key as it is written in the file, or undefined. */
export function nativeKey(metadata: IAudioMetadata): string | undefined {
  return nativeText(metadata, KEY_NAMES);
}

/** The tempo as it is written in the file, or undefined. */
export function nativeBpm(metadata: IAudioMetadata): number | undefined {
  const text = nativeText(metadata, BPM_NAMES);
  // decimal commas are written by programs in many countries
  return text === undefined ? undefined : Number.parseFloat(text.replace(',', '.'));
}

function nativeText({ native }: IAudioMetadata, names: readonly string[]): string | undefined {
  const tags = Object.values(native).flat();
  for (const name of names) {
    for (const { id, value } of tags) {
      const isIt = id.toLowerCase() === name || id.toLowerCase() === `txxx:${name}`;
      if (isIt && (typeof value === 'string' || typeof value === 'number')) return String(value);
    }
  }
  return undefined;
}
