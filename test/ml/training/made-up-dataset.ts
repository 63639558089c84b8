import { AccountId } from '../../../domain/ids.js';
import { addDays, CalendarDate } from '../../../domain/primitives.js';
import type { Dataset } from '../../../ml/datasets/dataset.js';
import { sigmoid } from '../../../ml/learning/logit.js';
import { uniformOf } from '../../../ml/statistics/random.js';
import { valid } from '../../support/valid.js';
import { numbers } from '../learning/made-up-examples.js';

const START = 20_000;
const MONTH = 30;

type Made = {
  readonly accounts?: number;
  readonly months?: number;
  /** Log-odds to leave within 90 days of an account of middling health. */
  readonly level?: number;
  /** A column that knows. */
  readonly peeks?: boolean;
};

/** Customers by month: whether one leaves within a horizon, or grows, follows from its health of the time, and chance. */
export const madeUpDataset = (
  seed: number,
  { accounts = 80, months = 24, level = -1.5, peeks = false }: Made = {},
): Dataset => {
  const uniform = uniformOf(seed);
  const columns = numbers('health', 'usage', 'noise', ...(peeks ? ['written_after'] : []));
  const keys: Array<Dataset['keys'][number]> = [];
  const [values, days, groups]: [Array<number>, Array<number>, Array<number>] = [[], [], []];
  const leaves: Record<30 | 90 | 180, Array<number>> = { 30: [], 90: [], 180: [] };
  const grew: Record<30 | 90 | 365, Array<number>> = { 30: [], 90: [], 365: [] };
  for (let account = 0; account < accounts; account += 1)
    for (let month = 0; month < months; month += 1) {
      const [health, usage] = [2 * uniform() - 1, 2 * uniform() - 1];
      const [fate, luck] = [uniform(), uniform()];
      const left = (shift: number) => (fate < sigmoid(level + shift - 2 * health - 2 * usage) ? 1 : 0);
      const known = (horizon: number, label: number) =>
        month * MONTH + horizon > (months - 1) * MONTH ? Number.NaN : label;
      values.push(health, usage, uniform(), ...(peeks ? [left(0) + uniform() / 10] : []));
      leaves[30].push(known(30, left(-1)));
      leaves[90].push(known(90, left(0)));
      leaves[180].push(known(180, left(1)));
      for (const [horizon, shift] of [
        [30, -1],
        [90, 0],
        [365, 1],
      ] as const)
        grew[horizon].push(known(horizon, luck < sigmoid(shift + 2 * health) ? 1 : 0));
      days.push(START + month * MONTH);
      groups.push(account);
      const day = addDays(valid(CalendarDate)('1970-01-01'), START + month * MONTH);
      keys.push({ accountId: valid(AccountId)(`account-${account}`), day });
    }
  const expansion = (horizon: 30 | 90 | 365) => {
    const labels = Float64Array.from(grew[horizon]);
    const amount = labels.map((label, row) => label * (500 + 100 * (row % 5)));
    return { grew: labels, amount, won: labels, seats: labels.map((label, row) => label * (row % 2)) };
  };
  return {
    features: { columns, rows: keys.length, values: Float64Array.from(values) },
    ...{ keys, days: Int32Array.from(days), groups: Int32Array.from(groups) },
    leaves: {
      30: Float64Array.from(leaves[30]),
      90: Float64Array.from(leaves[90]),
      180: Float64Array.from(leaves[180]),
    },
    stays: { days: new Float64Array(keys.length), left: new Float64Array(keys.length) },
    expansions: { 30: expansion(30), 90: expansion(90), 365: expansion(365) },
    paths: { steps: [], scores: new Float64Array() },
    provenance: { position: '9/9', featureSet: 'made up', until: valid(CalendarDate)('2026-10-01'), digest: '' },
  };
};
