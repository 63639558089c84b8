import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { notUnderstood, type Translate, translationOf, unreadableBody } from '../translation.js';
import { eventSaid } from './event.js';
import { exportPageIn } from './exports.js';
import { isEventBody } from './payload.js';
import { makePersonOf } from './person.js';
import { triggerSaid } from './trigger.js';
import { readTriggerBody } from './trigger-body.js';
import { usualNames } from './trigger-names.js';

const readTrigger = readTriggerBody(usualNames);

/** An event, a page of an export, or a body some administrator made up. */
export const makeTranslateZendesk =
  (subjectKeys: Pick<SubjectKeys, 'subjectOf'>): Translate =>
  async (receipt, connection) => {
    const { body, kind } = receipt;
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    const personOf = makePersonOf(subjectKeys, connection);
    const whole = { place: '', bytes: () => body };
    if (isEventBody(parsed.right)) {
      return translationOf([{ ...whole, said: await eventSaid(parsed.right, { connection, personOf }) }]);
    }
    const page = exportPageIn(parsed.right);
    if (page !== undefined) {
      const { key, rows, readRow } = page;
      const each = await Promise.all(rows.map((row) => readRow(row, { connection, personOf, kind })));
      return translationOf(
        each.map((said, i) => ({ place: `/${key}/${i}`, bytes: () => Buffer.from(JSON.stringify(rows[i])), said })),
      );
    }
    if (!t.UnknownRecord.is(parsed.right)) {
      return translationOf([{ ...whole, said: notUnderstood('body of another shape') }]);
    }
    const all = await triggerSaid(readTrigger(parsed.right), receipt, connection, personOf);
    return translationOf(all.map((said) => ({ ...whole, said })));
  };
