/**
 * How one piece of JSON differs from another, as JSON. Properties stand in lists: their names come from outside, and
 * some of those would reach the prototype of an object.
 */
export type Delta =
  | { readonly be: unknown }
  /** As many elements of a list as come first. */
  | { readonly first: number }
  | { readonly with: ReadonlyArray<readonly [string, Delta]>; readonly without?: ReadonlyArray<string> };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const has = (fields: Fields, name: string): boolean => Object.hasOwn(fields, name) && fields[name] !== undefined;

const namesOf = (fields: Fields): ReadonlyArray<string> =>
  Object.keys(fields)
    .filter((name) => has(fields, name))
    .sort();

/** By name: in which order an object got its properties says nothing. */
const betweenFields = (from: Fields, to: Fields): Delta | undefined => {
  const changed = namesOf(to).flatMap((name): ReadonlyArray<readonly [string, Delta]> => {
    const delta = has(from, name) ? difference(from[name], to[name]) : { be: to[name] };
    return delta === undefined ? [] : [[name, delta]];
  });
  const gone = namesOf(from).filter((name) => !has(to, name));
  if (changed.length === 0 && gone.length === 0) return undefined;
  return { with: changed, ...(gone.length === 0 ? {} : { without: gone }) };
};

const betweenLists = (from: ReadonlyArray<unknown>, to: ReadonlyArray<unknown>): Delta | undefined => {
  const isStart = to.length <= from.length && to.every((value, i) => difference(from[i], value) === undefined);
  if (!isStart) return { be: to };
  return to.length === from.length ? undefined : { first: to.length };
};

/** What makes `to` of `from`; `undefined` where they say the same. A property that is `undefined` is none. */
export const difference = (from: unknown, to: unknown): Delta | undefined => {
  if (from === to) return undefined;
  if (isFields(from) && isFields(to)) return betweenFields(from, to);
  if (Array.isArray(from) && Array.isArray(to)) return betweenLists(from, to);
  return { be: to };
};

/** What a difference makes of `from`; parts that it does not name are the same objects. */
export const applied = (from: unknown, delta: Delta | undefined): unknown => {
  if (delta === undefined) return from;
  if ('be' in delta) return delta.be;
  if ('first' in delta) return Array.isArray(from) ? from.slice(0, delta.first) : from;
  const fields = isFields(from) ? from : {};
  const kept = delta.without === undefined ? fields : without(fields, new Set(delta.without));
  const changed = delta.with.map(([name, each]) => [name, applied(has(fields, name) ? fields[name] : undefined, each)]);
  return { ...kept, ...Object.fromEntries(changed) };
};

const without = (fields: Fields, names: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
