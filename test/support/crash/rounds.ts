import { randomOf } from '../../../simulator/prng.js';
import { type PartName, partNames } from './cluster.js';

export type Kill = { readonly part: PartName; readonly afterMs: number; readonly awayMs: number };

export type Round = { readonly underLoadMs: number; readonly kills: ReadonlyArray<Kill> };

/** Longer than leases last, so that others take over, and than one attempt to reach a store. */
const LONG_AWAY = { from: 11_000, to: 13_000 };

const shuffled = <A>(items: ReadonlyArray<A>, draw: () => number): ReadonlyArray<A> =>
  items
    .map((item) => ({ item, place: draw() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** Who is killed when, and for how long. In as many rounds as there are parts, each is the first to be killed once. */
export const roundsOf = (seed: string, count: number): ReadonlyArray<Round> => {
  const random = randomOf(seed, 'rounds');
  let firsts: ReadonlyArray<PartName> = [];
  return Array.from({ length: count }, (_, i): Round => {
    const place = i % partNames.length;
    if (place === 0) firsts = shuffled(partNames, random.uniform);
    const first = firsts[place];
    const kills = partNames
      .filter((part) => part === first || random.chance(0.3))
      .map((part): Kill => {
        const awayMs = random.chance(0.15) ? random.int(LONG_AWAY.from, LONG_AWAY.to) : random.int(0, 2_000);
        return { part, afterMs: part === first ? 0 : random.int(0, 500), awayMs };
      });
    return { underLoadMs: random.int(200, 3_000), kills };
  });
};
