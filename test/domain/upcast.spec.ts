import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { eventCatalogue } from '../../domain/catalogue.js';
import { upcast } from '../../domain/upcast.js';

const golden = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
const { ContractSigned, ContractRenewed, OpportunityDescribed } = eventCatalogue;

describe('an event of a retired version', () => {
  it.each([
    ['account/golden/contract-signed', ContractSigned],
    ['opportunity/golden/opportunity-described', OpportunityDescribed],
  ])('is read as the event it would be today: %s', (name, definition) => {
    const lifted = upcast(definition, 1, golden(`${name}-v1`));
    const read = E.chainW((data) => definition.codec.decode({ type: definition.codec.name, data }))(lifted);
    expect(read).toEqual(E.right(golden(`${name}-latest`)));
  });

  it('is refused when its data is not what that version kept', () => {
    expect(E.isLeft(upcast(OpportunityDescribed, 1, { changes: {} }))).toBe(true);
    expect(upcast(ContractSigned, 1, { arr: 'much' })).toEqual(
      E.left({
        _tag: 'DecodeError',
        source: 'event ContractSigned',
        violations: [{ pointer: '', message: 'could not be lifted from version 1' }],
      }),
    );
  });
});

describe('an event of the latest version', () => {
  it('is left as it is', () => {
    const data = { whatever: 1 };
    expect(upcast(ContractRenewed, 1, data)).toEqual(E.right(data));
  });
});

describe('an event from the future', () => {
  it.each([3, 0, -1, 1.5, Number.NaN])('is refused: version %s', (version) => {
    expect(E.isLeft(upcast(ContractSigned, version, {}))).toBe(true);
  });
});
