import * as E from 'fp-ts/lib/Either.js';
import { VendorId } from './vendor-codecs.js';

/** Group properties may list several groups; the first is the one the event counts for. */
const idOf = (value: unknown): string | undefined => {
  const decoded = VendorId.decode(Array.isArray(value) ? value[0] : value);
  return E.isRight(decoded) ? decoded.right : undefined;
};

/** The account that the first of the properties with an id names, place by place. Names are taken letter for letter. */
export const accountNamedIn = (names: ReadonlyArray<string>, ...places: ReadonlyArray<unknown>): string | undefined => {
  for (const place of places) {
    if (typeof place !== 'object' || place === null) continue;
    const values = new Map<string, unknown>(Object.entries(place));
    for (const name of names) {
      const id = idOf(values.get(name));
      if (id !== undefined) return id;
    }
  }
  return undefined;
};
