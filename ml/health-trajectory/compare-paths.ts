import { sequenceT } from 'fp-ts/lib/Apply.js';
import * as E from 'fp-ts/lib/Either.js';
import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import { clusteredMean, type Estimate } from '../learning/effects/clustered-mean.js';
import { foretellPaths } from './foretell-path.js';
import type { PathModel } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS } from './weeks.js';

/** By how many points one model is nearer than another to the scores that came, in weeks that both tell; accounts are taken as one. */
export const comparePaths = (
  one: PathModel,
  other: PathModel,
  examples: TrajectoryExamples,
): Either<OtherColumns, Estimate> =>
  pipe(
    sequenceT(E.Apply)(foretellPaths(one, examples), foretellPaths(other, examples)),
    map(([ours, theirs]) => {
      const gains: Array<number> = [];
      const groups: Array<number> = [];
      for (const [row, { score }] of ours.entries()) {
        const others = theirs[row]?.score ?? new Float64Array();
        for (let w = 0; w < Math.min(score.length, others.length); w += 1) {
          const came = examples.path[row * AHEAD_WEEKS + w] as number;
          if (Number.isNaN(came)) continue;
          gains.push(Math.abs(came - (others[w] as number)) - Math.abs(came - (score[w] as number)));
          groups.push(examples.groups[row] as number);
        }
      }
      return clusteredMean(Float64Array.from(gains), Int32Array.from(groups));
    }),
  );
