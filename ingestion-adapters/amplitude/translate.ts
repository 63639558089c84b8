import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { Receipt, RecordClaims } from '../../application/ports/receipts.js';
import { makeCountOnce } from '../count-once.js';
import type { EventLines } from '../event-lines.js';
import { type Translate, type Translation, unreadableBody } from '../translation.js';
import { cohortMembers } from './cohort.js';
import { eventsInArchive } from './events-in-archive.js';
import { eventsInWebhook } from './events-in-webhook.js';
import { accountPropertiesOf, interactionOf } from './interaction-of.js';

export const makeTranslateAmplitude = (claims: RecordClaims): Translate => {
  const countOnce = makeCountOnce(claims);
  const counted = async (
    { interactions, ...rest }: EventLines,
    { id }: Receipt,
    connection: Connection,
  ): Promise<Translation> => ({ ...rest, commands: await countOnce(interactions, connection, id) });

  return async (receipt, connection) => {
    const { kind, body } = receipt;
    const { settings } = connection;
    if (kind === 'export-zip') return counted(eventsInArchive(body, settings), receipt, connection);
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    if (kind === 'cohort') return cohortMembers(parsed.right);
    const events = eventsInWebhook(parsed.right, interactionOf(settings), accountPropertiesOf(settings));
    return counted(events, receipt, connection);
  };
};
