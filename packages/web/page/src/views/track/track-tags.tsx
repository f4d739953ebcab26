import { TagEditor } from '../../components/tag-editor/tag-editor.tsx';
import { text } from '../../text/en.ts';
import styles from './track-view.module.css';

/** Tags of the track, and those that rbassist suggests. */
export function TrackTags({ id }: { id: string }) {
  return (
    <section className={styles.section} aria-labelledby="track-tags">
      <h2 id="track-tags">{text.columns.tags}</h2>
      <TagEditor ids={[id]} suggestions />
    </section>
  );
}
