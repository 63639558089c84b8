import { type Either, flatMap, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { rounded } from '../../domain/rounded.js';
import { type ChurnModel, explainChurn, predictChurn } from '../churn/model.js';
import { alignFeatures } from '../learning/align-features.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import type { Features } from '../learning/examples.js';
import type { HorizonChance } from '../learning/stacking/rising-chances.js';
import type { Foretold, Scored } from './foretold.js';
import { nearestCases } from './nearest-cases.js';
import { topReasons } from './top-reasons.js';

/** Some more than are shown, for some may be gone by now. */
const NEAREST = 15;

const horizonOf = ({ days, probability, low, high }: HorizonChance) => ({
  days,
  ...{ probability: rounded(probability), low: rounded(low), high: rounded(high) },
});

/** The chances of each row to leave, why, and whom of the past it is like; one of `accounts` a row. Made once for many rows. */
export const scoreChurn = (model: ChurnModel) => {
  const { contributions } = explainChurn(model);
  const nearest = nearestCases(model.cases);
  const width = model.columns.length;
  return (features: Features, accounts: ReadonlyArray<Scored>): Either<OtherColumns, ReadonlyArray<Foretold>> =>
    pipe(
      features,
      alignFeatures(model.columns),
      flatMap((aligned) =>
        pipe(
          predictChurn(model)(aligned),
          map((chances) => {
            const moved = contributions(aligned);
            return accounts.map(({ accountId }, row): Foretold => {
              const own = moved.subarray(row * width, (row + 1) * width);
              return {
                type: 'RecordChurnPrediction',
                data: {
                  horizons: (chances[row] ?? []).map(horizonOf),
                  reasons: topReasons(aligned, moved, row),
                  similar: nearest(own, NEAREST, accountId),
                },
              };
            });
          }),
        ),
      ),
    );
};
