import { describe, expect, it } from 'vitest';
import { simulateCompany } from '../../../simulator/company.js';
import type { CrmChange } from '../../../simulator/crm.js';
import { randomOf } from '../../../simulator/prng.js';
import { crmDeliveries, webhookBodies } from '../../../simulator/vendors/hubspot.js';

const sizes = (bodies: ReadonlyArray<string>) =>
  bodies.map((body) => (JSON.parse(body) as ReadonlyArray<unknown>).length);

describe('HubSpot webhook bodies', () => {
  it('hold at most 100 elements', () => {
    const changes = Array.from({ length: 230 }, (_, id): CrmChange => ({ kind: 'created', object: 'contact', id }));
    expect(sizes(webhookBodies(randomOf('batch'), { at: 1, changes }, 0))).toEqual([100, 100, 30]);
  });

  it('differ on a second attempt by the attempt alone', () => {
    const changes: ReadonlyArray<CrmChange> = [{ kind: 'property', object: 'deal', id: 7, name: 'amount', value: '5' }];
    const [first] = webhookBodies(randomOf('again'), { at: 1, changes }, 0);
    const [second] = webhookBodies(randomOf('again'), { at: 1, changes }, 1);
    expect(second).not.toBe(first);
    expect(second?.replace('"attemptNumber":1', '"attemptNumber":0')).toBe(first);
  });

  it('tell over a year of contacts that were deleted, and of the colleague who became the champion', () => {
    const company = simulateCompany({ seed: 'year', accounts: 200, months: 13, endsAt: '2026-06-15T12:00:00Z' });
    const said = [...crmDeliveries(company)].map(({ body }) => body);
    const about = (text: string) => said.filter((body) => body.includes(text));
    expect(about('"contact.deletion"').length).toBeGreaterThan(0);
    const promotions = about('"hs_buying_role"').filter((body) => !body.includes('"contact.creation"'));
    expect(promotions.length).toBeGreaterThan(0);
    for (const body of promotions) expect(body).toContain('"propertyValue":"CHAMPION"');
  });
});
