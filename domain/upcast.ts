import * as E from 'fp-ts/lib/Either.js';
import type { DecodeError } from './errors.js';
import type { EventDefinition } from './event.js';

const unreadable = (source: string, message: string): E.Either<DecodeError, never> =>
  E.left({ _tag: 'DecodeError', source, violations: [{ pointer: '', message }] });

/** Lifts stored data of a version to the latest one. Data of a version this code does not know yet is refused. */
export const upcast = (
  { codec, version: latestVersion, upcasters }: EventDefinition,
  version: number,
  data: unknown,
): E.Either<DecodeError, unknown> => {
  const source = `event ${codec.name}`;
  if (!Number.isSafeInteger(version) || version < 1) return unreadable(source, `has no version ${version}`);
  if (version > latestVersion) {
    return unreadable(source, `is of version ${version}, and this code reads up to ${latestVersion}`);
  }
  return E.tryCatch(
    () => upcasters.slice(version - 1).reduce((lifted, lift) => lift(lifted), data),
    () => ({
      _tag: 'DecodeError',
      source,
      violations: [{ pointer: '', message: `could not be lifted from version ${version}` }],
    }),
  );
};
