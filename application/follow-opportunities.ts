import * as E from 'fp-ts/lib/Either.js';
import { accountStream } from '../domain/account/stream.js';
import type { EventType } from '../domain/catalogue.js';
import { isZero } from '../domain/decimal.js';
import type { OpportunityId } from '../domain/ids.js';
import { OpportunityEvent } from '../domain/opportunity/events.js';
import { contractStatements, type Statement } from './contract-from-opportunity.js';
import { type CommandWithContext, handleCommands } from './handle-commands.js';
import { inFlight } from './in-flight.js';
import type { EventStore, ReadStream, RecordedEvent } from './ports/event-store.js';

const handles: ReadonlyArray<EventType> = [
  'OpportunityOpened',
  'OpportunityDescribed',
  'OpportunityLinked',
  'OpportunityWon',
  'OpportunityLost',
];

const asCommand = (
  opportunityId: OpportunityId,
  { subject, number, command }: Statement,
  { id, metadata }: RecordedEvent,
): CommandWithContext => ({
  command,
  context: {
    correlationId: metadata.correlationId,
    causationId: id,
    actor: 'reactor:follow-opportunities',
    source: null,
    fact: ['contract-of-opportunity', opportunityId, subject, String(number)],
  },
});

const hasContract = (history: ReadonlyArray<RecordedEvent>, { command }: Statement): boolean =>
  history.some(({ event }) => 'contractId' in event.data && event.data.contractId === command.data.contractId);

/** Throws where it cannot be read: `UnreadableStream` where trying again does not help. */
const eventsIn = async (readStream: ReadStream, streamName: string): Promise<ReadonlyArray<RecordedEvent>> => {
  const history = await readStream(streamName)();
  if (E.isLeft(history)) {
    throw history.left._tag === 'UnreadableStream'
      ? history.left
      : new Error(`cannot read ${streamName}: ${history.left._tag}`);
  }
  return history.right;
};

const commandsFor = async (readStream: ReadStream, last: RecordedEvent): Promise<ReadonlyArray<CommandWithContext>> => {
  const history = await eventsIn(readStream, last.streamName);
  const events = history.map(({ event }) => event).filter(OpportunityEvent.is);
  const opportunityId = events[0]?.data.opportunityId;
  if (opportunityId === undefined) return [];
  const commands: Array<CommandWithContext> = [];
  for (const statement of contractStatements(opportunityId, events)) {
    const { arr, accountId } = statement.command.data;
    const takesBack = isZero(arr.amount);
    if (takesBack && !hasContract(await eventsIn(readStream, accountStream(accountId)), statement)) continue;
    commands.push(asCommand(opportunityId, statement, last));
  }
  return commands;
};

/** The reactor that turns won opportunities into contracts of their accounts, and keeps these as the opportunities are. */
export const followOpportunities = (deps: Pick<EventStore, 'readStream' | 'append'>) => ({
  name: 'follow-opportunities',
  handles,
  startsAt: 'start-of-log' as const,
  readsAfter: [],
  atOnce: 1000,
  react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const lastOfStream = new Map(events.map((event) => [event.streamName, event]));
    const commands: Array<CommandWithContext> = [];
    await inFlight(8, lastOfStream.values(), async (event) => {
      commands.push(...(await commandsFor(deps.readStream, event)));
      return 'go on';
    });
    const handled = await handleCommands(deps)(commands)();
    if (E.isLeft(handled)) throw new Error(`cannot record contracts: ${handled.left._tag}`);
    const [rejected] = handled.right.rejected;
    if (rejected?.reason._tag === 'UnreadableStream') throw rejected.reason;
    if (rejected !== undefined) throw new Error(`a contract was rejected: ${rejected.reason._tag}`);
  },
});
