import { describe, expect, it } from 'vitest';
import { modelInWords, reignInWords } from '../../cli/models-in-words.js';
import { evolve, initialModel } from '../../domain/prediction-model/state.js';
import { modelShown } from '../../projections/models/queries.js';
import { fact } from '../support/fact.js';
import { comparedWith, evaluated, noon, promotedByRule, rolledBack, rule, trained } from '../support/models-said.js';

const shown = (...said: ReadonlyArray<Parameters<typeof evolve>[1]>) =>
  modelShown('churn', said.reduce(evolve, initialModel));

describe('a model in words', () => {
  it('says which version is in use and how each did', () => {
    const refused = fact('ModelRefused', {
      ...{ model: 'churn', version: 'v2', occurredAt: noon(10), rule },
      reasons: ['not-better', 'badly-calibrated'],
    });
    const model = shown(
      ...[trained('v1', 1), evaluated('v1', 2), promotedByRule('v1', 3)],
      ...[trained('v2', 8), evaluated('v2', 9), refused, trained('v3', 11)],
    );
    expect(modelInWords(model)).toBe(`churn: v1 since 2026-03-03T12:00:00.000Z
  v3               trained          trained 2026-03-11T12:00:00.000Z at 100/100; not evaluated
  v2               refused          trained 2026-03-08T12:00:00.000Z at 100/100; auc (90 days) 0.86; calibration error 0.012; refused: not-better, badly-calibrated
  v1               champion         trained 2026-03-01T12:00:00.000Z at 100/100; auc (90 days) 0.86; calibration error 0.012
`);
    expect(modelInWords(shown(trained('v1', 1)))).toContain('churn: no champion\n');
  });

  it('says who was in use when, and why', () => {
    const { reigns } = shown(
      ...[trained('v1', 1), evaluated('v1', 2), promotedByRule('v1', 3)],
      ...[trained('v2', 8), evaluated('v2', 9, comparedWith('v1', 0.1, 0.01)), promotedByRule('v2', 10, 'v1')],
      rolledBack('v1', 12, 'v2'),
    );
    expect(reigns.map(reignInWords)).toEqual([
      `  ${noon(3)} to ${noon(10)}  v1, promoted by rule ${rule.name}\n`,
      `  ${noon(10)} to ${noon(12)}  v2, promoted by rule ${rule.name}\n`,
      `  ${noon(12)} to now  v1, gone back to (it misses renewals) by person user:ada\n`,
    ]);
  });
});
