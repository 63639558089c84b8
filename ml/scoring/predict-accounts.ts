import * as E from 'fp-ts/lib/Either.js';
import { chunksOf } from '../../application/chunks-of.js';
import { type CommandWithContext, handleCommands } from '../../application/handle-commands.js';
import type { Metadata } from '../../application/metadata.js';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { Position } from '../../application/position.js';
import type { AccountId } from '../../domain/ids.js';
import type { ModelName } from '../../domain/prediction-model/names.js';
import type { CalendarDate, Currency } from '../../domain/primitives.js';
import type { FeatureSet } from '../features/feature-set.js';
import type { Champion, Champions } from './champions.js';
import { foretoldAs, similarIn, withPresent } from './foretold.js';
import type { Predictor } from './predictor.js';

/** Which prediction of an account is shown now. */
export type SaidPrediction = {
  readonly accountId: AccountId;
  readonly model: ModelName;
  readonly day: CalendarDate;
  readonly modelVersion: string;
  readonly featureDigest: string;
};

/** What an account that is there is paid in, `null` where nobody said, and whether it was said to have left as a customer. */
export type PresentAccount = { readonly currency: Currency | null; readonly hasLeft: boolean };

export type PresentAccounts = (accountIds: ReadonlyArray<AccountId>) => Promise<ReadonlyMap<AccountId, PresentAccount>>;

export type PredictAccountsDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly set: FeatureSet;
  readonly champions: Pick<Champions, 'of'>;
  readonly predictors: ReadonlyArray<Predictor>;
  /** What is shown of these accounts. May trail the log. */
  readonly said: (accountIds: ReadonlyArray<AccountId>) => Promise<ReadonlyArray<SaidPrediction>>;
  /** Those of the accounts that are there: neither removed nor merged into another. */
  readonly present: PresentAccounts;
  readonly clock: Clock;
};

export type Predicted = { readonly appended: number; readonly position: Position | undefined };

/** So many rows are a task of some tenths of a second. */
const ROWS_AT_ONCE = 50;

const keyOf = ({ accountId, model, day, modelVersion, featureDigest }: SaidPrediction): string =>
  [accountId, model, day, modelVersion, featureDigest].join(' ');

const saidBy = (row: FeatureRow, { model, version }: Champion): SaidPrediction => ({
  ...{ accountId: row.accountId, model, day: row.day, modelVersion: version, featureDigest: row.digest },
});

/** Only who has a contract can leave, or come to pay more; who was said to have left is told apart by the accounts. */
const customersIn = ({ features }: FeatureSet, rows: ReadonlyArray<FeatureRow>): ReadonlyArray<FeatureRow> => {
  const place = features.findIndex(({ definition }) => definition.name === 'contracts_running');
  return rows.filter(({ values }) => Number(values[place] ?? 0) > 0);
};

/** What was not possible; to be tried again. */
const rejection = (what: string, reason: unknown): Error => new Error(`${what}: ${JSON.stringify(reason)}`);

/**
 * Says by the champion of each model what is to be expected of the accounts of these rows, of whom not removed or merged ones
 * and customers only. What is shown already of a day, by the same version and from the same facts, is not worked out again, so
 * repeating is cheap. Rejects where the log does not answer, or a thread is lost.
 */
export const predictAccounts =
  ({ set, champions, predictors, said, present, clock, ...log }: PredictAccountsDeps) =>
  async (rows: ReadonlyArray<FeatureRow>, by: Metadata): Promise<Predicted> => {
    let predicted: Predicted = { appended: 0, position: undefined };

    const predictSome = async (
      { model, predict }: Predictor,
      champion: Champion,
      some: ReadonlyArray<FeatureRow>,
      accounts: ReadonlyMap<AccountId, PresentAccount>,
    ): Promise<ReadonlyArray<CommandWithContext>> => {
      const scored = some.map(({ accountId }) => ({ accountId, currency: accounts.get(accountId)?.currency ?? null }));
      const told = await predict(champion, some, scored);
      if (E.isLeft(told)) throw rejection(`${model} ${champion.version} cannot answer`, told.left);
      const there = await present(similarIn(told.right));
      const occurredAt = clock();
      return told.right.flatMap((foretold, place) => {
        const row = some[place];
        if (foretold === undefined || row === undefined) return [];
        const of = saidBy(row, champion);
        const command = foretoldAs(withPresent(foretold, there), { ...of, occurredAt });
        return [{ command, context: { ...by, fact: ['prediction', keyOf(of), occurredAt] } }];
      });
    };

    for (const some of chunksOf(customersIn(set, rows), ROWS_AT_ONCE)) {
      const ids = some.map(({ accountId }) => accountId);
      const [accounts, shown] = await Promise.all([present(ids), said(ids)]);
      const known = new Set(shown.map(keyOf));
      for (const predictor of predictors) {
        const champion = await champions.of(predictor.model);
        if (champion === undefined) continue;
        const due = some.filter(
          (row) => accounts.get(row.accountId)?.hasLeft === false && !known.has(keyOf(saidBy(row, champion))),
        );
        if (due.length === 0) continue;
        const handled = await handleCommands(log)(await predictSome(predictor, champion, due, accounts))();
        if (E.isLeft(handled)) throw rejection('predictions cannot be recorded', handled.left);
        const [rejected] = handled.right.rejected;
        if (rejected !== undefined) throw rejection('a prediction was not taken', rejected.reason);
        const { appended, position = predicted.position } = handled.right;
        predicted = { appended: predicted.appended + appended, position };
      }
    }
    return predicted;
  };
