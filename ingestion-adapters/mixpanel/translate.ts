import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { RecordClaims } from '../../application/ports/receipts.js';
import { makeCountOnce } from '../count-once.js';
import { readEventLines } from '../event-lines.js';
import { type Translate, unreadableBody } from '../translation.js';
import { cohortMembers } from './cohort-sync.js';
import { accountPropertiesOf, interactionOf } from './interaction-of.js';

export const makeTranslateMixpanel = (claims: RecordClaims): Translate => {
  const countOnce = makeCountOnce(claims);
  return async ({ id, kind, body }, connection) => {
    if (kind === 'cohort-sync') {
      const parsed = parseJson(body);
      return E.isLeft(parsed) ? unreadableBody(body, parsed.left) : cohortMembers(parsed.right);
    }
    const { settings } = connection;
    const lines = readEventLines(body, interactionOf(settings), accountPropertiesOf(settings));
    return countOnce(lines, connection, id);
  };
};
