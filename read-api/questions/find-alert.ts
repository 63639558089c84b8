import * as E from 'fp-ts/lib/Either.js';
import type { AlertId } from '../../domain/ids.js';
import type { FoundAlert } from '../answers/alerts.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';

export const findAlert =
  ({ alerts }: Pick<ReadSide, 'alerts'>) =>
  (alertId: AlertId): Answer<FoundAlert> =>
  async () => {
    const { alert, freshness } = await alerts.find(alertId);
    return alert === undefined ? E.left({ _tag: 'AlertUnknown', alertId }) : E.right({ alert, freshness });
  };
