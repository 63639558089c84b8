import type { FastifyRequest } from 'fastify';
import type { Asker } from '../questions/change-connections.js';

export const askerOf = ({ id, principal, headers }: FastifyRequest): Asker => {
  const { 'idempotency-key': key } = headers;
  return {
    subject: principal?.subject ?? '',
    correlationId: id,
    key: typeof key === 'string' && key !== '' ? key : undefined,
  };
};
