import * as E from 'fp-ts/lib/Either.js';
import { findOrBroken } from '../application/connections/find-or-broken.js';
import { type CommandWithContext, handleCommands, type RejectedCommand } from '../application/handle-commands.js';
import { mappingsInLog } from '../application/mapping/mappings-in-log.js';
import {
  type Connection,
  type ConnectionBroken,
  type Connections,
  isConnectionBroken,
} from '../application/ports/connections.js';
import type { EventStore } from '../application/ports/event-store.js';
import type {
  ProcessingResult,
  ProcessReceipts,
  QuarantinedPart,
  RecordClaims,
  WaitingReceipt,
} from '../application/ports/receipts.js';
import type { SubjectKeys } from '../application/ports/subject-keys.js';
import type { Position } from '../application/position.js';
import { rememberStreams } from '../application/remembered-streams.js';
import { usageAggregate } from '../domain/usage/aggregate.js';
import { failuresOfPorts } from './port-failures.js';
import { sayOnce } from './say-once.js';
import type { SourcedCommand, Translate, Translation } from './translation.js';
import { vendors } from './vendors.js';

export type ProcessDeps = {
  readonly connections: Pick<Connections, 'find'>;
  readonly log: Pick<EventStore, 'readStream' | 'readStreamFrom' | 'append'>;
  readonly subjectKeys: Pick<SubjectKeys, 'subjectOf' | 'destroy'>;
  readonly claims: RecordClaims;
};

/** What became of one group of receipts. */
type Processed = {
  readonly receipts: number;
  readonly events: number;
  readonly quarantined: number;
  readonly position: Position | undefined;
};

export type ProcessOptions = {
  /** The streams are probably new. */
  readonly expectNew?: boolean;
  readonly onProcessed?: (processed: Processed) => void;
};

const ATTEMPTS = 5;

type Translated =
  | { readonly _tag: 'Translated'; readonly translation: Translation }
  | { readonly _tag: 'Untranslatable'; readonly reason: string };

const wholly = ({ body }: WaitingReceipt, reason: string): QuarantinedPart => ({ place: '', bytes: body, reason });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'an unknown error');

const withContext = (receipt: WaitingReceipt, { command, fact, record }: SourcedCommand): CommandWithContext => {
  const { id, source, connection } = receipt;
  return {
    command,
    context: {
      fact,
      correlationId: id,
      causationId: null,
      actor: `connection:${source}/${connection}`,
      source: { source, connection, record, receipt: id },
    },
  };
};

const inWords = (reason: RejectedCommand['reason']): string =>
  reason._tag === 'AppendTooLarge'
    ? `${reason._tag}, ${reason.bytes} bytes for ${reason.streamName}, which takes ${reason.limit}`
    : reason._tag;

const rejectedPart = ({ command, context }: CommandWithContext, { reason }: RejectedCommand): QuarantinedPart => ({
  place: context.source?.record ?? '',
  bytes: Buffer.from(JSON.stringify(command)),
  reason: `${command.type} was refused: ${inWords(reason)}`,
});

/**
 * Receipts to events: every receipt is translated on its own, and what they say is appended together, by stream. Rejects,
 * for all of them to be tried again, when the log or a store does not answer. What the translator cannot take is tried
 * a few times and then quarantined whole.
 */
export const makeProcessReceipts = (
  deps: ProcessDeps,
  { expectNew = false, onProcessed }: ProcessOptions = {},
): ProcessReceipts => {
  const handle = handleCommands(deps.log);
  const remembered = rememberStreams(deps.log, usageAggregate.category);
  const mappings = mappingsInLog(deps.log);

  const translate = async (
    receipt: WaitingReceipt,
    connection: Connection | ConnectionBroken | undefined,
  ): Promise<Translated> => {
    if (isConnectionBroken(connection)) {
      return { _tag: 'Untranslatable', reason: `its connection cannot be read: ${connection.reason}` };
    }
    if (connection === undefined) return { _tag: 'Untranslatable', reason: 'its connection is no longer there' };
    const ports = failuresOfPorts({
      subjectOf: deps.subjectKeys.subjectOf,
      destroy: deps.subjectKeys.destroy,
      claim: deps.claims.claim,
      ...mappings,
    });
    const translator: Translate = vendors[connection.source].makeTranslate(ports.guarded);
    try {
      return { _tag: 'Translated', translation: await translator(receipt, connection) };
    } catch (error) {
      ports.rethrow();
      return { _tag: 'Untranslatable', reason: messageOf(error) };
    }
  };

  return async (receipts) => {
    const connections = new Map<string, Promise<Connection | ConnectionBroken | undefined>>();
    const connectionOf = ({ source, connection }: WaitingReceipt) => {
      const key = `${source}/${connection}`;
      const found = connections.get(key) ?? findOrBroken(deps.connections, source, connection);
      connections.set(key, found);
      return found;
    };
    const translated: Array<Translated> = [];
    for (const receipt of receipts) translated.push(await translate(receipt, await connectionOf(receipt)));

    const owners: Array<number> = [];
    const all: Array<CommandWithContext> = [];
    for (const [i, receipt] of receipts.entries()) {
      const outcome = translated[i];
      if (outcome?._tag !== 'Translated') continue;
      for (const command of outcome.translation.commands) {
        owners.push(i);
        all.push(withContext(receipt, command));
      }
    }
    const kept = sayOnce(all.map(({ command }) => command));
    const commands = kept.flatMap((index) => all[index] ?? []);
    const handled = await handle(commands, { expectNew, remembered })();
    if (E.isLeft(handled)) throw new Error(`The log did not take the events: ${handled.left._tag}.`);

    const refused = new Map<number, Array<QuarantinedPart>>();
    for (const rejected of handled.right.rejected) {
      const command = commands[rejected.index];
      const owner = owners[kept[rejected.index] ?? -1];
      if (command === undefined || owner === undefined) continue;
      refused.set(owner, [...(refused.get(owner) ?? []), rejectedPart(command, rejected)]);
    }
    const results = receipts.map((receipt, i): ProcessingResult => {
      const outcome = translated[i];
      if (outcome?._tag === 'Translated') {
        const { quarantined, notUnderstood } = outcome.translation;
        const position = outcome.translation.commands.length === 0 ? undefined : handled.right.position;
        return { _tag: 'Processed', quarantined: [...quarantined, ...(refused.get(i) ?? [])], notUnderstood, position };
      }
      const reason = outcome?.reason ?? 'it was not translated';
      return receipt.attempts + 1 < ATTEMPTS
        ? { _tag: 'Failed', reason }
        : { _tag: 'Processed', quarantined: [wholly(receipt, reason)], notUnderstood: {} };
    });
    onProcessed?.({
      receipts: receipts.length,
      events: handled.right.appended,
      quarantined: results.reduce((sum, r) => sum + (r._tag === 'Processed' ? r.quarantined.length : 0), 0),
      position: handled.right.position,
    });
    return results;
  };
};
