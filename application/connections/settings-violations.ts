import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Violation } from '../../domain/errors.js';
import { CalendarDate, Currency } from '../../domain/primitives.js';
import { type ConnectionSettings, Source } from '../ports/connections.js';
import { isTimeZone } from '../zone-time.js';

const isConnection = (text: string): boolean => {
  const [source, name, ...more] = text.split('/');
  return Source.is(source) && name !== undefined && /^[a-z0-9_]{1,40}$/.test(name) && more.length === 0;
};

const isAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};

const of =
  (codec: t.Mixed) =>
  (value: string): boolean =>
    E.isRight(codec.decode(value));

type Rule = { readonly isFine: (value: string) => boolean; readonly message: string };

const rules: Partial<Readonly<Record<keyof ConnectionSettings, Rule>>> = {
  accountIdsAre: { isFine: isConnection, message: 'must be a connection, such as hubspot/production' },
  timeZone: { isFine: isTimeZone, message: 'must be an IANA time zone, such as Europe/Berlin' },
  currency: { isFine: of(Currency), message: 'must be an ISO 4217 currency code, such as EUR' },
  baseUrl: { isFine: isAddress, message: 'must be an http or https address without credentials' },
  startsOn: { isFine: of(CalendarDate), message: 'must be a calendar date, such as 2026-03-01' },
};

/** What is wrong with settings though each is of the right type; pointers begin at the settings. */
export const settingsViolations = (settings: ConnectionSettings): ReadonlyArray<Violation> => {
  const wrong = Object.entries(rules).flatMap(([name, { isFine, message }]) => {
    const value = settings[name as keyof ConnectionSettings];
    return typeof value === 'string' && !isFine(value) ? [{ pointer: `/${name}`, message }] : [];
  });
  const { toleranceSeconds = 1, requestsPerMinute = {} } = settings;
  const tolerance =
    toleranceSeconds >= 1 && toleranceSeconds <= 86_400
      ? []
      : [{ pointer: '/toleranceSeconds', message: 'must be 1 to 86400 seconds' }];
  const rates = Object.values(requestsPerMinute).every((rate) => rate >= 0.1 && rate <= 60_000)
    ? []
    : [{ pointer: '/requestsPerMinute', message: 'must be 0.1 to 60000 a minute' }];
  return [...wrong, ...tolerance, ...rates];
};
