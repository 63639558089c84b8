import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { RecordClaims } from '../../application/ports/receipts.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { cohortSaid } from '../cohort-said.js';
import { makeCountOnce } from '../count-once.js';
import { readEventLines } from '../event-lines.js';
import { type Translate, unreadableBody } from '../translation.js';
import { cohortIn } from './cohort-sync.js';
import { accountPropertiesOf, interactionOf } from './interaction-of.js';

export const makeTranslateMixpanel = (deps: RecordClaims & Pick<SubjectKeys, 'subjectOf'>): Translate => {
  const countOnce = makeCountOnce(deps);
  return async ({ id, kind, body, receivedAt }, connection) => {
    const { settings } = connection;
    if (kind === 'cohort-sync') {
      const parsed = parseJson(body);
      if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
      const cohort = cohortIn(parsed.right, settings, receivedAt);
      return cohort === undefined
        ? { commands: [], quarantined: [], notUnderstood: { 'cohort sync of another kind': 1 } }
        : cohortSaid(deps, connection)(cohort);
    }
    const lines = readEventLines(body, interactionOf(settings), accountPropertiesOf(settings));
    return countOnce(lines, connection, id);
  };
};
