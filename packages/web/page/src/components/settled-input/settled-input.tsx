import type { InputHTMLAttributes } from 'react';

interface SettledInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'defaultValue' | 'type'> {
  value: string;
  /** Keeps only digits and one kind of point. */
  decimal?: boolean;
  onSettle: (value: string) => void;
}

/** A text that counts when it is done: Enter, or leaving the field. */
export function SettledInput({ value, decimal = false, onSettle, ...rest }: SettledInputProps) {
  const settle = (typed: string) => {
    const clean = decimal ? typed.replace(',', '.').replace(/[^\d.]/g, '') : typed.trim();
    if (clean !== value) onSettle(clean);
  };
  return (
    <input
      key={value}
      type="text"
      inputMode={decimal ? 'decimal' : 'text'}
      defaultValue={value}
      onKeyDown={(event) => event.key === 'Enter' && settle(event.currentTarget.value)}
      onBlur={(event) => settle(event.target.value)}
      {...rest}
    />
  );
}
