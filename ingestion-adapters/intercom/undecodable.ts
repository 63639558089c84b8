import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { decodeError } from '../../domain/errors.js';
import { invalid, type Said } from '../translation.js';

export const undecodable = (prefix: string, errors: t.Errors): Said => {
  const [first] = decodeError('record', errors).violations;
  return invalid(`${prefix}${first?.pointer ?? ''}`, first?.message ?? 'cannot be read');
};

/** What a record says, or where it cannot be read. */
export const understood = async <A>(
  codec: t.Type<A, unknown, unknown>,
  record: unknown,
  prefix: string,
  say: (decoded: A) => Said | Promise<Said>,
): Promise<Said> => {
  const decoded = codec.decode(record);
  return E.isLeft(decoded) ? undecodable(prefix, decoded.left) : say(decoded.right);
};
