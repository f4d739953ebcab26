import type { IAudioMetadata, IOptions } from 'music-metadata';

/** What `music-metadata` finds in a file; the one place that loads it. Throws its parse errors and system errors. */
export async function parseMetadata(path: string, options: IOptions = {}): Promise<IAudioMetadata> {
  const { parseFile } = await import('music-metadata');
  return parseFile(path, { skipCovers: true, ...options });
}
