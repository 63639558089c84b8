import type { Evaluation } from './events.js';
import type { ModelVersion, Unmet } from './names.js';
import type { PromotionRule } from './promotion-rule.js';

/**
 * What of the rule an evaluation does not keep. Where there is a champion, the comparison has to be with that one, and
 * the gain significant; where there is none, being better than the naive baseline will do, for the alternative is nothing.
 */
export const unmetBy = (
  evaluation: Evaluation | undefined,
  champion: ModelVersion | undefined,
  { maximumPValue, maximumCalibrationError }: PromotionRule,
): ReadonlyArray<Unmet> => {
  if (evaluation === undefined) return ['not-evaluated'];
  const { comparison, calibrationError } = evaluation;
  const calibrated: ReadonlyArray<Unmet> = calibrationError <= maximumCalibrationError ? [] : ['badly-calibrated'];
  if (comparison === null) return [...calibrated, 'not-compared'];
  if (comparison.with !== (champion ?? null)) return [...calibrated, 'compared-with-another'];
  if (comparison.gain <= 0) return [...calibrated, 'not-better'];
  const isSignificant = comparison.pValue <= maximumPValue;
  return champion === undefined || isSignificant ? calibrated : [...calibrated, 'not-significant'];
};
