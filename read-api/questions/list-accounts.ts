import * as E from 'fp-ts/lib/Either.js';
import type { AccountFilter, AccountOrder, AccountSummary, Page } from '../../projections/accounts/queries.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { DEFAULT_PAGE_SIZE } from '../parameters/common.js';
import type { Answer } from './ask.js';
import { older } from './older.js';
import { segmentMeant } from './segment-meant.js';

type ListAccounts = {
  readonly filter: AccountFilter;
  readonly order?: AccountOrder;
  readonly limit?: number;
  readonly cursor?: string;
};

/** The port says that a cursor that is none is thrown as `InvalidCursor`. */
const isInvalidCursor = (thrown: unknown): boolean =>
  typeof thrown === 'object' &&
  thrown !== null &&
  (('_tag' in thrown && thrown._tag === 'InvalidCursor') || ('name' in thrown && thrown.name === 'InvalidCursor'));

/** A page of accounts, roots of merged groups only. */
export const listAccounts =
  (readSide: ReadSide) =>
  ({ filter, order, limit, cursor }: ListAccounts): Answer<Page<AccountSummary>> =>
  async () => {
    try {
      const { segment, ...rest } = filter;
      const meant = segment === undefined ? undefined : await segmentMeant(readSide, segment);
      const page = await readSide.accounts.list({
        filter: meant === undefined ? filter : { ...rest, accountIds: meant.accountIds },
        order: order ?? 'name',
        limit: limit ?? DEFAULT_PAGE_SIZE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return E.right({ ...page, freshness: older(page.freshness, meant?.freshness) });
    } catch (thrown) {
      if (isInvalidCursor(thrown)) return E.left(invalidField('cursor', 'is not a cursor of this list'));
      throw thrown;
    }
  };
