import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { RecordClaims } from '../../application/ports/receipts.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { cohortSaid } from '../cohort-said.js';
import { makeCountOnce } from '../count-once.js';
import { type Translate, unreadableBody } from '../translation.js';
import { cohortIn, isCohort } from './cohort.js';
import { eventsInArchive } from './events-in-archive.js';
import { eventsInWebhook } from './events-in-webhook.js';
import { accountPropertiesOf, interactionOf } from './interaction-of.js';

export const makeTranslateAmplitude = (deps: RecordClaims & Pick<SubjectKeys, 'subjectOf'>): Translate => {
  const countOnce = makeCountOnce(deps);
  return async ({ id, kind, body, receivedAt }, connection) => {
    const { settings } = connection;
    if (kind === 'export-zip') return countOnce(eventsInArchive(body, settings), connection, id);
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    if (isCohort(parsed.right)) {
      return cohortSaid(deps, connection)(cohortIn({ ...parsed.right }, settings, receivedAt));
    }
    const events = eventsInWebhook(parsed.right, interactionOf(settings), accountPropertiesOf(settings));
    return countOnce(events, connection, id);
  };
};
