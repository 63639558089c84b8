import * as t from 'io-ts';
import { Fraction, NonEmptyString } from '../primitives.js';

/** What a challenger has to keep to take the champion's place. */
export const PromotionRule = t.strict(
  { name: NonEmptyString, maximumPValue: Fraction, maximumCalibrationError: Fraction },
  'PromotionRule',
);
export type PromotionRule = t.TypeOf<typeof PromotionRule>;
/** The rule of this project: better by a paired test at 5 %, and probabilities that are met within 3 points. */
export const promotionRule: PromotionRule = {
  name: 'paired test and calibration' as NonEmptyString,
  maximumPValue: 0.05,
  maximumCalibrationError: 0.03,
};
