import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { dayOf, type Timestamp } from '../../domain/primitives.js';
import type { AccountHealth } from '../answers/health.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

/** The latest scored day of a root account, or the latest up to `asOf`. */
export const healthNow =
  ({ health }: ReadSide) =>
  (root: string, asOf?: Timestamp): Answer<AccountHealth> =>
    pipe(
      queried(() => health.current(root, asOf === undefined ? undefined : dayOf(asOf))),
      TE.map(({ health: current, freshness }) => ({ accountId: root, current: current ?? null, freshness })),
    );
