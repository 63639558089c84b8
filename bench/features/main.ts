import { parseArgs } from 'node:util';
import { makeDataset } from '../../ml/datasets/dataset.js';
import { computeFeatures } from '../../ml/features/compute-features.js';
import { features } from '../../ml/features/definitions/all.js';
import { featureSetOf } from '../../ml/features/feature-set.js';
import { areaUnderCurve } from '../../ml/learning/metrics/area-under-curve.js';
import { trueRisk } from './bayes-limit.js';
import { makeTrainingCompany } from './training-company.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'features' },
    accounts: { type: 'string', default: '300' },
    months: { type: 'string', default: '24' },
  },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const cpuSeconds = async <A>(work: () => Promise<A>): Promise<readonly [A, number]> => {
  const before = process.cpuUsage();
  const made = await work();
  const { user, system } = process.cpuUsage(before);
  return [made, (user + system) / 1e6];
};

const share = (labels: Float64Array): string => {
  const known = labels.filter((label) => !Number.isNaN(label));
  const ones = known.filter((label) => label === 1).length;
  return `${known.length} told, ${((100 * ones) / Math.max(1, known.length)).toFixed(2)} % yes`;
};

const set = featureSetOf(features);
const [made, simulated] = await cpuSeconds(() =>
  makeTrainingCompany(values.seed, Number(values.accounts), Number(values.months)),
);
const { inputs, accountIds, company, from, until } = made;
say(
  `${accountIds.length} accounts, ${values.months} months, seed ${values.seed}: simulated in ${simulated.toFixed(1)} CPU s`,
);

const [rows, oneDay] = await cpuSeconds(() => computeFeatures(inputs, set)(accountIds, [until]));
say(
  `rows of ${features.length} features for one day, told from facts at hand: ${rows.length} in ${oneDay.toFixed(2)} CPU s, ` +
    `${((10_000 * oneDay) / rows.length).toFixed(1)} s for 10,000`,
);

const [dataset, built] = await cpuSeconds(() =>
  makeDataset(inputs, set)({ accountIds, grain: 'month', from, to: until, until }),
);
say(
  `monthly data set: ${dataset.keys.length} rows in ${built.toFixed(1)} CPU s, ` +
    `${((1e6 * built) / dataset.keys.length).toFixed(0)} us a row; digest ${dataset.provenance.digest.slice(0, 16)}`,
);
for (const days of [30, 90, 180] as const) say(`  leaves within ${days} days: ${share(dataset.leaves[days])}`);
for (const days of [30, 90, 365] as const) say(`  grows within ${days} days: ${share(dataset.expansions[days].grew)}`);

const customerOf = new Map(accountIds.map((id, i) => [id as string, company.customers[i]]));
for (const days of [30, 90, 180] as const) {
  const known = dataset.keys.flatMap((key, r) => {
    const customer = customerOf.get(key.accountId);
    const label = dataset.leaves[days][r] ?? Number.NaN;
    return customer === undefined || Number.isNaN(label) ? [] : [{ label, risk: trueRisk(customer, key.day, days) }];
  });
  const labels = Float64Array.from(known, ({ label }) => label);
  const { auc } = areaUnderCurve(
    Float64Array.from(known, ({ risk }) => risk),
    labels,
  );
  say(`  by the true hazards of the simulator, leaving within ${days} days is told with an AUC of ${auc.toFixed(3)}`);
}
