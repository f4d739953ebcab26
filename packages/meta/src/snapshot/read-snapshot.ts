import { stateOf, withFile } from '../files/file-state.ts';
import { loadOffsets } from './offset-cache.ts';
import { scanSnapshot } from './scan-snapshot.ts';
import { contentId, emptySnapshot, ReplacedError, type Snapshot } from './snapshot.ts';

/**
 * Reads a meta.json, through the offset cache if it is current and not `forceReread`. Returns an empty snapshot if
 * there is no file. Throws {@link ReplacedError} if another program is writing to it.
 */
export function readSnapshot(path: string, forceReread = false): Snapshot {
  const snapshot = withFile(path, (descriptor): Snapshot => {
    const state = stateOf(descriptor);
    const cached = forceReread ? undefined : loadOffsets(path, state);
    if (cached) return { path, state, fromCache: true, ...cached };
    const { bytes, crc, ...contents } = scanSnapshot(descriptor);
    if (stateOf(descriptor) !== state) throw new ReplacedError('another program is writing to it');
    return { path, state, content: contentId(bytes, crc), ...contents };
  });
  return snapshot ?? emptySnapshot(path);
}
