import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { decodeError } from '../../domain/errors.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { invalid, type Said, type Translate, translationOf, unreadableBody } from '../translation.js';
import { isPersonal } from './contact.js';
import { HubspotEvent } from './payload.js';
import { toCommands } from './to-commands.js';
import { topicOf } from './topic.js';

const subjectsIn = async (
  events: ReadonlyArray<HubspotEvent>,
  connection: Connection,
  subjectOf: SubjectKeys['subjectOf'],
): Promise<(contactId: string) => DataSubjectId> => {
  const subjects = new Map<string, DataSubjectId>();
  for (const event of events) {
    const { objectId, propertyName } = event;
    if (topicOf(event).object !== 'contact' || !isPersonal(propertyName ?? '')) continue;
    if (objectId === undefined || subjects.has(objectId)) continue;
    const subject = await subjectOf(`${connection.source}/${connection.name}`, `contact/${objectId}`);
    subjects.set(objectId, subject);
  }
  return (contactId) => {
    const subject = subjects.get(contactId);
    if (subject === undefined) throw new Error('A contact has no data subject.');
    return subject;
  };
};

/** A body is an array of elements; each is taken or quarantined on its own. */
export const makeTranslateHubspot =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>): Translate =>
  async ({ body }, connection) => {
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    const whole = !Array.isArray(parsed.right);
    const elements: ReadonlyArray<unknown> = Array.isArray(parsed.right) ? parsed.right : [parsed.right];
    const decoded = elements.map((element) => HubspotEvent.decode(element));
    const events = decoded.flatMap((event) => (E.isRight(event) ? [event.right] : []));
    const personOf = await subjectsIn(events, connection, subjectOf);
    const saidBy = (event: (typeof decoded)[number]): Said => {
      if (E.isRight(event)) return toCommands(event.right, connection, personOf);
      const [first] = decodeError('element', event.left).violations;
      return invalid(first?.pointer ?? '', first?.message ?? 'cannot be read');
    };
    return translationOf(
      decoded.map((event, i) => ({
        place: whole ? '' : `/${i}`,
        bytes: () => Buffer.from(JSON.stringify(elements[i])),
        said: saidBy(event),
      })),
    );
  };
