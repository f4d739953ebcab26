import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { FileButton } from '../../components/file-button/file-button.tsx';
import { notice } from '../../shell/notice.ts';
import { text } from '../../text/en.ts';
import { exportTracks, mergeXml } from '../../tracks/export-tracks.ts';
import { importXml, undoImport, type XmlImport } from './settings-queries.ts';
import styles from './settings-view.module.css';

/** Files from and for Rekordbox: the whole library, merged into a person's own export, and an import of that. */
export function RekordboxFiles() {
  const { mutate: exportAll, isPending: isExporting } = useMutation(exportTracks);
  const { mutate: merge, isPending: isMerging } = useMutation(mergeXml);
  const { mutate: undo } = useMutation(undoImport);
  const count = useMutation(importXml);
  const bring = useMutation(importXml);
  const [chosen, setChosen] = useState<XmlImport>();
  const busy = isExporting || isMerging || count.isPending || bring.isPending;

  const look = (wanted: XmlImport) => {
    setChosen(wanted);
    count.mutate({ ...wanted, dryRun: true }, { onError: () => setChosen(undefined) });
  };
  const importNow = () => {
    if (!chosen) return;
    const undoIt = {
      label: text.history.undo,
      run: () => undo(undefined, { onSuccess: ({ restored }) => notice(text.settings.undoneImport(restored)) }),
    };
    bring.mutate(
      { ...chosen, dryRun: false },
      {
        onSuccess: ({ changed, playlists }) => {
          const words = chosen.only ? text.settings.importedTags(changed) : text.settings.imported(changed, playlists);
          notice(words, { action: undoIt });
          setChosen(undefined);
        },
      },
    );
  };
  return (
    <section className={styles.section} aria-label={text.settings.rekordbox}>
      <h2>{text.settings.rekordbox}</h2>
      <p className={styles.muted}>{text.settings.rekordboxAbout}</p>
      <div className={styles.tools}>
        <Button disabled={busy} onClick={() => exportAll({ kind: 'xml', name: 'rbassist' })}>
          {text.settings.exportAll}
        </Button>
        <ChooseXml label={text.settings.merge} disabled={busy} onChoose={(base) => merge(base)} />
        <ChooseXml label={text.settings.import} disabled={busy} onChoose={(file) => look({ file })} />
        <ChooseXml label={text.settings.importTags} disabled={busy} onChoose={(file) => look({ file, only: 'tags' })} />
      </div>
      {busy && <p role="status">{text.settings.reading}</p>}
      {chosen && count.data && !busy && (
        <div className={styles.section}>
          <p role="status">
            {chosen.only
              ? text.settings.importsTags(
                  count.data.matched,
                  count.data.tracks,
                  count.data.changed,
                  count.data.kept.tags ?? 0,
                )
              : text.settings.imports(count.data.matched, count.data.tracks, count.data.changed, count.data.playlists)}
          </p>
          <div className={styles.tools}>
            <Button look="main" onClick={importNow}>
              {text.settings.importNow}
            </Button>
            <Button onClick={() => setChosen(undefined)}>{text.folders.cancel}</Button>
          </div>
        </div>
      )}
    </section>
  );
}

/** A button that takes an XML file of this computer. */
function ChooseXml(props: { label: string; disabled: boolean; onChoose: (file: File) => void }) {
  return <FileButton accept=".xml,application/xml,text/xml" {...props} />;
}
