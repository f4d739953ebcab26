/** A flag: its type, choices and default, and its line in the help. A type other than boolean takes a value. */
export interface FlagSpec {
  /** @default 'string' */
  type?: 'string' | 'number' | 'boolean';
  choices?: readonly string[];
  default?: string | number | boolean;
  /** Default that the help shows where another package applies it. */
  defaultText?: string | number;
  /** Word that stands for the value in the help, e.g. `model`. */
  valueName?: string;
  /** Option of the library that the flag sets, in the words of its errors. @default the name in camel case */
  option?: string;
  /** Set for the path of a file or folder: a leading `~` is then the home folder, and completion lists paths. */
  path?: 'file' | 'folder';
  /** Heading of the help that lists it. @default 'Options' */
  section?: string;
  /** Another name, or one letter. */
  alias?: string;
  /** True if the flag may be given several times; its value is then a list. */
  array?: boolean;
  /** True if the help does not list it. */
  hidden?: boolean;
  /** Setting of the configuration files that counts where the flag is not typed. */
  setting?: 'workers';
  describe: string;
}

/** An argument without a flag, such as a path. The last one of a command may be a list. */
export interface OperandSpec {
  type: 'string';
  array?: boolean;
  demandOption?: boolean;
  choices?: readonly string[];
  /** Default that the help shows. */
  defaultText?: string;
  /** Set unless the operand is the path of a file or folder, which completion lists. */
  isName?: boolean;
  /** Setting of the configuration files that counts where no such argument is typed. */
  setting?: 'folders';
  /** Values of a list that is not typed. */
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

/** The arguments that a command takes. Each call returns a table with more of them, and keeps their types. */
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

/** Names a flag in code: `data-dir` is `dataDir`. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
