import * as E from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../../domain/errors.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { invalidField } from '../api-error.js';

/** The last day that counts; today if not said. What contracts say of days to come is not yet so. */
export const lastDayOf = (
  { asOf }: { readonly asOf?: CalendarDate },
  today: CalendarDate,
): E.Either<DecodeError, CalendarDate> =>
  asOf === undefined || (asOf >= '1000-01-01' && asOf <= today)
    ? E.right(asOf ?? today)
    : E.left(invalidField('asOf', 'must be a day from 1000-01-01 to today'));
