import { type ReactNode, useRef } from 'react';
import { Button } from '../button/button.tsx';

interface FileButtonProps {
  label: string;
  /** Endings and types of the files, with commas between them. */
  accept: string;
  look?: 'main' | 'plain';
  disabled: boolean;
  onChoose: (file: File) => void;
  /** Icon before the label. */
  children?: ReactNode;
}

/** A button that takes a file of this computer. The browser reads it, so the server learns no path. */
export function FileButton({ label, accept, look, disabled, onChoose, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={look} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={({ target }) => {
          if (target.files?.[0]) onChoose(target.files[0]);
          // so that the same file can be chosen again
          target.value = '';
        }}
      />
    </>
  );
}
