import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { AlertStatus } from '../../domain/alert/names.js';
import type { DecodeError } from '../../domain/errors.js';
import type { AlertRuleId } from '../../domain/ids.js';
import { Timestamp } from '../../domain/primitives.js';
import type { Alert, AlertPlace } from '../../projections/alerts/queries.js';
import type { AlertPage } from '../answers/alerts.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { DEFAULT_PAGE_SIZE } from '../parameters/common.js';
import { type Answer, groupOf, queried } from './ask.js';

export type AskAlerts = {
  readonly accountId?: string | undefined;
  readonly ruleId?: AlertRuleId | undefined;
  readonly status?: AlertStatus | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

const cursorOf = ({ openedAt, alertId }: Alert): string => Buffer.from(`${openedAt} ${alertId}`).toString('base64url');

const placeIn = (cursor: string): E.Either<DecodeError, AlertPlace> => {
  const [openedAt, alertId, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  return Timestamp.is(openedAt) && alertId !== undefined && rest.length === 0
    ? E.right({ openedAt, alertId })
    : E.left(invalidField('cursor', 'is not a cursor of this list'));
};

/** The alerts there are and were, the latest first. */
export const listAlerts =
  ({ alerts, accounts }: Pick<ReadSide, 'alerts' | 'accounts'>) =>
  ({ accountId, ruleId, status, limit = DEFAULT_PAGE_SIZE, cursor }: AskAlerts): Answer<AlertPage> =>
    pipe(
      TE.Do,
      TE.bind('after', () => (cursor === undefined ? TE.right(undefined) : TE.fromEither(placeIn(cursor)))),
      TE.bindW('group', () => (accountId === undefined ? TE.right(undefined) : groupOf(accounts, accountId))),
      TE.bindW('found', ({ after, group }) =>
        queried(() =>
          alerts.list(
            {
              ...(group === undefined ? {} : { accountIds: group.members }),
              ...(ruleId === undefined ? {} : { ruleId }),
              ...(status === undefined ? {} : { status }),
            },
            { limit: limit + 1, ...(after === undefined ? {} : { after }) },
          ),
        ),
      ),
      TE.map(({ found: { items, freshness } }) => {
        const last = items.length > limit ? items[limit - 1] : undefined;
        return { items: items.slice(0, limit), nextCursor: last === undefined ? null : cursorOf(last), freshness };
      }),
    );
