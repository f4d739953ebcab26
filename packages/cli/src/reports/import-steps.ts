import type { ExportedXml } from '@rbassist/library';

/** Returns the clicks that import a file into Rekordbox 6 or 7. */
export function importSteps({ path, playlists, base, inBase }: ExportedXml): string[] {
  const folder = playlists[0]?.folders[0];
  const where = folder === undefined ? 'Under Playlists' : `Under Playlists > ${folder}`;
  const steps = [
    'To import it in Rekordbox 6 or 7:',
    `  1. Preferences > Advanced > Database > rekordbox xml > Imported Library: choose ${path}`,
    '  2. Preferences > View > Layout > Media Browser: tick "rekordbox xml".',
    '  3. In the tree, open "rekordbox xml", and click the refresh icon.',
    `  4. ${where}, right click a playlist > Import Playlist.`,
    '     Or select tracks under All Tracks, right click > Import To Collection.',
    'Tracks that your collection already has do not change by the first import (users report this). For new cues and',
    'grids, select them again, Import To Collection, and answer Yes to "load information in the tag of the library being',
    'imported".',
  ];
  if (base === undefined)
    return [...steps, 'With --base YOUR-EXPORT.xml, these tracks keep the values that you set in Rekordbox.'];
  return inBase > 0 ? steps : steps.slice(0, -3);
}
