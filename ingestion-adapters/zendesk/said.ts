import type * as t from 'io-ts';
import { decodeError } from '../../domain/errors.js';
import { invalid, type Said, type SourcedCommand } from '../translation.js';

export const said = (...commands: ReadonlyArray<SourcedCommand>): Said => ({ _tag: 'Commands', commands });

/** `prefix` is where in the body the record stands. */
export const undecodable = (prefix: string, errors: t.Errors): Said => {
  const [first] = decodeError('record', errors).violations;
  return invalid(`${prefix}${first?.pointer ?? ''}`, first?.message ?? 'cannot be read');
};
