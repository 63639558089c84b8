import { EACH, type FieldPath } from './personal-fields.js';

/** The keys that lead from a JSON value to one inside it. */
export type Place = ReadonlyArray<string>;

/** RFC 6901. */
export const pointerTo = (place: Place): string =>
  place.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const placeAt = (pointer: string): Place =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const childOf = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

export const valueAt = (value: unknown, place: Place): unknown => place.reduce(childOf, value);

/** A copy with another value at a place that exists. */
export const withValueAt = (value: unknown, place: Place, replacement: unknown): unknown => {
  const [key, ...rest] = place;
  if (key === undefined) return replacement;
  const child = withValueAt(childOf(value, key), rest, replacement);
  if (Array.isArray(value)) return value.with(Number(key), child);
  return { ...(isObject(value) ? value : {}), [key]: child };
};

/** The places of a value that a path leads to. */
export const placesOf = (value: unknown, [key, ...rest]: FieldPath): ReadonlyArray<Place> => {
  if (key === undefined) return [[]];
  if (!isObject(value)) return [];
  const keys = key === EACH ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  return keys.flatMap((k) => placesOf(value[k], rest).map((place) => [k, ...place]));
};
