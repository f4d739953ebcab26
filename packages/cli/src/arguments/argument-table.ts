/** A flag: its type, choices, default and help text. Every type except boolean takes a value. */
export interface FlagSpec {
  /** @default 'string' */
  type?: 'string' | 'number' | 'boolean';
  choices?: readonly string[];
  /** A list for a flag that may be repeated. */
  default?: string | number | boolean | readonly (string | number)[];
  /** Default in the help, if another package applies it. */
  defaultText?: string | number;
  /** Placeholder of the value in the help, e.g. `model`. */
  valueName?: string;
  /** Name of the library option that the flag sets, as errors spell it. @default the flag's name in camel case */
  option?: string;
  /** Set for a path: a leading `~` becomes the home folder, and completion lists paths. */
  path?: 'file' | 'folder';
  /** Heading of the flag in the help. @default 'Options' */
  section?: string;
  /** Another name, or a letter. */
  alias?: string;
  /** Allows the flag several times; its value is then a list. */
  array?: boolean;
  hidden?: boolean;
  /** Set for a flag whose empty value means the same as none. */
  takesEmpty?: boolean;
  /** Set for a flag `preset` whose presets are not those of the configuration files. */
  isOwnPreset?: boolean;
  /** Setting that provides the value of a missing flag. */
  setting?: 'workers';
  describe: string;
}

/** An argument without a flag, such as a path. The last operand of a command may be a list. */
export interface OperandSpec {
  type: 'string';
  array?: boolean;
  demandOption?: boolean;
  choices?: readonly string[];
  defaultText?: string;
  /** Set for a name; other operands are paths. */
  isName?: boolean;
  /** Set for tracks, which a path or words of a name mean. */
  isTrack?: boolean;
  /** Setting that provides the value of a missing argument. */
  setting?: 'folders';
  default?: readonly string[];
  describe: string;
}

type Value<Spec> = Spec extends { choices: readonly (infer Choice)[] }
  ? Choice
  : Spec extends { type: 'boolean' }
    ? boolean
    : Spec extends { type: 'number' }
      ? number
      : string;

type Given<Spec> = Spec extends { array: true }
  ? Value<Spec>[]
  : Spec extends { default: unknown } | { demandOption: true }
    ? Value<Spec>
    : Value<Spec> | undefined;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** Values of the flags or operands of a table, by name in camel case. */
export type ValuesOf<Table> = { [Name in keyof Table & string as CamelCase<Name>]: Given<Table[Name]> };

/** Arguments of a command. Each method returns a new table with more arguments, and keeps their types. */
export class ArgumentTable<Values> {
  readonly flags: ReadonlyMap<string, FlagSpec>;
  readonly operands: ReadonlyMap<string, OperandSpec>;

  constructor(flags: Iterable<[string, FlagSpec]> = [], operands: Iterable<[string, OperandSpec]> = []) {
    this.flags = new Map(flags);
    this.operands = new Map(operands);
  }

  positional<Name extends string, const Spec extends OperandSpec>(name: Name, spec: Spec) {
    return new ArgumentTable<Values & ValuesOf<Record<Name, Spec>>>(this.flags, [...this.operands, [name, spec]]);
  }

  option<Name extends string, const Spec extends FlagSpec>(name: Name, spec: Spec) {
    return new ArgumentTable<Values & ValuesOf<Record<Name, Spec>>>([...this.flags, [name, spec]], this.operands);
  }

  options<const Table extends Readonly<Record<string, FlagSpec>>>(table: Table) {
    const flags = [...this.flags, ...Object.entries(table)];
    return new ArgumentTable<Values & ValuesOf<Table>>(flags, this.operands);
  }
}

/** Returns a flag's name in camel case: `dataDir` for `data-dir`. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
