import { type CueForm, folderCueForm } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/** Returns the form of most stored cues of a library. */
export function storedCueForm(meta: MetaStore): CueForm {
  return folderCueForm(storedCues(meta));
}

function* storedCues(meta: MetaStore): Generator<unknown> {
  for (const [, { cues }] of meta.tracks(['cues'])) yield cues;
}
