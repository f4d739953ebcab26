import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import styles from './combobox.module.css';

/** Longest text that the server takes. */
const LONGEST = 200;

interface ComboboxProps<Option> {
  label: string;
  listLabel: string;
  typed: string;
  onType: (typed: string) => void;
  options: readonly Option[];
  keyOf: (option: Option) => string;
  /** Draws an option: a name, and a few words or a number at its end. */
  children: (option: Option) => ReactNode;
  onChoose: (option: Option) => void;
  onFocus?: () => void;
}

/** A field with a list of options below it: type, walk them with the arrows, Enter chooses, Escape clears. */
export function Combobox<Option>(props: ComboboxProps<Option>) {
  const { label, listLabel, typed, onType, options, keyOf, children, onChoose, onFocus } = props;
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const listId = useId();
  const shown = open && options.length > 0;
  const type = (after: string) => {
    setActive(0);
    setOpen(true);
    onType(after);
  };
  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    type('');
    onChoose(option);
  };
  const press = (event: KeyboardEvent) => {
    const count = Math.max(1, options.length);
    if (event.key === 'ArrowDown') setActive((active + 1) % count);
    else if (event.key === 'ArrowUp') setActive((active - 1 + count) % count);
    else if (event.key === 'Enter') typed.trim() !== '' && choose(options[active]);
    else if (event.key === 'Escape' && (shown || typed !== '')) {
      onType('');
      setOpen(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.search}>
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={shown ? `${listId}-${active}` : undefined}
        placeholder={label}
        maxLength={LONGEST}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onFocus={() => {
          setOpen(true);
          onFocus?.();
        }}
        onBlur={() => setOpen(false)}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      {shown && (
        <div id={listId} role="listbox" aria-label={listLabel} className={styles.found}>
          {options.map((option, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys
            <div
              key={keyOf(option)}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === active}
              className={styles.option}
              // the field would lose the focus, and close the list
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              {children(option)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
