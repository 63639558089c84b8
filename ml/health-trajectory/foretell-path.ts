import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { alignFeatures } from '../learning/align-features.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import { lastScores, withOwnPast } from './path-columns.js';
import { alongWeeks, asSpread, type Margins, type PathModel } from './path-model.js';
import type { TrajectoryInputs } from './trajectory-examples.js';

type Ends = { readonly low: Float64Array; readonly high: Float64Array };

/** The score at the end of each week ahead; all arrays are as long as the model can tell. */
export type ForetoldPath = {
  readonly score: Float64Array;
  readonly of80: Ends;
  readonly of95: Ends;
  /** Ways in which it may come, each as likely as any other: the model's deviations of the past around this path. */
  readonly mayCome: ReadonlyArray<Float64Array>;
};

const asScore = (value: number): number => Math.min(100, Math.max(0, value));

const endsOf = (score: Float64Array, spread: Float64Array, { below, above }: Margins): Ends => ({
  low: score.map((each, w) => Math.min(each, asScore(each - (below[w] as number) * (spread[w] as number)))),
  high: score.map((each, w) => Math.max(each, asScore(each + (above[w] as number) * (spread[w] as number)))),
});

/** One path a row. Refused where the features are not those that the model was trained on. */
export const foretellPaths = (
  model: PathModel,
  inputs: TrajectoryInputs,
): Either<OtherColumns, ReadonlyArray<ForetoldPath>> =>
  pipe(
    alignFeatures(model.columns)(inputs.features),
    map((features) => {
      const all = withOwnPast({ features, past: inputs.past });
      const changes = alongWeeks(model.knots, 'change', all);
      const spreads = alongWeeks(model.knots, 'spread', all).map(asSpread);
      return Array.from(lastScores(inputs), (last, row) => {
        const score = (changes[row] as Float64Array).map((change) => asScore(last + change));
        const spread = spreads[row] as Float64Array;
        const weeks = score.length;
        const mayCome = Array.from({ length: model.deviations.length / weeks }, (_, i) =>
          score.map((each, w) => asScore(each + (model.deviations[i * weeks + w] as number) * (spread[w] as number))),
        );
        return { score, of80: endsOf(score, spread, model.of80), of95: endsOf(score, spread, model.of95), mayCome };
      });
    }),
  );
