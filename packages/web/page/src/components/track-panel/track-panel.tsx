import { useQuery } from '@tanstack/react-query';
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Track } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { formatBpm, formatDuration, shownText } from '../../text/format.ts';
import { trackQuery } from '../../tracks/queries.ts';
import { IconButton } from '../button/button.tsx';
import { GoesWith } from '../goes-with/goes-with.tsx';
import { TagEditor } from '../tag-editor/tag-editor.tsx';
import { TrackFailure } from '../track-failure/track-failure.tsx';
import { Alternatives, TrackValue } from '../track-value/track-value.tsx';
import { useMedia } from '../use-media.ts';
import styles from './track-panel.module.css';

const STORED = 'rbassist.panel';

interface TrackPanelProps {
  /** Track under the cursor. */
  id: string | undefined;
  selected: ReadonlySet<string>;
}

/** The track under the cursor: what is known of it, from where, and why it failed. For several, their tags. */
export const TrackPanel = memo(function TrackPanel({ id, selected }: TrackPanelProps) {
  const [open, setOpen] = useState(localStorage.getItem(STORED) !== 'closed');
  const roomy = useMedia('(min-width: 1200px)');
  const { data: track } = useQuery({ ...trackQuery(id ?? ''), enabled: open && roomy && id !== undefined });
  if (!roomy) return null;
  const toggle = () => {
    localStorage.setItem(STORED, open ? 'closed' : 'open');
    setOpen(!open);
  };
  const Icon = open ? PanelRightClose : PanelRightOpen;
  return (
    <aside aria-label={text.panel.label} className={styles.panel} data-open={open || undefined}>
      <div className={styles.head}>
        <IconButton label={open ? text.panel.close : text.panel.show} aria-expanded={open} onClick={toggle}>
          <Icon size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {open && selected.size > 1 && <SeveralTags selected={selected} />}
      {open && (track ? <About track={track} /> : <p className={styles.muted}>{text.panel.none}</p>)}
    </aside>
  );
});

function SeveralTags({ selected }: { selected: ReadonlySet<string> }) {
  const ids = useMemo(() => [...selected], [selected]);
  return (
    <section className={styles.several}>
      <h2>{text.tagEditor.several(ids.length)}</h2>
      <TagEditor ids={ids} />
    </section>
  );
}

function About({ track }: { track: Track }) {
  const { bpm, key } = track;
  return (
    <>
      <h2>
        <Link href={`/track/${track.id}`}>
          <bdi>{shownText(track.title ?? track.name)}</bdi>
        </Link>
      </h2>
      <p className={styles.muted}>
        <bdi>{shownText(track.artist)}</bdi>
      </p>
      <TrackFailure track={track} />
      <dl className={styles.values}>
        <TrackValue name={text.columns.bpm} source={bpm.source}>
          {formatBpm(bpm.value)}
          {bpm.uncertain && <Alternatives values={bpm.alternatives.map(({ value }) => formatBpm(value))} />}
        </TrackValue>
        <TrackValue name={text.columns.key} source={key.source}>
          {key.value} {key.name && <span className={styles.muted}>{key.name}</span>}
          {key.uncertain && <Alternatives values={key.alternatives.map(({ value }) => value)} />}
        </TrackValue>
        <TrackValue name={text.columns.duration}>{formatDuration(track.duration)}</TrackValue>
        <TrackValue name={text.columns.loudness}>
          {track.loudness.lufs !== null && `${track.loudness.lufs.toFixed(1)} LUFS`}
        </TrackValue>
        <TrackValue name={text.columns.genre}>{shownText(track.genre)}</TrackValue>
        <TrackValue name={text.panel.file}>{shownText(track.path)}</TrackValue>
      </dl>
      <h3 className={styles.heading}>{text.columns.tags}</h3>
      <TagEditor ids={[track.id]} />
      {track.vector.state !== 'none' && (
        <>
          <h3 className={styles.heading}>{text.panel.goesWith}</h3>
          <GoesWith id={track.id} />
        </>
      )}
    </>
  );
}
