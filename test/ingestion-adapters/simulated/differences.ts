import type { Outcome } from './outcome.js';

const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** Where what is held is not what is true: what is missing, what there is not, and each field that is otherwise. */
export const differences = (truth: Outcome, held: Outcome): ReadonlyArray<string> =>
  [...new Set([...Object.keys(truth), ...Object.keys(held)])].sort().flatMap((key) => {
    const [is, said] = [truth[key], held[key]];
    if (said === undefined) return [`${key}: is missing`];
    if (is === undefined) return [`${key}: is held, and there is no such thing`];
    return Object.entries(is).flatMap(([field, value]) =>
      text(value) === text(said[field]) ? [] : [`${key} ${field}: is ${text(value)}, held as ${text(said[field])}`],
    );
  });
