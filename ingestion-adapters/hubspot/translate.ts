import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { decodeError } from '../../domain/errors.js';
import { invalid, type Said, type Translate, type Translation, translationOf, unreadableBody } from '../translation.js';
import { isPersonal } from './contact.js';
import { HubspotEvent } from './payload.js';
import { erasePersons, personsOf } from './persons.js';
import { PulledPage } from './pulled.js';
import { toCommands } from './to-commands.js';
import { topicOf } from './topic.js';
import { translatePage } from './translate-page.js';

type Keys = Pick<SubjectKeys, 'subjectOf' | 'destroy'>;

const contactsIn = (events: ReadonlyArray<HubspotEvent>, which: (event: HubspotEvent) => boolean) =>
  events.flatMap((event) =>
    event.objectId !== undefined && topicOf(event).object === 'contact' && which(event) ? [event.objectId] : [],
  );

/** A body is an array of elements; each is taken or quarantined on its own. */
const translateWebhook = async (body: unknown, connection: Connection, keys: Keys): Promise<Translation> => {
  const whole = !Array.isArray(body);
  const elements: ReadonlyArray<unknown> = Array.isArray(body) ? body : [body];
  const decoded = elements.map((element) => HubspotEvent.decode(element));
  const events = decoded.flatMap((event) => (E.isRight(event) ? [event.right] : []));
  const named = contactsIn(events, ({ propertyName }) => isPersonal(propertyName ?? ''));
  const personOf = await personsOf(named, connection, keys);
  await erasePersons(
    contactsIn(events, (event) => topicOf(event).action === 'privacyDeletion'),
    connection,
    keys,
  );
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

/** Webhook bodies and pulled pages alike. */
export const makeTranslateHubspot =
  (keys: Keys): Translate =>
  async ({ body }, connection) => {
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    const page = PulledPage.decode(parsed.right);
    return E.isRight(page)
      ? translatePage(page.right, connection, keys)
      : translateWebhook(parsed.right, connection, keys);
  };
