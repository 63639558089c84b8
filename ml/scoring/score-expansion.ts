import { type Either, flatMap, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { rounded } from '../../domain/rounded.js';
import { type ExpansionModel, type ExpansionOutlook, explainExpansion, predictExpansion } from '../expansion/model.js';
import { alignFeatures } from '../learning/align-features.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import type { Features } from '../learning/examples.js';
import type { Foretold, Scored } from './foretold.js';
import { topReasons } from './top-reasons.js';

/** To cents. */
const inCents = (amount: number): number => Math.round(amount * 100) / 100;

const horizonOf = ({ days, probability, amount, low, high, seatShare }: ExpansionOutlook) => ({
  days,
  probability: rounded(probability),
  ...{ amount: inCents(amount), low: inCents(low), high: inCents(high) },
  kinds: [
    { kind: 'seats' as const, share: rounded(seatShare) },
    { kind: 'upsell' as const, share: rounded(1 - seatShare) },
  ],
});

/** The chances of each row to expand and by how much, and why; one of `accounts` a row. Made once for many rows. */
export const scoreExpansion = (model: ExpansionModel) => {
  const { contributions } = explainExpansion(model);
  return (features: Features, accounts: ReadonlyArray<Scored>): Either<OtherColumns, ReadonlyArray<Foretold>> =>
    pipe(
      features,
      alignFeatures(model.columns),
      flatMap((aligned) =>
        pipe(
          predictExpansion(model)(aligned),
          map((outlooks) => {
            const moved = contributions(aligned);
            return accounts.map(
              ({ currency }, row): Foretold => ({
                type: 'RecordExpansionPrediction',
                data: {
                  currency,
                  horizons: (outlooks[row] ?? []).map(horizonOf),
                  reasons: topReasons(aligned, moved, row),
                },
              }),
            );
          }),
        ),
      ),
    );
};
