import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { Route, Switch } from 'wouter';
import { followEvents } from '../api/events.ts';
import { queryClient } from '../api/query-client.ts';
import { useUndoKey } from '../history/undo.ts';
import { JobStrip } from '../jobs/job-strip.tsx';
import { PlayerBar } from '../player/player-bar.tsx';
import { PlayerProvider } from '../player/use-player.tsx';
import { text } from '../text/en.ts';
import styles from './app.module.css';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { ViewBoundary } from './view-boundary.tsx';
import { VIEWS } from './views.tsx';

/** The whole page: header, the view of the address, and the player, which outlives every view. */
export function App() {
  useEffect(() => followEvents(queryClient), []);
  return (
    <QueryClientProvider client={queryClient}>
      <PlayerProvider>
        <div className={styles.page}>
          <a className={styles.skip} href="#content">
            {text.shell.skip}
          </a>
          <Header />
          <ConnectionBanner />
          <main id="content" className={styles.content} tabIndex={-1}>
            <Suspense fallback={<p className={styles.loading}>{text.shell.loading}</p>}>
              <Switch>
                {VIEWS.map(({ path, component: Component }) => (
                  <Route key={path} path={path}>
                    <ViewBoundary>
                      <Component />
                    </ViewBoundary>
                  </Route>
                ))}
                <Route>
                  <p className={styles.loading}>{text.shell.notFound}</p>
                </Route>
              </Switch>
            </Suspense>
          </main>
          <JobStrip />
          <PlayerBar />
          <NoticeBar />
          <UndoKey />
        </div>
      </PlayerProvider>
    </QueryClientProvider>
  );
}

/** Listens for the key that undoes, inside the client that undoing asks. */
function UndoKey() {
  useUndoKey();
  return null;
}
