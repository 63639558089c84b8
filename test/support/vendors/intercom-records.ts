import * as rows from '../../../simulator/vendors/intercom.js';

const createdAt = 1_760_000_000;

export const contactRow = (id: string, updatedAt: number, company: string | undefined, email: string) =>
  rows.contactRow({ id, name: `Person ${id}`, email, createdAt, updatedAt, company });

export const companyRow = (id: string, updatedAt: number, name: string) =>
  rows.companyRow({
    id,
    companyId: `crm-${id}`,
    name,
    website: `https://www.${id}.example/about`,
    plan: 'Scale',
    size: 85,
    industry: 'Logistics',
    createdAt,
    updatedAt,
  });
