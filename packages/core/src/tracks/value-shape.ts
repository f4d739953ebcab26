/**
 * Shape of a value in meta.json, which any program may have written.
 *
 * - `path`: a string that can be a file path.
 * - `space`: a string that names an embedding space.
 * - `number`: a finite number.
 * - `numbers`: a list of finite numbers; one invalid item makes the list invalid.
 * - `list`: a list; readers skip items of another shape.
 * - `members`: an object with these members, optional unless `required`. Other members stay unchanged.
 * - `each`: an object whose members all have one shape.
 */
export type ValueShape =
  | 'text'
  | 'path'
  | 'space'
  | 'number'
  | 'numbers'
  | 'anything'
  | { list: ValueShape }
  | { members: Readonly<Record<string, ValueShape>>; required?: readonly string[] }
  | { each: ValueShape };

export type OddPlace = (place: string) => void;

/**
 * Returns a value without the parts that have another shape: the value itself if all parts are valid, undefined if none
 * are. Drops null members.
 */
export function fitShape(shape: ValueShape, value: unknown, place: string, odd: OddPlace): unknown {
  // nearly all values are valid, and naming the place of each part takes longer than to check it
  return isValid(shape, value) ? value : validPart(shape, value, place, odd);
}

/** Returns true if a value and all its parts have the shape. */
function isValid(shape: ValueShape, value: unknown): boolean {
  if (typeof shape === 'string') return isOf[shape](value);
  if ('list' in shape) {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!isValid(shape.list, item)) return false;
    return true;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    if (!isValid(memberShape(shape, name), members[name])) return false;
  }
  const required = 'members' in shape ? (shape.required ?? []) : [];
  return required.every((name) => Object.hasOwn(members, name));
}

/** Returns the valid parts of a value that is not valid as a whole. */
function validPart(shape: ValueShape, value: unknown, place: string, odd: OddPlace): unknown {
  if (typeof shape !== 'string') {
    if ('list' in shape) {
      if (Array.isArray(value)) return fitList(shape.list, value, place, odd);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return fitMembers(shape, value as Record<string, unknown>, place, odd);
    }
  }
  odd(place);
  return undefined;
}

/** Any text with a number of dimensions, because a later version may write models that this one does not know. */
const SPACE = /[^/]\/[1-9]\d{0,8}$/;

const isFiniteNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

const isOf: Readonly<Record<Extract<ValueShape, string>, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  path: (value) => typeof value === 'string' && value !== '' && !value.includes('\0'),
  space: (value) => typeof value === 'string' && SPACE.test(value),
  number: isFiniteNumber,
  numbers: (value) => Array.isArray(value) && value.every(isFiniteNumber),
  anything: () => true,
};

function fitList(shape: ValueShape, items: readonly unknown[], place: string, odd: OddPlace): unknown[] {
  const fitted = items.map((item, i) => fitShape(shape, item, `${place}[${i}]`, odd));
  if (fitted.every((item, i) => item === items[i])) return items as unknown[];
  return fitted.filter((item) => item !== undefined);
}

type ObjectShape = Exclude<ValueShape, string | { list: ValueShape }>;

function memberShape(shape: ObjectShape, name: string): ValueShape {
  if ('each' in shape) return shape.each;
  return Object.hasOwn(shape.members, name) ? shape.members[name] : 'anything';
}

function fitMembers(
  shape: ObjectShape,
  value: Readonly<Record<string, unknown>>,
  place: string,
  odd: OddPlace,
): unknown {
  let fitted: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const wanted = memberShape(shape, name);
    if (wanted === 'anything') continue;
    const fit = member === null ? undefined : fitShape(wanted, member, `${place}.${name}`, odd);
    if (fit === member) continue;
    fitted ??= { ...value };
    if (fit === undefined) delete fitted[name];
    else fitted[name] = fit;
  }
  const result = fitted ?? value;
  const required = 'members' in shape ? (shape.required ?? []) : [];
  if (required.every((name) => Object.hasOwn(result, name))) return result;
  odd(place);
  return undefined;
}
