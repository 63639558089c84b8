import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { ModelName, ModelVersion } from '../../domain/prediction-model/names.js';
import type { ReadSide } from '../deps.js';
import { Explanation } from '../parameters/anomalies.js';
import { AsOf, KnownAt } from '../parameters/clocks.js';
import { Cursor, PageSize } from '../parameters/common.js';
import type { Principal } from '../principal.js';
import type { Answer } from '../questions/ask.js';
import type { Asker } from '../questions/change-connections.js';
import { changeModel } from '../questions/change-model.js';
import { AskPrediction, accountPredictions, findPrediction } from '../questions/find-prediction.js';
import { listPredictions, PredictionOrder, predictionFilter } from '../questions/list-predictions.js';
import { AskModelHistory, listModels, modelHistory } from '../questions/model-history.js';
import { readModelsOf } from '../questions/read-models.js';
import { refreshPrediction } from '../questions/refresh-prediction.js';
import { NoArguments } from './arguments.js';
import { asking } from './context.js';

const Listing = t.exact(t.partial({ ...predictionFilter, orderBy: PredictionOrder, first: PageSize, after: Cursor }));
const Account = t.strict({ accountId: AccountId });
const OfAccount = t.intersection([Account, AskPrediction]);
const Trajectory = t.intersection([Account, t.exact(t.partial({ asOf: AsOf, knownAt: KnownAt }))]);
const History = t.intersection([t.strict({ name: ModelName }), AskModelHistory]);
const Version = t.strict({ name: ModelName, version: ModelVersion });
const RollBack = t.intersection([
  t.strict({ name: ModelName, reason: Explanation }),
  t.exact(t.partial({ to: ModelVersion })),
]);

const paged = ({ orderBy, first, after, ...asked }: t.TypeOf<typeof Listing>) => ({
  ...asked,
  ...(orderBy && { order: orderBy }),
  ...(first && { limit: first }),
  ...(after && { cursor: after }),
});

const changing = <Q, A>(codec: t.Type<Q, unknown, unknown>, ask: (asked: Q, by: Asker) => Answer<A>) =>
  asking('admin:models', [], codec, (asked: Q, _parent: unknown, { subject }: Principal) => ask(asked, { subject }));

/** The same questions and changes as over REST. */
export const predictionResolvers = (readSide: ReadSide) => {
  const list = listPredictions(readSide);
  const find = findPrediction(readSide);
  const change = changeModel(readSide);
  const { predictions, prediction, models } = readModelsOf;
  return {
    queries: {
      churnRisks: asking('read:trends', predictions, Listing, (asked) => list.churnRisks(paged(asked))),
      expansionOpportunities: asking('read:trends', predictions, Listing, (asked) => list.opportunities(paged(asked))),
      churnRisk: asking('read:trends', prediction, OfAccount, ({ accountId, ...asked }) =>
        find.churn(accountId, asked),
      ),
      expansionOpportunity: asking('read:trends', prediction, OfAccount, ({ accountId, ...asked }) =>
        find.expansion(accountId, asked),
      ),
      healthTrajectory: asking('read:trends', prediction, Trajectory, ({ accountId, ...asked }) =>
        find.trajectory(accountId, asked),
      ),
      accountPredictions: asking('read:trends', prediction, Account, ({ accountId }) =>
        accountPredictions(readSide)(accountId),
      ),
      models: asking('read:trends', models, NoArguments, () => listModels(readSide)),
      modelHistory: asking('read:trends', models, History, ({ name, ...asked }) => modelHistory(readSide)(name, asked)),
    },
    mutations: {
      refreshPrediction: asking(
        'refresh:predictions',
        readModelsOf.accountFeatures,
        Account,
        ({ accountId }, _parent, { subject }) => refreshPrediction(readSide)(accountId, { subject }),
      ),
      promoteModel: changing(Version, ({ name, version }, by) => change.promote(name, version, by)),
      rollBackModel: changing(RollBack, ({ name, to, reason }, by) => change.rollBack(name, to, reason, by)),
      retireModel: changing(Version, ({ name, version }, by) => change.retire(name, version, by)),
    },
  };
};
