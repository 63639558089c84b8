import { setImmediate as breathe } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { chunksOf } from '../../application/chunks-of.js';
import type { FeatureInputs } from '../../application/ports/feature-inputs.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import { type ChurnModel, predictChurn, readChurnModel } from '../churn/model.js';
import type { AccountHistory } from '../features/account-history.js';
import { asFeatures } from '../features/as-features.js';
import { historiesOf } from '../features/compute-features.js';
import type { FeatureSet } from '../features/feature-set.js';
import { answerTrajectories } from '../health-trajectory/answer-trajectories.js';
import { readTrajectoryModel } from '../health-trajectory/model.js';
import type { CannotRead } from '../learning/cannot-learn.js';
import type { Features } from '../learning/examples.js';
import type { Champion } from './champions.js';
import type { Foretold } from './foretold.js';
import type { Predictor } from './predictor.js';

type Deps = {
  readonly set: FeatureSet;
  readonly inputs: FeatureInputs;
  /** Whose chances of leaving tell when to act; `undefined` while there is none. */
  readonly churnChampion: () => Promise<Champion | undefined>;
};

/** Others are let in after so many, some milliseconds each. */
const ROWS_AT_ONCE = 5;

/** Reads an artifact once, until another is asked for. */
const readOnce = <A>(read: (bytes: Uint8Array) => E.Either<CannotRead, A>) => {
  let held: { readonly digest: string; readonly model: E.Either<CannotRead, A> } | undefined;
  return ({ digest, bytes }: Champion): E.Either<CannotRead, A> => {
    if (held?.digest !== digest) held = { digest, model: read(new Uint8Array(bytes)) };
    return held.model;
  };
};

const chancesBy = (model: ChurnModel | undefined, features: Features) => {
  const told = model === undefined ? undefined : predictChurn(model)(features);
  return told !== undefined && E.isRight(told) ? told.right : [];
};

/** Answers where health goes, from the histories of the accounts: the past of their scores, and what was done about them. */
export const trajectoryPredictor = ({ set, inputs, churnChampion }: Deps): Predictor => {
  const trajectoryOf = readOnce(readTrajectoryModel);
  const churnOf = readOnce(readChurnModel);

  const historiesTo = async (rows: ReadonlyArray<FeatureRow>): Promise<ReadonlyMap<AccountId, AccountHistory>> => {
    const found = new Map<AccountId, AccountHistory>();
    const to = rows
      .map(({ day }) => day)
      .sort()
      .at(-1);
    if (to === undefined) return found;
    const ids = rows.map(({ accountId }) => accountId);
    for await (const { accountId, history } of historiesOf(inputs, ids, to)) found.set(accountId, history);
    return found;
  };

  return {
    model: 'health-trajectory',
    predict: async (champion, rows) => {
      const model = trajectoryOf(champion);
      if (E.isLeft(model)) return model;
      const leaving = rows.length === 0 ? undefined : await churnChampion();
      const churn = leaving === undefined ? undefined : E.getOrElseW(() => undefined)(churnOf(leaving));
      const histories = await historiesTo(rows);
      const told = new Map<FeatureRow, Foretold>();
      const known = rows.flatMap((row) => {
        const history = histories.get(row.accountId);
        return history === undefined ? [] : [{ row, history, day: row.day }];
      });
      for (const some of chunksOf(known, ROWS_AT_ONCE)) {
        await breathe();
        const features = asFeatures(
          set,
          some.map(({ row }) => row),
        );
        const chances = chancesBy(churn, features);
        const answers = answerTrajectories(
          model.right,
          features,
          some.map(({ history, day }, i) => ({ history, day, churn: chances[i] })),
        );
        if (E.isLeft(answers)) return answers;
        for (const [i, answer] of answers.right.entries()) {
          const row = some[i]?.row;
          if (row !== undefined && answer !== null) told.set(row, { type: 'RecordHealthTrajectory', data: answer });
        }
      }
      return E.right(rows.map((row) => told.get(row)));
    },
  };
};
