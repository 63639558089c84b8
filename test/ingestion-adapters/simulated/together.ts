import type { Outcome } from './outcome.js';

const quantityIn = (said: Outcome[string] | undefined): number => Number(said?.['quantity'] ?? 0);

/** What is true as far as it can be known from several vendors; what each of them counts adds up. */
export const together = (truths: ReadonlyArray<Outcome>): Outcome => {
  const all = new Map<string, Outcome[string]>();
  for (const [key, said] of truths.flatMap((truth) => Object.entries(truth))) {
    const held = all.get(key);
    const summed = key.startsWith('used ') ? { quantity: quantityIn(held) + quantityIn(said) } : {};
    all.set(key, { ...held, ...said, ...summed });
  }
  return Object.fromEntries(all);
};
