import { useMutation } from '@tanstack/react-query';
import { text } from '../../text/en.ts';
import { type ExportKind, exportTracks, FILE_KINDS, type TracksToExport } from '../../tracks/export-tracks.ts';

interface ExportSelectProps {
  /** Tracks, or the set that has them, and the name of the file. */
  tracks: TracksToExport;
  disabled?: boolean;
}

/** Downloads tracks as the kind of file that a person chooses. */
export function ExportSelect({ tracks, disabled = false }: ExportSelectProps) {
  const { mutate: download, isPending } = useMutation(exportTracks);
  return (
    <select
      aria-label={text.exports.label}
      value=""
      disabled={disabled || isPending}
      onChange={(event) => download({ ...tracks, kind: event.target.value as ExportKind })}
    >
      <option value="">{text.exports.label}</option>
      {FILE_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {text.exports.kinds[kind]}
        </option>
      ))}
    </select>
  );
}
