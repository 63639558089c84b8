import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { AccountId } from '../../domain/ids.js';
import type { ModelName } from '../../domain/prediction-model/names.js';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import type { PredictionDay, PredictionKind, PredictionOfKind } from '../../projections/predictions/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type {
  AccountPredictions,
  ChurnPrediction,
  ExpansionPrediction,
  TrajectoryPrediction,
  Unpredicted,
} from '../answers/predictions.js';
import type { NotPredicted } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { AsOf, KnownAt } from '../parameters/clocks.js';
import { endOf, spanOf } from '../parameters/span.js';
import { type Answer, groupOf, queried } from './ask.js';
import { older } from './older.js';
import { type PredictionClocks, predictionHeld } from './prediction-held.js';
import { churnInFull, expansionInFull, trajectoryInFull } from './prediction-shown.js';

/** `from` and `to` are the days whose earlier predictions are told beside; the last 90 if not said. */
export const AskPrediction = t.exact(t.partial({ asOf: AsOf, knownAt: KnownAt, from: CalendarDate, to: CalendarDate }));
type AskPrediction = t.TypeOf<typeof AskPrediction>;

type Found<A> = { readonly accountId: string; readonly prediction: A; readonly freshness: Freshness };

const whyNone = async (
  { models, health }: Pick<ReadSide, 'models' | 'health'>,
  root: string,
  model: ModelName,
): Promise<Unpredicted> => {
  if ((await models.find(model)).model?.champion == null) return 'no-champion';
  return (await health.current(root)).health === undefined ? 'too-little-history' : 'not-yet';
};

const heldOrWhyNot =
  (readSide: ReadSide) =>
  <K extends PredictionKind>(
    root: string,
    kind: K,
    clocks: PredictionClocks,
  ): Answer<{ readonly prediction: PredictionOfKind[K]; readonly freshness: Freshness }> =>
    pipe(
      predictionHeld(readSide)(root, kind, clocks),
      TE.flatMap(({ prediction, freshness }) => {
        if (prediction !== undefined) return TE.right({ prediction, freshness });
        const isOfThen = clocks.asOf !== undefined || clocks.knownAt !== undefined;
        return pipe(
          queried(async () => (isOfThen ? 'not-then' : whyNone(readSide, root, kind))),
          TE.flatMap((because) => TE.left<NotPredicted>({ _tag: 'NotPredicted', accountId: root, kind, because })),
        );
      }),
    );

const namesOf = async (
  { accounts }: Pick<ReadSide, 'accounts'>,
  ids: ReadonlyArray<AccountId>,
): Promise<ReadonlyMap<string, string | null>> => {
  if (ids.length === 0) return new Map();
  const filter = { accountIds: ids, removed: 'include' } as const;
  const { items } = await accounts.list({ filter, order: 'name', limit: ids.length });
  return new Map(items.map(({ accountId, name }) => [accountId, name]));
};

type Told = ReadonlyArray<PredictionDay>;

/** What is predicted of an account, or of the one it was merged into, in full. */
export const findPrediction = (readSide: ReadSide) => {
  const named = async (prediction: PredictionOfKind['churn'], history: Told): Promise<ChurnPrediction> =>
    churnInFull(
      prediction,
      await namesOf(
        readSide,
        prediction.similar.map(({ accountId }) => accountId),
      ),
      history,
    );

  const found =
    <K extends PredictionKind, A>(kind: K, inFull: (prediction: PredictionOfKind[K], history: Told) => Promise<A>) =>
    (accountId: string, { asOf, knownAt, ...asked }: AskPrediction): Answer<Found<A>> =>
      pipe(
        TE.fromEither(spanOf(asked, dayOf(readSide.clock()))),
        TE.bindTo('span'),
        TE.bindW('group', () => groupOf(readSide.accounts, accountId)),
        TE.bindW('held', ({ group }) =>
          heldOrWhyNot(readSide)(group.root, kind, { ...(asOf && { asOf }), ...(knownAt && { knownAt }) }),
        ),
        TE.flatMap(({ span, group: { root }, held: { prediction, freshness } }) =>
          queried(async () => {
            const days = { from: span.from, to: endOf(span) };
            const history = kind === 'health-trajectory' ? [] : await readSide.predictions.days(root, kind, days);
            return { accountId: root, prediction: await inFull(prediction, history), freshness };
          }),
        ),
      );

  return {
    churn: found('churn', named),
    expansion: found(
      'expansion',
      async (prediction, history): Promise<ExpansionPrediction> => expansionInFull(prediction, history),
    ),
    trajectory: found(
      'health-trajectory',
      async (prediction): Promise<TrajectoryPrediction> => trajectoryInFull(prediction),
    ),
  };
};

type OrWhyNot<A> = { readonly found: Found<A> | null; readonly why: Unpredicted | null };

const orWhyNot = <A>(answer: Answer<Found<A>>): Answer<OrWhyNot<A>> =>
  pipe(
    answer,
    TE.map((found): OrWhyNot<A> => ({ found, why: null })),
    TE.orElse(
      (error): Answer<OrWhyNot<A>> =>
        error._tag === 'NotPredicted' ? TE.right({ found: null, why: error.because }) : TE.left(error),
    ),
  );

/** All that is predicted of an account, or of the one it was merged into. */
export const accountPredictions =
  (readSide: ReadSide) =>
  (accountId: string): Answer<AccountPredictions> => {
    const find = findPrediction(readSide);
    return pipe(
      TE.Do,
      TE.bindW('group', () => groupOf(readSide.accounts, accountId)),
      TE.bindW('churn', ({ group }) => orWhyNot(find.churn(group.root, {}))),
      TE.bindW('expansion', ({ group }) => orWhyNot(find.expansion(group.root, {}))),
      TE.bindW('trajectory', ({ group }) => orWhyNot(find.trajectory(group.root, {}))),
      TE.bindW('freshness', () => queried(() => readSide.freshnessOf('predictions'))),
      TE.map(({ group, churn, expansion, trajectory, freshness }) => {
        const all = [churn.found, expansion.found, trajectory.found];
        return {
          accountId: group.root,
          churn: churn.found?.prediction ?? null,
          expansion: expansion.found?.prediction ?? null,
          trajectory: trajectory.found?.prediction ?? null,
          missing: all.every((one) => one === null) ? churn.why : null,
          freshness: all.reduce((oldest, one) => older(oldest, one?.freshness), freshness),
        };
      }),
    );
  };
