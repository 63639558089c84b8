import { LifecycleStage, profileFields } from '../domain/account/events.js';
import { DecimalString } from '../domain/primitives.js';
import {
  accountIn,
  accountRef,
  deletedAt,
  type MappedContext,
  presentAt,
  saying,
  statedAs,
  statedBy,
} from './mapped-record.js';
import type { SourcedCommand } from './translation.js';

/** Of a deleted account nothing follows but that it was there; named again later, it is back. */
export const mappedAccount = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const { id } = context.record;
  const { accountId, ...registered } = accountIn(context, id);
  const ref = accountRef(context, id);
  const deleted = deletedAt(context);
  if (deleted !== undefined) {
    const data = { accountId, occurredAt: deleted, ref };
    return [registered, saying(context, 'presence', { type: 'RemoveAccountRecord', data })];
  }
  const present = presentAt(context);
  const profile = profileFields.flatMap((field) => {
    const said = statedBy(context, field);
    if (said === undefined || typeof said.value === 'boolean') return [];
    const data = { accountId, occurredAt: said.at, changes: { [field]: said.value } };
    return [saying(context, field, { type: 'ChangeAccountProfile', data })];
  });
  const stage = statedAs(context, 'stage', LifecycleStage);
  const seats = statedAs(context, 'seats', DecimalString);
  return [
    registered,
    ...(present === undefined
      ? []
      : [
          saying(context, 'presence', {
            type: 'RestoreAccountRecord',
            data: { accountId, occurredAt: present, ref },
          }),
        ]),
    ...profile,
    ...(stage === undefined
      ? []
      : [
          saying(context, 'stage', {
            type: 'ChangeLifecycleStage',
            data: { accountId, occurredAt: stage.at, stage: stage.value },
          }),
        ]),
    ...(seats === undefined
      ? []
      : [
          saying(context, 'seats', {
            type: 'ChangeSeats',
            data: { accountId, occurredAt: seats.at, seats: Number(seats.value) },
          }),
        ]),
  ];
};
