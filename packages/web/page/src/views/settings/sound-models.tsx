import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Sheet } from '../../components/sheet/sheet.tsx';
import { isOpen, startJob } from '../../jobs/queries.ts';
import { useStartedJob } from '../../jobs/use-started-job.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { type DownloadableModel, modelsQuery, type SoundModel } from './settings-queries.ts';
import styles from './settings-view.module.css';

/** Models of the sound: the one in use, others to change to, and those to download. */
export function SoundModels() {
  const { data, error } = useQuery(modelsQuery);
  const [wanted, setWanted] = useState<SoundModel>();
  const { mutate: start } = useMutation(startJob);
  if (error) return <p role="alert">{error.message}</p>;
  const total = (data?.others ?? 0) + (data?.models ?? []).reduce((sum, { tracks }) => sum + tracks, 0);
  const change = ({ id }: SoundModel) => {
    start({ kind: 'scan', reEmbed: true, model: id as 'blend-v1' });
    setWanted(undefined);
  };
  return (
    <section className={styles.section} aria-label={text.settings.models}>
      <h2>{text.settings.models}</h2>
      <p className={styles.muted}>{text.settings.modelsAbout}</p>
      <ul>
        {data?.models.map((model) => (
          <li key={model.id} className={styles.model}>
            <div>
              <strong>{model.id}</strong>
              <p className={styles.muted}>{text.settings.aboutModel[model.id]}</p>
              <p className={`${styles.muted} number`}>
                {model.tracks > 0 ? text.settings.inUse(model.tracks) : model.isDefault && text.settings.isDefault}
              </p>
            </div>
            {model.tracks > 0 && model.tracks === total ? null : model.installed ? (
              <Button onClick={() => setWanted(model)}>{text.settings.useModel}</Button>
            ) : (
              <Download model={model.id as DownloadableModel} />
            )}
          </li>
        ))}
      </ul>
      {data && data.others > 0 && <p className={styles.muted}>{text.settings.others(data.others)}</p>}
      <Sheet
        open={wanted !== undefined}
        label={text.settings.changeModel(wanted?.id ?? '')}
        place="middle"
        onClose={() => setWanted(undefined)}
      >
        <p>{text.settings.changeAbout}</p>
        <div className={styles.tools}>
          <Button look="main" onClick={() => wanted && change(wanted)}>
            {text.settings.changeNow}
          </Button>
          <Button onClick={() => setWanted(undefined)}>{text.folders.cancel}</Button>
        </div>
      </Sheet>
    </section>
  );
}

/** Downloads a model. The first try states the licence, which a person then accepts, as with the command. */
function Download({ model }: { model: DownloadableModel }) {
  const { job, isPending, start } = useStartedJob();
  const mustAccept = job?.error?.remedies.some(({ action }) => action === 'accept-license') ?? false;
  const busy = isPending || (job !== undefined && isOpen(job));
  return (
    <div className={styles.download}>
      {job?.error && <p role="alert">{shownText(job.error.detail)}</p>}
      {mustAccept && <p className={styles.muted}>{text.settings.licenseAbout}</p>}
      <Button
        look={mustAccept ? 'main' : 'plain'}
        disabled={busy}
        onClick={() => start({ kind: 'pull-model', model, acceptLicense: mustAccept })}
      >
        {mustAccept ? text.settings.accept : text.settings.download}
      </Button>
    </div>
  );
}
