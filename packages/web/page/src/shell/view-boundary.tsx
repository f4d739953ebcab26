import { Component, type ReactNode } from 'react';
import { Button } from '../components/button/button.tsx';
import { text } from '../text/en.ts';
import styles from './app.module.css';

/** Keeps a view that fails from taking the page with it. */
export class ViewBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <div role="alert" className={styles.loading}>
        <p>{text.shell.failed}</p>
        <Button onClick={() => this.setState({ error: undefined })}>{text.shell.again}</Button>
      </div>
    );
  }
}
