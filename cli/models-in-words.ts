import type { ModelHistory } from '../read-api/answers/models.js';

type Version = ModelHistory['versions'][number];
type Reign = ModelHistory['reigns'][number];

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

const metricInWords = ({ name, horizon, value }: NonNullable<Version['evaluation']>['metrics'][number]): string =>
  `${name}${horizon === null ? '' : ` (${horizon} days)`} ${rounded(value)}`;

const outcome = ({ evaluation, refused, status }: Version): string => {
  const figures = evaluation === null ? [] : evaluation.metrics.map(metricInWords);
  const calibration = evaluation === null ? [] : [`calibration error ${rounded(evaluation.calibrationError)}`];
  const why = status === 'refused' && refused !== null ? [`refused: ${refused.reasons.join(', ')}`] : [];
  return [...figures, ...calibration, ...why].join('; ') || 'not evaluated';
};

const versionInWords = (version: Version): string =>
  `  ${version.version.padEnd(16)} ${version.status.padEnd(16)} trained ${version.trainedAt} at ${version.logPosition}; ${outcome(version)}\n`;

/** A model with its versions, the latest first. */
export const modelInWords = ({
  model,
  champion,
  versions,
}: Pick<ModelHistory, 'model' | 'champion' | 'versions'>): string =>
  [
    `${model}: ${champion === null ? 'no champion' : `${champion.version} since ${champion.since}`}\n`,
    ...versions.map(versionInWords),
  ].join('');

/** Whose predictions were shown when, and who approved it. */
export const reignInWords = ({ version, since, until, approvedBy, rollBack }: Reign): string => {
  const how = rollBack === null ? 'promoted' : `gone back to (${rollBack})`;
  return `  ${since} to ${until ?? 'now'}  ${version}, ${how} by ${approvedBy.kind} ${approvedBy.name}\n`;
};
