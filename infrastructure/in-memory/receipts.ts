import { deterministicId } from '../../application/deterministic-id.js';
import type {
  OfConnection,
  ProcessingOutcome,
  ProcessReceipts,
  Quarantined,
  Receipt,
  ReceiptState,
  Receipts,
  WaitingReceipt,
} from '../../application/ports/receipts.js';

const isOf =
  (of: OfConnection) =>
  ({ source, connection }: OfConnection): boolean =>
    source === of.source && connection === of.connection;

export const makeInMemoryReceipts = (now: () => Date = () => new Date()): Receipts => {
  const kept = new Map<string, ReceiptState>();
  const waiting = new Map<string, WaitingReceipt>();
  const bodies = new Map<string, Receipt>();
  const claimed = new Set<string>();
  const quarantine = new Map<string, Quarantined>();
  const notUnderstood = new Map<string, number>();

  const keep = (receipt: Receipt): 'new' | 'known' => {
    if (kept.has(receipt.id)) return 'known';
    const { id, receivedAt } = receipt;
    bodies.set(id, receipt);
    kept.set(id, { id, receivedAt, processedAt: undefined, position: undefined, attempts: 0, quarantined: 0 });
    waiting.set(receipt.id, { ...receipt, attempts: 0 });
    return 'new';
  };

  const change = (id: string, changes: Partial<ReceiptState>): void => {
    const known = kept.get(id);
    if (known !== undefined) kept.set(id, { ...known, ...changes });
  };

  const putAside = ({ id: receipt, source, connection }: Receipt, parts: ProcessingOutcome['quarantined']): void => {
    for (const part of parts) {
      const id = deterministicId('quarantined', receipt, part.place, part.reason);
      const seen = (quarantine.get(id)?.seen ?? 0) + 1;
      quarantine.delete(id);
      quarantine.set(id, { ...part, id, receipt, source, connection, at: now(), seen });
    }
  };

  const settle = (receipt: Receipt, outcome: ProcessingOutcome): void => {
    waiting.delete(receipt.id);
    change(receipt.id, { processedAt: now(), position: outcome.position });
    putAside(receipt, outcome.quarantined);
    for (const [what, count] of Object.entries(outcome.notUnderstood)) {
      const name = `${receipt.source}/${receipt.connection} ${what}`;
      notUnderstood.set(name, (notUnderstood.get(name) ?? 0) + count);
    }
  };

  const settleAgain = (receipt: Receipt, outcome: ProcessingOutcome): void => {
    change(receipt.id, { processedAt: now(), position: outcome.position });
    for (const [id, part] of quarantine) if (part.receipt === receipt.id) quarantine.delete(id);
    putAside(receipt, outcome.quarantined);
  };

  const process = async (receipts: ReadonlyArray<WaitingReceipt>, work: ProcessReceipts): Promise<number> => {
    if (receipts.length === 0) return 0;
    for (const { id } of receipts) claimed.add(id);
    try {
      const results = await work(receipts);
      for (const [i, receipt] of receipts.entries()) {
        const result = results[i];
        if (result?._tag === 'Processed') settle(receipt, result);
        else {
          const attempts = receipt.attempts + 1;
          change(receipt.id, { attempts });
          waiting.set(receipt.id, { ...receipt, attempts });
        }
      }
    } finally {
      for (const { id } of receipts) claimed.delete(id);
    }
    return receipts.length;
  };

  const unclaimed = () => [...waiting.values()].filter(({ id }) => !claimed.has(id));

  return {
    keep: async (receipt) => keep(receipt),
    processWaiting: (limit, work) => process(unclaimed().slice(0, limit), work),
    processNow: (receipts, work) => {
      for (const receipt of receipts) keep(receipt);
      const asked = new Set(receipts.map(({ id }) => id));
      return process(
        unclaimed().filter(({ id }) => asked.has(id)),
        work,
      );
    },
    processAgain: async ({ source, connection, after = '', limit }, work) => {
      const again = [...bodies.values()]
        .filter((receipt) => receipt.source === source && receipt.connection === connection)
        .filter(({ id }) => id > after && kept.get(id)?.processedAt !== undefined)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map((receipt): WaitingReceipt => ({ ...receipt, attempts: kept.get(receipt.id)?.attempts ?? 0 }));
      if (again.length === 0) return undefined;
      const results = await work(again);
      for (const [i, receipt] of again.entries()) {
        const result = results[i];
        if (result?._tag === 'Processed') settleAgain(receipt, result);
      }
      return again.at(-1)?.id;
    },
    waiting: async () => waiting.size,
    states: async (ids) =>
      ids.flatMap((id) => {
        const state = kept.get(id);
        const parts = [...quarantine.values()].filter(({ receipt }) => receipt === id);
        return state === undefined ? [] : [{ ...state, quarantined: parts.length }];
      }),
    quarantine: async (limit, of) =>
      [...quarantine.values()]
        .reverse()
        .filter((part) => of === undefined || isOf(of)(part))
        .slice(0, limit),
    deliveries: async () => {
      const all = [...bodies.values()];
      const named = new Map(all.map(({ source, connection }) => [`${source}/${connection}`, { source, connection }]));
      return [...named]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, of]) => ({
          ...of,
          lastAt: new Date(Math.max(...all.filter(isOf(of)).map(({ receivedAt }) => receivedAt.getTime()))),
          waiting: [...waiting.values()].filter(isOf(of)).length,
          quarantined: [...quarantine.values()].filter(isOf(of)).length,
        }));
    },
    notUnderstood: async () => Object.fromEntries([...notUnderstood].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};
