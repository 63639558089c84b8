import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { positionToText } from '../../application/position.js';
import type { AccountId } from '../../domain/ids.js';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import type { AccountFeatures } from '../answers/features.js';
import type { ReadSide } from '../deps.js';
import { KnownOn } from '../parameters/clocks.js';
import { lastDayOf } from '../parameters/last-day.js';
import { type Answer, groupOf, queried } from './ask.js';

export const AskAccountFeatures = t.exact(t.partial({ asOf: CalendarDate, knownAt: KnownOn }));
type AskAccountFeatures = t.TypeOf<typeof AskAccountFeatures>;

/**
 * The features of an account at the end of a day, today as they are served if no day is asked for. An account that nothing was
 * known of by the day has none of them: every value is missing.
 */
export const accountFeatures =
  (readSide: ReadSide) =>
  (accountId: string, asked: AskAccountFeatures): Answer<AccountFeatures> => {
    const { features, accounts, clock, freshnessOf } = readSide;
    const rowOn = (root: AccountId, day: CalendarDate) =>
      asked.asOf === undefined && asked.knownAt === undefined
        ? features.latest(root)
        : features.asOf(root, day, asked.knownAt);
    return pipe(
      TE.Do,
      TE.apSW('day', TE.fromEither(lastDayOf(asked, dayOf(clock())))),
      TE.apSW('group', groupOf(accounts, accountId)),
      TE.flatMap(({ day, group: { root } }) =>
        queried(async () => {
          const [row, freshness] = await Promise.all([rowOn(root as AccountId, day), freshnessOf('features')]);
          return {
            ...{ accountId: root, day: row?.day ?? day, knownAt: asked.knownAt ?? null, set: features.set },
            ...{ digest: row?.digest ?? '', position: row === undefined ? '0' : positionToText(row.position) },
            values: features.definitions.map(({ column, name, version, description }, place) => ({
              ...{ column, name, version, value: row?.values[place] ?? null, description },
            })),
            freshness,
          };
        }),
      ),
    );
  };
