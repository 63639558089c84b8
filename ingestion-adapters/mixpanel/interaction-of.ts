import * as E from 'fp-ts/lib/Either.js';
import type { ConnectionSettings } from '../../application/ports/connections.js';
import { decodeError } from '../../domain/errors.js';
import { accountNamedIn } from '../account-named-in.js';
import { type SaidOfUse, unreadable } from '../interaction.js';
import { MixpanelEvent } from './payload.js';
import { timeOf } from './project-time.js';

const ACCOUNT_PROPERTIES = ['company_id', 'org_id', 'account_id', '$group_id', 'company'] as const;

export const accountPropertiesOf = ({ accountProperties }: ConnectionSettings): ReadonlyArray<string> =>
  accountProperties ?? ACCOUNT_PROPERTIES;

/** What one line of the raw export says. A record that is processed again differs in `mp_processing_time_ms`, which counts nothing. */
export const interactionOf =
  (settings: ConnectionSettings) =>
  (json: unknown): SaidOfUse => {
    const decoded = MixpanelEvent.decode(json);
    if (E.isLeft(decoded)) {
      const [first] = decodeError('line', decoded.left).violations;
      return unreadable(first?.message ?? 'cannot be read', first?.pointer);
    }
    const { event, properties } = decoded.right;
    if (event.trim() === '') return unreadable('must not be empty', '/event');
    const at = timeOf(properties.time, settings.timeZone);
    if (at === undefined) return unreadable('must be seconds or milliseconds since 1970', '/properties/time');
    const account = accountNamedIn(accountPropertiesOf(settings), properties, properties['$groups']);
    if (account === undefined) return { _tag: 'NoAccount' };
    const user = properties.distinct_id;
    const { time, $insert_id: insertId } = properties;
    const key = JSON.stringify([event, time, user ?? '', ...(insertId === undefined ? ['', account] : [insertId])]);
    return { _tag: 'Interaction', interaction: { account, feature: event, at, user, key } };
  };
