import * as E from 'fp-ts/lib/Either.js';
import { decodeError, type Violation } from '../../domain/errors.js';
import { lookUp } from '../../domain/keyed.js';
import { type FieldMapping, MappingDefinition, type RecordMapping } from '../../domain/mapping/definition.js';
import { pointerOf } from '../../domain/mapping/pointer.js';
import { isTimeZone } from '../zone-time.js';
import { readValue } from './read-value.js';
import { needed, needsAccount, type Target, targets } from './targets.js';

type Place = ReadonlyArray<string>;

const at = (place: Place, message: string): Violation => ({ pointer: pointerOf(place), message });

/** Keys that decoding left out: misspelt, most of the time. */
const unknownKeys = (given: unknown, known: unknown, place: Place): ReadonlyArray<Violation> => {
  if (typeof given !== 'object' || given === null || typeof known !== 'object' || known === null) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(known, key)
      ? unknownKeys(value, (known as Readonly<Record<string, unknown>>)[key], [...place, key])
      : [at([...place, key], 'is not part of a mapping')],
  );
};

const zoneProblem = (timeZone: string | undefined, place: Place): ReadonlyArray<Violation> =>
  timeZone === undefined || isTimeZone(timeZone)
    ? []
    : [at([...place, 'timeZone'], 'must be an IANA time zone, such as Europe/Berlin')];

const tableProblems = (field: FieldMapping, target: Target, place: Place): ReadonlyArray<Violation> => {
  if (field.type !== 'enum')
    return field.table === undefined ? [] : [at([...place, 'table'], 'goes with the type enum only')];
  if (field.table === undefined || Object.keys(field.table).length === 0)
    return [at([...place, 'table'], 'is required for the type enum')];
  return Object.entries(field.table).flatMap(([key, value]) =>
    target.is(value) ? [] : [at([...place, 'table', key], target.expected)],
  );
};

const fieldProblems = (kind: RecordMapping['kind'], field: FieldMapping, place: Place): ReadonlyArray<Violation> => {
  const target = lookUp(targets[kind], field.to);
  if (target === undefined) {
    const known = Object.keys(targets[kind]).join(', ');
    return [at([...place, 'to'], `must be one of the fields of ${kind}: ${known}`)];
  }
  if (!target.types.includes(field.type))
    return [at([...place, 'type'], `must be ${target.types.join(' or ')} for ${field.to}`)];
  const problems = [...zoneProblem(field.timeZone, place), ...tableProblems(field, target, place)];
  if (field.multiply !== undefined && field.type !== 'decimal' && field.type !== 'integer')
    problems.push(at([...place, 'multiply'], 'goes with the types decimal and integer only'));
  if (problems.length > 0 || field.default === undefined) return problems;
  const byDefault = readValue(field, target, {}, 'UTC');
  if (byDefault._tag === 'Wrong') return [at([...place, 'default'], byDefault.reason)];
  return byDefault._tag === 'Unknown' ? [at([...place, 'default'], 'is not in the table')] : [];
};

const recordProblems = (record: RecordMapping, place: Place): ReadonlyArray<Violation> => {
  const { kind, fields, account, changedAt, only, deleted } = record;
  const names = fields.map(({ to }) => `${to}`);
  const missing = needed[kind].filter((name) => !names.includes(name));
  const conditions = Object.entries({ only, deleted });
  return [
    ...fields.flatMap((field, i) => fieldProblems(kind, field, [...place, 'fields', `${i}`])),
    ...names.flatMap((name, i) =>
      names.indexOf(name) < i ? [at([...place, 'fields', `${i}`, 'to'], `maps ${name} a second time`)] : [],
    ),
    ...missing.map((name) => at([...place, 'fields'], `must map ${name}: a ${kind} says nothing without it`)),
    ...(needsAccount.has(kind) && account === undefined
      ? [at([...place, 'account'], `is required: a ${kind} is always somebody's`)]
      : []),
    ...(account?.idsAre === undefined || /^[a-z-]+\/[a-z0-9_]{1,40}$/.test(account.idsAre)
      ? []
      : [at([...place, 'account', 'idsAre'], 'must be source/connection, such as hubspot/production')]),
    ...zoneProblem(changedAt.timeZone, [...place, 'changedAt']),
    ...conditions.flatMap(([name, condition]) =>
      condition?.in.length === 0 ? [at([...place, name, 'in'], 'must hold at least one value')] : [],
    ),
  ];
};

/** The definition that was given, or everything that is wrong with it, by place. */
export const readDefinition = (given: unknown): E.Either<ReadonlyArray<Violation>, MappingDefinition> => {
  const decoded = MappingDefinition.decode(given);
  if (E.isLeft(decoded)) return E.left(decodeError('definition', decoded.left).violations);
  const definition = decoded.right;
  const problems = [
    ...unknownKeys(given, definition, []),
    ...(definition.records.length === 0 ? [at(['records'], 'must hold at least one kind of record')] : []),
    ...definition.records.flatMap((record, i) => recordProblems(record, ['records', `${i}`])),
  ];
  return problems.length === 0 ? E.right(definition) : E.left(problems);
};
