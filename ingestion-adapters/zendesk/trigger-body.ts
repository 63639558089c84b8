import * as t from 'io-ts';
import type { TriggerField, TriggerNames } from './trigger-names.js';

/** What of a body was found, and the names of what nothing is known of. */
export type TriggerBody = {
  readonly found: Readonly<Partial<Record<TriggerField, string>>>;
  readonly rest: ReadonlyArray<string>;
};

const DEEPEST = 4;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

type Leaf = { readonly name: string; readonly value: unknown };

const leavesOf = (body: Readonly<Record<string, unknown>>, prefix = '', depth = 1): ReadonlyArray<Leaf> =>
  Object.entries(body).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    return depth < DEEPEST && t.UnknownRecord.is(value) ? leavesOf(value, `${name}.`, depth + 1) : [{ name, value }];
  });

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

/** Reads a body by the names its fields go by. A placeholder that stood for nothing has left empty text. */
export const readTriggerBody =
  (names: TriggerNames) =>
  (body: Readonly<Record<string, unknown>>): TriggerBody => {
    const leaves = leavesOf(body);
    const byName = new Map<string, ReadonlyArray<Leaf>>();
    for (const leaf of leaves) byName.set(plain(leaf.name), [...(byName.get(plain(leaf.name)) ?? []), leaf]);
    const found: Partial<Record<TriggerField, string>> = {};
    const used = new Set<string>();
    for (const field of Object.keys(names) as ReadonlyArray<TriggerField>) {
      for (const { name, value } of names[field].flatMap((wanted) => byName.get(plain(wanted)) ?? [])) {
        used.add(name);
        if (found[field] === undefined && textOf(value) !== '') found[field] = textOf(value);
      }
    }
    return { found, rest: leaves.map(({ name }) => name).filter((name) => !used.has(name)) };
  };
