import type * as t from 'io-ts';
import { oneOf } from '../domain/primitives.js';

export const Role = oneOf('auditor', 'analyst', 'csm', 'executive', 'compliance', 'admin', 'ingest');
export type Role = t.TypeOf<typeof Role>;

export type Permission =
  | 'read:accounts'
  | 'read:trends'
  | 'read:history'
  | 'read:receipts'
  | 'read:personal-data'
  | 'read:connections'
  | 'change:anomalies'
  | 'refresh:predictions'
  | 'change:segments'
  | 'change:detection'
  | 'change:alerts'
  | 'change:alert-rules'
  | 'ingest'
  | 'admin:operate'
  | 'admin:connections'
  | 'admin:alert-channels'
  | 'admin:models';

const viewer: ReadonlyArray<Permission> = ['read:accounts', 'read:trends'];

/** Who may do what. An auditor follows every fact to its source, with the persons in it masked. */
export const permissions: Readonly<Record<Role, ReadonlyArray<Permission>>> = {
  auditor: [...viewer, 'read:history', 'read:receipts', 'read:connections'],
  analyst: [
    ...viewer,
    'change:anomalies',
    'refresh:predictions',
    'change:segments',
    'change:detection',
    'change:alerts',
    'change:alert-rules',
  ],
  csm: [...viewer, 'change:anomalies', 'refresh:predictions', 'change:alerts'],
  executive: viewer,
  compliance: [...viewer, 'read:history', 'read:receipts', 'read:connections', 'read:personal-data'],
  admin: [
    ...viewer,
    'read:history',
    'read:receipts',
    'read:connections',
    'read:personal-data',
    'change:anomalies',
    'refresh:predictions',
    'change:segments',
    'change:detection',
    'change:alerts',
    'change:alert-rules',
    'ingest',
    'admin:operate',
    'admin:connections',
    'admin:alert-channels',
    'admin:models',
  ],
  ingest: ['ingest', 'read:receipts'],
};

export const may = (role: Role, permission: Permission): boolean => permissions[role].includes(permission);
