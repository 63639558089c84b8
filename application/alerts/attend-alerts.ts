import * as E from 'fp-ts/lib/Either.js';
import { alertAggregate } from '../../domain/alert/aggregate.js';
import type { AlertCommand } from '../../domain/alert/commands.js';
import type { AlertEvent } from '../../domain/alert/events.js';
import { escalatesAt, type PendingNotice, pendingNotices } from '../../domain/alert/notices.js';
import { type AlertState, alertIn, type Opened } from '../../domain/alert/state.js';
import { alertStream, sharedPartOf } from '../../domain/alert/stream.js';
import type { AlertId } from '../../domain/ids.js';
import type { NonEmptyString, Timestamp } from '../../domain/primitives.js';
import { handleCommand } from '../handle-command.js';
import { inFlight } from '../in-flight.js';
import type { ReadAccountFacts } from '../ports/account-facts.js';
import type { AlertChannels } from '../ports/alert-channels.js';
import type { Clock } from '../ports/clock.js';
import { type DeliverNotice, isUndelivered, type Undelivered } from '../ports/deliver-notice.js';
import type { EventStore } from '../ports/event-store.js';
import type { DueAlerts } from '../ports/open-alerts.js';
import { noticeIdOf } from './alert-ids.js';
import { alertToTell } from './alert-to-tell.js';
import { quietUntil } from './quiet-until.js';
import { retryAt } from './retry-at.js';

type AttendDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly dueAlerts: DueAlerts;
  readonly accountFacts: ReadAccountFacts;
  readonly channels: Pick<AlertChannels, 'find'>;
  readonly deliver: DeliverNotice;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** What went wrong with one alert, which is tried again in the next turn. */
  readonly report: (error: unknown) => void;
};

const ALERTS_AT_ONCE = 16;

/** When its first notice could go out. */
const firstTold = ({ occurredAt, plan }: Opened): Timestamp => quietUntil(plan.quietHours, occurredAt);

const failed = (_tag: string): Error => new Error(`the log does not take what becomes of alerts: ${_tag}`);

/**
 * Tells whom alerts have to be told to, and escalates what nobody acknowledged: one turn, over all that is due. Only one
 * process is to do so at a time; should two, receivers get the same notice twice, by which id they can tell. What a receiver
 * took is not sent again while this runs, even where the log did not take note of it at once.
 */
export const attendAlerts = ({
  dueAlerts,
  accountFacts,
  channels,
  deliver,
  clock,
  publicUrl,
  report,
  ...log
}: AttendDeps) => {
  const taken = new Set<string>();
  /** Until when there is nothing to do though the read model has it that there may be. */
  const notBefore = new Map<AlertId, Timestamp>();

  const stateOf = async (alertId: AlertId): Promise<AlertState> => {
    const read = await log.readStream(alertStream(sharedPartOf(alertId)))();
    if (E.isLeft(read)) throw read.left._tag === 'UnreadableStream' ? read.left : failed(read.left._tag);
    const alerts = read.right.reduce(
      (state, { event }) => alertAggregate.evolve(state, event as AlertEvent),
      alertAggregate.initialState,
    );
    return alertIn(alerts, alertId);
  };

  const record = async (alertId: AlertId, command: AlertCommand, fact: ReadonlyArray<string>): Promise<void> => {
    const handled = await handleCommand(log)(alertAggregate)(command, {
      correlationId: alertId,
      causationId: null,
      actor: 'attend-alerts',
      source: null,
      fact: ['alert', alertId, command.type, ...fact],
    })();
    if (E.isLeft(handled)) throw failed(handled.left._tag);
  };

  const undeliveredTo = async (
    state: AlertState,
    opened: Opened,
    { channel: name, about }: PendingNotice,
    signal: AbortSignal,
  ): Promise<Undelivered | undefined> => {
    const id = noticeIdOf(opened.alertId, about, name);
    if (taken.has(id)) return undefined;
    const channel = await channels.find(name);
    if (channel === undefined) return { _tag: 'Undelivered', reason: 'there is no such channel', isFinal: false };
    const facts = await accountFacts([opened.accountId]);
    const accountName = facts.get(opened.accountId)?.name ?? null;
    try {
      await deliver(
        channel.target,
        { id, about, alert: alertToTell(state, opened, { accountName, publicUrl }) },
        signal,
      );
      taken.add(id);
      return undefined;
    } catch (error) {
      if (isUndelivered(error)) return error;
      throw error;
    }
  };

  const tell = async (state: AlertState, opened: Opened, notice: PendingNotice, signal: AbortSignal): Promise<void> => {
    const { channel, about, attempts } = notice;
    const { alertId } = opened;
    const undelivered = await undeliveredTo(state, opened, notice, signal);
    const occurredAt = clock();
    const data = { alertId, occurredAt, channel, about };
    if (undelivered === undefined) {
      await record(alertId, { type: 'RecordNoticeDelivered', data }, [about, channel]);
      taken.delete(noticeIdOf(alertId, about, channel));
      return;
    }
    const attempt = attempts + 1;
    const reason = undelivered.reason as NonEmptyString;
    const again = undelivered.isFinal ? null : retryAt(attempt, occurredAt);
    await record(alertId, { type: 'RecordNoticeFailed', data: { ...data, attempt, reason, retryAt: again } }, [
      about,
      channel,
      String(attempt),
    ]);
  };

  /** Whether it was. */
  const escalate = async (state: AlertState, opened: Opened, now: Timestamp): Promise<boolean> => {
    const due = escalatesAt(state, firstTold(opened));
    if (due === undefined || due > now) return false;
    const { alertId } = opened;
    await record(alertId, { type: 'EscalateAlert', data: { alertId, occurredAt: now } }, []);
    return true;
  };

  const attend = async (alertId: AlertId, signal: AbortSignal): Promise<void> => {
    const found = await stateOf(alertId);
    const opened = found.opened?.value;
    if (opened === undefined) return;
    const now = clock();
    const free = quietUntil(opened.plan.quietHours, now);
    if (free > now) {
      notBefore.set(alertId, free);
      return;
    }
    notBefore.delete(alertId);
    const state = (await escalate(found, opened, now)) ? await stateOf(alertId) : found;
    const pending = pendingNotices(state);
    const due = pending.filter((notice) => notice.due <= now);
    const escalation = escalatesAt(state, firstTold(opened));
    if (pending.length === 0 && escalation !== undefined) notBefore.set(alertId, escalation);
    const told = await Promise.allSettled(due.map((notice) => tell(state, opened, notice, signal)));
    for (const outcome of told) if (outcome.status === 'rejected') throw outcome.reason;
  };

  return async (signal: AbortSignal): Promise<void> => {
    const now = clock();
    const due = (await dueAlerts(now)).filter((alertId) => (notBefore.get(alertId) ?? now) <= now);
    await inFlight(ALERTS_AT_ONCE, due, async (alertId) => {
      if (signal.aborted) return 'stop';
      await attend(alertId, signal).catch((error: unknown) => {
        if (!signal.aborted) report(error);
      });
      return 'go on';
    });
  };
};
