import { wholeBook } from '../../domain/whole-book.js';
import type { Fold } from '../fold.js';
import type { Contribution } from '../rollup.js';
import { keyText } from '../table.js';
import { metricOf } from './metrics.js';

const isLevel = ({ key: [, metric = ''] }: Contribution): boolean => metricOf(metric).rollup === 'last';

const dayText = ({ key: [, , month = ''], slot }: Contribution): string => `${month} ${String(slot).padStart(2, '0')}`;

/** A level less the one before it: what all accounts changed by adds up to what they hold together. */
const steps = (levels: ReadonlyArray<Contribution>): ReadonlyArray<Contribution> => {
  const before = new Map<string, number>();
  return levels
    .toSorted((a, b) => (dayText(a) < dayText(b) ? -1 : 1))
    .map((level) => {
      const series = keyText([level.key[1] ?? '', level.key[3] ?? '']);
      const step = level.sum - (before.get(series) ?? 0);
      before.set(series, level.sum);
      return { ...level, sum: step };
    });
};

/** Besides what an account is given, the same for the whole book. All its levels of a metric have to come at once. */
export const withWholeBook = (contributions: ReadonlyArray<Contribution>): ReadonlyArray<Contribution> => {
  const levels = contributions.filter(isLevel);
  const added = [...contributions.filter((one) => !isLevel(one)), ...steps(levels)];
  return [...contributions, ...added.map((one) => ({ ...one, key: [wholeBook, ...one.key.slice(1)] }))];
};

/** The fold, whose rows contribute to the whole book too. */
export const countedInBook = (fold: Fold<unknown>): Fold<unknown> => ({
  ...fold,
  contributions: (state, key) => withWholeBook(fold.contributions?.(state, key) ?? []),
});
