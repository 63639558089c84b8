import * as E from 'fp-ts/lib/Either.js';
import type { MalformedJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { MalformedXml } from '../malformed-xml.js';
import { invalid, type Said, type Translate, translationOf, unreadableBody } from '../translation.js';
import { isPersonal } from './contact.js';
import { parseExactJson } from './exact-json.js';
import { outboundMessageIn, withoutSession } from './outbound-message.js';
import { type Part, partSaying } from './read-body.js';
import { readChangeEvents } from './read-change-events.js';
import { readCsv } from './read-csv.js';
import { readNotifications } from './read-notifications.js';
import { isPage, readRecords } from './read-records.js';
import { changedAt } from './record-change.js';
import { toSaid } from './to-commands.js';
import { isXml } from './webhook.js';
import { parseXml } from './xml.js';

const CSV = 'csv ';
export const csvKindOf = (object: string): string => `${CSV}${object}`;

/** Change events whose gaps are read again by whoever streamed them. */
export const STREAMED_CHANGES = 'streamed-changes';

const GAP = 'gap-records ';
/** Records that were read since a change of them was not told, at `asOf` or later. */
export const gapKindOf = (asOf: Timestamp): string => `${GAP}${asOf}`;

/** What was read after a commit stands where a change event of that commit would. */
const datedBy = (kind: string): ((modified: Timestamp) => Timestamp) | undefined => {
  const asOf = Date.parse(kind.startsWith(GAP) ? kind.slice(GAP.length) : '');
  return Number.isNaN(asOf) ? undefined : (modified) => changedAt(modified, asOf, 0);
};

/** What pushed bytes are. That is seen in them, since a connection takes outbound messages and change events alike. */
export const kindOfSalesforce = (body: Buffer): E.Either<MalformedJson | MalformedXml, string> => {
  if (!isXml(body)) return E.map((parsed) => (isPage(parsed) ? 'records' : 'change-events'))(parseExactJson(body));
  const parsed = parseXml(body);
  if (E.isLeft(parsed)) return parsed;
  return outboundMessageIn(parsed.right) === undefined
    ? E.left({ _tag: 'MalformedXml', reason: 'it is not a SOAP envelope with notifications' })
    : E.right('outbound-message');
};

const notXml = (body: Buffer, reason: string): ReadonlyArray<Part> => [
  partSaying('', () => withoutSession(body), invalid('', `the body cannot be read as XML: ${reason}`)),
];

const partsOf = async (
  kind: string,
  body: Buffer,
  connection: Connection,
): Promise<E.Either<MalformedJson, ReadonlyArray<Part>>> => {
  if (kind.startsWith(CSV)) {
    const parts: Array<Part> = [];
    for await (const part of readCsv(kind.slice(CSV.length), body)) parts.push(part);
    return E.right(parts);
  }
  if (isXml(body)) {
    const parsed = parseXml(body);
    return E.right(E.isLeft(parsed) ? notXml(body, parsed.left.reason) : readNotifications(parsed.right, connection));
  }
  return E.map((parsed: unknown) =>
    isPage(parsed) ? readRecords(parsed, datedBy(kind)) : readChangeEvents(parsed, kind === STREAMED_CHANGES),
  )(parseExactJson(body));
};

/** Every shape is read into changes of records, and these say the same whichever shape they came in. */
export const makeTranslateSalesforce =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>): Translate =>
  async ({ kind, body }, connection) => {
    const parts = await partsOf(kind, body, connection);
    if (E.isLeft(parts)) return unreadableBody(body, parts.left);
    const records: Array<{ readonly place: string; readonly bytes: () => Buffer; readonly said: Said }> = [];
    for (const { place, bytes, changes, instead } of parts.right) {
      for (const said of instead) records.push({ place, bytes, said });
      for (const change of changes) {
        const person = isPersonal({ connection, change })
          ? await subjectOf(`${connection.source}/${connection.name}`, `contact/${change.id}`)
          : undefined;
        for (const said of toSaid({ connection, change, person })) records.push({ place, bytes, said });
      }
    }
    return translationOf(records);
  };
