import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { positionToText } from '../../application/position.js';
import type { AccountId } from '../../domain/ids.js';
import type { ChangedPrediction } from '../answers/predictions.js';
import type { ReadSide } from '../deps.js';
import { type Answer, groupOf, queried } from './ask.js';
import type { Asker } from './change-connections.js';

/** Says anew what is to be expected of an account, or of the one it was merged into. What is said already is not said again. */
export const refreshPrediction =
  ({ accounts, serving }: Pick<ReadSide, 'accounts' | 'serving'>) =>
  (accountId: AccountId, { subject, correlationId }: Asker): Answer<ChangedPrediction> =>
    pipe(
      groupOf(accounts, accountId),
      TE.flatMap(({ root }) =>
        queried(async () => {
          const by = {
            ...{ correlationId: correlationId ?? root, causationId: null },
            ...{ actor: `user:${subject}`, source: null },
          };
          const { appended, position } = await serving.predictNow([root as AccountId], by);
          return {
            accountId: root,
            predictions: appended,
            position: position === undefined ? null : positionToText(position),
          };
        }),
      ),
    );
