import * as E from 'fp-ts/lib/Either.js';
import { type Match, matchesByDomain } from '../domain/account/match-by-domain.js';
import type { DomainEvent, EventOf, EventType } from '../domain/catalogue.js';
import type { AccountId } from '../domain/ids.js';
import { type CommandWithContext, handleCommands } from './handle-commands.js';
import type { AccountDomains } from './ports/account-domains.js';
import type { Clock } from './ports/clock.js';
import type { EventStore, RecordedEvent } from './ports/event-store.js';

const handles = [
  'AccountRegistered',
  'AccountProfileChanged',
  'AccountRecordRemoved',
  'AccountRecordRestored',
] as const satisfies ReadonlyArray<EventType>;
type Handled = EventOf<(typeof handles)[number]>;

const isHandled = (event: DomainEvent): event is Handled => handles.some((type) => type === event.type);

const accountsIn = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<AccountId> => [
  ...new Set(events.flatMap(({ event }) => (isHandled(event) ? [event.data.accountId] : []))),
];

/**
 * The reactor that finds who an account of product analytics or support belongs to where no id says so: it merges the
 * account into that of the CRM with the same domain, whichever of the two came first. A separation ends that for good.
 */
export const matchAccounts = ({
  accountDomains,
  clock,
  ...log
}: Pick<EventStore, 'readStream' | 'append'> & {
  readonly accountDomains: AccountDomains;
  readonly clock: Clock;
}) => ({
  name: 'match-accounts',
  handles,
  startsAt: 'start-of-log' as const,
  readsAfter: ['accounts'],
  atOnce: 5_000,
  react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const cause = events.at(-1);
    if (cause === undefined) return;
    const occurredAt = clock();
    const merging = ({ accountId, into }: Match): CommandWithContext => ({
      command: { type: 'MergeAccount', data: { accountId, into, occurredAt } },
      context: {
        correlationId: cause.metadata.correlationId,
        causationId: cause.id,
        actor: 'reactor:match-accounts',
        source: null,
        fact: ['matched-by-domain', accountId, into, occurredAt],
      },
    });
    const matches = matchesByDomain(await accountDomains.sharing(accountsIn(events)));
    const handled = await handleCommands(log)(matches.map(merging))();
    if (E.isLeft(handled)) throw new Error(`cannot record matches of accounts: ${handled.left._tag}`);
    const [rejected] = handled.right.rejected;
    if (rejected?.reason._tag === 'UnreadableStream') throw rejected.reason;
    if (rejected !== undefined) throw new Error(`a match of accounts was rejected: ${rejected.reason._tag}`);
  },
});
