import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { features } from '../../ml/features/definitions/all.js';
import { featureSetOf } from '../../ml/features/feature-set.js';
import { heldOut } from '../../ml/health-trajectory/held-out.js';
import { judgeFalls } from '../../ml/health-trajectory/judge-falls.js';
import { judgePaths } from '../../ml/health-trajectory/judge-path.js';
import { type Evidence, measureActions, measureResponses } from '../../ml/health-trajectory/measured-actions.js';
import { trainPath } from '../../ml/health-trajectory/train-path.js';
import { makeTrajectoryExamples } from '../../ml/health-trajectory/trajectory-examples.js';
import { makeTrainingCompany } from '../features/training-company.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '11' },
    accounts: { type: 'string', default: '200' },
    months: { type: 'string', default: '24' },
  },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const cpuSeconds = (since: NodeJS.CpuUsage): string => {
  const { user, system } = process.cpuUsage(since);
  return `${((user + system) / 1e6).toFixed(1)} CPU s`;
};
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
const points = (error: number): string => error.toFixed(2).padStart(15);

const begun = process.cpuUsage();
const { inputs, accountIds, from, until } = await makeTrainingCompany(
  values.seed,
  Number(values.accounts),
  Number(values.months),
);
const examples = await makeTrajectoryExamples(
  inputs,
  featureSetOf(features),
)({
  ...{ accountIds, grain: 'month', from, to: until, until },
});
say(
  `${accountIds.length} accounts, ${values.months} months, seed ${values.seed}: ${examples.features.rows} rows in ${cpuSeconds(begun)}`,
);

const { learned, judged } = heldOut(examples, 1);
const training = process.cpuUsage();
const model = trainPath(learned, 1);
if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
say(
  `learned from ${learned.features.rows} rows in ${cpuSeconds(training)}, judged by ${judged.features.rows} of other accounts, later`,
);
const found = judgePaths(model.right, judged);
if (E.isLeft(found)) throw new Error(JSON.stringify(found.left));
const { weeks, coverage, error, best } = found.right;
say(
  `days    scores ${'path'.padStart(15)}${Object.keys(weeks[0]?.baselineErrors ?? {})
    .map((name) => name.padStart(15))
    .join('')}  within 80  within 95`,
);
for (const week of weeks)
  say(
    `${`${week.days}`.padEnd(6)}${`${week.count}`.padStart(8)} ${points(week.error)}${Object.values(week.baselineErrors).map(points).join('')}  ${percent(week.coverage.of80)}  ${percent(week.coverage.of95)}`,
  );
say(`all weeks: error ${error.toFixed(2)}, within 80 ${percent(coverage.of80)}, within 95 ${percent(coverage.of95)}`);
say(
  `gain on the best baseline (${best.baseline}): ${best.gain.value.toFixed(2)} points, ${best.gain.low.toFixed(2)} to ${best.gain.high.toFixed(2)}, p ${best.gain.pValue.toExponential(1)}`,
);

const falls = judgeFalls(model.right, judged);
if (E.isRight(falls)) {
  const { rows, said, came, brier, brierOfShare, auc } = falls.right;
  say(
    `into a worse band, ${rows} whole paths: said ${percent(said)}, came ${percent(came)}, Brier score ${brier.toFixed(3)} ` +
      `(${brierOfShare.toFixed(3)} with the same chance for all), AUC ${auc.toFixed(3)}`,
  );
}

const inWords = (evidence: Evidence): string =>
  typeof evidence === 'string'
    ? `not enough evidence: ${evidence}`
    : `${evidence.value.toFixed(3)} (${evidence.low.toFixed(3)} to ${evidence.high.toFixed(3)}, ${evidence.cases} cases of ${evidence.groups} accounts)`;

const measuring = process.cpuUsage();
for (const { name, score, leaves } of measureActions(examples, 1)) {
  say(`${name}: points of health after 13 weeks ${inWords(score)}`);
  say(`${''.padStart(name.length)}  chance of leaving within 180 days ${inWords(leaves)}`);
}
for (const { from: least, to, score } of measureResponses(examples, 1))
  say(`engaging ${least} to ${to} days before the renewal: ${inWords(score)}`);
say(`measured in ${cpuSeconds(measuring)}`);
