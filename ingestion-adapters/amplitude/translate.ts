import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { RecordClaims } from '../../application/ports/receipts.js';
import { makeCountOnce } from '../count-once.js';
import { type Translate, unreadableBody } from '../translation.js';
import { cohortMembers } from './cohort.js';
import { eventsInArchive } from './events-in-archive.js';
import { eventsInWebhook } from './events-in-webhook.js';
import { accountPropertiesOf, interactionOf } from './interaction-of.js';

export const makeTranslateAmplitude = (claims: RecordClaims): Translate => {
  const countOnce = makeCountOnce(claims);
  return async ({ id, kind, body }, connection) => {
    const { settings } = connection;
    if (kind === 'export-zip') return countOnce(eventsInArchive(body, settings), connection, id);
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    if (kind === 'cohort') return cohortMembers(parsed.right);
    const events = eventsInWebhook(parsed.right, interactionOf(settings), accountPropertiesOf(settings));
    return countOnce(events, connection, id);
  };
};
