import type { TrainingOutcome } from '../roles/train-models.js';

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

const decided: Readonly<Record<string, string>> = {
  champion: 'it is in use from now on',
  refused: 'it does not keep the rule, and what there was goes on',
};

/** How a model was judged, and what the rule decided of it. */
export const trainingInWords = (model: string, { training, recorded }: TrainingOutcome): string => {
  const { evaluation, span, examples, positives, settings } = training;
  const horizons = [...new Set(evaluation.metrics.map(({ horizon }) => horizon))];
  const rows = [...new Set(evaluation.metrics.map(({ name }) => name))].map((name) => {
    const cells = horizons.map((horizon) => {
      const metric = evaluation.metrics.find((each) => each.name === name && each.horizon === horizon);
      return (metric === undefined ? '' : rounded(metric.value)).padStart(10);
    });
    return `  ${name.padEnd(28)}${cells.join('')}`;
  });
  const how = settings['judged in time'] === 1 ? 'on later days than learned from' : 'on accounts not learned from';
  const why = recorded.unmet.length > 0 ? `: ${recorded.unmet.join(', ')}` : '';
  return [
    `${model} ${recorded.version}: ${examples} examples of ${span.from} to ${span.to}, ${positives} with the outcome`,
    `judged ${how}, ${evaluation.examples} examples of ${evaluation.span.from} to ${evaluation.span.to}`,
    `  ${'days'.padEnd(28)}${horizons.map((horizon) => String(horizon ?? '').padStart(10)).join('')}`,
    ...rows,
    `${decided[recorded.status] ?? recorded.status}${recorded.status === 'refused' ? why : ''}`,
    '',
  ].join('\n');
};
