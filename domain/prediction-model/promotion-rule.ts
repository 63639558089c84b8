import * as t from 'io-ts';
import { Fraction, NonEmptyString } from '../primitives.js';

/** What a challenger has to keep to take the champion's place. */
export const PromotionRule = t.strict(
  { name: NonEmptyString, maximumPValue: Fraction, maximumCalibrationError: Fraction },
  'PromotionRule',
);
export type PromotionRule = t.TypeOf<typeof PromotionRule>;
