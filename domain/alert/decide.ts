import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import type { AlertId } from '../ids.js';
import type { AlertCommand } from './commands.js';
import type { AlertRefusal } from './errors.js';
import type { AlertEvent } from './events.js';
import { escalatesAt } from './notices.js';
import { type AlertsState, alertIn, isCondition, noticeOf, resolutionOf, statusOf, stillHolds } from './state.js';

export const decide = (
  command: AlertCommand,
  alerts: AlertsState,
): E.Either<AlertRefusal, ReadonlyArray<AlertEvent>> => {
  if (command.type === 'ClearAlertCondition') {
    const { occurredAt } = command.data;
    const ended = Object.entries(alerts).filter(([, state]) => stillHolds(state));
    return E.right(
      ended.map(([alertId]) => ({
        type: 'AlertResolved',
        data: { alertId: alertId as AlertId, occurredAt, by: 'condition' },
      })),
    );
  }
  const { alertId } = command.data;
  const state = alertIn(alerts, alertId);
  if (command.type === 'OpenAlert') {
    const isTold = isCondition(command.data.seen) && Object.values(alerts).some(stillHolds);
    return unlessHeld(state.opened !== undefined || isTold, { type: 'AlertOpened', data: command.data });
  }
  if (state.opened === undefined) return E.left({ _tag: 'AlertUnknown', alertId });
  const isResolved = resolutionOf(state) !== undefined;
  switch (command.type) {
    case 'AcknowledgeAlert':
      if (isResolved) return E.left({ _tag: 'AlertAlreadyResolved', alertId });
      return unlessHeld(statusOf(state) !== 'open', { type: 'AlertAcknowledged', data: command.data });
    case 'ResolveAlert': {
      const isSaid = command.data.by === 'person' ? isResolved : state.resolvedAt.condition !== undefined;
      return unlessHeld(isSaid, { type: 'AlertResolved', data: command.data });
    }
    case 'EscalateAlert':
      return unlessHeld(escalatesAt(state, state.opened.at) === undefined, {
        type: 'AlertEscalated',
        data: command.data,
      });
    case 'RecordNoticeDelivered': {
      const { deliveredAt } = noticeOf(state, command.data.about, command.data.channel);
      return unlessHeld(deliveredAt !== undefined, { type: 'AlertNoticeDelivered', data: command.data });
    }
    case 'RecordNoticeFailed': {
      const { deliveredAt, failure } = noticeOf(state, command.data.about, command.data.channel);
      const isOld = deliveredAt !== undefined || (failure?.value.attempt ?? 0) >= command.data.attempt;
      return unlessHeld(isOld, { type: 'AlertNoticeFailed', data: command.data });
    }
  }
};
