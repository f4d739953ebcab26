import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main` is the one thing to do here; `quiet` has no border. @default 'plain' */
  look?: 'main' | 'plain' | 'quiet';
}

/** A button. */
export function Button({ look = 'plain', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${styles.button} ${className}`} data-look={look} {...rest} />;
}

/** A button that shows an icon only; its name is read aloud, and shown under the pointer. */
export function IconButton({ label, children, ...rest }: ButtonProps & { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      className={`${styles.button} ${styles.icon}`}
      data-look="quiet"
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </button>
  );
}
