import * as E from 'fp-ts/lib/Either.js';
import { type ReadElement, type RecordRead, readRecords } from '../application/mapping/read-records.js';
import { type RuleAges, ruleAges } from '../application/mapping/rule-ages.js';
import { parseJson } from '../application/parse-json.js';
import type { Connection } from '../application/ports/connections.js';
import type { Receipt } from '../application/ports/receipts.js';
import type { DataSubjectId } from '../domain/ids.js';
import { mappedCommands } from './mapped-commands.js';
import { isAboutAPerson } from './mapped-contact.js';
import { missingOfContract } from './mapped-contract.js';
import { type MappedContext, statedBy } from './mapped-record.js';
import { invalid, notUnderstood, type Said, type Translate, translationOf, unreadableBody } from './translation.js';
import type { TranslationDeps } from './vendor.js';

type In = { readonly connection: Connection; readonly receipt: Receipt; readonly ages: RuleAges };
type SubjectOf = TranslationDeps['subjectOf'];

const personOf = async (subjectOf: SubjectOf, context: MappedContext): Promise<DataSubjectId | undefined> => {
  const { connection, record } = context;
  const asPerson = (id: string) => subjectOf(`${connection.source}/${connection.name}`, `contact/${id}`);
  if (record.mapping.kind === 'contact')
    return record.fields.some(({ field, read }) => isAboutAPerson(field.to) && read._tag === 'Value')
      ? asPerson(record.id)
      : undefined;
  const [person, comment] = [statedBy(context, 'person')?.value, statedBy(context, 'comment')?.value];
  return typeof person === 'string' && typeof comment === 'string' ? asPerson(person) : undefined;
};

/** Why the record cannot be taken as a whole. What was deleted may come with nothing but its id. */
const refusalOf = (context: MappedContext): Said | undefined => {
  const { mapping, fields, account, deleted } = context.record;
  if (deleted) return undefined;
  for (const { field, read } of fields)
    if (read._tag === 'Wrong' && field.required === true) return invalid(field.from, `${field.to} ${read.reason}`);
  if (mapping.kind === 'usage' && (account === undefined || account === null))
    return invalid(mapping.account?.from ?? '', 'account is required');
  const missing = mapping.kind === 'contract' ? missingOfContract(context) : undefined;
  return missing === undefined ? undefined : invalid('', `${missing} is required`);
};

/** What is beside the facts: fields that cannot be read, values no table has, fields nobody maps. */
const remarksOn = ({ record: { mapping, fields, unmapped, deleted } }: MappedContext): ReadonlyArray<Said> => [
  ...fields.flatMap(({ field, read }) => {
    if (read._tag === 'Unknown') return [notUnderstood(`value of ${mapping.kind}.${field.to}`)];
    return read._tag === 'Wrong' && !deleted ? [invalid(field.from, `${field.to} ${read.reason}`)] : [];
  }),
  ...unmapped.map((pointer) => notUnderstood(`field ${mapping.kind} ${pointer}`)),
];

const saidBy = async (subjectOf: SubjectOf, within: In, read: RecordRead): Promise<ReadonlyArray<Said>> => {
  if (read._tag === 'Unmapped') return [notUnderstood('record of no kind that is mapped')];
  if (read._tag === 'Unreadable') return [invalid(read.pointer, read.reason)];
  const { connection, receipt, ages } = within;
  const context: MappedContext = { connection, record: read.record, receipt: receipt.id, ages, person: undefined };
  const refused = refusalOf(context);
  if (refused !== undefined) return [refused];
  const person = await personOf(subjectOf, context);
  const commands = mappedCommands[read.record.mapping.kind]({ ...context, person });
  return [{ _tag: 'Commands', commands }, ...remarksOn(context)];
};

const bytesOf = ({ element }: ReadElement) => Buffer.from(JSON.stringify(element));

/** Bodies whose meaning the connection's mapping tells. While there is none, they wait in quarantine, whole. */
export const makeTranslateMapped =
  ({ subjectOf, mappingsOf }: Pick<TranslationDeps, 'subjectOf' | 'mappingsOf'>): Translate =>
  async (receipt, connection) => {
    const { source, name, settings } = connection;
    const versions = await mappingsOf(source, name);
    const inUse = versions.at(-1);
    if (inUse === undefined) {
      const reason = `no mapping is saved for ${source}/${name}: save one, then treering remap ${source}/${name}`;
      return { commands: [], quarantined: [{ place: '', bytes: receipt.body, reason }], notUnderstood: {} };
    }
    const parsed = parseJson(receipt.body);
    if (E.isLeft(parsed)) return unreadableBody(receipt.body, parsed.left);
    const elements = readRecords(inUse.definition, parsed.right, settings.timeZone);
    if (elements.length === 0) return { commands: [], quarantined: [], notUnderstood: { 'body without records': 1 } };
    const within: In = { connection, receipt, ages: ruleAges(versions) };
    const all: Array<{ readonly place: string; readonly bytes: () => Buffer; readonly said: Said }> = [];
    for (const element of elements) {
      for (const read of element.reads) {
        for (const said of await saidBy(subjectOf, within, read))
          all.push({ place: element.place, bytes: () => bytesOf(element), said });
      }
    }
    return translationOf(all);
  };
