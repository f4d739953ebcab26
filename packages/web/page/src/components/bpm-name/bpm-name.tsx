import { formatBpm } from '../../text/format.ts';

interface BpmNameProps {
  bpm: number | null | undefined;
  uncertain?: boolean;
}

/** A tempo in BPM. */
export function BpmName({ bpm, uncertain = false }: BpmNameProps) {
  return (
    <span>
      {formatBpm(bpm)}
      {uncertain && '?'}
    </span>
  );
}
