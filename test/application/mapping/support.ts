import { readValue } from '../../../application/mapping/read-value.js';
import { targets } from '../../../application/mapping/targets.js';
import { lookUp } from '../../../domain/keyed.js';
import { FieldMapping, type RecordKind } from '../../../domain/mapping/definition.js';
import { valid } from '../../support/valid.js';

/** Reads one field out of a record, by a rule in plain JSON. */
export const readBy = (
  kind: RecordKind,
  rule: Readonly<Record<string, unknown>>,
  record: unknown,
  timeZone?: string,
) => {
  const field = valid(FieldMapping)({ from: '/v', ...rule });
  const target = lookUp(targets[kind], field.to);
  if (target === undefined) throw new TypeError(`${kind} has no ${field.to}`);
  return readValue(field, target, record, timeZone);
};
