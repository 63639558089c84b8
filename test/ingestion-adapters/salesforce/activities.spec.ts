import { describe, expect, it } from 'vitest';
import { afterIngesting } from './given-salesforce.js';
import { cometd, idOf, page } from './shapes.js';

const saved = { SystemModstamp: '2026-02-03T09:15:27.000+0000', IsDeleted: false };
const task = (fields: object) => page('Task', { Id: idOf('00T', 1), ...saved, WhoId: idOf('003', 1), ...fields });
const meeting = (fields: object) => page('Event', { Id: idOf('00U', 1), ...saved, WhoId: idOf('003', 1), ...fields });

describe('a task or meeting of Salesforce', () => {
  it('is an engagement of its contact once it is done, of the day it was for, and one however often it is saved', async () => {
    const { contact, types } = await afterIngesting([
      task({ TaskSubtype: 'Call', IsClosed: true, ActivityDate: '2026-02-02' }),
      task({
        TaskSubtype: 'Call',
        IsClosed: true,
        ActivityDate: '2026-02-02',
        SystemModstamp: '2026-02-03T10:00:00.000+0000',
      }),
      cometd(
        'Task',
        { changeType: 'CREATE', recordIds: [idOf('00T', 1)] },
        { WhoId: idOf('003', 1), TaskSubtype: 'Call', Status: 'Completed', ActivityDate: '2026-02-02' },
      ),
    ]);
    expect(types).toEqual(['StakeholderEngaged']);
    expect(contact(1)?.lastEngagedAt).toBe('2026-02-02T00:00:00.000Z');
  });

  it('took place when it ended', async () => {
    const { contact } = await afterIngesting([
      meeting({ StartDateTime: '2026-02-02T09:00:00.000+0000', EndDateTime: '2026-02-02T10:30:00.000+0000' }),
    ]);
    expect(contact(1)?.lastEngagedAt).toBe('2026-02-02T10:30:00.000Z');
  });

  it.each([
    ['it is not done', task({ IsClosed: false, ActivityDate: '2026-02-02' })],
    ['it is still to come', meeting({ EndDateTime: '2026-02-09T10:30:00.000+0000' })],
    ['it is with nobody', task({ WhoId: null, IsClosed: true, ActivityDate: '2026-02-02' })],
    ['it is with a lead', task({ WhoId: idOf('00Q', 1), IsClosed: true, ActivityDate: '2026-02-02' })],
    ['it was deleted', task({ IsDeleted: true, IsClosed: true, ActivityDate: '2026-02-02' })],
  ])('is none where %s', async (_why, body) => {
    expect((await afterIngesting([body])).types).toEqual([]);
  });
});
