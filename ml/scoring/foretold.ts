import type { AccountId } from '../../domain/ids.js';
import type { PredictionCommand } from '../../domain/prediction/commands.js';
import type { CalendarDate, Currency, NonEmptyString, Timestamp } from '../../domain/primitives.js';

/** What every prediction says beside its answer. */
type Said = 'accountId' | 'day' | 'occurredAt' | 'model' | 'modelVersion' | 'featureDigest';

type AnswerTo<T extends PredictionCommand['type']> = {
  readonly type: T;
  readonly data: Omit<Extract<PredictionCommand, { type: T }>['data'], Said>;
};

/** What a model answers of an account, before it is said of which day, by which version and from which facts. */
export type Foretold = { readonly [T in PredictionCommand['type']]: AnswerTo<T> }[PredictionCommand['type']];

/** Who is scored. `currency` is that of its contracts. */
export type Scored = { readonly accountId: AccountId; readonly currency: Currency | null };

const SIMILAR_SHOWN = 5;

export const foretoldAs = (
  foretold: Foretold,
  {
    accountId,
    day,
    occurredAt,
    model,
    modelVersion,
    featureDigest,
  }: {
    readonly accountId: AccountId;
    readonly day: CalendarDate;
    readonly occurredAt: Timestamp;
    readonly model: string;
    readonly modelVersion: string;
    readonly featureDigest: string;
  },
): PredictionCommand => {
  const text = (some: string) => some as NonEmptyString;
  const names = { model: text(model), modelVersion: text(modelVersion), featureDigest: text(featureDigest) };
  const said = { accountId, day, occurredAt, ...names };
  switch (foretold.type) {
    case 'RecordChurnPrediction':
      return { type: foretold.type, data: { ...said, ...foretold.data } };
    case 'RecordExpansionPrediction':
      return { type: foretold.type, data: { ...said, ...foretold.data } };
    case 'RecordHealthTrajectory':
      return { type: foretold.type, data: { ...said, ...foretold.data } };
  }
};

/** The accounts of the past that answers name, each once. */
export const similarIn = (foretold: ReadonlyArray<Foretold | undefined>): ReadonlyArray<AccountId> => [
  ...new Set(
    foretold.flatMap((each) =>
      each?.type === 'RecordChurnPrediction' ? each.data.similar.map(({ accountId }) => accountId) : [],
    ),
  ),
];

/** Names only accounts that are there, of those as many as are shown. */
export const withPresent = (foretold: Foretold, present: ReadonlyMap<AccountId, unknown>): Foretold => {
  if (foretold.type !== 'RecordChurnPrediction') return foretold;
  const similar = foretold.data.similar.filter(({ accountId }) => present.has(accountId)).slice(0, SIMILAR_SHOWN);
  return { ...foretold, data: { ...foretold.data, similar } };
};
